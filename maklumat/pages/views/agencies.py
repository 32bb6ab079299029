"""The list of agencies, and the page of each."""

from datetime import datetime
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.hours import open_state
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import (
    agency_by_slug,
    agency_of_former_slug,
    days_off,
    hours_of,
    showcase_of,
)
from maklumat.catalogue import pledges as sheets
from maklumat.catalogue.cards import Place
from maklumat.catalogue.queries import (
    pledge_in_force,
    pledges_of_agency,
    published_file,
    services_of_agency,
)
from maklumat.core import uploads
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.pages import queries

LONGEST_SEARCH = 100
FEWEST_SECONDS, MOST_SECONDS = 1, 900
PICTURE_SECONDS = 3600  # a picture that is replaced gets another address


@require_safe
@cached_page("services", "agencies", "government", query=("q",))
def agencies(request: HttpRequest) -> HttpResponse:
    """List the living agencies by kind; `?q=` keeps those whose name holds the words."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    kinds = queries.agencies_by_kind(localdate(), words)
    context = {
        "kinds": kinds,
        "number": sum(len(kind.agencies) for kind in kinds),
        "words": words,
        "page_title": _("Agencies"),
        "page_description": _("All agencies: their services, addresses and opening hours."),
    }
    return render(request, "pages/public/agencies.html", context)


@require_safe
@cached_page("services", "agencies", "government", seconds=MOST_SECONDS)
def agency(request: HttpRequest, agency: str) -> HttpResponse:
    """Show an agency: what it does, where and when, its services."""
    try:
        found = queries.agency_page(agency, localdate())
    except NotFound:
        renamed = agency_of_former_slug(agency)
        if renamed is None:
            raise
        return redirect(renamed, permanent=True)
    at = now().astimezone(found.government.zone)
    place = _place(found, at)
    services, pledges = services_of_agency(found), pledges_of_agency(found, at.date())
    context = {
        "agency": found,
        "place": place,
        "shown": showcase_of(found),
        "pledge": pledges[0] if pledges else None,
        "former_pledges": pledges[1:],
        "standing": queries.standing_of(services),
        "at": at,
        "is_former": found.valid_to is not None and found.valid_to < at.date(),
        "services": services,
        "page_title": found.name,
        "page_description": found.about[:200],
    }
    response = render(request, "pages/public/agency.html", context)
    if place.state.changes:
        left = int((place.state.changes - at).total_seconds())
        response.cache_seconds = max(FEWEST_SECONDS, min(MOST_SECONDS, left))  # type: ignore[attr-defined]  # read by pagecache
    return response


@require_safe
@cached_page("agencies", "government", seconds=MOST_SECONDS)
def pledge(request: HttpRequest, agency: str) -> HttpResponse:
    """Answer the pledge in force as an official sheet; an old address of the agency leads on."""
    try:
        found = agency_by_slug(agency)
    except NotFound:
        renamed = agency_of_former_slug(agency)
        if renamed is None:
            raise
        return redirect("agencies:pledge", renamed.slug, permanent=True)
    today = now().astimezone(found.government.zone).date()
    made = sheets.pdf(pledge_in_force(found, today), at=now())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="maklumat-{found.slug}.pdf"'
    return response


@require_safe
def file(request: HttpRequest, agency: str, uid: UUID) -> FileResponse:
    """Hand out a picture or a scan that the agency's page shows."""
    found = published_file(agency, uid, localdate())
    response = uploads.serve(found, inline=True)
    response["Cache-Control"] = f"public, max-age={PICTURE_SECONDS}"
    return response


def _place(agency: Agency, at: datetime) -> Place:
    hours = hours_of(agency, days_off(agency.government, at))
    return Place(agency, None, hours, open_state(hours, at))
