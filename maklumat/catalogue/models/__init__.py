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
from maklumat.catalogue.models.register import LegalDocument, Term
from maklumat.catalogue.models.service import Offering, OfferingHours, Service
from maklumat.catalogue.models.workflow import HeadApproval, OrganiserApproval

__all__ = [
    "CompetenceRow",
    "ComplaintChannelRow",
    "EvaluationRow",
    "FacilityRow",
    "FeeRow",
    "HeadApproval",
    "LegalBasisRow",
    "LegalDocument",
    "Offering",
    "OfferingHours",
    "OrganiserApproval",
    "ProductRow",
    "RequirementCase",
    "RequirementRow",
    "SafetyRow",
    "Service",
    "ServiceChannel",
    "StaffRow",
    "StepRow",
    "SupervisionRow",
    "Term",
]
