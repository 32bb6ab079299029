"""Dashboards for staff: the whole government, an agency with those below it, a service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core import sheets
from maklumat.core.errors import NotFound
from maklumat.surveys import index, people, reading, tables, tapping
from maklumat.surveys.desk import Desk, desk
from maklumat.surveys.queries import Where, places
from maklumat.surveys.queries.ratings import Place
from maklumat.surveys.queries.sums import Key
from maklumat.surveys.reading import Against, Figures, Line, Page
from maklumat.surveys.tables import Row

FORMATS = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}
SORT = "urut"


@never_cache
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show the agencies of this person in one table; who has one agency is led to it."""
    here = desk(request)
    agencies = places.agencies_for(request.user)
    tops = _tops(agencies)
    if not here.policy.can_everywhere(Act.VIEW) and len(tops) == 1:
        return redirect(_with_query(reverse("surveys-staff:agency", args=[tops[0].slug]), request))
    page = reading.page(_where(here, agencies), "agency", into=tables.pooling(agencies))
    rows = tables.agency_rows(agencies, page.lines, places.with_services())
    return _dashboard(
        request,
        here,
        page,
        rows,
        "overview",
        {
            "page_title": _title(here),
            "whole": str(here.government) if here.policy.can_everywhere(Act.VIEW) else "",
            "silent": [row for row in rows if not row.line.n],
            "what": tables.AGENCY,
            "file": reverse("surveys-staff:overview-file", args=["csv"])[: -len("csv")],
        },
    )


@never_cache
@require_safe
def overview_file(request: StaffRequest, ending: str) -> HttpResponse:
    """Answer the table of agencies as a file."""
    here = desk(request)
    agencies = places.agencies_for(request.user)
    lines = reading.lines(_where(here, agencies), "agency", into=tables.pooling(agencies))
    rows = tables.agency_rows(agencies, lines, places.with_services())
    return _file(here, ending, "instansi", tables.AGENCY, rows)


@never_cache
@require_safe
def agency(request: StaffRequest, agency: str) -> HttpResponse:
    """Show an agency with those below it: one sentence, the lowest elements, then everything."""
    here = desk(request)
    family = places.family_for(request.user, agency)
    top = family[0]
    part = _part(here, family)
    page = reading.page(part.where, "service")
    return _dashboard(
        request,
        here,
        page,
        part.rows(page.lines),
        "agency",
        {
            "page_title": f"{_title(here)}: {top.name}",
            "agency": top,
            "scope": "" if part.is_unit else f"opd={top.slug}",
            "here_only": part.is_unit,
            "family": [row for row in family if row.parent_id == top.pk and row.valid_to is None],
            "what": tables.SERVICE,
            "taps": tapping.summary(Place(here.choice.period, [row.pk for row in family])),
            "file": reverse("surveys-staff:agency-file", args=[agency, "csv"])[: -len("csv")],
        },
    )


@never_cache
@require_safe
def agency_file(request: StaffRequest, agency: str, ending: str) -> HttpResponse:
    """Answer the services of an agency as a file."""
    here = desk(request)
    family = places.family_for(request.user, agency)
    part = _part(here, family)
    rows = part.rows(reading.lines(part.where, "service"))
    return _file(here, ending, agency, tables.SERVICE, rows)


@never_cache
@require_safe
def service(request: StaffRequest, agency: str, service: str) -> HttpResponse:
    """Show a service, with the units where it is had."""
    here = desk(request)
    row = places.service_for(request.user, agency, service)
    page = reading.page(_where_service(here, row), "unit")
    rows = tables.unit_rows(
        places.units([key for key in page.lines if isinstance(key, int)]), page.lines
    )
    return _dashboard(
        request,
        here,
        page,
        rows,
        "service",
        {
            "page_title": f"{_title(here)}: {row.name}",
            "agency": row.agency,
            "service": row,
            "scope": f"opd={row.agency.slug}&layanan={row.slug}",
            "what": tables.UNIT,
            "taps": tapping.summary(Place(here.choice.period, [row.agency_id], [row.pk])),
            "file": reverse("surveys-staff:service-file", args=[agency, service, "csv"])[
                : -len("csv")
            ],
        },
    )


