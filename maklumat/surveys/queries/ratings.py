"""One-tap ratings, read from their sums. Nobody is named, and the SKM is not touched."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import Sum

from maklumat.surveys.index import FEWEST
from maklumat.surveys.instrument import SCALE
from maklumat.surveys.models import Point, RatingTally
from maklumat.surveys.periods import Period

By = Literal["hour", "month", "reason", "point", "unit", "service"]
Key = int | str | date


@dataclass(frozen=True)
class Taps:
    """How often each of the four faces was tapped."""

    counts: Mapping[int, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def shows(self) -> bool:
        return self.n >= FEWEST

    @property
    def mean(self) -> Decimal | None:
        """From 1 to 4, two decimals; None where too few tapped."""
        if not self.shows:
            return None
        total = sum(mark * count for mark, count in self.counts.items())
        return (Decimal(total) / self.n).quantize(Decimal("0.01"))

    @property
    def pleased(self) -> int | None:
        """The percentage that tapped one of the two better faces."""
        return round(100 * (self.of(3) + self.of(4)) / self.n) if self.shows else None

    @property
    def items(self) -> list[tuple[int, int]]:
        return [(mark, self.of(mark)) for mark in SCALE]

    def of(self, mark: int) -> int:
        return self.counts.get(mark, 0)


NO_TAPS = Taps({})


@dataclass(frozen=True)
class Place:
    """Which taps are meant; None: all. Rights are the caller's: pass the agencies."""

    period: Period
    agencies: Collection[int] | None = None
    services: Collection[int] | None = None


def taps(place: Place, by: By) -> dict[Key, Taps]:
    """Return the taps of a period by hour, month, reason, point (0: none), unit or service."""
    rows = RatingTally.objects.filter(month__range=(place.period.first, place.period.last))
    if place.agencies is not None:
        rows = rows.filter(agency__in=list(place.agencies))
    if place.services is not None:
        rows = rows.filter(service__in=list(place.services))
    column = "unit_id" if by == "unit" else by
    found: dict[Key, dict[int, int]] = {}
    counted = rows.order_by().values_list(column, "value").annotate(said=Sum("n"))
    for key, value, said in counted:
        found.setdefault(key, {})[value] = said
    return {key: Taps(found[key]) for key in sorted(found)}


def whole(parts: Mapping[Key, Taps]) -> Taps:
    """Add the parts up."""
    return Taps({mark: sum(part.of(mark) for part in parts.values()) for mark in SCALE})


def point_names(keys: Collection[Key]) -> dict[Key, Point]:
    """Return the points of these keys with their units."""
    rows = Point.objects.filter(pk__in=[key for key in keys if key]).select_related("unit")
    return {row.pk: row for row in rows}
