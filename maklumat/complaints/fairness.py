"""Comparing agencies fairly when some have few cases, and hiding what would name a person. Pure.

The shrunk share is an empirical Bayes estimate under the beta-binomial model: each agency's share is
drawn towards the government's, the more the fewer cases it has. The strength of the pull is the
moment estimator of Kleinman, "Proportions with extraneous variance", JASA 68 (1973); the idea:
Efron and Morris, "Data analysis using Stein's estimator", JASA 70 (1975).

Small cells are hidden as in statistical offices: first every cell below three, then the smallest
further cells until no hidden one can be found by subtraction (Hundepool et al., "Statistical
Disclosure Control", 2012, chapter 4).
"""

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

FEWEST_RANKED = 10  # fewer ended terms than this give no place in an order
SMALLEST_SHOWN = 3  # a public figure below this could point at a person
WEAKEST, STRONGEST = 1.0, 1000.0  # cases that the government's share may count as
TENTH = Decimal("0.1")

Key = TypeVar("Key", bound=Hashable)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent, one decimal; None of nothing.

    >>> percent(2, 3), percent(0, 0)
    (Decimal('66.7'), None)
    """
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP)


def strength(results: Mapping[Key, tuple[int, int]]) -> float:
    """Return as how many cases the government's share counts for each agency.

    `results` holds (kept, all) of each agency. Where agencies differ no more than chance would
    make them, the pull is as strong as it may be.

    >>> strength({"a": (50, 100), "b": (52, 100), "c": (49, 100)})
    1000.0
    >>> round(strength({"a": (95, 100), "b": (40, 100), "c": (70, 100)}), 1)
    1.9
    """
    counted = [(kept, whole) for kept, whole in results.values() if whole]
    total = sum(whole for _kept, whole in counted)
    if len(counted) < 2:
        return STRONGEST
    mean = sum(kept for kept, _whole in counted) / total
    spread = mean * (1 - mean)
    if not spread:
        return STRONGEST
    seen = sum(whole * (kept / whole - mean) ** 2 for kept, whole in counted)
    chance = spread * (len(counted) - 1)
    room = spread * (total - sum(whole**2 for _kept, whole in counted) / total) - chance
    if room <= 0 or seen <= chance:
        return STRONGEST
    alike = min((seen - chance) / room, 0.999)
    return max(WEAKEST, min(STRONGEST, 1 / alike - 1))


def shrunk(results: Mapping[Key, tuple[int, int]]) -> dict[Key, Decimal]:
    """Return the estimated share of each agency in percent, drawn towards the government's.

    One case that was late does not make an agency the worst:

    >>> shrunk({"big": (90, 100), "slow": (40, 100), "tiny": (0, 1)})["tiny"]
    Decimal('32.3')
    """
    pull = strength(results)
    total = sum(whole for _kept, whole in results.values())
    mean = sum(kept for kept, _whole in results.values()) / total if total else 0
    return {
        key: (Decimal(100) * Decimal((kept + pull * mean) / (whole + pull))).quantize(
            TENTH, ROUND_HALF_UP
        )
        for key, (kept, whole) in results.items()
    }


def hidden(
    counts: Mapping[Key, int], groups: Mapping[Key, Hashable] | None = None
) -> frozenset[Key]:
    """Return the cells that must not be shown, where the total of each group is known.

    Hidden are one and two; and if what is hidden of a group could be found by subtracting, its
    smallest other cells, zero last. A group whose total is itself below three is hidden whole.

    >>> sorted(hidden({"jan": 1, "feb": 5, "mar": 9}))
    ['feb', 'jan']
    >>> hidden({"jan": 0, "feb": 5})
    frozenset()
    """
    found: set[Key] = set()
    lines: dict[Hashable, list[Key]] = {}
    for key in counts:
        lines.setdefault(groups[key] if groups else None, []).append(key)
    for line in lines.values():
        small = {key for key in line if 0 < counts[key] < SMALLEST_SHOWN}
        rest = sorted(
            (key for key in line if key not in small),
            key=lambda key: (not counts[key], counts[key]),
        )
        while small and rest and not _is_safe(small, counts):
            small.add(rest.pop(0))
        found |= small
    return frozenset(found)


def _is_safe(small: set[Key], counts: Mapping[Key, int]) -> bool:
    """Is one hidden cell not simply the total less the others?"""
    return len(small) > 1 and sum(counts[key] for key in small) >= SMALLEST_SHOWN
