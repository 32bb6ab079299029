"""All figures of one page, in one shape for dashboards, reports and public results.

Read from the kept sums; what has fewer than `index.FEWEST` counted answers holds no index, no
elements and nobody's profile, so that no page can show them by mistake.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import reduce

from maklumat.surveys import index, queries, sampling
from maklumat.surveys.index import FEWEST, NONE, Change, ElementScore, Index, Sums, together
from maklumat.surveys.instrument import SCALE, Element, Instrument
from maklumat.surveys.periods import Period
from maklumat.surveys.queries.sums import By, Key, Said, Split, Where
from maklumat.surveys.sampling import Adequacy

TREND = 8  # periods that a trend shows
LOWEST = 3  # elements that a head looks at first
EMPTY = Split(NONE, NONE)
Into = Mapping[Key, Iterable[Key]] | None


@dataclass(frozen=True)
class ElementLine:
    """One element of a period. `counts` says how often each mark was given, from 1 to 4."""

    element: Element
    result: ElementScore
    counts: tuple[int, int, int, int]
    difference: Decimal | None = None  # points of the index since the period before; None: unknown

    @property
    def key(self) -> str:
        return self.element.key

    @property
    def low(self) -> int:
        """How many gave one of the two lower marks."""
        return self.counts[0] + self.counts[1]


@dataclass(frozen=True)
class Against:
    """Another period to compare with. `score` is None where it has too few answers."""

    period: Period
    n: int
    score: Decimal | None
    change: Change


@dataclass(frozen=True)
class TrendPoint:
    period: Period
    n: int
    score: Decimal | None


@dataclass(frozen=True)
class Figures:
    """What is known of a selection in a period.

    `index` holds only what surely counts, `with_held` what waits for a decision too: None when
    nothing waits. Elements stand lowest first. All are empty when there are too few answers.
    """

    instrument: Instrument
    period: Period
    sums: Sums
    held: int
    index: Index | None
    with_held: Index | None
    elements: tuple[ElementLine, ...]
    previous: Against
    year_before: Against
    trend: tuple[TrendPoint, ...]
    adequacy: Adequacy
    margin: Decimal | None
    profile: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.sums.n

    @property
    def incomplete(self) -> int:
        return self.sums.incomplete

    @property
    def too_few(self) -> bool:
        return self.index is None

    @property
    def is_empty(self) -> bool:
        return not (self.n or self.incomplete or self.held)

    @property
    def lowest(self) -> tuple[ElementLine, ...]:
        return self.elements[:LOWEST]


@dataclass(frozen=True)
class Line:
    """One row of a table by service, unit or agency."""

    key: Key
    n: int
    held: int
    incomplete: int
    index: Index | None
    with_held: Index | None
    change: Change
    lowest: Element | None
    adequacy: Adequacy

    @property
    def too_few(self) -> bool:
        return self.index is None


@dataclass(frozen=True)
class Page:
    """All figures of a selection, and one line for each of its parts."""

    figures: Figures
    lines: Mapping[Key, Line]


def figures(where: Where) -> Figures:
    """Read all figures of a selection: six questions, however many answered."""
    said = queries.said(where)
    now = said.splits.get(None, EMPTY)
    before = queries.totals(_at(where, where.period.previous)).get(None, NONE)
    return _figures(where, now, before, queries.served(where).get(None), said.profile)


def lines(where: Where, by: By, *, into: Into = None) -> dict[Key, Line]:
    """Return one line a service, unit or agency that has any answer. Four questions.

    `into` says to which lines each key adds, such as an agency to itself and those above it.
    """
    said, before, people = _read(where, by)
    return _lines(where.instrument.rules, said.splits, before, people, into)


def page(where: Where, by: By, *, into: Into = None) -> Page:
    """Return both for the price of one: six questions. The whole is the sum of its parts."""
    said, before, people = _read(where, by)
    parts = said.splits.values()
    whole = Split(_sum(two.sure for two in parts), _sum(two.held for two in parts))
    served = sum(people.values()) if people else None
    return Page(
        _figures(where, whole, _sum(before.values()), served, said.profile),
        _lines(where.instrument.rules, said.splits, before, people, into),
    )


def missing(key: Key, people: int | None = None) -> Line:
    """The line of what has no answer at all."""
    nothing = Change(None, index.Verdict.TOO_FEW)
    return Line(key, 0, 0, 0, None, None, nothing, None, sampling.adequacy(0, people))


def trend_of(where: Where) -> tuple[TrendPoint, ...]:
    """Return the index of this period and those before it. One question."""
    return _trend(where.instrument.rules, where.period, _months(where))


def _read(where: Where, by: By) -> tuple[Said, Mapping[Key, Sums], Mapping[Key, int]]:
    before = queries.totals(_at(where, where.period.previous), by)
    return queries.said(where, by), before, queries.served(where, by)


def _figures(
    where: Where,
    now: Split,
    before: Sums,
    people: int | None,
    profile: Mapping[str, Mapping[str, int]],
) -> Figures:
    rules, period = where.instrument.rules, where.period
    months = _months(where)
    shows = now.sure.shows
    then = queries.counts(_at(where, period.previous)) if shows and before.shows else {}
    return Figures(
        instrument=rules,
        period=period,
        sums=now.sure,
        held=now.held.n,
        index=_index(rules, now.sure),
        with_held=_with_held(rules, now),
        elements=_elements(rules, now.sure, replace(before, counts=then)) if shows else (),
        previous=_against(rules, period.previous, now.sure, before),
        year_before=_against(
            rules, period.a_year_before, now.sure, _total(months, period.a_year_before)
        ),
        trend=_trend(rules, period, months),
        adequacy=sampling.adequacy(now.sure.n, people),
        margin=_margin(rules, now.sure, people) if shows else None,
        profile=profile if shows else {},
    )


def _lines(
    rules: Instrument,
    now: Mapping[Key, Split],
    before: Mapping[Key, Sums],
    people: Mapping[Key, int],
    into: Into,
) -> dict[Key, Line]:
    pooled, earlier, served = _pooled_split(now, into), _pooled(before, into), _people(people, into)
    return {key: _line(rules, key, two, earlier, served) for key, two in pooled.items()}


def _line(
    rules: Instrument, key: Key, two: Split, before: Mapping[Key, Sums], people: Mapping[Key, int]
) -> Line:
    found = _index(rules, two.sure)
    return Line(
        key=key,
        n=two.sure.n,
        held=two.held.n,
        incomplete=two.sure.incomplete,
        index=found,
        with_held=_with_held(rules, two),
        change=index.change(rules, two.sure, before.get(key, NONE)),
        lowest=rules.element(found.lowest_first[0].key) if found else None,
        adequacy=sampling.adequacy(two.sure.n, people.get(key)),
    )


def _index(rules: Instrument, sums: Sums) -> Index | None:
    return index.index(rules, sums) if sums.shows else None


def _with_held(rules: Instrument, two: Split) -> Index | None:
    return index.index(rules, two.both) if two.held.n and two.sure.shows else None


def _elements(rules: Instrument, sums: Sums, before: Sums) -> tuple[ElementLine, ...]:
    found, earlier = _index(rules, sums), _index(rules, before)
    if found is None:
        return ()
    then = {one.key: one.score for one in earlier.elements} if earlier else {}
    return tuple(
        ElementLine(
            element=rules.element(one.key),
            result=one,
            counts=_counts(sums, one.key),
            difference=one.score - then[one.key] if one.key in then else None,
        )
        for one in found.lowest_first
    )


def _counts(sums: Sums, key: str) -> tuple[int, int, int, int]:
    worst, poor, good, best = (sums.counts.get(key, {}).get(mark, 0) for mark in SCALE)
    return worst, poor, good, best


def _against(rules: Instrument, period: Period, now: Sums, then: Sums) -> Against:
    return Against(period, then.n, _score(rules, then), index.change(rules, now, then))


def _score(rules: Instrument, sums: Sums) -> Decimal | None:
    return index.score(rules, n=sums.n, total=sums.total) if sums.n >= FEWEST else None


def _margin(rules: Instrument, sums: Sums, people: int | None) -> Decimal | None:
    # More answers than people served: one of the two is wrong, and then nothing is known.
    population = people if people is not None and people >= sums.n else None
    return index.margin(
        rules, n=sums.n, total=sums.total, squares=sums.squares, population=population
    )


def _trend(rules: Instrument, period: Period, months: Mapping[Key, Sums]) -> tuple[TrendPoint, ...]:
    spans = [period.shifted(-back) for back in reversed(range(TREND))]
    found = ((span, _total(months, span)) for span in spans)
    return tuple(TrendPoint(span, sums.n, _score(rules, sums)) for span, sums in found)


def _months(where: Where) -> Mapping[Key, Sums]:
    """Read the months that a trend and the comparison with a year before need, in one question."""
    first = min(where.period.shifted(1 - TREND).first, where.period.a_year_before.first)
    return queries.totals(_at(where, Period(first, where.period.last)), "month")


def _total(months: Mapping[Key, Sums], period: Period) -> Sums:
    return _sum(
        sums for month, sums in months.items() if isinstance(month, date) and period.holds(month)
    )


def _sum(parts: Iterable[Sums]) -> Sums:
    return reduce(together, parts, NONE)


def _at(where: Where, period: Period) -> Where:
    return Where(where.instrument, period, where.agencies, where.services, where.units)


def _pooled_split(found: Mapping[Key, Split], into: Into) -> Mapping[Key, Split]:
    if into is None:
        return found
    sure = _pooled({key: two.sure for key, two in found.items()}, into)
    held = _pooled({key: two.held for key, two in found.items()}, into)
    return {key: Split(sure[key], held[key]) for key in sure}


def _pooled(found: Mapping[Key, Sums], into: Into) -> Mapping[Key, Sums]:
    if into is None:
        return found
    pooled: dict[Key, Sums] = {}
    for key, sums in found.items():
        for above in into.get(key, (key,)):
            pooled[above] = together(pooled.get(above, NONE), sums)
    return pooled


def _people(found: Mapping[Key, int], into: Into) -> Mapping[Key, int]:
    pooled: dict[Key, int] = {}
    for key, people in found.items():
        for above in into.get(key, (key,)) if into else (key,):
            pooled[above] = pooled.get(above, 0) + people
    return pooled
