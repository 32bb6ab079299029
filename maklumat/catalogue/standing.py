"""How complete the standards stand: today, agency by agency, and how that moved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from maklumat.agencies.labels import KINDS
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import living_agencies
from maklumat.catalogue import completeness, counting, labels
from maklumat.catalogue.completeness import Verdict
from maklumat.catalogue.counting import Cell, Counted, Move, Tally
from maklumat.catalogue.models import CompletenessSnapshot, LegalDocument, Service
from maklumat.catalogue.points import Counts
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


def services_of(agency: Agency) -> list[tuple[Counted, tuple[Verdict, ...]]]:
    """Return the services of one agency in their newest version, each with its 14 verdicts.

    Two queries for services that have a revision, as every service has that was edited here.
    """
    rows = Service.objects.filter(agency=agency).select_related("agency", "latest_revision")
    register = LegalDocument.objects.in_bulk()
    return [
        (
            Counted(row.pk, row.name, frozenset(row.draft_filled), row.live),
            _verdicts(row, register),
        )
        for row in rows.order_by("name")
    ]


def _verdicts(service: Service, register: Mapping[int, LegalDocument]) -> tuple[Verdict, ...]:
    revision = service.latest_revision
    newest: Service = service.with_content_json(revision.content) if revision else service
    for basis in newest.legal_basis.all():
        basis.document = register[basis.document_id]
    return completeness.verdicts(newest.standard())


# --- Days gone by -----------------------------------------------------------------------------


def has_snapshot(day: date) -> bool:
    return CompletenessSnapshot.objects.filter(day=day).exists()


def last_count(day: date) -> dict[int, CompletenessSnapshot]:
    """Return each agency as it was last counted on or before a day. One query."""
    days = CompletenessSnapshot.objects.filter(day__lte=day).order_by("-day").values("day")[:1]
    return {row.agency_id: row for row in CompletenessSnapshot.objects.filter(day=Subquery(days))}


def day_of(counts: Mapping[int, CompletenessSnapshot]) -> date | None:
    return next((row.day for row in counts.values()), None)


def moved(table: Table, before: Mapping[int, CompletenessSnapshot]) -> list[tuple[Agency, Move]]:
    """Return who went up or down since a count, the largest step first."""
    agencies = {row.agency.pk: row.agency for row in table.rows}
    shares = {
        key: counting.percent(row.points, row.services * len(Component))
        for key, row in before.items()
    }
    now = {row.agency.pk: row.tally.percent for row in table.rows}
    return [(agencies[move.key], move) for move in counting.moves(shares, now)]


@dataclass(frozen=True)
class Day:
    """What was counted of some agencies on one day; `agencies` counts those whose points were."""

    day: date
    services: int
    whole: int
    delivery: int
    agencies: int
    seven: int | None
    twelve: int | None
    eight: int | None


def days(agencies: Iterable[int], today: date) -> list[Day]:
    """Return the days of the last quarter, as many as a line shows; the last is among them. One query."""
    rows = (
        CompletenessSnapshot.objects.filter(
            day__gt=today - TREND, day__lte=today, agency__in=list(agencies)
        )
        .values("day")
        .annotate(
            services=Sum("services"),
            whole=Sum("whole"),
            delivery=Sum("delivery"),
            agencies=Count("seven"),
            seven=Sum("seven"),
            twelve=Sum("twelve"),
            eight=Sum("eight"),
        )
        .order_by("day")
    )
    found = [Day(**row) for row in rows]
    every = -(-len(found) // MOST_POINTS) or 1
    return found[::-1][::every][::-1]


def trend(days: Iterable[Day]) -> Mapping[str, list[tuple[date, int]]]:
    """Return the share of services with 14 of 14, and with 6 of 6."""
    rows = [row for row in days if row.services]
    return {
        "whole": [(row.day, row.whole * 100 // row.services) for row in rows],
        "delivery": [(row.day, row.delivery * 100 // row.services) for row in rows],
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


def missing_sentence(names: Sequence[str]) -> str:
    """Say which items of a list are missing."""
    if not names:
        return _("Complete.")
    return _("Missing: %(names)s.") % {"names": ", ".join(names)}


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


def export_heads(*, with_points: bool = False) -> list[str]:
    points = [_("Of the seven points"), _("Of the twelve items"), _("Of the eight controls")]
    return [
        _("Agency"),
        _("Services"),
        _("Published"),
        _("6 of 6"),
        _("14 of 14"),
        _("Per cent of all components"),
        *(f"{part.number} {OFFICIAL_NAMES[part]}" for part in Component),
        *(points if with_points else ()),
    ]


def export_rows(
    table: Table, points: Mapping[int, Counts] | None = None
) -> list[list[str | int | None]]:
    """Return the table as people take it away: for each component how many services have it.

    `points` has what each agency publishes of itself, for those who see that.
    """
    return [
        [
            row.agency.name,
            row.tally.services,
            row.tally.live,
            row.tally.delivery.complete,
            row.tally.whole.complete,
            row.tally.percent,
            *(cell.complete if cell.of else None for _part, cell in row.tally.components),
            *(astuple(points[row.agency.pk]) if points else ()),
        ]
        for row in table.rows
    ]
