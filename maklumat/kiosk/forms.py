"""What is typed at a screen, and about one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EnrolForm(forms.Form):
    code = forms.CharField(
        label=_("Code of this device"), max_length=20, strip=True,
        error_messages={
            "required": _("Type the eight signs of the code."),
            "max_length": _("A code has eight signs."),
        },
    )  # fmt: skip
