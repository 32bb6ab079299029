"""How complete the standards stand: today, agency by agency, and how that moved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from maklumat.agencies.labels import KINDS
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import living_agencies
from maklumat.catalogue import counting, labels
from maklumat.catalogue.counting import Cell, Counted, Move, Tally
from maklumat.catalogue.models import CompletenessSnapshot, Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, SERVICE_DELIVERY, Component

MOST_NAMES = 5  # of services in the sentence behind a cell
WEEK, MONTH = timedelta(days=7), timedelta(days=30)
TREND = timedelta(days=91)
MOST_POINTS = 14  # of the line: as many as a phone shows


@dataclass(frozen=True)
class Row:
    """An agency of the heat table."""

    agency: Agency
    tally: Tally


@dataclass(frozen=True)
class Table:
    """The heat table: its agencies, and all their services together."""

    rows: list[Row]
    total: Tally


@dataclass(frozen=True)
class Wanted:
    """What a reader of the table narrows it by."""

    words: str = ""
    kind: str = ""
    gaps: bool = False


def staff_table(agencies: QuerySet[Agency], on: date, wanted: Wanted | None = None) -> Table:
    """Count the newest version of every service, published or not, in two queries.

    `agencies` are those that the person asking may see.
    """
    shown = wanted or Wanted()
    found = agencies.filter(pk__in=living_agencies(on).order_by().values("pk"))
    if shown.kind in dict(KINDS):
        found = found.filter(kind=shown.kind)
    for word in shown.words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    services = Service.objects.values_list("pk", "name", "agency_id", "draft_filled", "live")
    table = _table(found, services)
    if not shown.gaps:
        return table
    rows = [row for row in table.rows if row.tally.whole.missing]
    return Table(rows, table.total)


def public_table(on: date) -> Table:
    """Count what citizens see of every living agency, in two queries."""
    services = Service.objects.filter(live=True)
    return _table(
        living_agencies(on), services.values_list("pk", "name", "agency_id", "filled", "live")
    )


def _table(
    agencies: QuerySet[Agency], services: Iterable[tuple[int, str, int, list[str], bool]]
) -> Table:
    rows = list(agencies)
    known = {row.pk for row in rows}
    found: dict[int, list[Counted]] = defaultdict(list)
    for key, name, agency, filled, live in services:
        if agency in known:
            found[agency].append(Counted(key, name, frozenset(filled), live))
    return Table(
        [Row(agency, counting.tally(found[agency.pk])) for agency in rows],
        counting.tally(service for group in found.values() for service in group),
    )


def services_of(agency: Agency) -> list[Counted]:
    """Return the services of one agency in their newest version. One query."""
    rows = Service.objects.filter(agency=agency).order_by("name")
    return [
        Counted(key, name, frozenset(filled), live)
        for key, name, filled, live in rows.values_list("pk", "name", "draft_filled", "live")
    ]


# --- Days gone by -----------------------------------------------------------------------------


def has_snapshot(day: date) -> bool:
    return CompletenessSnapshot.objects.filter(day=day).exists()


def shares_on(agencies: Iterable[int], day: date) -> tuple[date | None, dict[int, int | None]]:
    """Return each agency's share as last counted on or before a day, and which day that was."""
    rows = CompletenessSnapshot.objects.filter(day__lte=day)
    found = rows.order_by("-day").values_list("day", flat=True).first()
    if found is None:
        return None, {}
    wanted = set(agencies)
    counts = CompletenessSnapshot.objects.filter(day=found)
    return found, {
        agency: counting.percent(points, services * len(Component))
        for agency, points, services in counts.values_list("agency_id", "points", "services")
        if agency in wanted
    }


def moved(table: Table, day: date) -> tuple[date | None, list[tuple[Agency, Move]]]:
    """Return who went up or down since a day, the largest step first. Two queries."""
    agencies = {row.agency.pk: row.agency for row in table.rows}
    since, before = shares_on(agencies, day)
    now = {row.agency.pk: row.tally.percent for row in table.rows}
    return since, [(agencies[move.key], move) for move in counting.moves(before, now)]


def trend(agencies: Iterable[int], today: date) -> Mapping[str, list[tuple[date, int]]]:
    """Return the share of services with 14 of 14, and with 6 of 6, over the last quarter. One query."""
    days = (
        CompletenessSnapshot.objects.filter(
            day__gt=today - TREND, day__lte=today, agency__in=list(agencies)
        )
        .values("day")
        .annotate(all=Sum("services"), whole=Sum("whole"), delivery=Sum("delivery"))
        .order_by("day")
    )
    rows = [row for row in days if row["all"]]
    every = -(-len(rows) // MOST_POINTS) or 1
    shown = rows[::-1][::every][::-1]  # the last day is always there
    return {
        "whole": [(row["day"], row["whole"] * 100 // row["all"]) for row in shown],
        "delivery": [(row["day"], row["delivery"] * 100 // row["all"]) for row in shown],
    }


# --- In words ---------------------------------------------------------------------------------


def sentence(cell: Cell) -> str:
    """Say why a cell reads as it does."""
    names = [service.name for service in cell.missing[:MOST_NAMES]]
    more = len(cell.missing) - len(names)
    missing = ", ".join(names) + (_(" and %(count)s more") % {"count": more} if more else "")
    return labels.COUNTED[cell.reason] % {
        "complete": cell.complete,
        "of": cell.of,
        "missing": missing,
    }


def component_url(service: int, part: Component) -> str:
    """Return the address that opens the editor of a service at one component."""
    tab = "delivery" if part in SERVICE_DELIVERY else "management"
    return reverse("services:edit", args=[service]) + f"#tab-{tab}/{part.value}"


def mending_url(agency: int, part: Component, cell: Cell) -> str:
    """Return where a gap is mended: the field itself, or the list of the services that lack it."""
    if not cell.missing:
        return ""
    if len(cell.missing) == 1:
        return component_url(cell.missing[0].key, part)
    return reverse("services:list") + f"?agency={agency}&missing={part.value}"


def export_heads() -> list[str]:
    return [
        _("Agency"),
        _("Services"),
        _("Published"),
        _("6 of 6"),
        _("14 of 14"),
        _("Per cent of all components"),
        *(f"{part.number} {OFFICIAL_NAMES[part]}" for part in Component),
    ]


def export_rows(table: Table) -> list[list[str | int | None]]:
    """Return the table as people take it away: for each component how many services have it."""
    return [
        [
            row.agency.name,
            row.tally.services,
            row.tally.live,
            row.tally.delivery.complete,
            row.tally.whole.complete,
            row.tally.percent,
            *(cell.complete if cell.of else None for _part, cell in row.tally.components),
        ]
        for row in table.rows
    ]
