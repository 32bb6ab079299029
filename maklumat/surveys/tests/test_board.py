"""The public figures as a whole: nothing of fewer than five, neither counted nor held, can be computed."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat.surveys import board
from maklumat.surveys.board import Entry, Page, State
from maklumat.surveys.index import FEWEST
from maklumat.surveys.queries.shown import SpanSum
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.test_hiding import Row, can_be_computed, span


def counted(
    agency: int, service: int, n: int, *, held: bool = False, is_live: bool = True
) -> SpanSum:
    """So many questionnaires with the mark 3 throughout."""
    return SpanSum(agency, service, is_live, held, n, 27 * n, 729 * n)


def page(*rows: SpanSum) -> Page:
    return board.page(make.skm(), rows)


@st.composite
def tables(draw: st.DrawFn) -> list[SpanSum]:
    rows = []
    for agency in range(draw(st.integers(1, 3))):
        for at in range(draw(st.integers(0, 3))):
            is_live = draw(st.sampled_from([True, True, False]))
            for held in (False, True):
                n = draw(st.integers(0, 9))
                if n:
                    rows.append(counted(agency, 10 * agency + at, n, held=held, is_live=is_live))
    return rows


def told(rows: list[SpanSum], found: Page, says: Callable[[Entry], bool]) -> list[Row]:
    """What a reader is told of some rows, as sums over them."""
    services = {row.service for row in rows if row.is_live and says(found.service(row.service))}
    agencies = {row.agency for row in rows if says(found.agency(row.agency))}
    sums = [[Fraction(row.service == key) for row in rows] for key in services]
    sums += [[Fraction(row.agency == key) for row in rows] for key in agencies]
    return [*sums, [Fraction(1) for _row in rows]] if says(found.whole) else sums


def is_told_held(entry: Entry) -> bool:
    return entry.held > 0


@settings(max_examples=150)
@given(tables())
def test_no_small_group_can_be_computed(rows: list[SpanSum]) -> None:
    found = page(*rows)
    kinds: list[tuple[bool, Callable[[Entry], bool]]] = [
        (False, lambda entry: entry.is_shown),
        (True, is_told_held),
    ]
    for held, says in kinds:
        own = [row for row in rows if row.held is held]
        shown = span(told(own, found, says))
        for size in range(1, FEWEST):
            for group in combinations(own, size):
                if sum(row.n for row in group) < FEWEST:
                    wanted = [Fraction(row in group) for row in own]
                    assert not can_be_computed(wanted, shown), (group, rows)


@given(tables())
def test_what_is_shown_is_counted_right(rows: list[SpanSum]) -> None:
    found = page(*rows)
    for key, entry in found.services.items():
        if entry.is_shown:
            assert entry.n == sum(row.n for row in rows if row.service == key and not row.held)
            assert entry.score == Decimal("75.00")
            assert entry.held in (
                0,
                sum(row.n for row in rows if row.service == key and row.held),
            )
        else:
            assert (entry.n, entry.score, entry.held, entry.with_held) == (0, None, 0, None)


def test_few_held_at_one_service_hide_the_next() -> None:
    found = page(
        counted(1, 1, 20), counted(1, 2, 20), counted(1, 3, 20),
        counted(1, 1, 2, held=True), counted(1, 2, 7, held=True), counted(1, 3, 9, held=True),
    )  # fmt: skip

    assert [found.service(key).held for key in (1, 2, 3)] == [0, 0, 9]
    assert all(found.service(key).is_waiting for key in (1, 2, 3))
    assert found.agency(1).held == 18


def test_a_service_without_answers_is_few() -> None:
    assert page().service(4).state is State.FEW
    assert not page().whole.is_shown
