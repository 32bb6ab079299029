"""Which public figures stay hidden, so that nobody's answer can be told from them. Pure.

Nothing is shown of fewer than five answers. Totals are shown too: where what is hidden of an agency,
or of all agencies together, adds up to fewer than five, subtracting would tell it; then the smallest
of the others is hidden as well (Hundepool et al., "Statistical Disclosure Control", 2012, chapter 4).
Our own addition: no rule asks for it.

Periods that are shown may not overlap: the year less its first half would tell the second.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from maklumat.surveys.index import FEWEST


@dataclass(frozen=True)
class Cell:
    """The answers of one service in a period. `is_open`: is there a public page that may show it?"""

    agency: int
    service: int
    n: int
    is_open: bool = True


@dataclass(frozen=True)
class Hidden:
    """What must not be shown of a period: services, agencies (their totals), the total of all."""

    services: frozenset[int]
    agencies: frozenset[int]
    whole: bool


def hidden(cells: Iterable[Cell], closed: Collection[int] = ()) -> Hidden:
    """Return what to hide; `closed` are agencies whose totals are not shown for another reason.

    Three answers to service 2 could be found by subtracting, so service 1 is hidden too:

    >>> hidden([Cell(7, 1, 9), Cell(7, 2, 3), Cell(7, 3, 30)]).services
    frozenset({1, 2})
    """
    groups: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.n:
            groups.setdefault(cell.agency, []).append(cell)
    every = [cell for group in groups.values() for cell in group]
    if _answers(every) < FEWEST:
        return Hidden(frozenset(cell.service for cell in every), frozenset(groups), whole=True)
    services = {cell.service for cell in every if cell.n < FEWEST or not cell.is_open}
    agencies = {key for key, group in groups.items() if key in closed or _answers(group) < FEWEST}
    for key in groups.keys() - agencies:
        _cover(groups[key], services)
    whole = _cover_agencies(groups, services, agencies)
    return Hidden(frozenset(services), frozenset(agencies), whole)


OTHERS = "*"  # what `merged` calls the groups that it put together


def merged(counts: Mapping[str, int]) -> dict[str, int]:
    """Put groups of fewer than five together, those who did not tell ("") among them.

    Where even together they are fewer than five, the smallest other group joins them. Empty when
    one group alone would be left: it would tell nothing.

    >>> merged({"L": 40, "P": 32, "": 3})
    {'L': 40, '*': 35}
    >>> merged({"L": 3, "P": 30})
    {}
    """
    kept = {key: n for key, n in counts.items() if key and n >= FEWEST}
    others = sum(counts.values()) - sum(kept.values())
    if 0 < others < FEWEST and kept:
        others += kept.pop(min(kept, key=lambda key: (kept[key], key)))
    if others:
        kept[OTHERS] = others
    return kept if len(kept) > 1 else {}


def _cover_agencies(groups: dict[int, list[Cell]], services: set[int], agencies: set[int]) -> bool:
    """Hide one more agency where subtracting would tell the hidden ones; is all to be hidden?"""
    untold = [cell for key in agencies for cell in groups[key] if cell.service in services]
    if _is_safe(untold):
        return False
    others = sorted(groups.keys() - agencies, key=lambda key: (_answers(groups[key]), key))
    if not others:
        return True
    agencies.add(others[0])
    group = groups[others[0]]
    if not any(cell.service in services for cell in group):
        services.add(_smallest(group).service)
    return False


def _cover(group: Sequence[Cell], services: set[int]) -> None:
    """Hide the smallest other service of an agency where subtracting would tell the hidden ones."""
    if not _is_safe([cell for cell in group if cell.service in services]):
        services.add(_smallest([cell for cell in group if cell.service not in services]).service)


def _is_safe(untold: Iterable[Cell]) -> bool:
    answers = _answers(untold)
    return not answers or answers >= FEWEST


def _smallest(cells: Iterable[Cell]) -> Cell:
    return min(cells, key=lambda cell: (cell.n, cell.service))


def _answers(cells: Iterable[Cell]) -> int:
    return sum(cell.n for cell in cells)
