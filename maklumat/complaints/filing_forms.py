"""What a person who files is asked: three forms, one for each step; one for staff with all of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.files.base import File
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.agencies.models import Agency, Region
from maklumat.catalogue.models import Service
from maklumat.complaints import labels
from maklumat.complaints.models import Category
from maklumat.core import delivery

SHORTEST_TEXT = 10
OLDEST_YEAR = 1990
UNKNOWN, OTHER = "-", "+"  # what a person may answer instead of a suggestion
NAMED, ANONYMOUS = "named", "anonymous"
PHONE = re.compile(r"\+?[0-9]{8,15}")
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
ASSISTED = ("counter", "phone", "letter", "box", "email", "whatsapp", "social")
KIND_HINTS = {
    "complaint": gettext_lazy("Something went wrong or was not as promised."),
    "information": gettext_lazy("You want to know something from the government."),
    "aspiration": gettext_lazy("You have an idea or a wish for your region."),
}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Files as they came; `actions.drafting` looks into them."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT})

    def clean(self, value: Sequence[File] | None, initial: object = None) -> Sequence[File]:
        return list(value or [])


class StoryForm(forms.Form):
    """Step 1: what happened."""

    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "In your own words: what, where, when, who was involved. Do not write your NIK."
        ),
        min_length=SHORTEST_TEXT,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": gettext_lazy("Tell what happened. A few sentences are enough."),
            "min_length": gettext_lazy("Write a little more, so that we know what you mean."),
        },
    )
    attachments = ManyFilesField(
        label=gettext_lazy("Photos or PDF"),
        help_text=gettext_lazy(
            "Up to 5 files, each up to 10 MB. A photo's hidden data is removed."
        ),
        required=False,
    )


class AboutForm(forms.Form):
    """Step 2: about what, where, when, and what should come of it."""

    about = forms.CharField(required=False, max_length=200, initial=UNKNOWN)
    agency = forms.ChoiceField(
        label=gettext_lazy("Agency"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose an agency from the list.")},
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("report", "What is it?"), widget=forms.RadioSelect, initial="complaint"
    )
    category = forms.ChoiceField(required=False)
    region = forms.ChoiceField(label=gettext_lazy("Regency or city"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Where exactly"),
        help_text=gettext_lazy("For example: counter 3, or Jalan Melati in front of number 12."),
        required=False,
        max_length=200,
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    happened_on = forms.DateField(
        label=gettext_lazy("Date it happened"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        error_messages={"invalid": gettext_lazy("Write the date as day/month/year.")},
    )
    wish = forms.CharField(
        label=gettext_lazy("What do you want to happen?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: "Choices", **kwargs: Any) -> None:  # Any: Django's own
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["agency"].choices = choices.of_agencies  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["kind"].choices = choices.of_kinds()  # type: ignore[attr-defined]  # as above
        self.fields["region"].choices = choices.of_regions  # type: ignore[attr-defined]  # as above
        self.fields["category"] = CategoryField(choices)

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data["happened_on"]
        if day and day > self.choices.today:
            raise forms.ValidationError(_("This day is still to come. Choose the day it happened."))
        if day and day.year < OLDEST_YEAR:
            raise forms.ValidationError(_("Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:  # Any: as Django declares it
        found = super().clean() or {}
        if found.get("about") == OTHER and not found.get("agency") and "agency" not in self.errors:
            self.add_error("agency", _("Choose the agency, or say that you do not know."))
        if found.get("latitude") is None or found.get("longitude") is None:
            found["latitude"] = found["longitude"] = None
        return found


class CategoryField(forms.ChoiceField):
    """A category by its short name, parts below their whole; "" is "I do not know"."""

    def __init__(self, source: "Choices") -> None:
        self.source = source
        super().__init__(
            label=gettext_lazy("What kind of trouble?"),
            help_text=gettext_lazy(
                "A report on abuse of office (bribes, corruption) is read by the Inspektorat alone."
            ),
            required=False,
            choices=lambda: [("", gettext_lazy("I do not know")), *_tree(source.categories)],
            error_messages={"invalid_choice": gettext_lazy("Choose one from the list.")},
        )

    def clean(self, value: str) -> Category | None:
        chosen = super().clean(value)
        if not chosen:
            return None
        return next(row for row in self.source.categories if row.slug == chosen)


def _tree(rows: Sequence[Category]) -> list[tuple[str, Any]]:  # Any: a label, or a group of pairs
    choices: list[tuple[str, Any]] = []
    for first in (row for row in rows if row.parent_id is None):
        parts = [row for row in rows if row.parent_id == first.pk]
        if parts:
            general = (first.slug, _("%(category)s in general") % {"category": first.label})
            choices.append((first.label, [general, *((row.slug, row.label) for row in parts)]))
        else:
            choices.append((first.slug, first.label))
    return choices


class TellForm(forms.Form):
    """How a person wants to be told, if at all."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Write it like name@example.com.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    tell_by = forms.ChoiceField(
        label=gettext_lazy("Tell me of every step"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own
        super().__init__(*args, **kwargs)
        self.fields["tell_by"].choices = ways_to_tell()  # type: ignore[attr-defined]  # of a ChoiceField

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        plain = re.sub(r"[\s().-]", "", typed)
        if typed and not PHONE.fullmatch(plain):
            raise forms.ValidationError(_("Write a telephone number, such as 0812 3456 7890."))
        return plain

    def clean(self) -> dict[str, Any]:  # Any: as Django declares it
        found = super().clean() or {}
        needed = {"email": "email", "whatsapp": "phone"}.get(found.get("tell_by", ""))
        if needed and not found.get(needed) and needed not in self.errors:
            self.add_error(
                needed,
                _("Write your e-mail address, so that we can tell you.")
                if needed == "email"
                else _("Write your number, so that we can tell you by WhatsApp."),
            )
        return found


class SelfForm(TellForm):
    """Step 3: who may know what, and how to reach the person."""

    identity = forms.ChoiceField(
        label=gettext_lazy("Your name"),
        choices=[
            (NAMED, gettext_lazy("With my name or contact, if I give one below")),
            (ANONYMOUS, gettext_lazy("Anonymous")),
        ],
        initial=NAMED,
        widget=forms.RadioSelect,
    )
    confidential = forms.BooleanField(label=gettext_lazy("Confidential"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    # For machines: nobody sees it, and what it holds makes the report wait for a person's answer.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: QueryDict | dict[str, Any] | None = None, **kwargs: Any) -> None:
        if data is not None and data.get("identity") == ANONYMOUS:
            data = {key: data.get(key) for key in data if key not in CONTACT}
        super().__init__(data, **kwargs)


CONTACT = frozenset({"name", "email", "phone", "address", "tell_by"})


class JoinForm(TellForm):
    """Joining a public report: where to be told, if at all."""


class CounterForm(StoryForm, AboutForm, SelfForm):
    """All of it on one page, for staff who write down what somebody tells or sent."""

    channel = forms.ChoiceField(label=gettext_lazy("How did it come in?"))

    def __init__(
        self, data: QueryDict | None = None, *, choices: "Choices", services: Sequence[Service]
    ) -> None:
        # Of the three, this one hands the choices on; the others are reached through it.
        AboutForm.__init__(self, data, choices=choices)
        words = dict(labels.CHANNELS)
        self.fields["text"].help_text = ""  # it speaks to the person who writes for themselves
        self.fields["channel"].choices = [(key, words[key]) for key in ASSISTED]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["about"] = forms.ChoiceField(
            label=_("Service or agency"), choices=choices.of_everything(services), required=False
        )


@dataclass(frozen=True)
class Reads:
    """Where the lists come from."""

    agencies: Callable[[], Sequence[Agency]]
    categories: Callable[[], Sequence[Category]]
    regions: Callable[[], Sequence[Region]]


class Choices:
    """What the lists of step 2 offer; each is read when it is needed, once a request."""

    def __init__(self, *, read: Reads, kinds: Sequence[str], today: date) -> None:
        self.read, self.kinds, self.today = read, kinds, today

    @cached_property
    def agencies(self) -> Sequence[Agency]:
        return self.read.agencies()

    @cached_property
    def categories(self) -> Sequence[Category]:
        return self.read.categories()

    @cached_property
    def regions(self) -> Sequence[Region]:
        return self.read.regions()

    def of_agencies(self) -> list[tuple[str, Any]]:  # Any: words, now or later
        rows = [(row.slug, row.name) for row in self.agencies]
        return [("", gettext_lazy("Choose an agency")), *rows]

    def of_kinds(self) -> list[tuple[str, Any]]:  # Any: as above
        return [(kind, words) for kind, words in labels.KINDS if kind in self.kinds]

    def of_regions(self) -> list[tuple[str, Any]]:  # Any: as above
        rows = [(row.pk, row.full_name) for row in self.regions]
        return [("", gettext_lazy("Not known")), *rows]

    def of_everything(self, services: Sequence[Service]) -> list[tuple[str, Any]]:  # Any: as above
        groups = []
        for agency in self.agencies:
            rows = [
                (f"{agency.slug}/{row.slug}", row.name)
                for row in services
                if row.agency_id == agency.pk
            ]
            whole = (agency.slug, _("%(agency)s in general") % {"agency": agency.name})
            groups.append((agency.name, [whole, *rows]))
        return [(UNKNOWN, _("Not known")), *groups]


def ways_to_tell() -> list[tuple[str, Any]]:  # Any: as above
    """Return how a person can be told; WhatsApp only where a gateway is set up."""
    ways: list[tuple[str, Any]] = [
        ("", gettext_lazy("No, I look myself with number and code")),
        ("email", gettext_lazy("By e-mail")),
    ]
    if "whatsapp" in delivery.channels():
        ways.append(("whatsapp", gettext_lazy("By WhatsApp")))
    return ways
