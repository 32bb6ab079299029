"""For the time without a network: the worker, the list of what to keep, and the page of what waits."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.devices import device_of
from maklumat.agencies.queries import current_government
from maklumat.core import offline, ratelimit
from maklumat.core.pagecache import cached_page
from maklumat.pages import keeping
from maklumat.pages.icons import Kind
from maklumat.pages.manifest import icon_address
from maklumat.surveys import standing

KEPT = 3600
LONGEST_LIST = 2000  # characters of the agencies named
LISTS = 60  # of agencies of one's choice that are remembered, an hour and connection
HOUR = 3600


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the service worker of the portal."""
    government = current_government()
    signs = {
        "icon": icon_address(government, Kind.ANY, 192),
        "badge": icon_address(government, Kind.MONO, 96),
    }
    return offline.worker(prefix="/", inside="/", signs=signs)


@require_safe
@cached_page("government", seconds=KEPT)
def page(request: HttpRequest) -> HttpResponse:
    """Say what this device keeps and what waits on it; shown for pages that were never opened."""
    return render(request, "pages/public/offline.html", {"page_title": _("Without a network")})


@require_safe
@cached_page(*keeping.TAGS, "complaint-rules", standing.TAG, seconds=KEPT, query=("opd", "sejak"))
def contents(request: HttpRequest) -> HttpResponse:
    """List the pages a device may keep, each with a version; `?sejak=` a list: what differs."""
    named = [slug for slug in request.GET.get("opd", "")[:LONGEST_LIST].split(",") if slug]
    if len(named) > keeping.MOST_AGENCIES:
        named = []
    since = request.GET.get("sejak", "")
    found = keeping.listed(
        named,
        since=since,
        in_kiosk=device_of(request) is not None,
        # There are more choices of agencies than the cache has room.
        may_remember=not (
            named and ratelimit.limited(request, "offline.lists", limit=LISTS, seconds=HOUR)
        ),
    )
    told = {
        "stamp": found.stamp,
        "since": found.since,
        "keep": found.keep,
        "drop": list(found.drop),
    }
    response = JsonResponse(told)
    if since and not found.since:  # a list that nobody made: not worth keeping its answer
        response.cache_seconds = 0  # type: ignore[attr-defined]  # read by pagecache
    return response
