"""The icons of the installable app, drawn from two outlines in the government's colour. Pure.

Telephones cut an icon that is `maskable` to their own shape; what must stay lies inside a circle of
`SAFE` of its size (W3C, Web Application Manifest, "Maskable icons").
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw

from maklumat.core.colour import mixed, palette

DRAWING = 1  # part of every address: browsers keep an icon for ever, so a new drawing is a new one
WHITE = "#ffffff"
SAFE = 0.4  # radius of the circle that no telephone cuts into
BOX = (48.0, 56.0)
SHIELD = "M24 1c7 5 14 6 22 6v21c0 13-9 22-22 27C11 50 2 41 2 28V7c8 0 15-1 22-6Z"
PETALS = (
    "M24 27c-6-2-12-8-15-15 8 3 13 9 15 15Z",
    "M24 27c6-2 12-8 15-15-8 3-13 9-15 15Z",
    "M24 27c-2 6-7 11-13 14 2-7 7-12 13-14Z",
    "M24 27c2 6 7 11 13 14-2-7-7-12-13-14Z",
)
CURVE = 16  # straight pieces of a curve
STEPS = 32  # from nothing to all
LAST = STEPS - 1
FINER = 4  # drawn so many times larger, then made smaller: smooth edges
_TOKEN = re.compile(r"[MCVHZcvhz]|-?\d+(?:\.\d+)?")
Point = tuple[float, float]


class Kind(StrEnum):
    """What an icon is for; `mono` is the small sign of a notice, which has a shape only."""

    ANY = "any"
    MASKABLE = "maskable"
    APPLE = "apple"
    MONO = "mono"


@dataclass(frozen=True)
class Look:
    """How much of the icon the shield fills, and how round the corners of its ground are."""

    height: float
    corner: float | None  # None: no ground at all


LOOKS = {
    Kind.ANY: Look(0.72, 0.22),
    Kind.MASKABLE: Look(0.62, 0.0),
    Kind.APPLE: Look(0.70, 0.0),  # the telephone rounds it itself
    Kind.MONO: Look(0.96, None),
}
SIZES = {
    Kind.ANY: (192, 512),
    Kind.MASKABLE: (192, 512),
    Kind.APPLE: (180,),
    Kind.MONO: (96,),
}


def ground(accent: str) -> str:
    """Return the icon's colour: the accent, darkened until white stands out from it.

    >>> ground("#0b5d57"), ground("#ffcc00")
    ('#0b5d57', '#876c00')
    """
    return palette(accent).light


def outline(path: str) -> list[Point]:
    """Flatten a path of moves, curves and straight lines to its corners.

    >>> outline("M1 1h2v2Z")
    [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0)]
    """
    tokens = _TOKEN.findall(path)
    points: list[Point] = []
    for command, numbers in _commands(tokens):
        points += _drawn(command, numbers, points[-1] if points else (0.0, 0.0))
    return points


def reach(kind: Kind) -> float:
    """Return how far the shield reaches from the middle, as a share of the icon's size.

    >>> reach(Kind.MASKABLE) <= SAFE
    True
    """
    scale = LOOKS[kind].height / BOX[1]
    middle = (BOX[0] / 2, BOX[1] / 2)
    return max(hypot(x - middle[0], y - middle[1]) * scale for x, y in outline(SHIELD))


@lru_cache(maxsize=32)
def png(accent: str, kind: Kind, size: int) -> bytes:
    """Draw one icon: two colours and the steps between them, which keeps the file small."""
    look = LOOKS[kind]
    shield, tile = _shield(look, size), _tile(look, size)
    if tile is None:
        picture, colours, clear = shield, [WHITE] * STEPS, range(STEPS)
    else:
        # First the steps of the tile's rounded edge, then those from its colour to white.
        edge, inner = tile.point(_step), shield.point(lambda value: STEPS + _step(value))
        inside = tile.point(lambda value: 255 if value == 255 else 0)
        picture = Image.composite(inner, edge, inside)
        colour = ground(accent)
        colours = [colour] * STEPS + [mixed(colour, WHITE, step / LAST) for step in range(STEPS)]
        clear = range(STEPS if look.corner else 0)
    picture.putpalette(b"".join(bytes.fromhex(one[1:]) for one in colours))
    made = io.BytesIO()
    alpha = bytes(round(step * 255 / LAST) for step in clear)
    picture.save(made, "PNG", optimize=True, **({"transparency": alpha} if alpha else {}))
    return made.getvalue()


def _shield(look: Look, size: int) -> Image.Image:
    """Return how much of each point the shield covers; as steps where nothing lies below it."""
    large = Image.new("L", (size * FINER, size * FINER))
    pen = ImageDraw.Draw(large)
    pen.polygon(_placed(SHIELD, look, large.width), fill=255)
    for petal in PETALS:
        pen.polygon(_placed(petal, look, large.width), fill=0)
    covered = large.resize((size, size), Image.Resampling.BOX)
    return covered.point(_step) if look.corner is None else covered


def _tile(look: Look, size: int) -> Image.Image | None:
    """Return how much of each point the ground covers; None for an icon without one."""
    if look.corner is None:
        return None
    large = Image.new("L", (size * FINER, size * FINER))
    edge = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, look.corner * large.width, fill=255)
    return large.resize((size, size), Image.Resampling.BOX)


def _step(value: float) -> int:
    return round(value * LAST / 255)


def _commands(tokens: list[str]) -> Iterator[tuple[str, list[float]]]:
    starts = [place for place, token in enumerate(tokens) if token.isalpha()]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start], [float(token) for token in tokens[start + 1 : end]]


def _drawn(command: str, numbers: list[float], here: Point) -> list[Point]:
    x, y = here if command.islower() else (0.0, 0.0)
    match command.upper():
        case "M":
            return [(numbers[0], numbers[1])]
        case "H":
            return [(x + numbers[0], here[1])]
        case "V":
            return [(here[0], y + numbers[0])]
        case "C":
            return _curves(numbers, here, is_relative=command.islower())
        case _:
            return []


def _curves(numbers: list[float], here: Point, *, is_relative: bool) -> list[Point]:
    points: list[Point] = []
    for start in range(0, len(numbers), 6):
        x, y = here if is_relative else (0.0, 0.0)
        pairs = numbers[start : start + 6]
        one, two, end = [(x + pairs[i], y + pairs[i + 1]) for i in (0, 2, 4)]
        points += [_on_curve(here, one, two, end, step / CURVE) for step in range(1, CURVE + 1)]
        here = end
    return points


def _on_curve(begin: Point, one: Point, two: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    corners = (begin, one, two, end)
    return (
        sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
        sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
    )


def _placed(path: str, look: Look, size: int) -> list[Point]:
    """Put an outline into the middle of a picture of this size."""
    scale = look.height * size / BOX[1]
    left, top = (size - BOX[0] * scale) / 2, (size - BOX[1] * scale) / 2
    return [(left + x * scale, top + y * scale) for x, y in outline(path)]
