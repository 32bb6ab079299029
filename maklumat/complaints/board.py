"""The board of figures: the same tables for the public page, the staff page, the files and reports.

For the public, cells below three are hidden, and as many more as it takes that none can be found by
subtracting. Agencies with fewer than ten ended terms have no place in the order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency, Government
from maklumat.complaints import fairness, figures, labels
from maklumat.complaints.clocks import ClockKind
from maklumat.complaints.figures import Sum
from maklumat.complaints.queries import figures as queries
from maklumat.complaints.queries.figures import Cells, Place, Tally
from maklumat.complaints.workflow import Kind, Status
from maklumat.core import charts
from maklumat.core.drawing import written

TIMED = (ClockKind.VERIFICATION, ClockKind.FIRST_ANSWER, ClockKind.RESOLUTION, ClockKind.TRANSFER)
MOST_SERVICES = 25
# Restricted cases are in no sum.
PUBLIC_KINDS = [pair for pair in labels.KINDS if pair[0] != Kind.SUPERVISION.value]
Key = Any  # what a table is by: an agency's or a service's key, a class, a state; None


@dataclass(frozen=True)
class Line:
    """One row of a table. What is None is not shown: hidden, or there is none."""

    key: Key
    name: str
    now: Sum
    before: Sum
    shows_now: bool = True
    shows_before: bool = True
    estimate: Decimal | None = None
    slug: str = ""

    @property
    def count(self) -> str:
        return written(self.now.cases) if self.shows_now else hidden_mark()

    @property
    def count_before(self) -> str:
        return written(self.before.cases) if self.shows_before else hidden_mark()

    @property
    def share(self) -> Decimal | None:
        """The percentage finished within the limit, where enough terms have a verdict."""
        if not self.shows_now or self.timed < fairness.SMALLEST_SHOWN:
            return None
        return self.now.share(ClockKind.RESOLUTION)

    @property
    def timed(self) -> int:
        return self.now.timed(ClockKind.RESOLUTION)

    @property
    def percent(self) -> str:
        return written(self.share, "%").replace("\u00a0", "")

    @property
    def median(self) -> str:
        few = self.now.answered < fairness.SMALLEST_SHOWN
        return written(None if few or not self.shows_now else self.now.median_days())

    @property
    def estimated(self) -> str:
        return written(self.estimate, "%").replace("\u00a0", "")


@dataclass(frozen=True)
class Term:
    """How one kind of term was kept, this year and the year before."""

    name: str
    clock: ClockKind
    now: Sum
    before: Sum
    protected: bool

    @property
    def percent(self) -> str:
        return self._percent(self.now)

    @property
    def percent_before(self) -> str:
        return self._percent(self.before)

    @property
    def kept(self) -> str:
        return written(self.now.kept(self.clock)) if self._enough(self.now) else hidden_mark()

    @property
    def timed(self) -> str:
        return written(self.now.timed(self.clock)) if self._enough(self.now) else hidden_mark()

    def _enough(self, found: Sum) -> bool:
        return not self.protected or not 0 < found.timed(self.clock) < fairness.SMALLEST_SHOWN

    def _percent(self, found: Sum) -> str:
        share = found.share(self.clock) if self._enough(found) else None
        return written(share, "%").replace("\u00a0", "")


@dataclass(frozen=True)
class Board:
    """All that a page of figures shows."""

    year: int
    years: Sequence[int]
    until: date
    tally: Tally
    whole: Line
    terms: Sequence[Term]
    months: Sequence[Line]
    kinds: Sequence[Line]
    states: Sequence[Line]
    agencies: Sequence[Line]
    services: Sequence[Line]
    mean: Decimal | None
    protected: bool
    more_services: int = 0
    ranked: Sequence[Line] = field(default=())
    small: Sequence[Line] = field(default=())

    @property
    def before_year(self) -> int:
        return self.year - 1

    @property
    def year_text(self) -> str:
        return str(self.year)

    @property
    def is_empty(self) -> bool:
        return not self.tally.cells

    @property
    def is_partial(self) -> bool:
        """Is the year not over yet?"""
        return self.until.month < 12 or self.until.day < 31

    @property
    def change(self) -> str:
        if not (self.whole.shows_now and self.whole.shows_before):
            return ""
        found = figures.change(self.whole.before.cases, self.whole.now.cases)
        if found is None:
            return ""
        return ("+" if found > 0 else "") + written(found, "%").replace("\u00a0", "")

    @property
    def reopened(self) -> str:
        now = self.whole.now
        few = self.protected and 0 < now.reopened < fairness.SMALLEST_SHOWN
        found = None if few else fairness.percent(now.reopened, now.answered)
        return written(found, "%").replace("\u00a0", "")

    @property
    def month_chart(self) -> SafeString:
        series = {
            str(self.year): [
                (
                    row.name,
                    row.now.cases if row.shows_now and row.key <= self.until.month else None,
                )
                for row in self.months
            ],
            str(self.year - 1): [
                (row.name, row.before.cases if row.shows_before else None) for row in self.months
            ],
        }
        return charts.line(series, title=_("Reports by month"))


def board(
    government: Government,
    *,
    today: date,
    year: int | None = None,
    agencies: set[int] | None = None,
    protected: bool = True,
    tally: Tally | None = None,
) -> Board:
    """Make the board of a year, against the same months of the year before."""
    tally = tally or queries.count(government)
    years = tally.years
    year = year if year in years else (years[0] if years else today.year)
    until = today if year == today.year else date(year, 12, 31)
    now = tally.pick(year=year, last=until, agencies=agencies)
    before = tally.pick(year=year - 1, last=date(year - 1, until.month, 1), agencies=agencies)
    whole_before = tally.pick(year=year - 1, agencies=agencies)
    make = _Maker(now, before, protected=protected)
    every = make.whole()
    agency_lines = make.by_agency()
    services, more = make.by_service(agency_lines)
    ranked, small = order(agency_lines)
    return Board(
        year=year,
        years=years,
        until=until,
        tally=tally,
        whole=every,
        terms=[_term(clock, every, protected=protected) for clock in TIMED],
        months=_Maker(now, whole_before, protected=protected).by_month(),
        kinds=make.by(lambda place: place.kind, _words(PUBLIC_KINDS)),
        states=make.by_state(),
        agencies=agency_lines,
        services=services,
        mean=every.share,
        protected=protected,
        more_services=more,
        ranked=ranked,
        small=small,
    )


def order(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Split agencies into those with a place, best first, and those with too few cases."""
    enough = [row for row in lines if row.shows_now and row.timed >= fairness.FEWEST_RANKED]
    best = sorted(enough, key=lambda row: (-(row.estimate or 0), row.name))
    places = {row.key for row in best}
    return best, [row for row in lines if row.key not in places]


