"""Staff pages that say how complete the standards are, and how that moves."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import agency_for, government_or_404
from maklumat.agencies.roles import Act
from maklumat.catalogue import duties, heat, queries, standing
from maklumat.catalogue.completeness import Verdict
from maklumat.catalogue.counting import Counted
from maklumat.catalogue.duties import Moved
from maklumat.catalogue.filters import StandingFilter
from maklumat.catalogue.points import counts
from maklumat.catalogue.sentences import gap_sentence
from maklumat.catalogue.standard import OFFICIAL_NAMES
from maklumat.catalogue.standing import MONTH, WEEK, Table
from maklumat.core import charts, sheets
from maklumat.core.errors import NotFound

SINCE = {"week": WEEK, "month": MONTH}
LISTS = {
    "seven": gettext_lazy("Seven points"),
    "twelve": gettext_lazy("Twelve items"),
    "eight": gettext_lazy("Eight controls"),
}


@require_GET
def completeness(request: StaffRequest) -> HttpResponse:
    """Show the heat table of the agencies that this person may see, its trend, and who moved."""
    form = StandingFilter(request.GET)
    today = _today(request)
    table = _table(request, form, today)
    agencies = [row.agency for row in table.rows]
    facts = queries.agency_facts(agencies, today)
    policy = policy_for(request.user)
    may_mend = [row.pk for row in agencies if policy.covers(Act.CHANGE, row)]
    since = form.wanted_since()
    before = standing.last_count(today - SINCE[since])
    days = standing.days([row.pk for row in agencies], today)
    lines, point_lines = standing.trend(days), duties.trend(days)
    return render(
        request,
        "catalogue/staff/completeness.html",
        {
            "header_title": _("Completeness"),
            "header_icon": "table",
            "breadcrumbs_items": [{"url": "", "label": _("Completeness")}],
            "form": form,
            "heads": heat.heads(),
            "rows": heat.staff_rows(table, facts, duties.homes_of(may_mend, today)),
            "total": table.total,
            "total_cells": heat.total_cells(table.total),
            "total_points": heat.total_points(*duties.together(facts)),
            "trend": _trend(lines),
            "days": len(lines["whole"]),
            "point_trend": _point_trend(point_lines),
            "point_days": len(point_lines["seven"]),
            "since": since,
            "moved_since": standing.day_of(before),
            "moves": standing.moved(table, before),
            "points_counted": any(row.seven is not None for row in before.values()),
            "point_moves": [
                (row.agency, _in_words(row)) for row in duties.moved(agencies, facts, before)
            ],
            "query": request.GET.urlencode(),
        },
    )


@require_GET
def agency_completeness(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the services of one agency by component; each gap leads to its field."""
    agency = agency_for(request.user, Act.VIEW, pk)
    today = _today(request)
    may_mend = policy_for(request.user).covers(Act.CHANGE, agency)
    homes = duties.homes_of([pk], today)[pk] if may_mend else None
    facts = queries.agency_facts([agency], today)[pk]
    return render(
        request,
        "catalogue/staff/agency_completeness.html",
        {
            "header_title": agency.short_name,
            "header_icon": "table",
            "breadcrumbs_items": [
                {"url": reverse("catalogue-standing:completeness"), "label": _("Completeness")},
                {"url": "", "label": agency.short_name},
            ],
            "agency": agency,
            "heads": heat.heads(),
            "rows": [
                _service_row(service, verdicts, may_mend=may_mend)
                for service, verdicts in standing.services_of(agency)
            ],
            "lists": [
                {
                    "name": name,
                    "heading": LISTS[name],
                    "items": (found := duties.items(verdicts, homes)),
                    "complete": sum(item.complete for item in found),
                }
                for name, verdicts in duties.lists_of(facts).items()
            ],
        },
    )


def _service_row(
    service: Counted, verdicts: Iterable[Verdict], *, may_mend: bool
) -> dict[str, object]:
    return {
        "service": service,
        "url": reverse("services:edit", args=[service.key]) if may_mend else "",
        "cells": [
            {
                "is_there": verdict.complete,
                "name": OFFICIAL_NAMES[verdict.component],
                "reasons": [gap_sentence(gap) for gap in verdict.gaps],
                "advice": [gap_sentence(gap) for gap in verdict.advice],
                "url": standing.component_url(service.key, verdict.component) if may_mend else "",
            }
            for verdict in verdicts
        ],
    }


@require_safe
def completeness_file(request: StaffRequest, kind: str) -> HttpResponse:
    """Answer the table as CSV or XLSX, narrowed as on the page."""
    make = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}.get(kind)
    if make is None:
        raise NotFound(kind)
    today = _today(request)
    table = _table(request, StandingFilter(request.GET), today)
    facts = queries.agency_facts([row.agency for row in table.rows], today)
    points = {key: counts(found) for key, found in facts.items()}
    return make(
        f"kelengkapan-{today}",
        standing.export_heads(with_points=True),
        standing.export_rows(table, points),
    )


def _table(request: HttpRequest, form: StandingFilter, today: date) -> Table:
    policy = policy_for(request.user)
    if not policy.can(Act.VIEW):
        raise NotFound(request.path)
    return standing.staff_table(policy.agencies(), today, form.wanted())


def _today(request: HttpRequest) -> date:
    return now().astimezone(government_or_404().zone).date()


def _trend(lines: Mapping[str, list[tuple[date, int]]]) -> str:
    names = {"whole": _("14 of 14"), "delivery": _("6 of 6")}
    return charts.line(
        {
            names[key]: [(date_format(day, "j M"), share) for day, share in points]
            for key, points in lines.items()
        },
        title=_("Services that are complete"),
        unit="%",
    )


def _point_trend(lines: Mapping[str, list[tuple[date, int]]]) -> str:
    return charts.line(
        {
            str(LISTS[name]): [(date_format(day, "j M"), share) for day, share in points]
            for name, points in lines.items()
        },
        title=_("Items that agencies publish of themselves"),
        unit="%",
    )


def _in_words(row: Moved) -> str:
    return ", ".join(
        _("%(list)s: from %(before)s to %(now)s")
        % {"list": LISTS[name], "before": move.before, "now": move.now}
        for name, move in row.moves.items()
    )
