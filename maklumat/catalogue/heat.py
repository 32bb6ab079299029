"""The heat table agency × component, ready to be shown to staff or to the public."""

from collections.abc import Mapping
from dataclasses import dataclass

from maklumat.catalogue import standing
from maklumat.catalogue.counting import Cell, Tally
from maklumat.catalogue.points import AgencyFacts, eight_controls, seven_points, twelve_items
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component
from maklumat.catalogue.standing import Row, Table

STEPS = 5  # tints; the last one is for "all" alone


@dataclass(frozen=True)
class Head:
    number: int
    name: str


@dataclass(frozen=True)
class ShownCell:
    """`step` chooses the tint, "none" where nothing was counted; `url` leads to what must be mended."""

    text: str
    step: str
    reason: str = ""
    url: str = ""


@dataclass(frozen=True)
class ShownRow:
    row: Row
    delivery: ShownCell
    whole: ShownCell
    cells: list[ShownCell]
    points: list[ShownCell]


def heads() -> list[Head]:
    return [Head(part.number, OFFICIAL_NAMES[part]) for part in Component]


def staff_rows(table: Table, facts: Mapping[int, AgencyFacts]) -> list[ShownRow]:
    """Return the rows of the table with an address behind each gap."""
    return [
        ShownRow(
            row,
            _split(row.tally.delivery),
            _split(row.tally.whole),
            [
                _split(
                    cell,
                    standing.sentence(cell),
                    standing.mending_url(row.agency.pk, part, cell),
                )
                for part, cell in row.tally.components
            ],
            _points(facts[row.agency.pk]),
        )
        for row in table.rows
    ]


def public_rows(table: Table) -> list[ShownRow]:
    """Return the rows of the table as anybody may see them."""
    return [
        ShownRow(
            row,
            _split(row.tally.delivery),
            _split(row.tally.whole),
            [_split(cell) for _part, cell in row.tally.components],
            [],
        )
        for row in table.rows
    ]


def total_cells(total: Tally) -> list[ShownCell]:
    return [_split(cell) for _part, cell in total.components]


def _points(facts: AgencyFacts) -> list[ShownCell]:
    return [
        _share(sum(row.complete for row in verdicts), len(verdicts))
        for verdicts in (seven_points(facts), twelve_items(facts), eight_controls(facts))
    ]


def _split(cell: Cell, reason: str = "", url: str = "") -> ShownCell:
    return _share(cell.complete, cell.of, reason, url)


def _share(part: int, whole: int, reason: str = "", url: str = "") -> ShownCell:
    """Tint a share.

    >>> _share(2, 3), _share(3, 3).step, _share(0, 0).text
    (ShownCell(text='2/3', step='3', reason='', url=''), '5', '–')
    """
    if not whole:
        return ShownCell("–", "none", reason)
    step = STEPS if part == whole else -(-part * (STEPS - 1) // whole)
    return ShownCell(f"{part}/{whole}", str(step), reason, url)
