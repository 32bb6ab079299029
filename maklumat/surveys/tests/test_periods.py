"""Spans of months and how they stand in addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.surveys import periods
from maklumat.surveys.periods import Kind, Period


@pytest.mark.parametrize(
    ("code", "first", "end", "kind"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Kind.YEAR),
        ("2026-s2", date(2026, 7, 1), date(2026, 12, 31), Kind.SEMESTER),
        ("2026-tw1", date(2026, 1, 1), date(2026, 3, 31), Kind.QUARTER),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), Kind.MONTH),
        ("2026-02..2026-04", date(2026, 2, 1), date(2026, 4, 30), Kind.SPAN),
        ("2025-11..2026-01", date(2025, 11, 1), date(2026, 1, 31), Kind.SPAN),
    ],
)
def test_a_code_and_back(code: str, first: date, end: date, kind: Kind) -> None:
    found = periods.parse(code)
    assert (found.first, found.end, found.kind, found.code) == (first, end, kind, code)


@pytest.mark.parametrize(
    "code",
    ["", "26", "2026-13", "2026-00", "2026-tw5", "2026-s3", "2026-tw", "2026-04..2026-02",
     "2026..2027", "2020-01..2026-01", "1999", "9999", "2026-1", "2026-tw1 ", "x"],
)  # fmt: skip
def test_a_code_that_means_nothing_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        periods.parse(code)


@given(some.dates(date(2001, 1, 1), date(2198, 12, 31)), some.sampled_from(list(periods.MONTHS)))
def test_the_current_period_holds_today_and_touches_its_neighbours(today: date, kind: Kind) -> None:
    found = periods.current(kind, today)

    assert found.kind is kind
    assert found.holds(today)
    assert found.previous.kind is kind
    assert (found.first - found.previous.end).days == 1
    assert periods.parse(found.code) == found
    assert found.a_year_before.end.year == found.end.year - 1


def test_the_span_before_is_as_long() -> None:
    span = Period(date(2026, 2, 1), date(2026, 4, 1))
    assert span.previous == Period(date(2025, 11, 1), date(2026, 1, 1))
