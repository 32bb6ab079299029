"""Every read of surveys. Figures name nobody; rights choose the agencies."""

from maklumat.surveys.queries.instruments import (
    SKM,
    asked,
    asked_by,
    current,
    questions,
    settings_of,
)
from maklumat.surveys.queries.sums import (
    Said,
    Split,
    Where,
    counts,
    profile,
    said,
    served,
    split,
    sums,
    totals,
)

__all__ = [
    "SKM",
    "Said",
    "Split",
    "Where",
    "asked",
    "asked_by",
    "counts",
    "current",
    "profile",
    "questions",
    "said",
    "served",
    "settings_of",
    "split",
    "sums",
    "totals",
]
