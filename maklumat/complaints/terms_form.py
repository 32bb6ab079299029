"""A new version of the terms, as the organisation bureau fills it in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints import termwords
from maklumat.complaints.clocks import Unit
from maklumat.complaints.models import RuleSet

UNITS = [
    (Unit.WORKING_DAYS.value, pgettext_lazy("unit of a term", "working days")),
    (Unit.CALENDAR_DAYS.value, pgettext_lazy("unit of a term", "calendar days")),
]
MOST_DAYS, MOST_MONTHS = 365, 240
NEW_REASONS = 2
Content = dict[str, Any]  # Any: the JSON of a version


class VersionForm(forms.Form):
    """Days, units, ladder, archive reasons, how long contacts are kept; since when and why."""

    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("Reports from this day on follow it. Older ones keep their terms."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day from which it holds.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the version"),
        max_length=120,
        help_text=gettext_lazy("For instance the number of the regulation."),
        error_messages={"required": gettext_lazy("Give the version a name.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Reason and legal basis"),
        max_length=300,
        help_text=gettext_lazy(
            "Number, year and article of the decree. It stands beside each changed term."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason and the legal basis.")},
    )

    def __init__(self, data: Any = None, *, base: RuleSet, today: date) -> None:
        # Any: Django's own signature
        super().__init__(data, initial={"valid_from": today}, label_suffix="")
        self.base, self.today = base, today
        self.content: Content = base.content
        for group in ("clocks", "classes"):
            for row in self.content[group]:
                self._add_term(group, row)
        for rung in self.content["ladder"]:
            name = termwords.RUNGS[rung["id"]]
            self.fields[f"ladder-{rung['id']}"] = _number(capfirst(str(name)), rung["days"], 0, 60)
        self.fields["remind_before"] = _number(
            _("Working days before the end at which the unit is reminded"),
            self.content["remind_before"], 0, 10,
        )  # fmt: skip
        self.fields["keep_contact_months"] = _number(
            _("Months after the end of a case until personal data is removed"),
            self.content["keep_contact_months"], 1, MOST_MONTHS,
        )  # fmt: skip
        known = self.content["archive_reasons"]
        for at, row in enumerate([*known, *({} for _new in range(NEW_REASONS))]):
            self._add_reason(at, row)

    def _add_term(self, group: str, row: Mapping[str, Any]) -> None:  # Any: as above
        words = termwords.CLOCKS if group == "clocks" else termwords.KINDS
        name = capfirst(str(words[row["id"]]))
        may_be_open = group == "classes"
        self.fields[f"{group}-{row['id']}-days"] = _number(
            name, row.get("days"), 1, MOST_DAYS, required=not may_be_open
        )
        self.fields[f"{group}-{row['id']}-unit"] = forms.ChoiceField(
            label=_("%(term)s: unit") % {"term": name},
            choices=UNITS,
            initial=row.get("unit", Unit.WORKING_DAYS.value),
        )

    def _add_reason(self, at: int, row: Mapping[str, Any]) -> None:  # Any: as above
        label = _("Reason %(number)s") % {"number": at + 1}
        self.fields[f"reason-{at}"] = forms.CharField(
            label=label, max_length=150, required=False, initial=row.get("name", "")
        )
        self.fields[f"reason-{at}-en"] = forms.CharField(
            label=_("%(label)s in English") % {"label": label},
            max_length=150,
            required=False,
            initial=row.get("name_en", ""),
        )

    # --- The parts of the page ------------------------------------------------------------------

    def when_and_why(self) -> list[forms.BoundField]:
        return [self["valid_from"], self["name"], self["note"]]

    def terms(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [
            (self[f"{group}-{row['id']}-days"], self[f"{group}-{row['id']}-unit"])
            for group in ("clocks", "classes")
            for row in self.content[group]
        ]

    def rungs(self) -> list[forms.BoundField]:
        names = [f"ladder-{rung['id']}" for rung in self.content["ladder"]]
        return [self[name] for name in (*names, "remind_before")]

    def reasons(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        count = len(self.content["archive_reasons"]) + NEW_REASONS
        return [(self[f"reason-{at}"], self[f"reason-{at}-en"]) for at in range(count)]

    # --- What was filled in ---------------------------------------------------------------------

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(
                _("Choose today or a later day: what has begun keeps its terms.")
            )
        return day

    def clean(self) -> Content:
        given: Content = super().clean() or {}
        last = 0
        for rung in self.content["ladder"]:
            name = f"ladder-{rung['id']}"
            here = given.get(name)
            if here is not None and here < last:
                self.add_error(name, _("Who stands higher is told later, not earlier."))
            last = max(last, here or 0)
        if not any(given.get(f"reason-{at}") for at in range(len(self.reasons()))):
            self.add_error("reason-0", _("Keep at least one reason."))
        return given

    def new_content(self) -> Content:
        """Return the content of the new version; what changed names the legal basis as its source."""
        given = self.cleaned_data
        return {
            **self.content,
            "name": given["name"],
            "valid_from": given["valid_from"].isoformat(),
            **{
                group: [self._term(group, row) for row in self.content[group]]
                for group in ("clocks", "classes")
            },
            "ladder": [
                {**rung, "days": given[f"ladder-{rung['id']}"]} for rung in self.content["ladder"]
            ],
            "remind_before": given["remind_before"],
            "keep_contact_months": given["keep_contact_months"],
            "archive_reasons": self._reasons_given(),
        }

    def _term(self, group: str, row: Mapping[str, Any]) -> Content:  # Any: as above
        days = self.cleaned_data[f"{group}-{row['id']}-days"]
        unit = self.cleaned_data[f"{group}-{row['id']}-unit"]
        if days == row.get("days") and (days is None or unit == row.get("unit")):
            return dict(row)
        kept = {key: row[key] for key in ("id", "public") if key in row}
        source = {"source": self.cleaned_data["note"], "confidence": "1"}
        return {**kept, **source} | ({} if days is None else {"days": days, "unit": unit})

    def _reasons_given(self) -> list[dict[str, str]]:
        known = self.content["archive_reasons"]
        found: list[dict[str, str]] = []
        for at in range(len(self.reasons())):
            name = self.cleaned_data[f"reason-{at}"].strip()
            if not name:
                continue
            key = known[at]["id"] if at < len(known) else slugify(name)[:40] or f"reason-{at}"
            if key in {row["id"] for row in found}:
                key = f"{key}-{at}"
            found.append(
                {"id": key, "name": name, "name_en": self.cleaned_data[f"reason-{at}-en"] or name}
            )
        return found


def _number(
    label: str, initial: int | None, least: int, most: int, *, required: bool = True
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=least, max_value=most, required=required
    )