@never_cache
@require_safe
def service_file(request: StaffRequest, agency: str, service: str, ending: str) -> HttpResponse:
    """Answer the units of a service as a file."""
    here = desk(request)
    row = places.service_for(request.user, agency, service)
    lines = reading.lines(_where_service(here, row), "unit")
    rows = tables.unit_rows(places.units([key for key in lines if isinstance(key, int)]), lines)
    return _file(here, ending, service, tables.UNIT, rows)


def _dashboard(
    request: StaffRequest,
    here: Desk,
    page: Page,
    rows: Sequence[Row],
    name: str,
    context: dict[str, object],
) -> HttpResponse:
    shown, order = tables.ordered(rows, request.GET.get(SORT, ""))
    base = {
        "header_title": context["page_title"],
        "header_icon": "clipboard-list",
        "breadcrumbs_items": _crumbs(here, context),
        "desk": here,
        "choice": here.choice,
        "kept_query": here.kept_query,
        "keep": [("survei", here.version.code)] if here.kept_query else [],
        "figures": page.figures,
        "compared": _compared(page.figures),
        "groups": people.groups(page.figures.profile),
        "rows": shown,
        "orders": tables.ORDERS,
        "order": order,
        "may_change": _may_change(here, context.get("agency")),
        "fewest": index.FEWEST,
    }
    return render(request, f"surveys/staff/{name}.html", {**base, **context})


def _may_change(here: Desk, agency: object) -> bool:
    if isinstance(agency, Agency):
        return here.policy.covers(Act.CHANGE, agency)
    return here.policy.can(Act.CHANGE)


def _compared(figures: Figures) -> list[Against]:
    same = figures.year_before.period == figures.previous.period
    return [figures.previous] if same else [figures.previous, figures.year_before]


def _crumbs(here: Desk, context: dict[str, object]) -> list[dict[str, str]]:
    start = reverse("surveys-staff:overview")
    crumbs = [{"url": f"{start}?{here.query}", "label": _title(here)}]
    agency, service = context.get("agency"), context.get("service")
    if isinstance(agency, Agency):
        url = reverse("surveys-staff:agency", args=[agency.slug])
        crumbs.append({"url": f"{url}?{here.query}", "label": agency.short_name})
    if isinstance(service, Service):
        crumbs.append({"url": "", "label": service.name})
    crumbs[-1]["url"] = ""
    return crumbs


def _title(here: Desk) -> str:
    return pgettext("menu", "Satisfaction") if here.is_skm else here.version.rules.short_name


@dataclass(frozen=True)
class _Part:
    """An agency with those below it: what they answer for, or what they do for others."""

    where: Where
    family: Sequence[Agency]
    services: Sequence[Service]

    @property
    def is_unit(self) -> bool:
        return not self.services

    def rows(self, lines: Mapping[Key, Line]) -> list[Row]:
        if self.is_unit:
            return tables.guest_rows(places.service_names(lines), lines)
        return tables.service_rows(self.services, lines, {row.pk: row for row in self.family})


def _part(here: Desk, family: Sequence[Agency]) -> _Part:
    keys = [row.pk for row in family]
    services = places.services_of(keys)
    asked = (keys, None, None) if services else (None, None, keys)
    return _Part(Where(here.version, here.choice.period, *asked), family, services)


def _where(here: Desk, agencies: Sequence[Agency]) -> Where:
    """Choose the questionnaires of some agencies; of all, without naming them, where that is so."""
    everywhere = here.policy.can_everywhere(Act.VIEW)
    keys = None if everywhere else [row.pk for row in agencies]
    return Where(here.version, here.choice.period, agencies=keys)


def _where_service(here: Desk, service: Service) -> Where:
    return Where(here.version, here.choice.period, services=[service.pk])


def _tops(agencies: Sequence[Agency]) -> list[Agency]:
    """Return the agencies that stand below no other of them."""
    keys = {row.pk for row in agencies}
    return [row for row in agencies if not keys & (set(tables.ancestors(row)) - {row.pk})]


def _with_query(url: str, request: StaffRequest) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


def _file(here: Desk, ending: str, name: str, what: object, rows: Sequence[Row]) -> HttpResponse:
    if ending not in FORMATS:
        raise NotFound(ending)
    rules = here.version.rules
    shown, _order = tables.ordered(rows, "nama")
    title = f"{here.version.code}-{name}-{here.choice.period.code.replace('..', '-')}"
    return FORMATS[ending](title, tables.heads(rules, str(what)), tables.cells(rules, shown))
