"""A small site for the tests of middleware, page cache and error pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maklumat.core.client import client_address
from maklumat.core.errors import NotFound, Refused, RuleBroken
from maklumat.core.pagecache import cached_page, purge
from maklumat.core.ratelimit import rate_limit

handler400 = "maklumat.core.views.errors.bad_request"
handler403 = "maklumat.core.views.errors.forbidden"
handler404 = "maklumat.core.views.errors.missing"
handler500 = "maklumat.core.views.errors.broken"

renders: list[str] = []
"""What was rendered, not taken from the cache."""


@require_safe
@cached_page("fees", "fee:{slug}", query=("q", "page"))
def fee(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the fee that stands in a file, as another process might have written it."""
    renders.append(slug)
    amount = (settings.DATA_DIR / "fee.txt").read_text()
    response = HttpResponse(
        f"<p>{slug} {amount} {get_language()} {request.META['QUERY_STRING']}"
        f" {request.headers.get('HX-Request', '')}</p>"
    )
    response["X-Kept"] = "yes"
    if slug == "changed-meanwhile":
        (settings.DATA_DIR / "fee.txt").write_text("new")
        purge("fees")
    if slug == "tagged":
        response.cache_tags = ("late",)
    if slug == "brief":
        response.cache_seconds = 0
    return response


@cached_page("fees")
def personal(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer in one of the ways that must never be kept."""
    renders.append(kind)
    response = HttpResponse("text")
    if kind == "token":
        response.write(get_token(request))
    elif kind == "cookie":
        response.set_cookie("a", "b")
    elif kind == "message":
        messages.info(request, "saved")
        response.write("".join(str(message) for message in messages.get_messages(request)))
    elif kind == "missing":
        response.status_code = 404
    elif kind == "private":
        response["Cache-Control"] = "private"
    elif kind == "varying":
        response["Vary"] = "Accept"
    return response


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "missing":
        raise NotFound("PGD-2026-000123-7")
    if kind == "refused":
        raise Refused("the file of Sari")
    if kind == "rule":
        raise RuleBroken("Case 12 is <closed>.")
    if kind == "denied":
        raise PermissionDenied
    raise ValueError("broken for sari@example.org")


def form(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"typed": request.POST.get("typed", ""), "token": get_token(request)})


@rate_limit("try", limit=3, seconds=3600)
def attempt(request: HttpRequest) -> HttpResponse:
    return HttpResponse(client_address(request))


urlpatterns = [
    path("api/v1/fail/<kind>/", fail),
    *i18n_patterns(
        path("fee/<slug:slug>/", fee),
        path("personal/<kind>/", personal),
        path("fail/<kind>/", fail),
        path("form/", form),
        path("attempt/", attempt),
        prefix_default_language=False,
    ),
    # The frame of every page links to the real ones.
    *import_string("maklumat.urls.urlpatterns"),
]
