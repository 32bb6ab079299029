"""The public page of one service's results: figures, and the words around them.

All words are made here, so that the template only places them; what is hidden is not even read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.catalogue.models import Service
from maklumat.core import charts
from maklumat.surveys import hiding, labels, reading, sentences
from maklumat.surveys.board import Board, Entry, State
from maklumat.surveys.index import FEWEST
from maklumat.surveys.models import FollowUp, FollowUpState, Report, ReportPublication
from maklumat.surveys.offers import instrument_words
from maklumat.surveys.periods import Period
from maklumat.surveys.queries import Where, shown
from maklumat.surveys.reading import ElementLine, Figures

AGES = {
    "-19": "-29",
    "20-29": "-29",
    "30-39": "30-49",
    "40-49": "30-49",
    "50-59": "50-",
    "60-": "50-",
}


@dataclass(frozen=True)
class PeriodLink:
    code: str
    name: str
    is_current: bool
    is_running: bool


@dataclass(frozen=True)
class Bar:
    """One element: its name and grade are words of the instrument, `note` is ours."""

    name: str
    score: str
    width: str  # per cent of the drawing, with a point
    grade: str
    said: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Who answered, by one trait: words and how many."""

    name: str
    rows: Sequence[tuple[str, str, str]]  # words, number, per cent


@dataclass(frozen=True)
class Deed:
    """What the agency does about an element."""

    element: str
    action: str
    status: str
    tone: str
    when: str


@dataclass(frozen=True)
class Paper:
    """A published report: its name, where its file is, and where else it was made public."""

    name: str
    url: str
    places: Sequence[ReportPublication]


@dataclass(frozen=True)
class Result:
    """`figures` is None where nothing may be shown; then `why` says so."""

    service: Service
    board: Board
    period: Period
    entry: Entry
    refusal: str = ""
    figures: Figures | None = None
    follow_ups: Sequence[FollowUp] = field(default=())
    reports: Sequence[Report] = field(default=())

    @property
    def period_name(self) -> str:
        return sentences.period_name(self.period)

    @property
    def is_running(self) -> bool:
        return self.period == self.board.running

    @property
    def links(self) -> list[PeriodLink]:
        """The periods that have a figure, and the one that is looked at, the newest first."""
        pages = self.board.pages
        return [
            PeriodLink(
                span.code, sentences.period_name(span), span == self.period,
                span == self.board.running,
            )
            for span in self.board.periods
            if span == self.period or pages[span].service(self.service.pk).is_shown
        ]  # fmt: skip

    @property
    def score(self) -> str:
        return sentences.points(self.entry.score)

    @property
    def answers(self) -> str:
        return sentences.count(self.entry.n)

    @property
    def grade(self) -> str:
        return sentences.grade(self.entry.band)

    @property
    def why(self) -> str:
        """Say why there is no figure, and what would bring one."""
        if self.entry.state is State.COVERED:
            return _(
                "Enough people answered, but with this figure the answers of a few people elsewhere could be computed. It appears as soon as more of them have answered."
            )
        return _(
            "A figure appears from %(fewest)s complete answers on; before, one could tell who said what."
        ) % {"fewest": FEWEST}

    @property
    def waiting(self) -> str:
        """Say both figures while answers are checked, or that few are; nothing when none is."""
        if not self.entry.is_waiting or self.figures is None:
            return ""
        if self.entry.held:
            return sentences.held(self.figures)
        return _(
            "A few answers look unusual and do not count until somebody decides. They are too few to show a second figure."
        )

    @property
    def meaning(self) -> str:
        """Compare with the period before, where that is shown too."""
        if self.figures is None:
            return ""
        before = self.figures.previous
        page = self.board.pages.get(before.period)
        if page is None or not page.service(self.service.pk).is_shown:
            return ""
        return sentences.meaning(before)

    @property
    def margin(self) -> str:
        return sentences.margin(self.figures.margin) if self.figures else ""

    @property
    def adequacy(self) -> str:
        if self.figures is None:
            return ""
        people = self.figures.adequacy.population
        if people is not None and people < self.figures.n:
            return _(
                "More people answered than the agency noted as served: nobody can tell whether they are enough."
            )
        return sentences.adequacy(self.figures.adequacy)

    @property
    def incomplete(self) -> str:
        return sentences.incomplete(self.figures.incomplete) if self.figures else ""

    @property
    def index_name(self) -> SafeString:
        return instrument_words(self.board.instrument.rules.index_name)

    @property
    def lead(self) -> SafeString | str:
        """Say in one sentence what is praised and what is not."""
        if not self.figures or len(self.figures.elements) < 2:
            return ""
        low, high = self.figures.elements[0], self.figures.elements[-1]
        if low.result.mean == high.result.mean:
            return _("All elements have the same mark.")
        return format_html(
            _("Highest: {high}. Lowest: {low}."),
            high=instrument_words(high.element.name),
            low=instrument_words(low.element.name),
        )

    @property
    def bars(self) -> list[Bar]:
        """The elements, those with the highest mark first."""
        if self.figures is None:
            return []
        lines = self.figures.elements
        low, high = lines[0].result.mean, lines[-1].result.mean
        return [
            _bar(line, _note(line.result.mean, low, high), self.figures.instrument.high)
            for line in reversed(lines)
        ]

    @property
    def trend(self) -> SafeString | None:
        """Draw the index over the periods; None where there are fewer than two."""
        spans = [*reversed(self.board.periods)]
        points = [
            (sentences.short_period(span), self.board.pages[span].service(self.service.pk).score)
            for span in spans
        ]
        while points and points[0][1] is None:
            points.pop(0)
        if sum(score is not None for _name, score in points) < 2:
            return None
        title = _("Index by period")
        return charts.line(points, title=title)

    @property
    def who(self) -> list[Group]:
        """Tell coarsely who answered; small groups are put together."""
        if self.figures is None:
            return []
        told = self.figures.profile
        ages: dict[str, int] = {}
        for key, n in told.get("age", {}).items():
            ages[AGES.get(key, key)] = ages.get(AGES.get(key, key), 0) + n
        sexes = {key: str(name) for key, name in labels.SEXES}
        channels = {key: str(name) for key, name in labels.CHANNELS}
        found = [
            (_("Sex"), told.get("sex", {}), sexes),
            (_("Age"), ages, {"-29": _("under 30"), "30-49": "30–49", "50-": _("50 and older")}),
            (pgettext("survey", "Way"), told.get("channel", {}), channels),
        ]
        return [
            group for name, counts, words in found if (group := _group(name, counts, words)).rows
        ]

    @property
    def deeds(self) -> list[Deed]:
        rules = self.board.instrument.rules
        names = {element.key: element.name for element in rules.elements}
        return [_deed(row, names.get(row.element, row.element)) for row in self.follow_ups]

    @property
    def papers(self) -> list[Paper]:
        agency = self.service.agency.slug
        return [
            Paper(
                _("Report of %(period)s (PDF)") % {"period": sentences.period_name(row.period)},
                reverse("surveys:report-file", args=[agency, row.period.code, "pdf"]),
                [place for place in row.publications.all() if place.link],
            )
            for row in self.reports
        ]

    @property
    def trail(self) -> list[dict[str, str]]:
        agency = self.service.agency
        return [
            {"text": _("Agencies"), "address": reverse("agencies:list")},
            {"text": agency.short_name or agency.name, "address": agency.get_absolute_url()},
            {"text": self.service.name, "address": self.service.get_absolute_url()},
        ]

    @property
    def helps(self) -> list[tuple[str, str]]:
        """What a careful reader asks: heads and answers."""
        rules = self.board.instrument.rules
        index_help = _(
            "All %(elements)s elements count the same. The mean of the marks from 1 to 4 is multiplied by %(stretch)s and rounded once, at the end. Basis: %(basis)s."
        ) % {
            "elements": len(rules.elements),
            "stretch": f"{rules.stretch:f}",
            "basis": "; ".join(one.title for one in rules.basis[:1]),
        }
        hidden = _(
            "Nothing is shown for fewer than %(fewest)s answers in a period, nor what would let such answers be computed by subtracting. Our own rule, for those who answered."
        ) % {"fewest": FEWEST}
        return [
            (_("How the index is computed"), index_help),
            (_("How sure the figure is"), sentences.margin_help()),
            (_("When a change means something"), sentences.change_help()),
            (_("How many must answer"), sentences.adequacy_help()),
            (_("What is not shown, and why"), hidden),
        ]

    @property
    def answer_url(self) -> str:
        return reverse("surveys:answer", args=[self.service.agency.slug, self.service.slug])

    @property
    def csv_url(self) -> str:
        return reverse("surveys:results-csv", args=[self.service.agency.slug, self.service.slug])


