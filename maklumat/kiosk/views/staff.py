"""Staff pages of kiosks: all of them, one of them, what it was used for."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.hours import week_lines
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core import audit, sheets
from maklumat.core.errors import NotFound
from maklumat.kiosk import history, listing, opening, queries, silence
from maklumat.kiosk.listing import Line
from maklumat.kiosk.mapping import Spot
from maklumat.kiosk.models import Device
from maklumat.kiosk.queries import Wanted
from maklumat.kiosk.silence import State
from maklumat.kiosk.usage import WEEKS, Usage

WEEK = timedelta(days=7)
STATE = "keadaan"
LOOK = "perhatian"  # among the states: whatever needs somebody


def page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer one of these pages in the staff frame."""
    device = context.get("device")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if name != "list":
        crumbs.append({"url": reverse("kiosk-staff:list"), "label": _("Kiosks")})
    if isinstance(device, Device) and name != "device":
        url = reverse("kiosk-staff:device", args=[device.uid])
        crumbs.append({"url": url, "label": device.name})
    crumbs.append({"url": "", "label": title})
    shown = {
        "page_title": title,
        "header_title": title,
        "header_icon": "desktop",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"kiosk/staff/{name}.html", shown | context, status=status)


def _lines(request: StaffRequest) -> list[Line]:
    at = now()
    devices = queries.devices_for_officer(
        request.user,
        Wanted(request.GET.get("q", "")[:100], request.GET.get("opd", "")[:60]),
    )
    visits = queries.visits_since(devices, (at - WEEK).date())
    return listing.lines(devices, visits, at)


def _chosen(lines: list[Line], state: str) -> list[Line]:
    if state == LOOK:
        return [line for line in lines if line.needs_somebody]
    return [line for line in lines if line.state == state] if state in set(State) else lines


@never_cache
@require_safe
def devices(request: StaffRequest) -> HttpResponse:
    """List the kiosks of this person's agencies, with a map; those that need somebody first."""
    policy = policy_for(request.user)
    if not policy.can(Act.VIEW):
        raise NotFound(request.path)
    lines = _lines(request)
    state = request.GET.get(STATE, "")
    shown = listing.in_order(_chosen(lines, state))
    counts = [
        (value.value, listing.SHAPES[value], name, count)
        for value, name in listing.state_names()
        if (count := sum(line.state is value for line in lines))
    ]
    offices = [Spot(*spot) for spot in queries.office_spots()]
    return page(
        request, "list", _("Kiosks"),
        lines=shown,
        total=len(lines),
        map=listing.drawing(shown, offices),
        has_offices=bool(offices),
        counts=counts,
        look=sum(line.needs_somebody for line in lines),
        state=state,
        words=request.GET.get("q", "")[:100],
        may_add=policy.can(Act.CHANGE),
        query=request.GET.urlencode(),
    )  # fmt: skip


@never_cache
@require_safe
def devices_file(request: StaffRequest) -> HttpResponse:
    """Answer the list as a file."""
    if not policy_for(request.user).can(Act.VIEW):
        raise NotFound(request.path)
    lines = _chosen(_lines(request), request.GET.get(STATE, ""))
    return sheets.csv_file("kiosk", listing.heads(), [listing.cells(line) for line in lines])


@never_cache
@require_safe
def device(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Show one kiosk: how it stands, its facts, what it was used for, what happened to it."""
    row = queries.device_for_officer(request.user, uid)
    at = now()
    own = list(row.hours.all())
    hours = opening.hours_of(row, at)
    usage = _usage(row)
    return page(
        request, "device", row.name,
        device=row,
        line=listing.line(row, at),
        spot=listing.spot_of(row),
        leads=queries.leading_services(row),
        leads_chosen=bool(queries.chosen_leads(row)),
        hours_own=bool(own),
        hours=listing.week(week_lines(hours)),
        always=hours.always,
        usage=usage,
        weeks=WEEKS,
        history=history.lines(audit.history(f"kiosk:{row.uid}")[: history.MOST]),
        may_change=policy_for(request.user).covers(Act.CHANGE, row.agency),
        may_delete=not queries.was_used(row),
        may_measure=row.measure_until is not None and at <= row.measure_until,
        low_mb=silence.LOW_MB,
    )  # fmt: skip


@never_cache
@require_safe
def usage_file(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Answer the counts of a kiosk as a file: day, hour, task."""
    row = queries.device_for_officer(request.user, uid)
    heads, lines = _usage(row).table()
    return sheets.csv_file("pemakaian-kiosk", heads, lines)


def _usage(row: Device) -> Usage:
    today = opening.local_time(row, now()).date()
    return Usage(queries.uses_of(row, today - timedelta(days=7 * WEEKS - 1)), today)
