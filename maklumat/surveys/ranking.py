"""The agencies by their index in one period, as `/kinerja/` shows them to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maklumat.agencies.models import Agency, Government
from maklumat.surveys import sentences
from maklumat.surveys.board import Board, Entry, Page, board
from maklumat.surveys.index import FEWEST_TO_COMPARE
from maklumat.surveys.offers import instrument_words
from maklumat.surveys.periods import Period
from maklumat.surveys.queries.shown import agencies_of
from maklumat.surveys.resultpage import PeriodLink


@dataclass(frozen=True)
class Row:
    """An agency with a figure; `place` is 0 where too few answered to compare."""

    agency: Agency
    entry: Entry
    place: int = 0

    @property
    def score(self) -> str:
        return sentences.points(self.entry.score)

    @property
    def with_held(self) -> str:
        return sentences.points(self.entry.with_held) if self.entry.held else ""

    @property
    def grade(self) -> str:
        return sentences.grade(self.entry.band)

    @property
    def answers(self) -> str:
        return sentences.count(self.entry.n)


@dataclass(frozen=True)
class Figure:
    name: object  # words, some of them marked as Indonesian
    value: str
    note: object  # likewise


@dataclass(frozen=True)
class Ranking:
    """One period of all agencies. `untold` counts the agencies whose figure is not shown."""

    board: Board
    period: Period
    page: Page
    ranked: Sequence[Row]
    small: Sequence[Row]
    untold: int

    fewest_ranked = FEWEST_TO_COMPARE

    @property
    def period_name(self) -> str:
        return sentences.period_name(self.period)

    @property
    def label(self) -> str:
        return _("Satisfaction by agency, %(period)s") % {"period": self.period_name}

    @property
    def pooled(self) -> str:
        return sentences.pooled_help()

    @property
    def links(self) -> list[PeriodLink]:
        return [
            PeriodLink(
                span.code, sentences.period_name(span), span == self.period,
                span == self.board.running,
            )
            for span, page in self.board.pages.items()
            if page.whole.is_shown
        ]  # fmt: skip

    @property
    def has_held(self) -> bool:
        return any(row.entry.held for row in self.ranked)

    @property
    def figures(self) -> list[Figure]:
        whole = self.page.whole
        before = self.board.pages.get(self.period.previous)
        found = [
            Figure(
                instrument_words(self.board.instrument.rules.index_name),
                sentences.points(whole.score),
                instrument_words(sentences.grade(whole.band)),
            ),
            Figure(_("answers"), sentences.count(whole.n), self.period_name),
        ]
        if before and before.whole.is_shown:
            name = sentences.period_name(self.period.previous)
            found.append(
                Figure(
                    _("in %(period)s") % {"period": name},
                    sentences.points(before.whole.score),
                    _answers(before.whole.n),
                )
            )
        if whole.held:
            found.append(
                Figure(
                    _("if what is being checked counted too"),
                    sentences.points(whole.with_held),
                    _("%(answers)s more") % {"answers": _answers(whole.held)},
                )
            )
        return found


def ranking(government: Government, today: date, code: str = "") -> Ranking | None:
    """Return the agencies of a period, four questions; "" or an unknown code: the best one.

    None where no answer may be shown in any period.
    """
    found = board(government, today)
    if found is None or found.best is None:
        return None
    period = found.named(code) or found.best
    page = found.pages[period]
    rows = _rows(page, agencies_of(government))
    ranked = [row for row in rows if row.entry.n >= FEWEST_TO_COMPARE]
    return Ranking(
        board=found,
        period=period,
        page=page,
        ranked=_placed(ranked),
        small=[row for row in rows if row.entry.n < FEWEST_TO_COMPARE],
        untold=len(page.agencies) - len(rows),
    )


def _rows(page: Page, agencies: Mapping[int, Agency]) -> list[Row]:
    rows = [
        Row(agencies[key], entry)
        for key, entry in page.agencies.items()
        if entry.is_shown and key in agencies
    ]
    return sorted(rows, key=lambda row: (-(row.entry.score or 0), row.agency.name))


def _placed(rows: Sequence[Row]) -> list[Row]:
    """Give places; who has the same index has the same place."""
    placed: list[Row] = []
    for at, row in enumerate(rows, start=1):
        same = placed and placed[-1].entry.score == row.entry.score
        placed.append(Row(row.agency, row.entry, placed[-1].place if same else at))
    return placed


def _answers(number: int) -> str:
    return ngettext("%(count)s answer", "%(count)s answers", number) % {
        "count": sentences.count(number)
    }
