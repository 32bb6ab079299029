"""What agencies publish of themselves: today, item by item, where each gap is mended; and days gone by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from django.urls import reverse

from maklumat.agencies.models import Agency, Profile
from maklumat.catalogue import counting, reasons
from maklumat.catalogue.completeness import Gap
from maklumat.catalogue.counting import Move
from maklumat.catalogue.models import CompletenessSnapshot, Pledge
from maklumat.catalogue.points import (
    OF,
    AgencyFacts,
    Counts,
    ItemVerdict,
    counts,
    eight_controls,
    seven_points,
    twelve_items,
)
from maklumat.catalogue.standing import Day

LISTS = ("seven", "twelve", "eight")  # also the anchors on the page of an agency

# The field that mends each gap: of the profile, of the agency itself.
_PROFILE = {
    "organiser_duties_none": "duties",
    "organiser_structure_none": "structure_text",
    "organiser_officials_none": "officials",
    "vision_none": "vision",
    "mission_none": "missions",
    "motto_none": "motto",
    "complaint_decree_none": "complaint_decree",
    "complaint_officer_none": "complaint_officer",
    "complaint_channels_none": "ways",
    "complaint_channels_untested": "ways",
    "performance_none": "survey_score",
    "recognition_none": "awards",
    "information_none": "media",
    "information_unchecked": "media",
    "agency_facilities_none": "facilities",
    "agency_vulnerable_none": "facilities",
    "special_none": "specials",
    "uniform_none": "uniform_text",
    "badge_none": "badge_text",
}
_AGENCY = {
    "organiser_address_none": "address",
    "organiser_contact_none": "phone",
    "organiser_map_none": "latitude",
}


@dataclass(frozen=True)
class Homes:
    """Where an agency keeps its facts: keys of its profile, its unsigned and its valid pledge."""

    agency: int
    profile: int | None = None
    draft: int | None = None
    pledge: int | None = None


@dataclass(frozen=True)
class Line:
    """A sentence about an item; `url` leads to the field that mends it, "" where none does."""

    sentence: str
    url: str = ""
    is_advice: bool = False


@dataclass(frozen=True)
class Item:
    name: str
    complete: bool
    lines: list[Line]


def homes_of(agencies: Iterable[int], on: date) -> dict[int, Homes]:
    """Return where the facts of each agency are kept. Two queries."""
    keys = list(agencies)
    profiles = dict(Profile.objects.filter(agency__in=keys).values_list("agency", "pk"))
    drafts: dict[int, int] = {}
    valid: dict[int, int] = {}
    rows = Pledge.objects.filter(agency__in=keys).order_by("valid_from", "pk")
    for pk, agency, live, signed, day in rows.values_list(
        "pk", "agency", "live", "first_published_at", "valid_from"
    ):
        if live and day <= on:
            valid[agency] = pk
        elif signed is None:
            drafts[agency] = pk
    return {key: Homes(key, profiles.get(key), drafts.get(key), valid.get(key)) for key in keys}


# --- Item by item -----------------------------------------------------------------------------


def lists_of(facts: AgencyFacts) -> dict[str, tuple[ItemVerdict, ...]]:
    """Return the verdicts by list: the seven points, the twelve items, the eight controls."""
    found = (seven_points(facts), twelve_items(facts), eight_controls(facts))
    return dict(zip(LISTS, found, strict=True))


def items(verdicts: Iterable[ItemVerdict], homes: Homes | None) -> list[Item]:
    """Put verdicts in words, each gap with its field; without `homes` nobody is led anywhere."""
    return [
        Item(verdict.name, verdict.complete, list(_lines(verdict, homes))) for verdict in verdicts
    ]


def _lines(verdict: ItemVerdict, homes: Homes | None) -> Iterator[Line]:
    if verdict.complete:
        yield Line(reasons.item_reasons(verdict)[0])
    for gap in verdict.gaps:
        yield Line(reasons.item_reason(gap), mending_url(gap, homes) if homes else "")
    for gap in verdict.advice:
        url = mending_url(gap, homes) if homes else ""
        yield Line(reasons.item_reason(gap), url, is_advice=True)


def first_url(verdicts: Iterable[ItemVerdict], homes: Homes) -> str:
    """Return the one field that completes a list; "" where several are missing or none."""
    gaps = [gap for verdict in verdicts for gap in verdict.gaps]
    addresses = {mending_url(gap, homes) for gap in gaps}
    return addresses.pop() if len(addresses) == 1 else ""


def mending_url(gap: Gap, homes: Homes) -> str:
    """Return the address of the field that mends a gap."""
    code = gap.code
    if code in _PROFILE:
        return _editor("profiles", homes.profile, homes.agency) + f"#/{_PROFILE[code]}"
    if code in _AGENCY:
        return reverse("agencies-list:edit", args=[homes.agency]) + f"#/{_AGENCY[code]}"
    if code.startswith("pledge_"):
        return _pledge_url(code, homes)
    services = reverse("services:list") + f"?agency={homes.agency}"
    if code.startswith("component_"):
        return f"{services}&missing={code.removeprefix('component_')}"
    return services if code == "standards_none" else f"{services}&complete=gaps"


def _pledge_url(code: str, homes: Homes) -> str:
    """A pledge that was published is signed: only a new one mends its text."""
    if code == "pledge_scan_none" and homes.pledge:
        return reverse("pledges:edit", args=[homes.pledge]) + "#/scan"
    field = "signatory_name" if code == "pledge_unsigned" else "text"
    return _editor("pledges", homes.draft, homes.agency) + f"#/{field}"


def _editor(kind: str, key: int | None, agency: int) -> str:
    if key is None:
        return reverse(f"{kind}:add") + f"?agency={agency}"
    return reverse(f"{kind}:edit", args=[key])


# --- Days gone by -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """An agency, and how many items it gained or lost in each list in which it moved."""

    agency: Agency
    moves: dict[str, Move]

    @property
    def by(self) -> int:
        return sum(move.by for move in self.moves.values())


def moved(
    agencies: Iterable[Agency],
    facts: Mapping[int, AgencyFacts],
    before: Mapping[int, CompletenessSnapshot],
) -> list[Moved]:
    """Return who gained or lost items since a count, the largest step first."""
    found = []
    for agency in agencies:
        then, now = before.get(agency.pk), counts(facts[agency.pk])
        if then is None or then.seven is None:
            continue
        steps = {name: Move(agency.pk, getattr(then, name), getattr(now, name)) for name in LISTS}
        changed = {name: step for name, step in steps.items() if step.by}
        if changed:
            found.append(Moved(agency, changed))
    return sorted(found, key=lambda row: (-abs(row.by), -row.by, row.agency.name))


def trend(days: Iterable[Day]) -> dict[str, list[tuple[date, int]]]:
    """Return of each list the share of all its items that were complete, by day."""
    rows = [row for row in days if row.agencies]
    return {
        name: [
            (row.day, counting.percent(getattr(row, name), row.agencies * most) or 0)
            for row in rows
        ]
        for name, most in zip(LISTS, astuple(OF), strict=True)
    }


def together(facts: Mapping[int, AgencyFacts]) -> tuple[Counts, Counts]:
    """Return how many items all agencies have complete, and how many they should have."""
    found = [counts(row) for row in facts.values()]
    done = Counts(*(sum(getattr(row, name) for row in found) for name in LISTS))
    return done, Counts(*(len(found) * most for most in astuple(OF)))
