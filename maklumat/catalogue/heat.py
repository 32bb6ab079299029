"""The heat table agency × component, ready to be shown to staff or to the public."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from maklumat.catalogue import duties, standing
from maklumat.catalogue.counting import Cell, Tally
from maklumat.catalogue.duties import Homes
from maklumat.catalogue.points import AgencyFacts, Counts
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


def staff_rows(
    table: Table, facts: Mapping[int, AgencyFacts], homes: Mapping[int, Homes]
) -> list[ShownRow]:
    """Return the rows of the table with an address behind each gap.

    `homes` has the agencies that this person may mend; the others lead to where they are explained.
    """
    return [
        ShownRow(
            row,
            _split(row.tally.delivery),
            _split(row.tally.whole),
            [
                _split(
                    cell,
                    standing.sentence(cell),
                    standing.mending_url(row.agency.pk, part, cell)
                    if row.agency.pk in homes
                    else _page(row.agency.pk, cell),
                )
                for part, cell in row.tally.components
            ],
            _points(row.agency.pk, facts[row.agency.pk], homes.get(row.agency.pk)),
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


def total_points(done: Counts, most: Counts) -> list[ShownCell]:
    return [_share(getattr(done, name), getattr(most, name)) for name in duties.LISTS]


def _points(agency: int, facts: AgencyFacts, homes: Homes | None) -> list[ShownCell]:
    """Show the three lists; one gap leads to its field, several to the page that names them all."""
    page = reverse("catalogue-standing:agency", args=[agency])
    return [
        _share(
            sum(row.complete for row in verdicts),
            len(verdicts),
            standing.missing_sentence([row.name for row in verdicts if not row.complete]),
            (duties.first_url(verdicts, homes) if homes else "") or f"{page}#{name}",
        )
        for name, verdicts in duties.lists_of(facts).items()
    ]


def _page(agency: int, cell: Cell) -> str:
    return reverse("catalogue-standing:agency", args=[agency]) if cell.missing else ""


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
