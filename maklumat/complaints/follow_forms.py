"""What a complainant types while following a report."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints import letters
from maklumat.core import numbers, uploads
from maklumat.core.delivery import masked_address
from maklumat.core.errors import RuleBroken
from maklumat.core.uploads import Accepted

LONGEST = 5000
RATINGS = [
    (4, pgettext_lazy("rating", "Very good")),
    (3, pgettext_lazy("rating", "Good")),
    (2, pgettext_lazy("rating", "Poor")),
    (1, pgettext_lazy("rating", "Bad")),
]
# A number with its code behind it, as copied from a receipt in one piece.
_BOTH = re.compile(r"^(?P<number>.*\d)\W+(?P<code>[A-Za-z2-9]{5}\W?[A-Za-z2-9]{5})\W*$", re.DOTALL)


class TrackForm(forms.Form):
    """Number and secret code, in whatever shape people type or paste them."""

    number = forms.CharField(
        label=gettext_lazy("Number of the report"),
        max_length=200,
        help_text=gettext_lazy("It stands on your receipt, for instance PGD-2026-000123-8."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the number of your report.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Secret code"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the secret code from your receipt.")},
        help_text=gettext_lazy("Ten letters and digits. Capitals and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:  # Any: as below
        super().__init__(_split(data) if data else None, **kwargs)

    def clean_number(self) -> str:
        try:
            return str(numbers.parse(self.cleaned_data["number"]))
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error


def _split(data: QueryDict) -> dict[str, str]:
    """Take number and code apart when both were pasted into the first box."""
    typed = {"number": data.get("number", ""), "code": data.get("code", "")}
    both = None if typed["code"].strip() else _BOTH.match(typed["number"])
    return {"number": both["number"], "code": both["code"]} if both else typed


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five photos or PDFs, made harmless."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Sequence[Accepted]:  # Any: Django's own
        given = data if isinstance(data, list | tuple) else [data]
        chosen = [file for file in given if isinstance(file, UploadedFile)]
        try:
            return uploads.accept_all(chosen)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error


def _words(label: Any, missing: Any, *, rows: int = 5) -> forms.CharField:  # Any: lazy texts
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten the text to %(limit_value)d characters."),
        },
    )


def _files() -> FilesField:
    return FilesField(
        label=gettext_lazy("Photos or documents"),
        required=False,
        help_text=gettext_lazy("At most 5, as photo (JPEG, PNG, WebP) or PDF, 10 MB each."),
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )


class AnswerForm(forms.Form):
    """The answer to a question of the agency."""

    text = _words(gettext_lazy("Your answer"), gettext_lazy("Write your answer."))
    photos = _files()


class WriteForm(forms.Form):
    """More about the report; the hidden id makes a second sending harmless."""

    text = _words(gettext_lazy("What do you want to add?"), gettext_lazy("Write what you add."))
    photos = _files()
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["uid"].initial = uuid.uuid4


class NotYetForm(forms.Form):
    """Why it is not done."""

    text = _words(
        gettext_lazy("What is not done yet?"),
        gettext_lazy("Write what is not done yet, so that the agency knows what to do."),
    )
    photos = _files()


class RateForm(forms.Form):
    """Four marks in words, and why."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("How was your report handled?"),
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four marks.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Why do you withdraw it?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OmbudsmanForm(forms.Form):
    """That, and perhaps under which number, the person went to the Ombudsman."""

    went_on = forms.DateField(
        label=gettext_lazy("When did you go there?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day as 2026-11-22."),
        },
    )
    number = forms.CharField(
        label=gettext_lazy("Number of your report there"), required=False, max_length=80
    )
    why = forms.CharField(
        label=gettext_lazy("What do you ask the Ombudsman to look at?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True)
class Known:
    """What the person gave before, in full; the form shows it masked."""

    email: str = ""
    phone: str = ""


class TellForm(forms.Form):
    """How the person hears of news."""

    by = forms.ChoiceField(
        label=gettext_lazy("How shall we tell you of news?"),
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("WhatsApp number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(self, *args: Any, known: Known = Known(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for name, address in (("email", known.email), ("phone", known.phone)):
            if address:
                self.fields[name].help_text = _(
                    "We have %(address)s. Leave this empty to keep it."
                ) % {"address": masked_address(address)}
        ways = letters.ways_to_tell()
        field = self.fields["by"]
        field.choices = [*ways, ("none", _("Not at all; I look here myself"))]  # type: ignore[attr-defined]  # a choice field
        if "whatsapp" not in dict(ways):
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        has_email = values.get("email") or self.known.email
        if values.get("by") == "email" and not has_email and not self.errors:
            self.add_error("email", _("Write the e-mail address."))
        if values.get("by") == "whatsapp":
            digits = re.sub(r"\D", "", values.get("phone", "") or self.known.phone)
            if not 9 <= len(digits) <= 15:
                self.add_error("phone", _("Write the number, for instance 0812 3456 7890."))
        return values
