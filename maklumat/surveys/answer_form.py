"""What somebody sends who was asked: read, checked, one clear sentence for each wrong value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.agencies.devices import Device
from maklumat.surveys import labels, profile
from maklumat.surveys.actions.answering import Answers
from maklumat.surveys.instrument import SCALE
from maklumat.surveys.models import Point
from maklumat.surveys.queries import asking
from maklumat.surveys.queries.asking import Asked, Sheet
from maklumat.surveys.queries.instruments import Question

LONGEST_TEXT = 2000
OLDEST = timedelta(days=30)  # that an answer may have waited on a device without a network
LONGEST_SECONDS = 24 * 3600
UNTOLD = ("", pgettext_lazy("profile", "prefer not to say"))
KIOSK = "kiosk"

# Any: values as Django's forms hand them over.


class MarkField(forms.TypedChoiceField):
    """One question: a mark from 1 to 4, said in the element's own words."""

    def __init__(self, question: Question, *, required: bool) -> None:
        words = {"element": question.name}
        super().__init__(
            label=question.text,
            choices=[
                (str(mark), label) for mark, label in zip(SCALE, question.labels, strict=True)
            ],
            coerce=int,
            required=required,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose an answer about “%(element)s”.") % words,
                "invalid_choice": _("Choose one of the four answers about “%(element)s”.") % words,
            },
        )
        self.question = question


class AgeField(forms.IntegerField):
    def __init__(self) -> None:
        wrong = gettext_lazy(
            "Write your age as a number of years, from 10 to 110, or leave it open."
        )
        super().__init__(
            label=gettext_lazy("Age"),
            min_value=profile.YOUNGEST,
            max_value=profile.OLDEST,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 20}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )


