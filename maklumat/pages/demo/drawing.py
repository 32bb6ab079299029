"""Plain pictures for the demo, drawn from shapes, so that no picture of anybody else is needed."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

Pen = ImageDraw.ImageDraw
WIDTH, HEIGHT = 1280, 800
SKY, NIGHT, SEA, SAND = "#dcecef", "#7d8f9b", "#2f7f9e", "#ecdcb4"
LEAF, FIELD, HILL, EARTH = "#3f7d4a", "#8fb35a", "#5f8f6a", "#8a5f3c"
ROOF, WALL, SUN, COAT = "#b2472c", "#f6f1e7", "#f2b632", "#e0762a"
SKINS = ("#8d5a3b", "#a9714b", "#6f452c", "#b98258", "#7c4d31")


def drawn(kind: str) -> bytes:
    """Return one of the pictures as PNG.

    Raises KeyError for a kind that nobody drew.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), NIGHT if kind == "rain" else SKY)
    KINDS[kind](ImageDraw.Draw(image))
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _hills(pen: Pen, level: int = 520) -> None:
    pen.ellipse((-300, level - 220, 700, level + 500), fill=HILL)
    pen.ellipse((500, level - 300, 1600, level + 600), fill=LEAF)


def _house(pen: Pen, x: int, y: int, size: int) -> None:
    pen.rectangle((x, y, x + 2 * size, y + size), fill=WALL)
    pen.polygon(((x - size // 4, y), (x + size, y - size * 3 // 4), (x + 2 * size + size // 4, y)), fill=ROOF)  # fmt: skip
    pen.rectangle((x + size * 5 // 6, y + size // 3, x + size * 7 // 6, y + size), fill=EARTH)


def _rain(pen: Pen) -> None:
    pen.rectangle((0, 560, WIDTH, HEIGHT), fill="#9a7b57")
    for x, y, size in ((120, 60, 260), (420, 20, 340), (760, 70, 300), (980, 30, 260)):
        pen.ellipse((x, y, x + size, y + size // 2), fill="#4d5a63")
    for row in range(6):
        for column in range(22):
            x, y = column * 60 + (row % 2) * 30, 240 + row * 52
            pen.line((x, y, x - 12, y + 36), fill="#c9d8e0", width=5)


def _people(pen: Pen) -> None:
    pen.rectangle((0, 620, WIDTH, HEIGHT), fill=FIELD)
    for number, skin in enumerate(SKINS):
        x = 190 + number * 220
        pen.ellipse((x - 48, 300, x + 48, 396), fill=skin)
        pen.rounded_rectangle((x - 75, 404, x + 75, 640), radius=40, fill=COAT)
        pen.rectangle((x - 75, 500, x + 75, 524), fill=SUN)


def _school(pen: Pen) -> None:
    _hills(pen)
    pen.rectangle((0, 600, WIDTH, HEIGHT), fill=FIELD)
    pen.rectangle((180, 380, 860, 600), fill=WALL)
    pen.polygon(((140, 380), (260, 270), (780, 270), (900, 380)), fill=ROOF)
    for number in range(5):
        pen.rectangle((230 + number * 126, 430, 300 + number * 126, 520), fill=SEA)
    pen.polygon(((900, 640), (1100, 640), (1100, 600), (1200, 680), (1100, 760), (1100, 720), (900, 720)), fill=LEAF)  # fmt: skip


def _clinic(pen: Pen) -> None:
    _hills(pen, 460)
    pen.rectangle((0, 620, WIDTH, HEIGHT), fill=FIELD)
    _house(pen, 440, 400, 220)
    pen.rectangle((560, 300, 600, 360), fill=LEAF)
    pen.rectangle((550, 316, 610, 344), fill=LEAF)


def _field(pen: Pen) -> None:
    pen.ellipse((880, 120, 1080, 320), fill=SUN)
    _hills(pen, 420)
    for number in range(7):
        top = 460 + number * 50
        pen.rounded_rectangle((-60, top, WIDTH + 60, top + 80), radius=40,
                              fill=FIELD if number % 2 else "#a9c877")  # fmt: skip


def _beach(pen: Pen) -> None:
    pen.rectangle((0, 460, WIDTH, 640), fill=SEA)
    pen.polygon(((0, 620), (WIDTH, 560), (WIDTH, HEIGHT), (0, HEIGHT)), fill=SAND)
    for x, y, colour in ((220, 160, ROOF), (520, 90, SUN), (820, 200, LEAF), (1060, 110, COAT)):
        pen.polygon(((x, y), (x + 70, y + 90), (x, y + 190), (x - 70, y + 90)), fill=colour)
        pen.line((x, y + 190, x - 40, y + 330), fill="#394046", width=4)


KINDS: dict[str, Callable[[Pen], None]] = {
    "rain": _rain,
    "people": _people,
    "school": _school,
    "clinic": _clinic,
    "field": _field,
    "beach": _beach,
}
