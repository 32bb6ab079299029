"""How complete an agency's standards are: what is counted, and why. Pure.

Rule: PermenPANRB 15/2014 asks 14 components of each standard of service, six of which must be
published. One component of an agency is complete when every service of the agency has it. An agency
without a service of its own is not counted: nothing can be said of it, good or bad.

Shares are whole per cents, rounded down: 99.9 is not 100. A share of fewer than FEWEST services says
little, because one service moves it by a third or more; such an agency is shown and not ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maklumat.catalogue.standard import SERVICE_DELIVERY, Component

FEWEST = 3
_DELIVERY = frozenset(part.value for part in SERVICE_DELIVERY)


class Reason(StrEnum):
    """Why a cell reads as it does; `labels.COUNTED` has the sentences."""

    NOTHING = "nothing"
    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Counted:
    """One service: its key, its name, and which components are complete in the version looked at."""

    key: int
    name: str
    filled: frozenset[str]
    live: bool = True

    @property
    def is_whole(self) -> bool:
        return len(self.filled) == len(Component)

    @property
    def has_delivery(self) -> bool:
        return self.filled >= _DELIVERY


@dataclass(frozen=True)
class Cell:
    """How many of an agency's services have something, and which have not."""

    complete: int
    missing: tuple[Counted, ...]

    @property
    def of(self) -> int:
        return self.complete + len(self.missing)

    @property
    def percent(self) -> int | None:
        return percent(self.complete, self.of)

    @property
    def reason(self) -> Reason:
        if not self.of:
            return Reason.NOTHING
        if not self.missing:
            return Reason.ALL
        return Reason.SOME if self.complete else Reason.NONE


@dataclass(frozen=True)
class Tally:
    """What was counted over some services; `components` in the regulation's order."""

    services: int
    live: int
    components: tuple[tuple[Component, Cell], ...]
    delivery: Cell
    whole: Cell

    @property
    def points(self) -> int:
        """Complete components of all services together."""
        return sum(cell.complete for _part, cell in self.components)

    @property
    def percent(self) -> int | None:
        """The share of all components of all services that are complete."""
        return percent(self.points, self.services * len(Component))

    @property
    def is_small(self) -> bool:
        return self.services < FEWEST


@dataclass(frozen=True)
class Place:
    """A place in the ranking; who has the same share has the same place."""

    place: int
    key: int
    percent: int


@dataclass(frozen=True)
class Move:
    """How far somebody's share went up or down since a day."""

    key: int
    before: int
    now: int

    @property
    def by(self) -> int:
        return self.now - self.before


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole per cents, rounded down; None of nothing.

    >>> percent(2, 3), percent(0, 0)
    (66, None)
    """
    return part * 100 // whole if whole else None


def tally(services: Iterable[Counted]) -> Tally:
    """Count the services of one agency, or of all together.

    >>> found = tally([Counted(1, "KTP-el", frozenset({"biaya"})), Counted(2, "KK", frozenset())])
    >>> fee = dict(found.components)[Component.FEE]
    >>> fee.complete, [service.name for service in fee.missing], fee.reason.value
    (1, ['KK'], 'some')
    """
    rows = tuple(services)
    return Tally(
        services=len(rows),
        live=sum(row.live for row in rows),
        components=tuple((part, _cell(rows, part)) for part in Component),
        delivery=_split(rows, [row.has_delivery for row in rows]),
        whole=_split(rows, [row.is_whole for row in rows]),
    )


def ranking(tallies: Mapping[int, Tally]) -> list[Place]:
    """Rank agencies by the share of complete components, leaving out those with too few services.

    >>> three = [Counted(1, "A", frozenset({"biaya"}))] * 3
    >>> ranking({7: tally(three), 8: tally(three), 9: tally(three[:1])})
    [Place(place=1, key=7, percent=7), Place(place=1, key=8, percent=7)]
    """
    shares = sorted((-(row.percent or 0), key) for key, row in tallies.items() if not row.is_small)
    places: list[Place] = []
    for at, (share, key) in enumerate(shares, start=1):
        same = places and places[-1].percent == -share
        places.append(Place(places[-1].place if same else at, key, -share))
    return places


def moves(before: Mapping[int, int | None], now: Mapping[int, int | None]) -> list[Move]:
    """Return who went up or down between two counts, the largest step first.

    Who was not counted on both days did not move.

    >>> moves({1: 50, 2: 70, 3: 90}, {1: 64, 2: 70, 4: 10})
    [Move(key=1, before=50, now=64)]
    """
    found = []
    for key, share in now.items():
        earlier = before.get(key)
        if share is not None and earlier is not None and share != earlier:
            found.append(Move(key, earlier, share))
    return sorted(found, key=lambda move: (-abs(move.by), -move.by, move.key))


def _cell(rows: Sequence[Counted], part: Component) -> Cell:
    return _split(rows, [part.value in row.filled for row in rows])


def _split(rows: Sequence[Counted], has: Sequence[bool]) -> Cell:
    missing = tuple(row for row, there in zip(rows, has, strict=True) if not there)
    return Cell(len(rows) - len(missing), missing)
