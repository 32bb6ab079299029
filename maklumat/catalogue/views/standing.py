"""Staff pages that say how complete the standards are, and how that moves."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import agency_for, government_or_404
from maklumat.agencies.roles import Act
from maklumat.catalogue import heat, queries, standing
from maklumat.catalogue.filters import StandingFilter
from maklumat.catalogue.standard import Component
from maklumat.catalogue.standing import MONTH, WEEK, Table
from maklumat.core import charts, sheets
from maklumat.core.errors import NotFound

SINCE = {"week": WEEK, "month": MONTH}


@require_GET
def completeness(request: StaffRequest) -> HttpResponse:
    """Show the heat table of the agencies that this person may see, its trend, and who moved."""
    form = StandingFilter(request.GET)
    today = _today(request)
    table = _table(request, form, today)
    facts = queries.agency_facts([row.agency for row in table.rows], today)
    since = form.wanted_since()
    moved_since, moves = standing.moved(table, today - SINCE[since])
    lines = standing.trend([row.agency.pk for row in table.rows], today)
    return render(
        request,
        "catalogue/staff/completeness.html",
        {
            "header_title": _("Completeness"),
            "header_icon": "table",
            "breadcrumbs_items": [{"url": "", "label": _("Completeness")}],
            "form": form,
            "heads": heat.heads(),
            "rows": heat.staff_rows(table, facts),
            "total": table.total,
            "total_cells": heat.total_cells(table.total),
            "trend": _trend(lines),
            "days": len(lines["whole"]),
            "since": since,
            "moved_since": moved_since,
            "moves": moves,
            "query": request.GET.urlencode(),
        },
    )


@require_GET
def agency_completeness(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the services of one agency by component; each gap leads to its field."""
    agency = agency_for(request.user, Act.VIEW, pk)
    services = standing.services_of(agency)
    rows = [
        {
            "service": service,
            "url": reverse("services:edit", args=[service.key]),
            "cells": [
                {
                    "is_there": part.value in service.filled,
                    "url": standing.component_url(service.key, part),
                }
                for part in Component
            ],
        }
        for service in services
    ]
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
            "rows": rows,
        },
    )


@require_safe
def completeness_file(request: StaffRequest, kind: str) -> HttpResponse:
    """Answer the table as CSV or XLSX, narrowed as on the page."""
    make = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}.get(kind)
    if make is None:
        raise NotFound(kind)
    today = _today(request)
    table = _table(request, StandingFilter(request.GET), today)
    return make(f"kelengkapan-{today}", standing.export_heads(), standing.export_rows(table))


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
