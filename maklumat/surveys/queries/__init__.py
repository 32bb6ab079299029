"""Every read of surveys. Figures name nobody; rights choose the agencies."""

from maklumat.surveys.queries.instruments import SKM, asked, current, questions, settings_of
from maklumat.surveys.queries.sums import Where, profile, served, sums, totals

__all__ = [
    "SKM",
    "Where",
    "asked",
    "current",
    "profile",
    "questions",
    "served",
    "settings_of",
    "sums",
    "totals",
]
