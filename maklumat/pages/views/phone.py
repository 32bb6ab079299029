"""The portal as an app: manifest, icons, how to install it, what a device keeps for itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import current_government
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.pages import icons
from maklumat.pages import manifest as phone
from maklumat.pages.icons import DRAWING, SIZES, Kind
from maklumat.pages.installing import platforms


@require_safe
@cached_page("government", seconds=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer what a telephone installs."""
    told = phone.manifest(current_government())
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def icon(request: HttpRequest, drawing: int, accent: str, kind: str, size: int) -> HttpResponse:
    """Answer an icon. Only today's colour is drawn: nobody makes the server draw all others."""
    known = phone.accent_of(current_government())
    if drawing != DRAWING or f"#{accent}" != known or kind not in set(Kind):
        raise NotFound(accent)
    if size not in SIZES[Kind(kind)]:
        raise NotFound(str(size))
    return HttpResponse(icons.png(known, Kind(kind), size), content_type="image/png")


@require_safe
@cached_page("government", seconds=3600)
def asset_links(request: HttpRequest) -> HttpResponse:
    """Tell Android that the app in the store and this portal are one. Raises NotFound without one."""
    told = phone.asset_links()
    if not told:
        raise NotFound("assetlinks")
    return JsonResponse(told, safe=False)


@require_safe
@cached_page("government", seconds=3600)
def install(request: HttpRequest) -> HttpResponse:
    """Show how to put the portal on a home screen, for every kind of device."""
    context = {
        "platforms": platforms(),
        "page_title": _("Install on your phone"),
        "page_description": _(
            "Put the services on the home screen of your phone, without a store."
        ),
    }
    return render(request, "pages/phone/install.html", context)


@require_safe
@cached_page("government", seconds=3600)
def my_services(request: HttpRequest) -> HttpResponse:
    """Show the page that a script fills with what this device kept. The server never learns it."""
    return render(request, "pages/phone/my_services.html", {"page_title": _("My services")})
