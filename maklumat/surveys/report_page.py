"""What the page of a report shows: figures in words, the plan, what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.surveys import follow_up, labels, pictures, report_words, sentences
from maklumat.surveys.follow_up import Horizon, Progress
from maklumat.surveys.models import FollowUp, Report, ReportEdition, ReportPublication
from maklumat.surveys.periods import parse
from maklumat.surveys.queries import follow_ups as plans
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.queries.instruments import settings_of
from maklumat.surveys.reading import TrendPoint
from maklumat.surveys.report_figures import Json, figures_of, in_order, lowest, trend
from maklumat.surveys.report_list import speed

ELECTRONIC = {"website", "social", "app", "electronic"}
STATES = dict(labels.FOLLOW_UP_STATES)


@dataclass(frozen=True)
class Line:
    """One line of a plan as lists show it."""

    row: FollowUp
    element: str
    state: str
    tone: str  # good, careful, bad or quiet
    horizon: str
    is_overdue: bool


@dataclass(frozen=True)
class Chapter:
    title: str
    paragraphs: Sequence[str]
    is_own: bool  # written by a person, not as the figures say it


@dataclass(frozen=True)
class Shown:
    """Everything on the page of one report."""

    figures: Json
    score: str
    elements: Sequence[Json]
    services: Sequence[Json]
    trend: SafeString | None  # a drawing; None while fewer than two periods have an index
    chapters: Sequence[Chapter]
    lines: Sequence[Line]
    proposals: Sequence[Json]
    progress: Progress
    speed: str
    earlier: Report | None
    earlier_lines: Sequence[Line]
    publications: Sequence[ReportPublication]
    editions: Sequence[ReportEdition]
    has_ended: bool
    compared: str
    held: str

    @property
    def electronic(self) -> int:
        return sum(row.medium in ELECTRONIC for row in self.publications)

    @property
    def on_paper(self) -> int:
        return len(self.publications) - self.electronic

    @property
    def too_few(self) -> bool:
        return self.figures["score"] is None


def shown(report: Report, *, at: datetime) -> Shown:
    """Gather the page. Some twenty questions for a draft, ten once it is published."""
    government = report.agency.government
    today = at.astimezone(government.zone).date()
    figures = figures_of(report)
    most = settings_of(government).follow_ups
    rows = queries.lines_of(report)
    before = queries.earlier_report(report)
    progress = plans.progress_of(rows, today, government.zone)
    planned = {row.element for row in rows}
    return Shown(
        figures=figures,
        score=sentences.points(Decimal(figures["score"])) if figures["score"] else "–",
        elements=[_element(row) for row in in_order(figures)],
        services=[_service(row) for row in figures["services"]],
        trend=_drawn(figures),
        chapters=_chapters(report, figures, most) if figures["score"] else [],
        lines=[line(row, today) for row in rows],
        proposals=[_element(one) for one in lowest(figures, most) if one["key"] not in planned],
        progress=progress,
        speed=speed(progress),
        earlier=before,
        earlier_lines=[line(row, today) for row in queries.lines_of(before)] if before else [],
        publications=queries.publications_of(report),
        editions=queries.editions_of(report),
        has_ended=report.period.end < today,
        compared=report_words.compared(figures) if figures["score"] else "",
        held=_held(figures),
    )


def line(row: FollowUp, today: date) -> Line:
    """Return a line with its words; `row` knows its report."""
    names = {element.key: element.name for element in row.report.instrument.rules.elements}
    late = follow_up.is_overdue(follow_up.Step(row.state, row.due), today)
    tones = {"done": "good", "dropped": "quiet", "running": "careful"}
    begun = (row.report.published_at or row.report.made_at).date()
    return Line(
        row=row,
        element=names.get(row.element, row.element),
        state=capfirst(str(STATES[row.state])),
        tone="bad" if late else tones.get(row.state, "quiet"),
        horizon=horizons()[follow_up.horizon(begun, row.due)],
        is_overdue=late,
    )


def horizons() -> dict[Horizon, str]:
    return {
        Horizon.SHORT: pgettext("horizon", "short term"),
        Horizon.MIDDLE: pgettext("horizon", "middle term"),
        Horizon.LONG: pgettext("horizon", "long term"),
    }


def titles() -> dict[str, str]:
    return {
        "background": _("Background"),
        "method": _("How it was surveyed"),
        "analysis": _("Analysis"),
        "conclusion": _("Conclusion and advice"),
    }


def _chapters(report: Report, figures: Json, most: int) -> list[Chapter]:
    own = report_words.proposed(report, figures, most)
    chapters = []
    for name, title in titles().items():
        written = getattr(report, name).strip().replace("\r\n", "\n")
        text = written or own[name]
        paragraphs = [part for part in text.split("\n\n") if part.strip()]
        chapters.append(Chapter(title, paragraphs, bool(written) and written != own[name]))
    return chapters


def _element(row: Json) -> Json:
    difference = row["difference"]
    return {
        **row,
        "mean": row["mean"].replace(".", ","),
        "weighted": row["weighted"].replace(".", ","),
        "score": sentences.points(Decimal(row["score"])),
        "difference": sentences.signed(Decimal(difference)) if difference else "–",
    }


def _service(row: Json) -> Json:
    score = sentences.points(Decimal(row["score"])) if row["score"] else "–"
    return {**row, "score": score}


def _drawn(figures: Json) -> SafeString | None:
    points = [
        TrendPoint(parse(one["period"]), one["n"], Decimal(one["score"]) if one["score"] else None)
        for one in trend(figures)
    ]
    return pictures.trend(points, figures["instrument"]["index_short"]) if points else None


def _held(figures: Json) -> str:
    if not figures["held"]:
        return ""
    return _(
        "%(count)s answers wait for a decision. Without them the index is %(sure)s; with them it would be %(both)s."
    ) % {
        "count": sentences.count(figures["held"]),
        "sure": sentences.points(Decimal(figures["score"])) if figures["score"] else "–",
        "both": sentences.points(Decimal(figures["held_score"])) if figures["held_score"] else "–",
    }
