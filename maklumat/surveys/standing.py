"""One line of satisfaction for a card, an agency's page and the home page, at no query.

The worker keeps the lines in the cache (see `tasks`) and has the pages forgotten that show another
one; without lines the pages say nothing of satisfaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.utils.translation import ngettext

from maklumat.agencies.models import Government
from maklumat.agencies.queries import current_government
from maklumat.core.pagecache import purge
from maklumat.surveys import sentences
from maklumat.surveys.board import Board, Entry, board
from maklumat.surveys.periods import Period

TAG = "surveys"  # of the pages that show figures of surveys
KEY = "surveys:lines"
SECONDS = 3 * 3600
WHOLE = "whole"


@dataclass(frozen=True)
class Line:
    """The newest figure of something that may be shown. `is_running`: the period is not over."""

    index_name: str
    score: Decimal
    grade: str
    meaning: str
    n: int
    period: Period
    is_running: bool

    @property
    def score_text(self) -> str:
        return sentences.points(self.score)

    @property
    def answers(self) -> str:
        return ngettext("%(count)s answer", "%(count)s answers", self.n) % {
            "count": sentences.count(self.n)
        }

    @property
    def period_name(self) -> str:
        return sentences.period_name(self.period)


def keep(government: Government, *, today: date) -> None:
    """Put the lines where pages find them; forget the pages whose line is another one now."""
    found = board(government, today)
    lines = lines_of(found) if found else {}
    known: dict[str, Line] = cache.get(KEY) or {}
    cache.set(KEY, lines, SECONDS)
    cache.set_many({f"{KEY}:{name}": line for name, line in lines.items()}, SECONDS)
    gone = known.keys() - lines.keys()
    cache.delete_many([f"{KEY}:{name}" for name in gone])
    changed = [name for name in known.keys() | lines.keys() if known.get(name) != lines.get(name)]
    if changed:
        purge(TAG, *(name for name in changed if name.startswith("service:")))


def lines_of(board: Board) -> dict[str, Line]:
    """Return the lines by name: `service:<key>` (the tag of its card), `agency:<key>`, `whole`."""
    services = {key for page in board.pages.values() for key in page.services}
    agencies = {key for page in board.pages.values() for key in page.agencies}
    found: dict[str, Line | None] = {
        f"service:{key}": _line(board, span, board.pages[span].service(key))
        for key in services
        if (span := board.best_for_service(key))
    }
    found |= {
        f"agency:{key}": _line(board, span, board.pages[span].agency(key))
        for key in agencies
        if (span := board.best_for_agency(key))
    }
    if board.best:
        found[WHOLE] = _line(board, board.best, board.pages[board.best].whole)
    return {name: line for name, line in found.items() if line}


def line_of_service(key: int) -> Line | None:
    return _kept(f"service:{key}")


def services_with_line() -> set[int]:
    """Return the keys of the services that have results to read, as far as the cache knows."""
    kept: dict[str, Line] = cache.get(KEY) or {}
    names = (name.partition(":") for name in kept)
    return {int(key) for kind, _colon, key in names if kind == "service"}


def line_of_agency(key: int) -> Line | None:
    return _kept(f"agency:{key}")


def line_of_whole() -> Line | None:
    return _kept(WHOLE)


def measured(agencies: Iterable[int], today: date) -> Mapping[int, date]:
    """Return the last day of the newest shown period of each agency, at most today."""
    kept: dict[str, Line] | None = cache.get(KEY)
    if kept is None:
        government = current_government()
        found = board(government, today) if government else None
        kept = lines_of(found) if found else {}
    lines = {key: kept.get(f"agency:{key}") for key in agencies}
    return {key: min(line.period.end, today) for key, line in lines.items() if line}


def _line(board: Board, span: Period, entry: Entry) -> Line | None:
    if entry.score is None:
        return None
    return Line(
        index_name=board.instrument.rules.index_short_name,
        score=entry.score,
        grade=entry.band.grade if entry.band else "",
        meaning=entry.band.meaning if entry.band else "",
        n=entry.n,
        period=span,
        is_running=span == board.running,
    )


def _kept(name: str) -> Line | None:
    found: Line | None = cache.get(f"{KEY}:{name}")
    return found