def result(service: Service, board: Board, code: str) -> Result:
    """Make the page of a service; `code` is what the address asks for, "" for the best period.

    At most eleven questions.
    """
    wanted = board.named(code) if code else None
    period = wanted or board.best_for_service(service.pk) or board.running
    entry = board.pages[period].service(service.pk)
    refusal = ""
    if code and wanted is None:
        refusal = _("“%(code)s” is not one of the periods that are shown here. Shown: %(shown)s.") % {
            "code": code[:30], "shown": sentences.period_name(period),
        }  # fmt: skip
    where = Where(board.instrument, period, services=[service.pk])
    return Result(
        service=service,
        board=board,
        period=period,
        entry=entry,
        refusal=refusal,
        figures=reading.figures(where) if entry.is_shown else None,
        follow_ups=shown.follow_ups(service),
        reports=shown.published_reports(service),
    )


def _bar(line: ElementLine, note: str, highest: Decimal) -> Bar:
    band = line.result.band
    said = [
        f"{line.element.label(mark)} {sentences.count(n)}"
        for mark, n in reversed([*enumerate(line.counts, start=1)])
        if n
    ]
    return Bar(
        name=line.element.name,
        score=sentences.points(line.result.score),
        width=f"{100 * line.result.score / highest:.1f}",
        grade=sentences.grade(band),
        said=" · ".join(said),
        note=note,
    )


def _note(mean: Decimal, low: Decimal, high: Decimal) -> str:
    if low == high:
        return ""
    if mean == high:
        return pgettext("element", "highest")
    return pgettext("element", "lowest") if mean == low else ""


def _group(name: str, counts: Mapping[str, int], words: Mapping[str, str]) -> Group:
    found = hiding.merged(counts)
    whole = sum(found.values())
    others = _("others, or not told") if counts.get("") else pgettext("groups of people", "others")
    order = [*(key for key in words if key in found), *(key for key in found if key not in words)]
    rows = [
        (
            str(words.get(key, others)),
            sentences.count(found[key]),
            f"{100 * found[key] / whole:.0f} %",
        )
        for key in order
    ]
    return Group(name, rows)


def _deed(row: FollowUp, element: str) -> Deed:
    tones = {FollowUpState.DONE: "good", FollowUpState.RUNNING: "careful"}
    state = FollowUpState(row.state)
    when = (
        _("finished in %(month)s") % {"month": date_format(row.finished_on, "F Y")}
        if state is FollowUpState.DONE and row.finished_on
        else _("until %(month)s") % {"month": date_format(row.due, "F Y")}
    )
    return Deed(element, row.action, str(row.get_state_display()), tones.get(state, "quiet"), when)
