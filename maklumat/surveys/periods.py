"""Spans of whole months that surveys are counted and reported by. Pure.

The rule asks for a survey at least once a year; offices report by quarter, semester or year.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"
    SPAN = "span"  # any other run of months


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.SEMESTER: 6, Kind.YEAR: 12}
LONGEST = 60  # months
_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|tw(?P<quarter>[1-4])|s(?P<semester>[12])))?",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class Period:
    """From the first day of month `first` to the last day of the month of `last` (its first day)."""

    first: date
    last: date

    @property
    def months(self) -> int:
        return _number(self.last) - _number(self.first) + 1

    @property
    def kind(self) -> Kind:
        for kind, months in MONTHS.items():
            if self.months == months and (self.first.month - 1) % months == 0:
                return kind
        return Kind.SPAN

    @property
    def number(self) -> int:
        """Which month, quarter or semester of its year it is, from 1."""
        return (self.first.month - 1) // self.months + 1 if self.kind is not Kind.SPAN else 1

    @property
    def end(self) -> date:
        """The last day."""
        return date.fromordinal(_month(_number(self.last) + 1).toordinal() - 1)

    @property
    def code(self) -> str:
        """The way it stands in addresses.

        >>> Period(date(2026, 7, 1), date(2026, 9, 1)).code
        '2026-tw3'
        """
        year = f"{self.first:%Y}"
        match self.kind:
            case Kind.YEAR:
                return year
            case Kind.SEMESTER:
                return f"{year}-s{self.number}"
            case Kind.QUARTER:
                return f"{year}-tw{self.number}"
            case Kind.MONTH:
                return f"{self.first:%Y-%m}"
        return f"{self.first:%Y-%m}..{self.last:%Y-%m}"

    @property
    def previous(self) -> "Period":
        """The span of the same length just before."""
        return self.shifted(-1)

    @property
    def a_year_before(self) -> "Period":
        return Period(_month(_number(self.first) - 12), _month(_number(self.last) - 12))

    def shifted(self, times: int) -> "Period":
        by = times * self.months
        return Period(_month(_number(self.first) + by), _month(_number(self.last) + by))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.end


def month_of(day: date) -> date:
    """Return the first day of the month: how months are stored."""
    return day.replace(day=1)


def current(kind: Kind, today: date) -> Period:
    """Return the month, quarter, semester or year that holds today.

    >>> current(Kind.SEMESTER, date(2026, 11, 22)).code
    '2026-s2'
    """
    months = MONTHS[kind]
    first = today.year * 12 + (today.month - 1) // months * months
    return Period(_month(first), _month(first + months - 1))


def parse(code: str) -> Period:
    """Read a code such as `2026`, `2026-s1`, `2026-tw3`, `2026-09` or `2026-01..2026-04`.

    Raises ValueError.
    """
    first, dots, last = code.partition("..")
    begin, end = _span(first), _span(last or first)
    if dots and (begin.kind, end.kind) != (Kind.MONTH, Kind.MONTH):
        raise ValueError(code)
    found = Period(begin.first, end.last)
    if not 1 <= found.months <= LONGEST:
        raise ValueError(code)
    return found


def _span(code: str) -> Period:
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(code)
    year = int(found["year"])
    if not 2000 <= year <= 2199:
        raise ValueError(code)
    for name, kind in (
        ("month", Kind.MONTH),
        ("quarter", Kind.QUARTER),
        ("semester", Kind.SEMESTER),
    ):
        if found[name]:
            months = MONTHS[kind]
            start = year * 12 + (int(found[name]) - 1) * months
            if not year * 12 <= start < (year + 1) * 12:
                raise ValueError(code)
            return Period(_month(start), _month(start + months - 1))
    return Period(date(year, 1, 1), date(year, 12, 1))


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
