"""What is asked before personal data is removed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maklumat.complaints.models.inout import BASES, Basis

CHECKED = [
    ("code", _("number and secret code were right")),
    ("card", _("an identity card was shown")),
    ("address", _("asked from the address that is kept with the report")),
    ("proxy", _("a power of attorney was shown")),
    ("order", _("by the order itself")),
]


class ErasureForm(forms.Form):
    """Why, how the identity is known, and yes."""

    number = forms.CharField(max_length=40, widget=forms.HiddenInput)
    basis = forms.ChoiceField(
        label=_("Reason"),
        choices=[(key, name) for key, name in BASES if key != Basis.TERM.value],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the data is removed.")},
    )
    checked = forms.ChoiceField(
        label=_("How do you know who asks?"),
        choices=CHECKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the identity was checked.")},
    )
    reference = forms.RegexField(
        regex=r"^[\w./ \-]*$",
        label=_("Number of the letter, if there is one"),
        help_text=_("No names: this line stays for good."),
        required=False,
        max_length=60,
        error_messages={"invalid": _("Write letters, digits, dots, dashes and slashes only.")},
    )
    sure = forms.BooleanField(
        label=_("I know that this can't be undone."),
        error_messages={"required": _("Tick that you know this can't be undone.")},
    )
