"""Sums of cases: stored months, and the changed ones counted anew while that is quick.

Restricted cases are in none of them. A page therefore adds up a few thousand small rows at most,
however many cases there are; `actions/counting.py` stores the months.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Func, IntegerField, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.timezone import now

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.complaints import figures
from maklumat.complaints.clocks import OURS
from maklumat.complaints.figures import Sum
from maklumat.complaints.models import CaseClock, Complaint, Event, FigureCell, FigureCount
from maklumat.complaints.workflow import ENDED

LIVE = 5000  # so many cases are counted while somebody waits; more only by the worker
MANY = 2000  # so many sums take long enough to add up that they are kept for a minute
KEPT = "complaints:tally"
KEPT_SECONDS = 60
SLACK = 200  # lines of the timelines that may have been written out of order
OURS_VALUES = [kind.value for kind in OURS]
ENDED_VALUES = [status.value for status in ENDED]


@dataclass(frozen=True)
class Place:
    """What a sum is of."""

    month: date
    agency: int | None
    service: int | None
    kind: str


Cells = dict[Place, Sum]


@dataclass(frozen=True)
class Tally:
    """All sums with the moment they are true for."""

    cells: Cells
    at: datetime
    is_live: bool

    def pick(
        self, *, year: int | None = None, last: date | None = None, agencies: set[int] | None = None
    ) -> "Cells":
        """Keep a year (up to the month of `last`) and some agencies."""
        return {
            place: found
            for place, found in self.cells.items()
            if (year is None or place.month.year == year)
            and (last is None or place.month <= last)
            and (agencies is None or place.agency in agencies)
        }

    @property
    def years(self) -> list[int]:
        return sorted({place.month.year for place in self.cells}, reverse=True)


def sums_by(cells: Cells, key: Callable[[Place], Any]) -> dict[Any, Sum]:  # Any: what key returns
    """Add up the cells of each key."""
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for place, one in cells.items():
        found[key(place)].update(one.counts)
    return {name: Sum(counts) for name, counts in found.items()}


def count(government: Government) -> Tally:
    """Return all sums as they stand now, or as they were last stored where now takes too long."""
    kept: Tally | None = cache.get(KEPT)
    if kept is not None:
        return kept
    mark = FigureCount.objects.first()
    zone = government.zone
    dirty = set(changed_months(mark.last_event if mark else None, zone))
    cells = {
        Place(row.month, row.agency_id, row.service_id, row.kind): Sum(Counter(row.counts))
        for row in FigureCell.objects.all()
    }
    is_live = not dirty or cases_in(dirty, zone) <= LIVE
    if is_live and dirty:
        cells = {place: found for place, found in cells.items() if place.month not in dirty}
        cells |= month_cells(dirty, zone)
    _add_overdue(cells, zone)
    counted_at = mark.counted_at if mark and not is_live else now()
    found = Tally(cells, counted_at, is_live)
    if len(cells) > MANY:
        cache.set(KEPT, found, KEPT_SECONDS)
    return found


def changed_months(last_event: int | None, zone: tzinfo) -> Iterator[date]:
    """Yield the months of receipt in which anything happened after a line of the timelines."""
    if last_event is None:
        ends = Complaint.objects.aggregate(first=Min("received_at"), last=Max("received_at"))
        if ends["first"]:
            yield from _months(_month(ends["first"], zone), _month(ends["last"], zone))
        return
    events = Event.objects.filter(pk__gt=max(0, last_event - SLACK))
    received = events.order_by().values_list("complaint__received_at", flat=True).distinct()
    yield from {_month(moment, zone) for moment in received.iterator(chunk_size=5000)}


def newest_event() -> int:
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


def cases_in(months: Iterable[date], zone: tzinfo) -> int:
    """Count the cases received in these months. One query."""
    return Complaint.objects.filter(_reach(months, zone)).count()


def month_cells(months: Iterable[date], zone: tzinfo) -> Cells:
    """Count the cases received in these months. Two queries.

    A part of a case is no report of its own; its clocks count for the agency that has it.
    """
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    cases = Complaint.objects.filter(_reach(months, zone), restricted=False, parent=None)
    rows = (
        cases.annotate(
            month=TruncMonth("received_at", tzinfo=zone),
            again=Q(round__gt=1),
            days=Days(F("received_at"), F("answered_at")),
        )
        .order_by()
        .values_list("month", "agency", "service", "kind", "status", "again", "days")
        .annotate(n=Count("pk"))
    )
    for month, agency, service, kind, status, again, days, n in rows:
        counts = found[Place(month.date(), agency, service, kind)]
        counts[figures.ALL] += n
        counts[f"status.{status}"] += n
        if again:
            counts[figures.AGAIN] += n
        if status in ENDED_VALUES:
            counts[figures.ENDED] += n
        if days is not None:
            counts[f"days.{max(0, days)}"] += n
    reach = _reach(months, zone, "complaint__received_at")
    for month, agency, service, kind, clock, state, n in _verdicts(reach, zone):
        found[Place(month.date(), agency, service, kind)][f"clock.{clock}.{state}"] += n
    return {place: Sum(counts) for place, counts in found.items()}


def agency_names() -> dict[int, Agency]:
    return {row.pk: row for row in Agency.objects.all()}


def service_names() -> dict[int, Service]:
    return {row.pk: row for row in Service.objects.select_related("agency")}


def restricted_cases() -> QuerySet[Complaint]:
    """Return what only the inspectorate may count."""
    return Complaint.objects.filter(restricted=True)


class Days(Func):
    """Whole days from one moment to another, on both databases."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:  # Any: Django's own
        return super().as_sql(
            compiler,
            connection,
            template="CAST(-(julianday(%(expressions)s)) AS INTEGER)",
            arg_joiner=") - julianday(",
            **more,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:  # Any: as above
        return super().as_sql(
            compiler,
            connection,
            template="FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / -86400)::int",
            arg_joiner=" - ",
            **more,
        )


def _verdicts(reach: Q, zone: tzinfo) -> Iterator[tuple[Any, ...]]:  # Any: columns
    rows = CaseClock.objects.filter(
        reach, complaint__restricted=False, kind__in=OURS_VALUES, state__in=["met", "missed"]
    )
    yield from (
        rows.annotate(
            month=TruncMonth("complaint__received_at", tzinfo=zone),
            whose=Coalesce("agency", "complaint__agency"),
        )
        .order_by()
        .values_list("month", "whose", "complaint__service", "complaint__kind", "kind", "state")
        .annotate(n=Count("pk"))
    )


def _reach(months: Iterable[date], zone: tzinfo, name: str = "received_at") -> Q:
    reach = Q(pk__in=())
    for month in months:
        start, end = _span(month, zone)
        reach |= Q(**{f"{name}__gte": start, f"{name}__lt": end})
    return reach


def _add_overdue(cells: Cells, zone: tzinfo) -> None:
    """Count a term that has run out and is still open as missed: else the slow would look better."""
    today = now().astimezone(zone).date()
    rows = CaseClock.objects.filter(
        state="running", due__lt=today, kind__in=OURS_VALUES, complaint__restricted=False
    )
    late = rows.annotate(whose=Coalesce("agency", "complaint__agency")).values_list(
        "complaint__received_at", "whose", "complaint__service", "complaint__kind", "kind"
    )
    for received, agency, service, kind, clock in late.order_by().iterator(chunk_size=5000):
        place = Place(_month(received, zone), agency, service, kind)
        one = cells.setdefault(place, Sum())
        one.counts[f"clock.{clock}.missed"] += 1


def _month(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date().replace(day=1)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = next_month(first)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _span(month: date, zone: tzinfo) -> tuple[datetime, datetime]:
    start = datetime(month.year, month.month, 1, tzinfo=zone)
    following = next_month(month)
    end = datetime(following.year, following.month, 1, tzinfo=zone)
    return start, end
