"""The list of agencies, and the page of each."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import agency_by_slug, agency_of_former_slug
from maklumat.catalogue import pledges as sheets
from maklumat.catalogue.queries import file_of_draft, pledge_in_force, published_file
from maklumat.core import uploads
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.pages import queries
from maklumat.pages.agency_facts import MOST_SECONDS, facts_of, seconds_to_keep
from maklumat.surveys import standing

LONGEST_SEARCH = 100
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
@cached_page("services", "agencies", "government", "complaints", standing.TAG, seconds=MOST_SECONDS)
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
    facts = facts_of(found, at)
    context = {**facts, "page_title": found.name, "page_description": found.about[:200]}
    response = render(request, "pages/public/agency.html", context)
    response.cache_seconds = seconds_to_keep(facts["place"], at)  # type: ignore[attr-defined]  # read by pagecache
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
    """Hand out a picture or a scan that the agency's page shows; to its staff that of a draft too."""
    caching = f"public, max-age={PICTURE_SECONDS}"
    try:
        found = published_file(agency, uid, localdate())
    except NotFound:
        found, caching = file_of_draft(request.user, agency, uid), "private, no-store"
    response = uploads.serve(found, inline=True)
    response["Cache-Control"] = caching
    return response
