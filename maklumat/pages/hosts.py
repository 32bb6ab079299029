"""Host names of agencies: which there are, what is asked for there, where a name leads.

`ALLOWED_HOSTS` stays closed. A host name is accepted when it stands in the register of sites, which
only the organisation bureau and the agency itself can write.
"""

import re
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override

from maklumat.pages import sites

Responder = Callable[[HttpRequest], HttpResponseBase]

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Answered alike under every host name.
EVERYWHERE = (
    "/static/",
    "/berkas-situs/",
    "/tema/",
    "/tema.css",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
)
_NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
DNS_SECONDS = 4


def is_host_name(name: str) -> bool:
    """Tell whether this can be the name of a host on the internet.

    >>> is_host_name("dukcapil.nusacontoh.go.id"), is_host_name("10.0.0.1"), is_host_name("a b.id")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(name))


def is_ours(name: str) -> bool:
    """Is this the portal's own name, which no agency may take?"""
    return name in {settings.SITE_HOST, *LOCAL, *settings.ALLOWED_HOSTS}


class SiteHostMiddleware:
    """Show an agency's site at "/" of its own host, and send the portal's pages home.

    Stands before the page cache, so that a page of such a host is found and kept like any other.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response
        self.book = sites.HostBook()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        raw = str(request.META.get("HTTP_HOST", "")).lower()
        host = re.sub(r":\d+$", "", raw)
        if not host or host in LOCAL or host == settings.SITE_HOST:
            return self.get_response(request)
        slug = self.book.slug_of(host)
        if not slug:
            return self.get_response(request)
        request.get_host = lambda: raw  # type: ignore[method-assign]  # it was found in the register
        request.agency_site = slug  # type: ignore[attr-defined]  # read by `frame.Frame`
        path = request.path_info
        if path.startswith(EVERYWHERE):
            return self.get_response(request)
        if is_portal(path):
            return HttpResponseRedirect(settings.SITE_URL + request.get_full_path())
        request.path_info = _inside(path, slug)
        return self.get_response(request)


def _inside(path: str, slug: str) -> str:
    """Return where on the portal this page of the site is."""
    language, rest = _split(path)
    with override(language):
        return reverse("sites:home", args=[slug]) + rest.lstrip("/")


def _split(path: str) -> tuple[str, str]:
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and (path + "/").startswith(f"/{code}/"):
            return code, path.removeprefix(f"/{code}") or "/"
    return settings.LANGUAGE_CODE, path


@lru_cache(maxsize=2048)
def is_portal(path: str) -> bool:
    """Does a page of the portal, other than its home page, stand at this address?"""
    language, rest = _split(path)
    if rest == "/":
        return False
    with override(language):
        try:
            resolve(path if path.endswith("/") else f"{path}/")
        except Resolver404:
            return False
    return True


class Dns:
    """Asks the name servers, and waits only a few seconds for them."""

    def addresses(self, name: str) -> frozenset[str]:
        pool = ThreadPoolExecutor(max_workers=1)
        try:
            found = pool.submit(socket.getaddrinfo, name, None, proto=socket.IPPROTO_TCP)
            return frozenset(str(entry[4][0]) for entry in found.result(DNS_SECONDS))
        except (OSError, TooLate, UnicodeError):
            return frozenset()
        finally:
            pool.shutdown(wait=False)
