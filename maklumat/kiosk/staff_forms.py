"""What officers write down about a kiosk."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maklumat.accounts.models import User
from maklumat.agencies import labels as days
from maklumat.agencies.models import WeeklyHours
from maklumat.agencies.queries import (
    agencies_to_change,
    in_tree_order,
    living_agencies_today,
    living_among,
)
from maklumat.catalogue.models import Service
from maklumat.kiosk import queries
from maklumat.kiosk.actions.keeping import Span
from maklumat.kiosk.models import Device

# Any: values as Django's forms hand them over.

LEADS = queries.MOST_LEADS
CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[.:]([0-5]\d))?")
LATITUDES, LONGITUDES = (-12, 7), (94, 142)  # Indonesia
FACTS = ("name", "agency", "unit", "place", "latitude", "longitude", "point", "theme", "printer",
         "idle_seconds", "px_per_mm", "bottom_mm")  # fmt: skip


class HoursField(forms.CharField):
    """The hours of one weekday, as people write them: "08.00-12.00, 13.00-15.30"; empty: closed."""

    def __init__(self, weekday: int, name: str) -> None:
        super().__init__(
            label=name, required=False, max_length=80,
            widget=forms.TextInput(attrs={"placeholder": "08.00–15.30"}),
        )  # fmt: skip
        self.weekday = weekday

    def to_python(self, value: Any) -> Any:
        """Return the spans."""
        text = super().to_python(value) or ""
        spans = [self._span(part.strip()) for part in text.split(",") if part.strip()]
        spans.sort(key=lambda span: span.opens)
        for before, after in pairwise(spans):
            if after.opens < before.closes:
                raise forms.ValidationError(
                    _("%(day)s: two times overlap. Write them one after the other.")
                    % {"day": self.label}
                )
        return spans

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True

    def _span(self, part: str) -> Span:
        ends = [end.strip() for end in re.split(r"-|–|s\.d\.|sampai", part)]
        clocks = [CLOCK.fullmatch(end) for end in ends]
        if len(clocks) != 2 or not all(clocks):
            raise forms.ValidationError(
                _("%(day)s: write the hours as 08.00-15.30; leave it empty if it is closed.")
                % {"day": self.label}
            )
        opens, closes = (_time(found) for found in clocks if found)
        if opens >= closes:
            raise forms.ValidationError(
                _("%(day)s: it must close after it opens.") % {"day": self.label}
            )
        return Span(self.weekday, opens, closes)


def _time(found: re.Match[str]) -> time:
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(23, 59) if hour == 24 else time(hour, minute)


class DeviceForm(forms.ModelForm):
    """One kiosk: where it stands, what it shows first, its hours and its screen."""

    spot = forms.CharField(
        label=gettext_lazy("Place on the map"), required=False, max_length=60,
        help_text=gettext_lazy(
            "Latitude and longitude, as a map app copies them: -5.14774, 119.43273. Empty: the place of"
            " the unit."
        ),
    )  # fmt: skip

    class Meta:
        model = Device
        fields = ("name", "agency", "unit", "place", "point", "theme", "printer", "idle_seconds",
                  "px_per_mm", "bottom_mm")  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = in_tree_order(living_among(agencies_to_change(user)))
        self._choices("agency", mine)
        self._choices("unit", in_tree_order(living_agencies_today()))
        self.fields["point"].queryset = queries.points_to_choose(user)  # type: ignore[attr-defined]  # of a model choice
        self.fields["point"].empty_label = _("none")  # type: ignore[attr-defined]  # as above
        self._help()
        self.fields["idle_seconds"].widget.attrs |= {"min": 60, "max": 90, "inputmode": "numeric"}
        if self.instance.pk is None and len(mine) == 1:
            self.initial["agency"] = self.initial["unit"] = mine[0]
        if self.instance.latitude is not None and self.instance.longitude is not None:
            self.initial["spot"] = f"{self.instance.latitude}, {self.instance.longitude}"
        self._add_hours()
        self._add_leads()

    def _choices(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = lambda row: row.name
        field.empty_label = _("choose")

    def _help(self) -> None:
        said = {
            "agency": _("Who looks after it, and hears when it is silent."),
            "unit": _("Where people stand who use it. Its hours and its place count, unless others are given."),
            "point": _("Ratings and answers from this kiosk are counted for it."),
            "idle_seconds": _("60 to 90. Then it asks whether somebody is still there, and forgets everything."),
            "px_per_mm": _("Leave it empty: the screen is measured with a bank card when it is set up."),
            "bottom_mm": _("Needed so that people in wheelchairs reach everything: controls stay below 1,220 mm."),
        }  # fmt: skip
        for name, text in said.items():
            self.fields[name].help_text = text
        missing = {
            "name": _("Write a name that tells where it stands, such as “Kiosk lobi Dukcapil”."),
            "agency": _("Choose the agency that looks after it."),
            "unit": _("Choose where it stands."),
        }
        for name, text in missing.items():
            self.fields[name].error_messages["required"] = text

    def _add_hours(self) -> None:
        known: dict[int, list[WeeklyHours]] = {}
        for row in self.instance.hours.all() if self.instance.pk else ():
            known.setdefault(row.weekday, []).append(row)
        for weekday, name in days.WEEKDAYS:
            self.fields[f"hours_{weekday}"] = HoursField(weekday, str(name))
            self.initial[f"hours_{weekday}"] = written(known.get(weekday, ()))

    def _add_leads(self) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        self._services = {str(row.pk): row for row in queries.services_to_lead()}
        for key, row in self._services.items():
            groups.setdefault(row.agency.short_name, []).append((key, row.name))
        choices = [("", "–"), *groups.items()]
        chosen = queries.chosen_leads(self.instance) if self.instance.pk else []
        for number in range(LEADS):
            self.fields[f"lead_{number}"] = forms.ChoiceField(
                label=_("Service %(number)s") % {"number": number + 1},
                choices=choices, required=False,
            )  # fmt: skip
            if number < len(chosen):
                self.initial[f"lead_{number}"] = str(chosen[number].service_id)

    # --- What is typed ---

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if queries.name_is_taken(name, self.instance):
            raise forms.ValidationError(
                _("Another kiosk has this name. What is sent carries it: add the place to it.")
            )
        return name

    def clean_spot(self) -> tuple[Decimal, Decimal] | None:
        text = str(self.cleaned_data["spot"]).strip()
        if not text:
            return None
        parts = [part for part in re.split(r"[,;\s]+", text) if part]
        try:
            latitude, longitude = (round(Decimal(part), 5) for part in parts)
            inside = (
                LATITUDES[0] <= latitude <= LATITUDES[1]
                and LONGITUDES[0] <= longitude <= LONGITUDES[1]
            )
        except (InvalidOperation, ValueError):
            inside = False
        if not inside:
            raise forms.ValidationError(
                _("Write latitude, then longitude, with a point: -5.14774, 119.43273.")
            )
        return latitude, longitude

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        chosen = self._leads()
        if len(chosen) != len({row.pk for row in chosen}):
            self.add_error(None, _("A service stands twice among those on the start screen."))
        spot = found.get("spot")
        self.instance.latitude, self.instance.longitude = spot or (None, None)
        return found

    # --- What comes of it ---

    def hours(self) -> list[Span]:
        names = [f"hours_{weekday}" for weekday, _name in days.WEEKDAYS]
        return [span for name in names for span in self.cleaned_data.get(name) or ()]

    def _leads(self) -> list[Service]:
        keys = [self.cleaned_data.get(f"lead_{number}") for number in range(LEADS)]
        return [self._services[key] for key in keys if key]

    @property
    def leads(self) -> list[Service]:
        return self._leads()

    def changed_facts(self) -> list[str]:
        """Return what was changed, hours and services as one each."""
        found = {re.sub(r"_\d+$", "", name) for name in self.changed_data}
        names = {"spot": ("latitude", "longitude"), "lead": ("leads",)}
        return sorted(own for name in found for own in names.get(name, (name,)))

    # --- What the page shows ---

    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "agency", "unit", "place", "spot")]

    def start(self) -> list[forms.BoundField]:
        return [self[f"lead_{number}"] for number in range(LEADS)]

    def week(self) -> list[forms.BoundField]:
        return [self[f"hours_{weekday}"] for weekday, _name in days.WEEKDAYS]

    def screen(self) -> list[forms.BoundField]:
        names = ("point", "theme", "printer", "idle_seconds", "bottom_mm", "px_per_mm")
        return [self[name] for name in names]


def written(rows: Iterable[WeeklyHours]) -> str:
    """Return hours as they are typed."""
    return ", ".join(
        f"{row.opens:%H.%M}–{row.closes:%H.%M}" for row in sorted(rows, key=lambda r: r.opens)
    )


def week_lines(rows: Sequence[WeeklyHours]) -> list[tuple[str, str]]:
    """Return the days with their hours, for reading."""
    return [
        (str(name), written([row for row in rows if row.weekday == weekday]))
        for weekday, name in days.WEEKDAYS
        if any(row.weekday == weekday for row in rows)
    ]
