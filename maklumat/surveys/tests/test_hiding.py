"""No answer of fewer than five people can be found, shown or by subtracting."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.surveys.hiding import Cell, Hidden, hidden
from maklumat.surveys.index import FEWEST

Row = list[Fraction]


def span(rows: list[Row]) -> list[Row]:
    """The rows in echelon form."""
    rows, done = [row[:] for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        found = next((row for row in rows if row[column]), None)
        if found is None:
            continue
        rows.remove(found)
        found = [value / found[column] for value in found]
        rows = [
            [value - row[column] * own for value, own in zip(row, found, strict=True)]
            for row in rows
        ]
        done.append(found)
    return done


def can_be_computed(wanted: Row, echelon: list[Row]) -> bool:
    for row in echelon:
        lead = next(column for column, value in enumerate(row) if value)
        wanted = [value - wanted[lead] * own for value, own in zip(wanted, row, strict=True)]
    return not any(wanted)


def told(cells: list[Cell], kept: Hidden, closed: set[int]) -> list[Row]:
    """All that a reader is told, as sums over the services; that nobody answered may be known."""
    there = [cell for cell in cells if cell.n]
    rows = [
        [Fraction(other is cell) for other in there]
        for cell in there
        if cell.is_open and cell.service not in kept.services
    ]
    rows += [
        [Fraction(cell.agency == agency) for cell in there]
        for agency in {cell.agency for cell in there} - kept.agencies - closed
    ]
    return rows if kept.whole else [*rows, [Fraction(1) for _cell in there]]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Cell], set[int]]:
    counts = st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([True, True, False])), min_size=0, max_size=4
    )
    agencies = draw(st.lists(counts, min_size=1, max_size=3))
    cells = [
        Cell(agency, 10 * agency + at, n, is_open)
        for agency, group in enumerate(agencies)
        for at, (n, is_open) in enumerate(group)
    ]
    return cells, draw(st.sets(st.integers(0, 2), max_size=1))


@given(tables())
def test_no_group_of_fewer_than_five_can_be_computed(table: tuple[list[Cell], set[int]]) -> None:
    cells, closed = table
    there = [cell for cell in cells if cell.n]
    shown = span(told(cells, hidden(cells, closed), closed))

    for size in range(1, FEWEST):
        for group in combinations(there, size):
            if sum(cell.n for cell in group) < FEWEST:
                wanted = [Fraction(cell in group) for cell in there]
                assert not can_be_computed(wanted, shown), (group, cells)


@given(tables())
def test_what_is_large_enough_everywhere_is_shown(table: tuple[list[Cell], set[int]]) -> None:
    cells = [Cell(cell.agency, cell.service, cell.n + FEWEST) for cell in table[0]]
    kept = hidden(cells)
    assert not kept.services
    assert not kept.agencies


@pytest.mark.parametrize(
    ("cells", "services", "agencies", "whole"),
    [
        ([], set(), set(), True),
        ([Cell(1, 1, 4)], {1}, {1}, True),
        ([Cell(1, 1, 5)], set(), set(), False),
        # Two that are hidden together hide each other.
        ([Cell(1, 1, 3), Cell(1, 2, 2), Cell(1, 3, 9)], {1, 2}, set(), False),
        # An agency with three answers takes the next smallest agency along, and one service of it.
        (
            [Cell(1, 1, 3), Cell(2, 2, 8), Cell(2, 3, 6), Cell(3, 4, 90)],
            {1, 3}, {1, 2}, False,
        ),
        # A service that was taken off the pages is as good as hidden.
        ([Cell(1, 1, 30), Cell(1, 2, 8), Cell(1, 3, 4, is_open=False)], {2, 3}, set(), False),
    ],
)  # fmt: skip
def test_hidden(cells: list[Cell], services: set[int], agencies: set[int], whole: bool) -> None:  # noqa: FBT001  a table of expectations
    kept = hidden(cells)
    assert (kept.services, kept.agencies, kept.whole) == (services, agencies, whole)