def hidden_mark() -> str:
    """What stands where a small number is hidden."""
    return _("hidden")


class _Maker:
    """Makes the lines of the tables from the cells of two periods."""

    def __init__(self, now: Cells, before: Cells, *, protected: bool) -> None:
        self.now, self.before, self.protected = now, before, protected

    def whole(self) -> Line:
        now, before = figures.total(self.now.values()), figures.total(self.before.values())
        few = self._few(now), self._few(before)
        return Line(None, _("All"), now, before, not few[0], not few[1])

    def by(self, key: Callable[[Place], Key], names: Mapping[Key, str]) -> list[Line]:
        now, before = queries.sums_by(self.now, key), queries.sums_by(self.before, key)
        return self._lines(now, before, names)

    def by_month(self) -> list[Line]:
        names = {month: str(MONTHS_3[month]) for month in range(1, 13)}
        return self.by(lambda place: place.month.month, names)

    def by_state(self) -> list[Line]:
        names = _words(labels.STATUSES)
        now, before = (
            {
                status.value: Sum(Counter({**one.counts, figures.ALL: one.state(status)}))
                for status in Status
                if (one := figures.total(cells.values()))
            }
            for cells in (self.now, self.before)
        )
        shown = {key: name for key, name in names.items() if now[key].cases or before[key].cases}
        return self._lines(now, before, shown)

    def by_agency(self) -> list[Line]:
        known = queries.agency_names()
        names: dict[Key, str] = {key: agency.name for key, agency in known.items()}
        names[None] = _("not passed to an agency yet")
        now = queries.sums_by(self.now, lambda place: place.agency)
        before = queries.sums_by(self.before, lambda place: place.agency)
        present = {key: names[key] for key in names if key in now or key in before}
        lines = self._lines(now, before, present, slugs=_slugs(known))
        results = {
            row.key: (row.now.kept(ClockKind.RESOLUTION), row.timed)
            for row in lines
            if row.key is not None
        }
        estimates = fairness.shrunk(results)
        return [_with_estimate(row, estimates) for row in lines]

    def by_service(self, agencies: Sequence[Line]) -> tuple[list[Line], int]:
        """Return the services with most reports; each agency's services add up to the agency."""
        known = queries.service_names()
        keys = {(place.agency, place.service) for place in (*self.now, *self.before)}
        now = queries.sums_by(self.now, lambda place: (place.agency, place.service))
        before = queries.sums_by(self.before, lambda place: (place.agency, place.service))
        groups = {key: key[0] for key in keys}
        hidden_now = self._hidden(now, keys, groups)
        hidden_before = self._hidden(before, keys, groups)
        closed = {row.key for row in agencies if not row.shows_now}
        closed_before = {row.key for row in agencies if not row.shows_before}
        lines = [
            Line(
                key=key[1],
                name=known[key[1]].name,
                now=now.get(key, Sum()),
                before=before.get(key, Sum()),
                shows_now=key not in hidden_now and key[0] not in closed,
                shows_before=key not in hidden_before and key[0] not in closed_before,
                slug=known[key[1]].code,
            )
            for key in keys
            if key[1] in known
        ]
        lines.sort(key=lambda row: (-row.now.cases if row.shows_now else 0, row.name))
        shown = [row for row in lines if row.shows_now and row.now.cases]
        return shown[:MOST_SERVICES], max(0, len(lines) - MOST_SERVICES)

    def _lines(
        self,
        now: Mapping[Key, Sum],
        before: Mapping[Key, Sum],
        names: Mapping[Key, str],
        slugs: Mapping[Key, str] | None = None,
    ) -> list[Line]:
        hidden_now = self._hidden(now, names)
        hidden_before = self._hidden(before, names)
        return [
            Line(
                key=key,
                name=name,
                now=now.get(key, Sum()),
                before=before.get(key, Sum()),
                shows_now=key not in hidden_now,
                shows_before=key not in hidden_before,
                slug=slugs.get(key, "") if slugs else str(key),
            )
            for key, name in names.items()
        ]

    def _few(self, found: Sum) -> bool:
        return self.protected and 0 < found.cases < fairness.SMALLEST_SHOWN

    def _hidden(
        self, sums: Mapping[Key, Sum], keys: Iterable[Key], groups: Mapping[Key, Key] | None = None
    ) -> frozenset[Key]:
        if not self.protected:
            return frozenset()
        counts = {key: sums[key].cases if key in sums else 0 for key in keys}
        return fairness.hidden(counts, groups)


def _with_estimate(row: Line, estimates: Mapping[Key, Decimal]) -> Line:
    if row.key is None or not row.timed or not row.shows_now:
        return row
    return Line(
        row.key, row.name, row.now, row.before, row.shows_now, row.shows_before,
        estimates[row.key], row.slug,
    )  # fmt: skip


def _term(clock: ClockKind, whole: Line, *, protected: bool) -> Term:
    words = _words(labels.CLOCKS)
    return Term(words[clock.value], clock, whole.now, whole.before, protected)


def _words(pairs: Iterable[tuple[str, Any]]) -> dict[Key, str]:  # Any: a word to be translated
    return {key: capfirst(str(name)) for key, name in pairs}


def _slugs(known: Mapping[int, Agency]) -> dict[Key, str]:
    return {key: agency.slug for key, agency in known.items()}
