"""Did enough people answer? The sample table of Krejcie and Morgan (1970). Pure.

S = chi2 N P Q / (d2 (N - 1) + chi2 P Q), with chi2 3.841, P = Q = 0.5, d = 0.05, rounded to the
nearest whole number. N is everybody served in the period.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CHI2, SHARE, ERROR = Decimal("3.841"), Decimal("0.5"), Decimal("0.05")


@dataclass(frozen=True)
class Adequacy:
    """`needed` and `enough` are None while nobody said how many were served."""

    n: int
    population: int | None
    needed: int | None

    @property
    def enough(self) -> bool | None:
        return None if self.needed is None else self.n >= self.needed

    @property
    def missing(self) -> int:
        return max(0, (self.needed or 0) - self.n)


def needed(population: int) -> int:
    """Return how many must answer for a population of this size.

    >>> needed(10), needed(1000), needed(1_000_000)
    (10, 278, 384)

    Raises ValueError for a negative population.
    """
    if population < 0:
        raise ValueError("a population can't be negative")
    if not population:
        return 0
    spread = CHI2 * SHARE * (1 - SHARE)
    size = spread * population / (ERROR**2 * (population - 1) + spread)
    return int(size.quantize(Decimal(1), ROUND_HALF_UP))


def adequacy(n: int, population: int | None) -> Adequacy:
    """Judge `n` complete questionnaires; nobody counted as served means that nothing is known."""
    return Adequacy(n, population, needed(population) if population else None)
