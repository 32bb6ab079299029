"""What officers type while collecting: a sheet of paper, a file, a point, numbers, questions."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import labels, numbering, profile
from maklumat.surveys.instrument import SCALE
from maklumat.surveys.models import InstrumentVersion, Point

LEFT_OPEN = ("", "0", "-")
ONE_KEY = {"maxlength": "1", "autocomplete": "off", "class": "key", "autocapitalize": "characters"}
# The letter that is typed for each choice of the profile; digits from 1 where letters would clash.
SEX_KEYS = dict(zip("LP", profile.SEXES, strict=True))
EDUCATION_KEYS = {str(at): code for at, code in enumerate(profile.EDUCATIONS, start=1)}
OCCUPATION_KEYS = {str(at): code for at, code in enumerate(profile.OCCUPATIONS, start=1)}
FIRST_DAY = date(2017, 1, 1)


class PlaceForm(forms.Form):
    """Unit and day, chosen once and kept for the next sheet."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Where were they served?"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the units of this service.")},
    )
    day = forms.DateField(
        label=gettext_lazy("Day on the sheets"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Write the day that stands on the sheet."),
            "invalid": gettext_lazy("Write the day as 16/11/2026."),
        },
    )
    half = forms.ChoiceField(
        label=gettext_lazy("Time of day"),
        required=False,
        choices=[("", gettext_lazy("not told")), *labels.HALVES],
    )

    def __init__(self, *args: Any, units: Sequence[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["unit"]  # Any: the stubs know only Field
        field.choices = [(str(unit.pk), unit.name) for unit in units]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        if day < FIRST_DAY:
            raise forms.ValidationError(_("This survey exists since 2017; check the year."))
        return day


class SheetForm(PlaceForm):
    """One sheet: its number, nine marks, the profile by single keys, the text."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=gettext_lazy("Number of the sheet"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    sex = forms.CharField(label=gettext_lazy("Sex"), required=False)
    age = forms.CharField(label=gettext_lazy("Age"), required=False)
    education = forms.CharField(label=gettext_lazy("Education"), required=False)
    occupation = forms.CharField(label=gettext_lazy("Occupation"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Suggestion"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, version: InstrumentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = version.rules.keys
        for name in ("sex", "education", "occupation"):
            self.fields[name].widget = forms.TextInput(attrs=dict(ONE_KEY))
        self.fields["age"].widget = forms.TextInput(
            attrs={"maxlength": "3", "autocomplete": "off", "inputmode": "numeric", "class": "key"}
        )
        for element in version.rules.elements:
            self.fields[element.key] = forms.CharField(
                label=element.name,
                required=False,
                widget=forms.TextInput(attrs={**ONE_KEY, "inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:  # Any: Django's own
        typed = super().clean() or {}
        typed["marks"] = marks = {}
        for key in self.keys:
            cell = str(typed.get(key, "")).strip()
            if cell in LEFT_OPEN:
                continue
            if cell.isascii() and cell.isdecimal() and int(cell) in SCALE:
                marks[key] = int(cell)
            else:
                self.add_error(
                    key,
                    _("“%s” is no answer. Type 1, 2, 3 or 4; 0 where nothing is marked.") % cell,
                )
        if not marks and not self.errors:
            self.add_error(None, _("No question is answered. Leave an empty sheet out."))
        self._one_key("sex", SEX_KEYS, _("Type L or P, or leave it empty."))
        self._one_key(
            "education", EDUCATION_KEYS, _("Type a digit from 1 to 7, or leave it empty.")
        )
        self._one_key(
            "occupation", OCCUPATION_KEYS, _("Type a digit from 1 to 6, or leave it empty.")
        )
        return typed

    def clean_uid(self) -> uuid.UUID:
        return self.cleaned_data["uid"] or uuid.uuid4()

    def clean_age(self) -> int | None:
        cell = str(self.cleaned_data["age"]).strip()
        if cell in LEFT_OPEN:
            return None
        if cell.isascii() and cell.isdecimal() and profile.YOUNGEST <= int(cell) <= profile.OLDEST:
            return int(cell)
        raise forms.ValidationError(
            _("Write a number of years from %(youngest)d to %(oldest)d, or leave it empty.")
            % {"youngest": profile.YOUNGEST, "oldest": profile.OLDEST}
        )

    def _one_key(self, name: str, keys: dict[str, str], remedy: str) -> None:
        cell = str(self.cleaned_data.get(name, "")).strip().upper()
        if cell in LEFT_OPEN:
            self.cleaned_data[name] = ""
        elif cell in keys:
            self.cleaned_data[name] = keys[cell]
        elif name not in self.errors:
            self.add_error(name, remedy)


class BatchForm(forms.Form):
    """How many numbered sheets to print."""

    count = forms.IntegerField(
        label=gettext_lazy("Sheets"), min_value=1, max_value=numbering.MOST_IN_A_BATCH, initial=50,
        error_messages={
            key: gettext_lazy("Write a number from 1 to 200.")
            for key in ("required", "invalid", "min_value", "max_value")
        },
    )  # fmt: skip


class FileForm(forms.Form):
    """A file of old answers, of one service and unit."""

    place = forms.ChoiceField(
        label=gettext_lazy("Service and unit"),
        help_text=gettext_lazy("All rows of a file are about one service at one unit."),
        error_messages={
            "required": gettext_lazy("Choose the service that the file is about."),
            "invalid_choice": gettext_lazy("Choose one of the services of your agency."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        help_text=gettext_lazy("The first row holds the headings. At most 5 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]  # Any: the stubs know only Field
        field.choices = [("", _("Choose")), *places]


class PointForm(forms.ModelForm):
    """Where somebody is asked, and for what."""

    class Meta:
        model = Point
        fields = ("use", "service", "name")
        error_messages = {
            "name": {"required": gettext_lazy("Write where it hangs, such as Counter 3.")}
        }
        labels = {
            "service": pgettext_lazy("survey point", "Service"),
            "name": pgettext_lazy("survey point", "Place"),
        }

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(row.pk): row for row in services}
        self.fields["service"] = forms.ChoiceField(
            label=pgettext_lazy("survey point", "Service"),
            required=False,
            choices=[
                ("", _("none: for the door or waiting room of all services")),
                *_named(services),
            ],
            help_text=_("Without one, whoever scans for the questionnaire chooses the service."),
            error_messages={"invalid_choice": _("Choose one of the services of this agency.")},
        )
        self.fields["use"] = forms.ChoiceField(
            label=pgettext_lazy("survey point", "Asks for"),
            choices=labels.POINT_USES,
            initial="survey",
            error_messages={"invalid_choice": _("Choose the questionnaire or one tap.")},
        )
        self.order_fields(["use", "service", "name"])
        if self.instance.pk:
            self.initial["service"] = str(self.instance.service_id or "")

    def clean_service(self) -> Service | None:
        return self.services.get(str(self.cleaned_data["service"]))


def _named(services: Sequence[Service]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in services]


class PeopleField(forms.IntegerField):
    """A number of people as it is typed: with points between thousands, or empty."""

    def to_python(self, value: Any) -> int | None:  # Any: Django's own
        text = str(value or "").strip()
        if re.fullmatch(r"\d{1,3}([. ]\d{3})+", text):
            text = re.sub(r"[. ]", "", text)
        return super().to_python(text)


class PeopleForm(forms.Form):
    """A table of services and months; each field is one cell."""

    def __init__(
        self, *args: Any, cells: Sequence[tuple[str, str]], most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        said = _("Write a whole number of people from 0 to 9,999,999, or leave it empty.")
        for name, label in cells:
            self.fields[name] = PeopleField(
                label=label,
                required=False,
                min_value=0,
                max_value=most,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), said),
            )


class WordingForm(forms.Form):
    """A question in the unit's own words for each element; empty: the rule's words."""

    def __init__(self, *args: Any, version: InstrumentVersion, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in version.rules.elements:
            self.fields[element.key] = forms.CharField(
                label=_("Own words for “%s”") % element.name,
                required=False,
                max_length=longest,
                widget=forms.Textarea(attrs={"rows": 2, "lang": "id"}),
                error_messages={
                    "max_length": _("Shorten the question to %d characters.") % longest
                },
            )
