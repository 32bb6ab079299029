"""Where kiosks stand, on a small map of our own: dots over the places of the agencies. Pure.

No tiles from elsewhere: the shape of the government's area is told by where its offices are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

KM_A_DEGREE = 111.32
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)  # kilometres of the scale
LEAST_DEGREES = 0.01  # about a kilometre: a single place is not drawn at the scale of a room
APART = 22  # pixels between two marks, so that both can be read


@dataclass(frozen=True)
class Spot:
    """A place in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Dot:
    """A place on the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """Dots in the order of the spots, and a scale: so many kilometres are so many pixels."""

    back: tuple[Dot, ...]
    front: tuple[Dot, ...]
    km: float
    km_width: float


def chart(back: Sequence[Spot], front: Sequence[Spot], size: tuple[int, int], edge: int) -> Chart:
    """Lay spots out on a drawing, north upwards, the same scale in both directions.

    >>> made = chart([], [Spot(-5.0, 119.0), Spot(-5.1, 119.2)], (480, 300), 24)
    >>> [(round(dot.x), round(dot.y)) for dot in made.front]
    [(24, 42), (456, 258)]
    >>> made.km, round(made.km_width)
    (5, 97)
    """
    spots = [*back, *front]
    if not spots:
        return Chart((), (), 0, 0)
    north, south = max(s.latitude for s in spots), min(s.latitude for s in spots)
    east, west = max(s.longitude for s in spots), min(s.longitude for s in spots)
    narrow = cos(radians((north + south) / 2)) or 1.0
    wide, tall = (east - west) * narrow, north - south
    scale = min(
        (size[0] - 2 * edge) / max(wide, LEAST_DEGREES),
        (size[1] - 2 * edge) / max(tall, LEAST_DEGREES),
    )
    middle = ((east + west) / 2, (north + south) / 2)

    def dot(spot: Spot) -> Dot:
        return Dot(
            size[0] / 2 + (spot.longitude - middle[0]) * narrow * scale,
            size[1] / 2 - (spot.latitude - middle[1]) * scale,
        )

    km = max(
        (step for step in STEPS if step / KM_A_DEGREE * scale <= size[0] / 4), default=STEPS[0]
    )
    front_dots = _apart([dot(spot) for spot in front])
    return Chart(tuple(map(dot, back)), front_dots, km, km / KM_A_DEGREE * scale)


def _apart(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Move marks aside that would cover one before them."""
    placed: list[Dot] = []
    for dot in dots:
        moved = dot
        while any(abs(moved.x - o.x) < APART and abs(moved.y - o.y) < APART for o in placed):
            moved = Dot(moved.x + APART, moved.y)
        placed.append(moved)
    return tuple(placed)
