"""Drawings of figures: what they say in words, and where their scales begin."""

from decimal import Decimal

import pytest
from django.utils import translation

from maklumat.surveys import pictures
from maklumat.surveys.periods import parse
from maklumat.surveys.reading import TrendPoint


def points(*scores: str) -> list[TrendPoint]:
    first = parse("2024-s1")
    return [
        TrendPoint(first.shifted(at), 30 if score else 0, Decimal(score) if score else None)
        for at, score in enumerate(scores)
    ]


@pytest.mark.parametrize(
    ("scores", "low", "high"),
    [(["81.01"], "80", "90"), (["76.67", "84.26"], "70", "90"), (["3.21"], "3", "4")],
)
def test_a_trend_has_a_scale_around_what_is_known(scores: list[str], low: str, high: str) -> None:
    with translation.override("id"):
        drawn = pictures.trend(points(*scores), "IKM")
    assert f">{low}</text>" in drawn
    assert f">{high}</text>" in drawn


def test_a_trend_begins_with_the_first_answers() -> None:
    with translation.override("id"):
        drawn = pictures.trend(points("", "", "80", "", "85"), "IKM")
    assert "S1/24" not in drawn
    assert "S1/25" in drawn


def test_a_trend_of_nothing_says_so() -> None:
    with translation.override("id"):
        assert "belum ada angka" in pictures.trend(points("", ""), "IKM")
