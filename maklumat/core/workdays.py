"""Working days: which days count, when a term ends, and why on that date. Pure.

Rules: Perpres 21/2023 (five working days a week for government offices; units that serve people
directly may keep another week) and the yearly joint decree of three ministers (SKB 3 Menteri) on
national holidays and cuti bersama. The day something arrives is not counted: a term of one working
day ends at the end of the next working day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

FIVE_DAYS = frozenset(range(5))  # Monday to Friday
SIX_DAYS = frozenset(range(6))  # Monday to Saturday
_DAY = timedelta(days=1)


class Why(StrEnum):
    """Why a day is not counted."""

    REST = "rest"  # not in this office's working week
    HOLIDAY = "holiday"
    PAUSE = "pause"  # the clock stands still, for instance while the citizen must act


@dataclass(frozen=True)
class Skipped:
    """A day that is not counted; `name` is the holiday's or the pause's, empty for a day of rest."""

    day: date
    why: Why
    name: str = ""


@dataclass(frozen=True)
class Pause:
    """The clock stands still from `first` to `last`, both included."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days an office works.

    `worked` holds days that are worked although weekday or holiday say otherwise. Holidays are
    decreed one or two years ahead: after `known_until` only days of rest and the fixed feasts are
    certain. None means that the caller vouches for the whole calendar.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    working_weekdays: frozenset[int] = FIVE_DAYS
    worked: Mapping[date, str] = field(default_factory=dict)
    known_until: date | None = None

    def __post_init__(self) -> None:
        if not self.working_weekdays & frozenset(range(7)):
            raise ValueError("a working week needs at least one day, Monday being 0")

    def skipped(self, day: date) -> Skipped | None:
        """Tell why a day is not worked, or None when it is.

        >>> Calendar({date(2026, 8, 17): "Hari Kemerdekaan"}).skipped(date(2026, 8, 17)).name
        'Hari Kemerdekaan'
        """
        if day in self.worked:
            return None
        if day.weekday() not in self.working_weekdays:
            return Skipped(day, Why.REST)
        if day in self.holidays:
            return Skipped(day, Why.HOLIDAY, self.holidays[day])
        return None

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on this day.

        >>> Calendar().is_working(date(2026, 11, 21)), Calendar().is_working(date(2026, 11, 23))
        (False, True)
        """
        return self.skipped(day) is None


@dataclass(frozen=True)
class Deadline:
    """The last day of a term, with every day that was looked at on the way."""

    start: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    known_until: date | None = None

    @property
    def may_move(self) -> bool:
        """Does the term reach into a time whose holidays are not decreed yet?"""
        return self.known_until is not None and self.due > self.known_until


def deadline(
    start: date, days: int, calendar: Calendar, *, pauses: Sequence[Pause] = ()
) -> Deadline:
    """Count `days` working days after `start`; zero days end on `start` itself.

    Received on Friday before Independence Day on a Monday, three working days:

    >>> found = deadline(date(2026, 8, 14), 3, Calendar({date(2026, 8, 17): "Hari Kemerdekaan"}))
    >>> found.due
    datetime.date(2026, 8, 20)
    >>> [(str(s.day), s.why.value, s.name) for s in found.skipped][-1]
    ('2026-08-17', 'holiday', 'Hari Kemerdekaan')
    """
    if days < 0:
        raise ValueError("a term has zero or more working days; `subtract` counts backwards")
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = start
    while len(counted) < days:
        day += _DAY
        reason = _paused(day, pauses) or calendar.skipped(day)
        if reason is None:
            counted.append(day)
        else:
            skipped.append(reason)
    return Deadline(start, day, tuple(counted), tuple(skipped), calendar.known_until)


def add(day: date, days: int, calendar: Calendar) -> date:
    """Return the date `days` working days after `day`; negative counts go back.

    >>> add(date(2026, 11, 20), 1, Calendar()), add(date(2026, 11, 23), -1, Calendar())
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 20))
    """
    step = _DAY if days > 0 else -_DAY
    left = abs(days)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def subtract(day: date, days: int, calendar: Calendar) -> date:
    """Return the date `days` working days before `day`: when to remind somebody.

    >>> subtract(date(2026, 11, 23), 2, Calendar())
    datetime.date(2026, 11, 19)
    """
    return add(day, -days, calendar)


def between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after `start` up to and including `end`; negative when `end` is past.

    >>> between(date(2026, 11, 20), date(2026, 11, 27), Calendar())
    5
    >>> between(date(2026, 11, 27), date(2026, 11, 20), Calendar())
    -5
    """
    if end < start:
        return -between(end, start, calendar)
    return sum(calendar.is_working(day) for day in _days(start + _DAY, end))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _paused(day: date, pauses: Sequence[Pause]) -> Skipped | None:
    for pause in pauses:
        if pause.first <= day <= pause.last:
            return Skipped(day, Why.PAUSE, pause.name)
    return None
