"""What an agency's own page says of its reports: the line of the public board, nothing more.

The worker keeps the lines in the cache, so that the page costs no query; without them it says
nothing of numbers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache

from maklumat.agencies.models import Government
from maklumat.complaints.board import Board, board
from maklumat.core.drawing import written

KEY = "complaints:points"
SECONDS = 3600


@dataclass(frozen=True)
class Point:
    """The reports of one agency in a year so far, as far as they may be shown."""

    slug: str
    year: int
    cases: int
    share: Decimal | None

    @property
    def percent(self) -> str:
        return written(self.share, "%").replace("\u00a0", "")


def keep(government: Government, *, today: date, known: Board | None = None) -> None:
    """Put the lines of this year's public board where the agencies' pages find them."""
    found = known or board(government, today=today, year=today.year)
    if found.year != today.year or not found.protected:
        return
    points = {
        row.slug: Point(row.slug, found.year, row.now.cases, row.share)
        for row in found.agencies
        if row.slug and row.shows_now and row.now.cases
    }
    cache.set(KEY, points, SECONDS)


def point_of(slug: str, today: date) -> Point | None:
    """Return the line of one agency, if it may be shown and is known."""
    points: dict[str, Point] = cache.get(KEY) or {}
    found = points.get(slug)
    return found if found and found.year == today.year else None
