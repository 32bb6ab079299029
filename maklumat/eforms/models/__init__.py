"""Tables of forms, in one place to import from."""

from maklumat.eforms.handling import Status
from maklumat.eforms.models.forms import FormUse, FormVersion, ServiceForm
from maklumat.eforms.models.submissions import (
    Submission,
    SubmissionEvent,
    SubmissionFile,
)

__all__ = [
    "FormUse",
    "FormVersion",
    "ServiceForm",
    "Status",
    "Submission",
    "SubmissionEvent",
    "SubmissionFile",
]
