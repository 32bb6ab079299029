"""Tags of the design system: icons, the government's name, languages, addresses, linked data."""

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import lucide
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from maklumat.agencies import queries
from maklumat.agencies.models import Government
from maklumat.core import links
from maklumat.core.release import version
from maklumat.pages.icons import Kind
from maklumat.pages.manifest import icon_address
from maklumat.pages.presentation import NAVIGATION, Named, named

register = template.Library()

_JSON_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the lucide set inline; `size="large"` is 24 px, else 20.

    Always hidden from screen readers: an icon stands beside words, never for them.
    """
    return _drawn(name, f"icon icon--{size}" if size else "icon")


@register.filter
def known_icon(name: str, otherwise: str = "circle-dot") -> str:
    """Return the name of an icon that staff typed, or another one if there is none of that name."""
    try:
        _drawn(name, "icon")
    except lucide.IconDoesNotExist:
        return otherwise
    return name


@lru_cache(maxsize=512)
def _drawn(name: str, css_class: str) -> SafeString:
    drawn = lucide._render_icon(  # noqa: SLF001  the package's only way to a string outside templates
        str(name), None, **{"class": css_class, "stroke-width": "1.75", "aria-hidden": "true"}
    )
    return mark_safe(" ".join(drawn.split()))  # noqa: S308  drawn from the package's own files


@register.simple_tag
def government() -> Government | None:
    """Return the government of this installation; None before it is set up."""
    return queries.current_government()


@register.filter
def name_parts(name: str) -> Named:
    """Split "Pemerintah Kabupaten Nusa Contoh" into its kind and its own name."""
    return named(name)


_SHORT_HYPHENED = re.compile(r"(?<![\w-])[\w.]{1,4}-[\w.]{1,4}(?![\w-])")


@register.filter
def together(text: str) -> SafeString:
    """Keep words such as KTP-el and F-1.02 on one line."""
    kept = _SHORT_HYPHENED.sub(r'<span class="nowrap">\g<0></span>', escape(text))
    return mark_safe(kept)  # noqa: S308  escaped above; only our span is added


@register.simple_tag
def home_address() -> str:
    """Return the address of the home page in the language of this page."""
    language = get_language()
    return "/" if language in (None, settings.LANGUAGE_CODE) else f"/{language}/"


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[dict[str, Any]]:
    """Return the links of the header: only pages that exist in this installation."""
    request = context.get("request")
    path = request.path if request else ""
    links = []
    for item in NAVIGATION:
        try:
            address = reverse(item.view)
        except NoReverseMatch:
            continue
        current = "page" if path == address else "true" if path.startswith(address) else ""
        links.append({"address": address, "text": gettext(item.text), "current": current})
    return links


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[dict[str, Any]]:
    """Return this page's address in every language of the screen."""
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request and request.method == "GET" else "/"
    return [
        {
            "code": code,
            "name": name,
            "address": _in_language(request, here, code),
            "current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def canonical_address(context: template.Context, language: str = "") -> str:
    """Return the one public address of this page, without its query."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else "/"
    return links.full(_in_language(request, path, language) if language else path)


def _in_language(request: HttpRequest | None, path: str, language: str) -> str:
    """Do what `translate_url` does for this page, without resolving its path once more."""
    match = request.resolver_match if request and request.method == "GET" else None
    if match is None:
        return translate_url(path, language)
    parts = urlsplit(path)
    with override(language):
        try:
            there = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return path
    return urlunsplit(parts._replace(path=there))


register.simple_tag(version)


@register.simple_tag
def theme_address() -> str:
    """Return the address of the government's colours, different for each colour."""
    found = queries.current_government()
    return f"{reverse('theme')}?{found.accent.removeprefix('#')}" if found else ""


@register.simple_tag
def apple_icon() -> str:
    """Return the address of the icon that an iPhone puts on its home screen."""
    return icon_address(queries.current_government(), Kind.APPLE, 180)


@register.simple_tag
def json_ld(content: Any) -> SafeString:
    """Write linked data for machines; nothing in it can end the script element."""
    text = json.dumps(content, ensure_ascii=False, default=str).translate(_JSON_IN_HTML)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag
def page_range(page: Any) -> str:
    """Say which rows of how many are shown."""
    return gettext("%(first)s to %(last)s of %(all)s") % {
        "first": page.start_index(),
        "last": page.end_index(),
        "all": page.paginator.count,
    }


@register.simple_tag
def in_language(language: str, text: str) -> str:
    """Translate a text into another language than the page's own."""
    with override(language):
        return gettext(text)
