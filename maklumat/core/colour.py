"""Make any accent colour readable. Rule: WCAG 2.2, success criteria 1.4.3 and 1.4.6. Pure.

A government chooses one colour. Text and buttons need 4.5:1 against every ground they stand on,
in light and in dark; high contrast needs 7:1. A colour that fails is darkened or lightened, in
small steps, until it passes: the hue stays.
"""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

ENOUGH = 4.5
ENHANCED = 7.0
AT_NIGHT = 6.0  # bare 4.5 on black looks dim: halation makes thin coloured letters fade
# The grounds of `static/css/tokens.css` that text stands on, hardest first.
LIGHT_GROUND, DARK_GROUND = "#f5f2ec", "#1f2321"
BLACK, WHITE = "#000000", "#ffffff"
CALMER = 0.9  # lightened, a deep colour would turn neon: take strength away as it gets lighter
TINT_SHARE = {LIGHT_GROUND: 0.09, DARK_GROUND: 0.2}


@dataclass(frozen=True)
class Palette:
    """One accent, made ready for both themes."""

    light: str
    light_more: str
    light_tint: str
    dark: str
    dark_more: str
    dark_tint: str


def palette(accent: str) -> Palette:
    """Derive the readable variants of an accent given as `#rrggbb`.

    >>> palette("#ffcc00").light, palette("#0b5d57").light
    ('#876c00', '#0b5d57')
    """
    light_tint = mixed(WHITE, accent, TINT_SHARE[LIGHT_GROUND])
    dark_tint = mixed("#121413", accent, TINT_SHARE[DARK_GROUND])
    light_grounds, dark_grounds = (LIGHT_GROUND, light_tint), (DARK_GROUND, dark_tint)
    return Palette(
        light=readable(accent, light_grounds, ENOUGH),
        light_more=readable(mixed(accent, BLACK, 0.25), light_grounds, ENHANCED),
        light_tint=light_tint,
        dark=readable(accent, dark_grounds, AT_NIGHT),
        dark_more=readable(mixed(accent, WHITE, 0.25), dark_grounds, 9.0),
        dark_tint=dark_tint,
    )


def readable(colour: str, grounds: tuple[str, ...], ratio: float) -> str:
    """Move a colour away from its grounds until it has this contrast with all of them.

    >>> readable("#0b5d57", ("#ffffff",), 4.5)
    '#0b5d57'
    >>> readable("#ffff00", ("#ffffff",), 4.5)
    '#7a7a00'
    """
    away = BLACK if _luminance(grounds[0]) > 0.2 else WHITE
    for percent in range(101):
        moved = _shifted(colour, away, percent / 100)
        if all(contrast(moved, ground) >= ratio for ground in grounds):
            return moved
    return away


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    >>> round(contrast("#767676", "#ffffff"), 2)
    4.54
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 3)


def mixed(colour: str, other: str, share: float) -> str:
    """Mix this share (0 to 1) of the other colour into a colour.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _shifted(colour: str, away: str, share: float) -> str:
    """Move only the lightness, so that a deep colour does not fade to grey on a dark ground."""
    hue, lightness, saturation = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    goal, calm = (0.0, 1.0) if away == BLACK else (1.0, 1 - CALMER * share)
    moved = hls_to_rgb(hue, lightness + (goal - lightness) * share, saturation * calm)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in moved)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
