"""The government's accent as a small style sheet; readable whatever colour was chosen."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maklumat.agencies import queries
from maklumat.core.colour import palette
from maklumat.core.errors import NotFound

DEFAULT_ACCENT = "#0b5d57"
ACCENT = re.compile(r"[0-9a-f]{6}")


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def colours(request: HttpRequest) -> HttpResponse:
    """Answer custom properties; the page's link carries the colour, so it can be kept for ever."""
    government = queries.current_government()
    return _sheet(government.accent if government else DEFAULT_ACCENT)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def colours_of(request: HttpRequest, accent: str) -> HttpResponse:
    """Answer the same for any other accent, given as six digits."""
    if not ACCENT.fullmatch(accent):
        raise NotFound(accent)
    return _sheet(f"#{accent}")


def _sheet(accent: str) -> HttpResponse:
    found = palette(accent)
    sheet = (
        f":root{{--theme-light:{found.light};--theme-light-more:{found.light_more};"
        f"--theme-light-tint:{found.light_tint};--theme-dark:{found.dark};"
        f"--theme-dark-more:{found.dark_more};--theme-dark-tint:{found.dark_tint}}}\n"
    )
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")
