"""What somebody who builds a form types: shape and cleaning."""

from maklumat.eforms.building_forms.conditions import WhenRows
from maklumat.eforms.building_forms.parts import (
    AskForm,
    NewPartForm,
    NewQuestionForm,
    PartForm,
)
from maklumat.eforms.building_forms.whole import (
    BorrowForm,
    HeadForm,
    NewForm,
    SettingsForm,
    code_of,
)

__all__ = [
    "AskForm",
    "BorrowForm",
    "HeadForm",
    "NewForm",
    "NewPartForm",
    "NewQuestionForm",
    "PartForm",
    "SettingsForm",
    "WhenRows",
    "code_of",
]
