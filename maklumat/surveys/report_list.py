"""Who has a report of a period: what the organisation bureau chases."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.surveys import reading, sentences, tables
from maklumat.surveys.choosing import Choice
from maklumat.surveys.desk import Desk
from maklumat.surveys.follow_up import Progress
from maklumat.surveys.models import Report
from maklumat.surveys.periods import Kind, Period, current, parse
from maklumat.surveys.queries import Where, places
from maklumat.surveys.queries import reports as queries


class Standing(StrEnum):
    """How far an agency is, the most urgent first."""

    NONE = "none"
    DRAFT = "draft"
    TOO_FEW = "too_few"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Entry:
    """One agency. `n`: complete answers that surely count, with those of agencies below."""

    agency: Agency
    standing: Standing
    n: int
    report: Report | None
    score: str
    grade: str
    may_begin: bool

    @property
    def word(self) -> str:
        return words()[self.standing]


@dataclass(frozen=True)
class Chase:
    """The whole list with its counts."""

    entries: Sequence[Entry]

    def count(self, standing: Standing) -> int:
        return sum(entry.standing is standing for entry in self.entries)

    @property
    def published(self) -> int:
        return self.count(Standing.PUBLISHED)

    @property
    def drafts(self) -> int:
        return self.count(Standing.DRAFT)

    @property
    def missing(self) -> int:
        return self.count(Standing.NONE)

    @property
    def too_few(self) -> int:
        return self.count(Standing.TOO_FEW)


def words() -> dict[Standing, str]:
    return {
        Standing.NONE: pgettext("report", "none yet"),
        Standing.DRAFT: pgettext("report", "draft"),
        Standing.TOO_FEW: pgettext("report", "too few answers"),
        Standing.PUBLISHED: pgettext("report", "published"),
    }


def ended(here: Desk, given: str) -> Choice:
    """Return the chosen period; without a choice the last that has ended, which is reported now."""
    if given or here.choice.error:
        return here.choice
    kind = here.choice.period.kind
    last = current(kind if kind is not Kind.SPAN else Kind.SEMESTER, here.today).previous
    return Choice(last, here.today)


def period_given(code: str) -> Period:
    """Read a period that a form of ours carries. Raises NotFound."""
    try:
        return parse(code)
    except ValueError:
        raise NotFound(code) from None


def chase(user: User, here: Desk, choice: Choice) -> Chase:
    """Return one entry an agency, those without a report first. Eight questions."""
    agencies = queries.reporting_agencies(user, here.today)
    known = queries.reports_of(user, here.version, choice.period)
    policy = policy_for(user)
    everywhere = policy.can_everywhere(Act.VIEW)
    family = places.agencies_for(user)
    where = Where(
        here.version, choice.period, agencies=None if everywhere else [row.pk for row in family]
    )
    lines = reading.lines(where, "agency", into=tables.pooling(family))
    entries = [
        _entry(row, known.get(row.pk), lines.get(row.pk), policy.covers(Act.CHANGE, row))
        for row in agencies
    ]
    order = list(Standing)
    return Chase(sorted(entries, key=lambda one: (order.index(one.standing), one.agency.name)))


def heads() -> list[str]:
    return [
        _("Agency"), pgettext("report", "Report"), _("Answers that count"), _("Index"), _("Grade"),
        _("Published on"), _("Number of the report"),
    ]  # fmt: skip


def cells(entry: Entry) -> list[str | int | None]:
    report = entry.report
    published = report.published_at if report else None
    return [
        entry.agency.name,
        entry.word,
        entry.n,
        entry.score,
        entry.grade,
        published.date().isoformat() if published else "",
        report.number if report else "",
    ]


def _entry(
    agency: Agency,
    report: Report | None,
    line: reading.Line | None,
    may_change: bool,  # noqa: FBT001
) -> Entry:
    n = line.n if line else 0
    figures = report.figures if report else None
    found = line.index if line else None
    if figures:
        score, grade = sentences.points(Decimal(figures["score"])), figures["grade"]
        n = figures["n"]
    else:
        score = sentences.points(found.score) if found else ""
        grade = found.band.grade if found and found.band else ""
    standing = _standing(report, is_enough=found is not None)
    may_begin = may_change and standing is Standing.NONE
    return Entry(agency, standing, n, report, score, grade, may_begin)


def _standing(report: Report | None, *, is_enough: bool) -> Standing:
    if report is not None:
        return Standing.PUBLISHED if report.is_published else Standing.DRAFT
    return Standing.NONE if is_enough else Standing.TOO_FEW


def speed(progress: Progress) -> str:
    """Say within how many months a plan was finished, in the steps that PEKPPP tells apart."""
    if progress.months is None:
        return ""
    if progress.within is None:
        return _("more than 12 months")
    return _("within %(months)s months") % {"months": progress.within}
