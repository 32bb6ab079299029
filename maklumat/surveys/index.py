"""The index of a survey (IKM of the SKM). Rule: PermenPANRB 14/2017, annex. Pure.

NRR of an element = sum of its marks / filled questionnaires; index = mean of all NRR x 25, computed
from whole numbers and rounded once, at the end, to two decimals (half up).

A questionnaire that leaves an element open is **not counted**: the regulation divides every element
by the same number of filled questionnaires, and no rule for gaps was read. It is kept and its number
is shown beside the index. Margins and comparisons are our own addition and say so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from maklumat.surveys.instrument import LOW, SCALE, Band, Instrument

HUNDREDTH = Decimal("0.01")
FEWEST = 5  # answers below which nothing is shown: one could tell who said what
FEWEST_TO_COMPARE = 30  # below, the spread of the answers is too little known to judge a change
CERTAINTY = Decimal("1.96")  # standard errors on either side: 95 % of samples


@dataclass(frozen=True)
class Sums:
    """What is added up from complete questionnaires: enough for every figure of the index.

    `counts[key][mark]` is how often an element got a mark; `total` the sum of all marks of all
    questionnaires, `squares` the sum of the squares of each questionnaire's own sum of marks.
    """

    n: int
    total: int
    squares: int
    counts: Mapping[str, Mapping[int, int]]
    incomplete: int = 0

    @property
    def shows(self) -> bool:
        """Are there enough to show anything without telling who said what?"""
        return self.n >= FEWEST

    def sum_of(self, key: str) -> int:
        return sum(mark * count for mark, count in self.counts.get(key, {}).items())


@dataclass(frozen=True)
class ElementScore:
    """NRR of one element (1 to 4, exact to 28 digits), its index rounded, and its grade."""

    key: str
    mean: Decimal
    score: Decimal
    band: Band | None


@dataclass(frozen=True)
class Index:
    """The index of `n` complete questionnaires, with its elements in questionnaire order."""

    score: Decimal
    band: Band | None
    n: int
    elements: tuple[ElementScore, ...] = ()

    @property
    def lowest_first(self) -> list[ElementScore]:
        return sorted(self.elements, key=lambda element: element.mean)


NONE = Sums(0, 0, 0, {})


def is_complete(instrument: Instrument, marks: Mapping[str, int]) -> bool:
    """Are all elements answered? Only then does a questionnaire count."""
    return all(marks.get(key) in SCALE for key in instrument.keys)


def add_up(instrument: Instrument, questionnaires: Iterable[Mapping[str, int]]) -> Sums:
    """Add up questionnaires as they came; their order does not matter."""
    counts: dict[str, dict[int, int]] = {key: dict.fromkeys(SCALE, 0) for key in instrument.keys}
    n = total = squares = incomplete = 0
    for marks in questionnaires:
        if not is_complete(instrument, marks):
            incomplete += 1
            continue
        own = sum(marks[key] for key in instrument.keys)
        n, total, squares = n + 1, total + own, squares + own * own
        for key in instrument.keys:
            counts[key][marks[key]] += 1
    return Sums(n, total, squares, counts, incomplete)


def together(one: Sums, other: Sums) -> Sums:
    """Add two sums of questionnaires that are not in both."""
    counts = {
        key: {
            mark: one.counts.get(key, {}).get(mark, 0) + other.counts.get(key, {}).get(mark, 0)
            for mark in SCALE
        }
        for key in {**one.counts, **other.counts}
    }
    return Sums(
        one.n + other.n,
        one.total + other.total,
        one.squares + other.squares,
        counts,
        one.incomplete + other.incomplete,
    )


def score(instrument: Instrument, *, n: int, total: int) -> Decimal:
    """Return the index of `n` questionnaires whose marks add up to `total`.

    >>> from maklumat.surveys.tests.factories import skm
    >>> score(skm(), n=10, total=270)
    Decimal('75.00')

    Raises ValueError when no such questionnaires can be.
    """
    asked = n * len(instrument.elements)
    if n < 1 or not LOW * asked <= total <= SCALE[-1] * asked:
        raise ValueError("the sum of marks does not fit the number of questionnaires")
    return _rounded(Decimal(total) * instrument.stretch / Decimal(asked))


def index(instrument: Instrument, sums: Sums) -> Index | None:
    """Return the index, or None when no questionnaire is complete."""
    if not sums.n:
        return None
    value = score(instrument, n=sums.n, total=sums.total)
    elements = []
    for key in instrument.keys:
        mean = Decimal(sums.sum_of(key)) / sums.n
        own = _rounded(mean * instrument.stretch)
        elements.append(ElementScore(key, mean, own, instrument.band(own)))
    return Index(value, instrument.band(value), sums.n, tuple(elements))


def variance(instrument: Instrument, *, n: int, total: int, squares: int) -> Decimal | None:
    """Return the variance of the questionnaires' own indices; None for fewer than two."""
    if n < 2:
        return None
    asked = len(instrument.elements)
    spread = (Decimal(squares) - Decimal(total) * total / n) / (n - 1)
    return max(Decimal(0), spread) * instrument.stretch**2 / asked**2


def margin(
    instrument: Instrument, *, n: int, total: int, squares: int, population: int | None = None
) -> Decimal | None:
    """Return how far the index may lie from that of everybody served, in 95 of 100 samples.

    None when too few answered to know. With a known population the part not asked counts.
    """
    error = standard_error(instrument, n=n, total=total, squares=squares, population=population)
    return None if error is None else _rounded(CERTAINTY * error)


def standard_error(
    instrument: Instrument, *, n: int, total: int, squares: int, population: int | None = None
) -> Decimal | None:
    spread = variance(instrument, n=n, total=total, squares=squares)
    if spread is None or n < FEWEST:
        return None
    left = Decimal(1)
    if population is not None and population > 1:
        left = max(Decimal(0), Decimal(population - n) / (population - 1))
    return (spread / n * left).sqrt()


class Verdict(StrEnum):
    """What a difference between two periods means."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"  # within what chance alone can do
    TOO_FEW = "too_few"
    OTHER_INSTRUMENT = "other_instrument"


@dataclass(frozen=True)
class Change:
    """Now minus before, in points of the index; None where they can't be compared."""

    difference: Decimal | None
    verdict: Verdict


def change(instrument: Instrument, now: Sums, before: Sums) -> Change:
    """Compare two periods of one instrument version.

    A difference means something when it is larger than 1.96 standard errors of a difference.
    """
    if min(now.n, before.n) < FEWEST:
        return Change(None, Verdict.TOO_FEW)
    difference = score(instrument, n=now.n, total=now.total) - score(
        instrument, n=before.n, total=before.total
    )
    if min(now.n, before.n) < FEWEST_TO_COMPARE:
        return Change(difference, Verdict.TOO_FEW)
    error = Decimal(0)
    for sums in (now, before):
        spread = variance(instrument, n=sums.n, total=sums.total, squares=sums.squares)
        error += (spread or Decimal(0)) / sums.n
    if abs(difference) <= CERTAINTY * error.sqrt():
        return Change(difference, Verdict.UNCLEAR)
    return Change(difference, Verdict.UP if difference > 0 else Verdict.DOWN)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
