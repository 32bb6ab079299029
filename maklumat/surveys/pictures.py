"""Figures of surveys as drawings; the numbers stand beside them in words."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from maklumat.core import charts
from maklumat.surveys import sentences
from maklumat.surveys.reading import ElementLine, TrendPoint


def trend(points: Sequence[TrendPoint], title: str) -> SafeString:
    """Draw the index period by period; where too few answered the line breaks."""
    known = [point.score for point in points if point.score is not None]
    low = min(known, default=Decimal(0)) // 10 * 10
    high = -(-max(known, default=Decimal(100)) // 10) * 10
    return charts.line(
        [(sentences.short_period(point.period), point.score) for point in points],
        title=title,
        span=(low, max(high, low + 10)),
    )


def marks(line: ElementLine) -> SafeString:
    """Draw how the four answers to one element share its whole."""
    return charts.shares(
        [(line.element.label(mark), count) for mark, count in enumerate(line.counts, start=1)],
        title=line.element.name,
    )
