"""Any accent a government may choose becomes readable on every ground it stands on."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.core import bundles, colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("module", [colour, bundles])
def test_the_worked_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@given(colours)
def test_every_accent_is_readable_on_light_grounds(accent: str) -> None:
    made = colour.palette(accent)

    for ground in ("#ffffff", "#fdfcfa", colour.LIGHT_GROUND, made.light_tint):
        assert colour.contrast(made.light, ground) >= 4.5
        assert colour.contrast(made.light_more, ground) >= 7


@given(colours)
def test_every_accent_is_readable_on_dark_grounds(accent: str) -> None:
    made = colour.palette(accent)

    for ground in ("#000000", "#121413", colour.DARK_GROUND, made.dark_tint):
        assert colour.contrast(made.dark, ground) >= 4.5
        assert colour.contrast(made.dark_more, ground) >= 7


@given(colours)
def test_a_readable_colour_is_left_alone(accent: str) -> None:
    made = colour.palette(accent)
    passes = all(
        colour.contrast(accent, ground) >= 4.5 for ground in (colour.LIGHT_GROUND, made.light_tint)
    )

    assert (made.light == accent) or not passes
