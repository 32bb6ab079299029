"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import current_government
from maklumat.core.pagecache import cached_page
from maklumat.pages import queries
from maklumat.surveys import standing


@require_safe
@cached_page("services", "agencies", "government", standing.TAG, seconds=900)
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the popular services, the life events and how the government is doing."""
    if current_government() is None:
        return render(request, "pages/public/set_up.html")
    context = {
        "popular": queries.popular_services(),
        "life_events": queries.life_events(),
        "figures": queries.figures(localdate()),
        "satisfaction": standing.line_of_whole(),
    }
    return render(request, "pages/public/home.html", context)
