"""Tables of the catalogue, in one place to import from."""

from maklumat.catalogue.models.components import (
    CompetenceRow,
    ComplaintChannelRow,
    EvaluationRow,
    FacilityRow,
    FeeRow,
    LegalBasisRow,
    ProductRow,
    RequirementCase,
    RequirementRow,
    SafetyRow,
    ServiceChannel,
    StaffRow,
    StepRow,
    SupervisionRow,
)
from maklumat.catalogue.models.offering import Offering, OfferingHours
from maklumat.catalogue.models.pledge import Pledge
from maklumat.catalogue.models.register import LegalDocument, Term
from maklumat.catalogue.models.review import (
    AgencyReview,
    ReviewReminder,
    Statement,
    StatementLine,
)
from maklumat.catalogue.models.service import Service
from maklumat.catalogue.models.snapshot import CompletenessSnapshot
from maklumat.catalogue.models.template import Template, TemplateOffer, TemplateVersion
from maklumat.catalogue.models.workflow import HeadApproval, OrganiserApproval

__all__ = [
    "AgencyReview",
    "CompetenceRow",
    "ComplaintChannelRow",
    "CompletenessSnapshot",
    "EvaluationRow",
    "FacilityRow",
    "FeeRow",
    "HeadApproval",
    "LegalBasisRow",
    "LegalDocument",
    "Offering",
    "OfferingHours",
    "OrganiserApproval",
    "Pledge",
    "ProductRow",
    "RequirementCase",
    "RequirementRow",
    "ReviewReminder",
    "SafetyRow",
    "Service",
    "ServiceChannel",
    "StaffRow",
    "Statement",
    "StatementLine",
    "StepRow",
    "SupervisionRow",
    "Template",
    "TemplateOffer",
    "TemplateVersion",
    "Term",
]
