"""Tables of forms, in one place to import from."""

from maklumat.eforms.handling import Status
from maklumat.eforms.models.forms import FormAddress, FormUse, FormVersion, ServiceForm
from maklumat.eforms.models.submissions import (
    Submission,
    SubmissionBrowser,
    SubmissionEvent,
    SubmissionFile,
)

__all__ = [
    "FormAddress",
    "FormUse",
    "FormVersion",
    "ServiceForm",
    "Status",
    "Submission",
    "SubmissionBrowser",
    "SubmissionEvent",
    "SubmissionFile",
]