class AnswerForm(forms.Form):
    """The questionnaire of a service with all that is asked beside it.

    `uid` names the form: the same twice is kept once. `ago`: seconds since it was filled in.
    """

    uid = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid": gettext_lazy(
                "The name of this form is damaged. Send it again: it has a new one."
            )
        },
    )
    point = forms.CharField(required=False, widget=forms.HiddenInput)
    channel = forms.CharField(required=False, widget=forms.HiddenInput)
    ago = forms.CharField(required=False, widget=forms.HiddenInput)
    seconds = forms.CharField(required=False, widget=forms.HiddenInput)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[*((value, capfirst(word)) for value, word in labels.SEXES), UNTOLD],
        required=False,
        widget=forms.RadioSelect,
    )
    age = AgeField()
    education = forms.ChoiceField(
        label=gettext_lazy("Education"), choices=[UNTOLD, *labels.EDUCATIONS], required=False
    )
    occupation = forms.ChoiceField(
        label=gettext_lazy("Occupation"), choices=[UNTOLD, *labels.OCCUPATIONS], required=False
    )
    disability = forms.ChoiceField(
        label=gettext_lazy("Do you have a disability?"),
        choices=[
            ("ya", pgettext_lazy("disability", "Yes")),
            ("tidak", pgettext_lazy("disability", "No")),
            UNTOLD,
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What should we mend, what should stay?"),
        help_text=gettext_lazy(
            "Write no name and no telephone number: neither yours nor an officer's."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        help_text=gettext_lazy("If one is printed on your receipt or letter."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"max_length": gettext_lazy("A code has eight letters and digits.")},
    )

    def __init__(
        self, asked: Asked, *args: Any, device: Device | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.device = device
        for name in ("sex", "education", "occupation", "disability"):
            self.fields[name].error_messages["invalid_choice"] = _(
                "“%(field)s”: choose one of the answers given, or leave it open."
            ) % {"field": self.fields[name].label}
        if len(asked.units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Where were you served?"),
                choices=[("", _("Choose the place")), *((u.slug, u.name) for u in asked.units)],
                error_messages={
                    "required": _("Choose the place where you were served."),
                    "invalid_choice": _(
                        "This service is not given there. Choose a place from the list."
                    ),
                },
            )
        for sheet in asked.sheets:
            for question in sheet.questions:
                self.fields[name_of(sheet, question)] = MarkField(
                    question, required=sheet is asked.sheets[0]
                )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                _(
                    "Your text has %(length)d letters; there is room for %(most)d. Shorten it a little."
                )
                % {"length": len(text), "most": LONGEST_TEXT}
            )
        return str(text)

    def clean_point(self) -> Point | None:
        code = self.cleaned_data["point"]
        found = asking.point(code) if code else None
        if not code and self.device and self.device.point:
            own = asking.point(self.device.point)
            return own if own and own.is_active and self._belongs(own) else None
        if code and not (found and self._belongs(found)):
            raise forms.ValidationError(
                _(
                    "We do not know the place of this QR code. Send it again: your answers count without it."
                )
            )
        return found

    def _belongs(self, found: Point) -> bool:
        service = self.asked.service
        if found.service_id:
            return found.service_id == service.pk
        return found.agency_id == service.agency_id or found.unit in self.asked.units

    def clean_ago(self) -> timedelta:
        return waited(self.cleaned_data["ago"])

    def clean_seconds(self) -> int | None:
        said = self.cleaned_data["seconds"]
        return min(_number(said), LONGEST_SECONDS) if said.isdecimal() else None

    def clean(self) -> dict[str, Any]:
        """A further survey is answered as a whole, or not at all."""
        for sheet in self.asked.sheets[1:]:
            names = [name_of(sheet, question) for question in sheet.questions]
            if not any(self.cleaned_data.get(name) for name in names):
                continue
            for name in names:
                field = self.fields[name]
                if name in self.cleaned_data and self.cleaned_data[name] is None:
                    self.add_error(name, field.error_messages["required"])
        return self.cleaned_data

    # --- What comes of it ---

    def answers(self, uid: UUID, at: datetime) -> list[Answers]:
        """Return the SKM and each further survey that was answered, ready to be kept."""
        return list(self._sheets(uid, at))

    def _sheets(self, uid: UUID, at: datetime) -> Iterator[Answers]:
        said = self.cleaned_data
        service = self.asked.service
        when = (at - said["ago"]).astimezone(service.agency.government.zone)
        for number, sheet in enumerate(self.asked.sheets):
            marks = {question.key: said[name_of(sheet, question)] for question in sheet.questions}
            if number and None in marks.values():
                continue
            yield Answers(
                instrument=sheet.version,
                service=service,
                unit=self._unit(),
                marks=marks,
                day=when.date(),
                half=profile.half_of(when.hour),
                client_uid=uuid5(uid, sheet.code) if number else uid,
                channel=self._channel(),
                sent_from=self.device.name if self.device else "",
                point=said["point"],
                sex=said["sex"],
                age=said["age"],
                education=said["education"],
                occupation=said["occupation"],
                disability={"ya": True, "tidak": False}.get(said["disability"]),
                text="" if number else said["text"],
            )

    def _unit(self) -> Any:
        """Return the place that was chosen; else that of the point, else the only one."""
        said = self.cleaned_data
        if chosen := said.get("unit"):
            return next(unit for unit in self.asked.units if unit.slug == chosen)
        return self.asked.units[0]

    def _channel(self) -> str:
        said = self.cleaned_data
        if self.device or (said["channel"] == KIOSK and said["point"]):
            return KIOSK  # anybody can say so in an address; an office's screen stands at a point
        if said["code"]:
            return "receipt"
        return "qr" if said["point"] else "web"

    # --- What the page shows ---

    def sets(self) -> list["Set"]:
        return [
            Set(
                sheet,
                [self[name_of(sheet, question)] for question in sheet.questions],
                is_extra=place > 0,
            )
            for place, sheet in enumerate(self.asked.sheets)
        ]


@dataclass(frozen=True)
class Set:
    """The questions of one survey, as fields of the form."""

    sheet: Sheet
    fields: list[forms.BoundField]
    is_extra: bool

    @property
    def name(self) -> str:
        return self.sheet.version.name


def name_of(sheet: Sheet, question: Question) -> str:
    return f"{sheet.code}-{question.key}"


def waited(ago: str) -> timedelta:
    """Read how long ago it was; what can't be is taken for just now, or for as old as may be."""
    return min(timedelta(seconds=_number(ago)), OLDEST)


def _number(text: str) -> int:
    """Return the number that a browser wrote, 0 for anything else."""
    whole = text.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 10 else 0
