"""The register of complaints and the evaluation report, as the Ombudsman's survey asks for them.

The six indicators are those of the complaint dimension of the Ombudsman's assessment of public
services (Dimensi Pengaduan). Of each the report says what evidence the system holds, and where it
holds none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.queries import live_services
from maklumat.catalogue.standard import Complaints
from maklumat.complaints import figures
from maklumat.complaints.board import TIMED
from maklumat.complaints.labels import CLOCKS, KINDS
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import figures as counts
from maklumat.complaints.queries import register as queries
from maklumat.complaints.queries.register import Period
from maklumat.core import documents, links
from maklumat.core.colour import palette
from maklumat.core.drawing import written
from maklumat.core.errors import RuleBroken
from maklumat.core.paper import Sheet

MOST_ON_PAPER = 500
Data = dict[str, Any]  # Any: JSON has no narrower type


@dataclass(frozen=True)
class Indicator:
    """One thing the Ombudsman looks at, with the evidence found."""

    number: int
    name: str
    evidence: Sequence[str]
    is_proven: bool


def register_heads() -> list[str]:
    return [
        _("Number"), _("Received"), _("Channel"), _("Reporter"), _("Class"), _("Category"),
        _("Agency"), _("Service"), _("Title"), _("State"), _("Limit"), _("Within the limit"),
        _("Answered"), _("Justified"), _("Result"), _("Finished"), _("Rating"),
        pgettext("register", "Public"),
    ]  # fmt: skip


def register_row(case: Complaint, zone: Any) -> list[str]:  # Any: a time zone
    """Return a line of the register. Who reported is told by kind, never by name."""
    limit = case.limits[0] if case.limits else None  # type: ignore[attr-defined]  # prefetched
    result = case.results[0] if case.results else None  # type: ignore[attr-defined]  # prefetched
    publication = getattr(case, "publication", None)
    return [
        case.number,
        _day(case.received_at, zone),
        case.way,
        _who(case),
        str(case.get_kind_display()),
        case.category.name if case.category else "",
        (case.agency.short_name or case.agency.name) if case.agency else "",
        case.service.name if case.service else "",
        case.title,
        str(case.get_status_display()),
        limit.due.isoformat() if limit and limit.due else "",
        str(limit.get_state_display()) if limit else "",
        _day(case.answered_at, zone),
        ""
        if result is None or result.justified is None
        else _("yes")
        if result.justified
        else _("no"),
        result.text if result else "",
        _day(case.ended_at, zone),
        str(case.rating or ""),
        _("yes") if publication is not None and publication.live else "",
    ]


def register_sheet(user: User, government: Government, period: Period, at: datetime) -> Sheet:
    """Return the register on paper. Raises RuleBroken for more rows than a paper should hold."""
    rows = list(queries.register(user, period, government.zone)[: MOST_ON_PAPER + 1])
    if len(rows) > MOST_ON_PAPER:
        raise RuleBroken(
            _("The paper holds %(most)s reports. Choose a shorter period, or take the workbook.")
            % {"most": MOST_ON_PAPER}
        )
    title = _("Register of complaints")
    on_paper = (0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 15)
    heads = register_heads()
    data = {
        "period": _period(period),
        "heads": [heads[at_] for at_ in on_paper],
        "rows": [
            [_written_day(cells[at_]) for at_ in on_paper]
            for cells in (register_row(row, government.zone) for row in rows)
        ],
        "count": written(len(rows)),
    }
    return _sheet("register", title, government, period, data, user, at)


def evaluation_sheet(user: User, government: Government, period: Period, at: datetime) -> Sheet:
    """Return the evaluation report: six indicators with their evidence, terms, classes."""
    title = _("Evaluation of complaint handling")
    data = {
        "period": _period(period),
        "indicators": [
            {
                "name": f"{row.number}. {row.name}",
                "state": _("evidence in the system") if row.is_proven else _("evidence is missing"),
                "evidence": list(row.evidence),
            }
            for row in indicators(user, government, period)
        ],
        "terms": term_rows(user, government, period),
        "term_heads": term_heads(),
    }
    return _sheet("evaluation", title, government, period, data, user, at)


def term_heads() -> list[str]:
    return [_("Class"), _("Term"), _("Kept"), _("Judged"), _("Share kept")]


def term_rows(user: User, government: Government, period: Period) -> list[list[str]]:
    """Return how each term was kept, class by class, for cases received in the months."""
    cells = _cells(user, government, period)
    words, kinds = dict(CLOCKS), dict(KINDS)
    by_kind = counts.sums_by(cells, lambda place: place.kind)
    return [
        [
            capfirst(str(kinds[kind])),
            str(words[clock.value]),
            written(found.kept(clock)),
            written(found.timed(clock)),
            written(found.share(clock), "%"),
        ]
        for kind, found in sorted(by_kind.items())
        for clock in TIMED
        if found.timed(clock)
    ]


def indicators(user: User, government: Government, period: Period) -> list[Indicator]:
    """Return the six indicators with the evidence that the system holds."""
    agencies = queries.agencies_with_profiles(user, period.agency)
    shown = queries.showcases(agencies)
    named = {row.pk: row for row in agencies}
    sums = figures.total(_cells(user, government, period).values())
    decrees = [row.name for pk, row in named.items() if shown[pk].decree]
    officers = [row.name for pk, row in named.items() if shown[pk].officer]
    ways = [(named[pk], shown[pk].ways) for pk in named if shown[pk].ways]
    tested = sum(bool(way.tested_on) for _agency, each in ways for way in each)
    all_ways = sum(len(each) for _agency, each in ways)
    services = [row for row in live_services() if row.agency_id in named]
    with_part = [row for row in services if row.published_standard().complaints != Complaints()]
    whole = len(agencies)
    public = queries.published_between(period, government.zone)
    return [
        Indicator(
            1,
            _("Duty to manage complaints"),
            [
                _("%(count)s of %(all)s agencies name the decree of the officer in charge.")
                % {"count": len(decrees), "all": whole},
                _("%(count)s of %(all)s agencies name the officer in charge to the public.")
                % {"count": len(officers), "all": whole},
            ],
            bool(decrees and officers),
        ),
        Indicator(
            2,
            _("Means of complaint"),
            [
                _("%(count)s of %(all)s agencies publish ways to complain: %(ways)s ways, of which "
                  "%(tested)s with the day on which somebody tried them.")
                % {"count": len(ways), "all": whole, "ways": all_ways, "tested": tested},
                _("Reports come in at %(address)s, without an account.") % {"address": _at("new")},
            ],
            bool(ways),
        ),
        Indicator(
            3,
            _("Training of those who handle complaints"),
            [_("The system keeps no record of trainings. Add lists of attendance and certificates.")],
            is_proven=False,
        ),
        Indicator(
            4,
            _("Mechanism and procedure"),
            [
                _("The way of a report, its limits and their sources stand at %(address)s.")
                % {"address": _at("how")},
                _("%(count)s of %(all)s published standards of service describe complaint handling.")
                % {"count": len(with_part), "all": len(services)},
            ],
            is_proven=True,
        ),
        Indicator(
            5,
            _("Time of completion"),
            _kept_lines(sums),
            bool(sums.cases),
        ),
        Indicator(
            6,
            _("Handling carried out"),
            [
                _("%(all)s reports received, %(answered)s with a result, %(ended)s ended, "
                  "%(again)s opened again by the complainant.")
                % {
                    "all": written(sums.cases),
                    "answered": written(sums.answered),
                    "ended": written(sums.counts[figures.ENDED]),
                    "again": written(sums.reopened),
                },
                _("%(count)s of them are published without personal data at %(address)s.")
                % {"count": written(public), "address": _at("cases")},
                _("Register, replies and follow-up: see the register of complaints of this period."),
            ],
            bool(sums.cases),
        ),
    ]  # fmt: skip


def _kept_lines(sums: figures.Sum) -> list[str]:
    words = dict(CLOCKS)
    lines = [
        _("%(term)s: %(kept)s of %(all)s kept (%(share)s).")
        % {
            "term": capfirst(str(words[clock.value])),
            "kept": written(sums.kept(clock)),
            "all": written(sums.timed(clock)),
            "share": written(sums.share(clock), "%"),
        }
        for clock in TIMED
        if sums.timed(clock)
    ]
    median = sums.median_days()
    if median is not None:
        lines.append(
            _("Half of the reports had a result after %(days)s calendar days.")
            % {"days": written(median)}
        )
    return lines or [_("No term has ended in this period.")]


def _cells(user: User, government: Government, period: Period) -> counts.Cells:
    """Return the sums of the months that the period touches, of the agencies of this person."""
    reach = queries.agencies_of_figures(user)
    if period.agency is not None:
        below = {row.pk for row in queries.agencies_with_profiles(user, period.agency)}
        reach = below if reach is None else reach & below
    cells = counts.count(government).pick(agencies=reach)
    first = period.first.replace(day=1)
    return {place: one for place, one in cells.items() if first <= place.month <= period.last}


def _who(case: Complaint) -> str:
    if case.anonymous:
        return _("anonymous")
    return _("confidential") if case.confidential else pgettext("reporter", "known")


def _day(moment: datetime | None, zone: Any) -> str:  # Any: a time zone
    return moment.astimezone(zone).date().isoformat() if moment else ""


def _written_day(cell: str) -> str:
    """Write 2026-11-22 as 22/11/2026; leave everything else as it is."""
    parts = cell.split("-")
    if len(cell) == 10 and len(parts) == 3 and all(part.isdigit() for part in parts):
        return "/".join(reversed(parts))
    return cell


def _period(period: Period) -> str:
    ends = [date_format(day, "j F Y") for day in (period.first, period.last)]
    return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}


def _at(name: str) -> str:
    return links.to(f"complaints:{name}")


def _sheet(  # noqa: PLR0913  each is part of the paper
    template: str,
    title: str,
    government: Government,
    period: Period,
    data: Data,
    user: User,
    at: datetime,
) -> Sheet:
    """Give the paper its head and a code by which it can be checked."""
    agency = period.agency
    whose = agency.name if agency else government.name
    scope = agency.slug if agency else "all"
    issued = documents.issue(
        kind=f"complaint-{template}",
        title=f"{title}, {_period(period)}",
        agency_name=whose,
        about=f"complaints:{scope}:{period.first}:{period.last}:{user.pk}",
        data_digest=documents.data_digest(data),
        url=_at("figures"),
        at=at,
    )
    head = {
        "letterhead": _letterhead(government, agency),
        "accent": palette(government.accent).light,
        "heading": title,
        "whose": whose,
        "printed": date_format(issued.issued_at.astimezone(government.zone), "j F Y"),
        "verification": documents.verification(issued),
    }
    return Sheet(f"complaints/{template}", data | head, title, "id", at.replace(microsecond=0))


def _letterhead(government: Government, agency: Agency | None) -> Data:
    source: Government | Agency = agency or government
    return {
        "government": government.name,
        "agency": agency.name if agency else "",
        "address": source.address,
        "phone": source.phone,
        "email": source.email,
        "website": source.website,
    }


def default_period(today: date) -> Period:
    """Return the year so far."""
    return Period(date(today.year, 1, 1), today)
