"""The public pages of microsites."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import escape_leading_slashes
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import agency_of_former_slug
from maklumat.catalogue import search as services
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.pages import queries, sites
from maklumat.pages.agency_facts import facts_of, seconds_to_keep
from maklumat.pages.models import AgencyHome, NewsIndex
from maklumat.surveys import standing

PER_PAGE = 12
LONGEST_SEARCH = 100
TAGS = ("site:{agency}", "services", "agencies", "government")


@require_safe
@cached_page(*TAGS, standing.TAG, seconds=900)
def home(request: HttpRequest, agency: str) -> HttpResponse:
    """Show the home page of an agency's site, with the seven points from the facts."""
    try:
        found = sites.site_of(agency)
    except NotFound:
        renamed = agency_of_former_slug(agency)
        if renamed is None:
            raise
        return redirect("sites:home", renamed.slug, permanent=True)
    at = now().astimezone(found.agency.government.zone)
    facts = facts_of(queries.agency_page(agency, at.date()), at)
    response = render(request, found.template, {"page": found, "facts": facts})
    response.cache_seconds = seconds_to_keep(facts["place"], at)  # type: ignore[attr-defined]  # read by pagecache
    return response


@require_safe
@cached_page(*TAGS, query=("page",))
def page(request: HttpRequest, agency: str, inner: str) -> HttpResponse:
    """Show any other page of a site."""
    if not inner.endswith("/"):
        # On a host of its own a site begins at "/": "//elsewhere" must not become an address.
        return redirect(escape_leading_slashes(f"{request.path}/"), permanent=True)
    try:
        home = sites.site_of(agency)
    except NotFound:
        renamed = agency_of_former_slug(agency)
        if renamed is None:
            raise
        return redirect("sites:page", renamed.slug, inner, permanent=True)
    found = sites.page_below(home, inner)
    context: dict[str, object] = {"page": found}
    if isinstance(found, NewsIndex):
        rows = Paginator(sites.news_of(home), PER_PAGE)
        context["rows"] = rows.get_page(request.GET.get("page"))
    return render(request, found.get_template(request), context)


@require_safe
@cached_page(*TAGS, query=("q",))
def search(request: HttpRequest, agency: str) -> HttpResponse:
    """Find services and pages of one agency."""
    found: AgencyHome = sites.site_of(agency)
    question = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    results = services.find(question, services.Filters(agency=agency)) if question else None
    context = {
        "page": found,
        "question": question,
        "services": results.rows[: sites.MOST_FOUND] if results else [],
        "corrected": results.corrected if results else "",
        "pages": sites.pages_with(found, question),
    }
    return render(request, "pages/site/search.html", context)
