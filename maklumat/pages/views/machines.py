"""For search engines: which pages there are, and which to leave alone."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.timezone import localdate
from django.utils.translation import override
from django.views.decorators.http import require_safe

from maklumat.complaints.queries.publishing import public_numbers
from maklumat.core.pagecache import cached_page
from maklumat.pages import queries, sites
from maklumat.pages.frame import canonical
from maklumat.pages.sites import HOSTS
from maklumat.surveys.standing import services_with_line

FIXED = (
    "pages:home", "catalogue:list", "agencies:list", "complaints:figures", "complaints:cases",
    "performance:index", "surveys:index",
)  # fmt: skip
MOST_ADDRESSES = 25_000  # the sitemap protocol allows 50,000; each page is there in two languages


@require_safe
@cached_page("services", "agencies", "sites", HOSTS, "government", seconds=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page in both languages; on an agency's own host those of its site."""
    own = getattr(request, "agency_site", "")
    with override(settings.LANGUAGE_CODE):
        entries = [*([] if own else _portal_entries()), *_site_entries(own)]
    context = {"entries": entries[:MOST_ADDRESSES]}
    return render(request, "pages/public/sitemap.xml", context, content_type="application/xml")


@require_safe
@cached_page(HOSTS, seconds=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to stay out of staff pages, and show them the map."""
    begin = settings.SITE_URL
    if getattr(request, "agency_site", ""):
        begin = f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        "Disallow: /petugas/",
        "Disallow: /akun/",
        "Disallow: /pola/",
        "",
        f"Sitemap: {begin}{reverse('machines:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _portal_entries() -> list[dict[str, object]]:
    return [
        {
            "changed": changed,
            "versions": [(code, _address(path, code)) for code, _name in _languages()],
        }
        for path, changed in _pages()
    ]


def _site_entries(own: str) -> list[dict[str, object]]:
    """Return the pages of one agency's site, or of all that have no host of their own."""
    return [
        {
            "changed": page.last_published_at,
            "versions": [(code, canonical(page, code)) for code, _name in _languages()],
        }
        for page in sites.public_pages()
        if (page.agency.slug == own if own else not sites.host_name(page.home()))
    ]


def _languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def _address(path: str, language: str) -> str:
    return settings.SITE_URL + translate_url(path, language)


def _pages() -> list[tuple[str, datetime | None]]:
    fixed = [(reverse(name), None) for name in FIXED]
    agencies = [(row.get_absolute_url(), None) for row in queries.agencies_in_sitemap(localdate())]
    live = queries.services_in_sitemap()
    services = [(row.get_absolute_url(), row.last_published_at) for row in live]
    rated = services_with_line()
    results = [
        (reverse("surveys:results", args=[row.agency.slug, row.slug]), None)
        for row in live
        if row.pk in rated
    ]
    cases = [(reverse("complaints:case", args=[number]), at) for number, at in public_numbers()]
    return [*fixed, *agencies, *services, *results, *cases]
