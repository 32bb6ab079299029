"""Every read of surveys. Figures name nobody; rights choose the agencies."""

from maklumat.surveys.queries.instruments import (
    SKM,
    asked,
    asked_by,
    current,
    questions,
    settings_of,
)
from maklumat.surveys.queries.sums import Split, Where, counts, profile, served, split, sums, totals

__all__ = [
    "SKM",
    "Split",
    "Where",
    "asked",
    "asked_by",
    "counts",
    "current",
    "profile",
    "questions",
    "served",
    "settings_of",
    "split",
    "sums",
    "totals",
]
