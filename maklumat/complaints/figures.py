"""Figures on complaints as sums that can be added up: counts, terms kept, days. Pure.

A `Sum` is a bag of counts; months, agencies and services are added with `+`. Days are kept as
a histogram, so that a median over any selection is exact.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from maklumat.complaints.clocks import ClockKind
from maklumat.complaints.fairness import percent
from maklumat.complaints.workflow import Status

ALL = "n"
AGAIN = "again"
ENDED = "ended"


@dataclass
class Sum:
    """What a selection of cases adds up to."""

    counts: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.counts + other.counts)

    @property
    def cases(self) -> int:
        return self.counts[ALL]

    @property
    def reopened(self) -> int:
        """How many cases the complainant reopened at least once."""
        return self.counts[AGAIN]

    @property
    def answered(self) -> int:
        return sum(self.days().values())

    def state(self, status: Status) -> int:
        return self.counts[f"status.{status.value}"]

    def kept(self, clock: ClockKind) -> int:
        return self.counts[f"clock.{clock.value}.met"]

    def timed(self, clock: ClockKind) -> int:
        """How many terms have a verdict: kept, missed, or overdue and still open."""
        return self.kept(clock) + self.counts[f"clock.{clock.value}.missed"]

    def share(self, clock: ClockKind) -> Decimal | None:
        """Return the percentage of terms that were kept."""
        return percent(self.kept(clock), self.timed(clock))

    def days(self) -> Counter[int]:
        """Return how many cases were answered after so many days."""
        found: Counter[int] = Counter()
        for key, count in self.counts.items():
            if key.startswith("days."):
                found[int(key[5:])] += count
        return found

    def median_days(self) -> Decimal | None:
        """Return the days from receipt to result that half of the answered cases did not exceed.

        >>> Sum(Counter({"days.2": 1, "days.9": 1})).median_days()
        Decimal('5.5')
        """
        days = self.days()
        count = sum(days.values())
        if not count:
            return None
        low, high = _at(days, (count - 1) // 2), _at(days, count // 2)
        return Decimal(low + high) / 2


def total(sums: Iterable[Sum]) -> Sum:
    """Add up.

    >>> total([Sum(Counter({"n": 2})), Sum(Counter({"n": 3}))]).cases
    5
    """
    counts: Counter[str] = Counter()
    for one in sums:
        counts.update(one.counts)
    return Sum(counts)


def change(before: int, now: int) -> Decimal | None:
    """Return the change in percent from one period to the next; None from nothing.

    >>> change(272, 352)
    Decimal('29.4')
    """
    return percent(now - before, before)


def _at(days: Counter[int], place: int) -> int:
    for value in sorted(days):
        place -= days[value]
        if place < 0:
            return value
    raise IndexError(place)
