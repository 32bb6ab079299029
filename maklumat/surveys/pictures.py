"""Figures of surveys as drawings; the numbers stand beside them in words."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import dropwhile
from math import ceil, floor

from django.utils.safestring import SafeString

from maklumat.core import charts
from maklumat.surveys import sentences
from maklumat.surveys.instrument import HIGH
from maklumat.surveys.reading import ElementLine, TrendPoint


def trend(points: Sequence[TrendPoint], title: str) -> SafeString:
    """Draw the index from the first period that has answers; with too few the line breaks."""
    shown = list(dropwhile(lambda point: not point.n, points)) or list(points)
    known = [point.score for point in shown if point.score is not None]
    return charts.line(
        [(sentences.short_period(point.period), point.score) for point in shown],
        title=title,
        span=_span(known) if known else None,
    )


def _span(known: Sequence[Decimal]) -> tuple[int, int]:
    """Return a scale around what is known, in whole tens; in whole points for means from 1 to 4."""
    step = 10 if max(known) > HIGH else 1
    low, high = floor(min(known) / step) * step, ceil(max(known) / step) * step
    return low, max(high, low + step)


def marks(line: ElementLine) -> SafeString:
    """Draw how the four answers to one element share its whole."""
    return charts.shares(
        [(line.element.label(mark), count) for mark, count in enumerate(line.counts, start=1)],
        title=line.element.name,
    )
