"""The portal's pages below `/kiosk/buka/`, for known devices only.

`reverse` puts the prefix in front of every address while such a page is drawn, so its links stay
inside. What is not named in `OPEN` does not exist there: no staff, no account, no site of an agency.
Nobody is signed in: the cookie of a session never reaches the page.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import get_script_prefix, set_script_prefix

from maklumat.agencies import devices
from maklumat.core.links import public_path
from maklumat.core.views import errors
from maklumat.kiosk import traces
from maklumat.kiosk.queries import Book

Responder = Callable[[HttpRequest], HttpResponseBase]

FACE = "/kiosk/"
INSIDE = "/kiosk/buka/"
COOKIE = "perangkat"
# The first part of each address that is shown at a kiosk.
OPEN = frozenset(
    {
        "layanan", "opd", "pengaduan", "survei", "formulir", "dokumen", "kinerja",
        "tema.css", "tema", "unggah", "luring",
    }
)  # fmt: skip


class KioskMiddleware:
    """Knows the device by its cookie, and mounts the portal inside the kiosk's face.

    Stands before the page cache: a page that was kept is shown to known devices only.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response
        self.book = Book()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(FACE):
            return self.get_response(request)
        device = self.book.device(request.COOKIES.get(COOKIE, ""))
        if device is not None:
            devices.mark(request, device)
        if not request.path_info.startswith(INSIDE):
            return self.get_response(request)
        if device is None:
            return _refused(request)
        return self._inside(request)

    def _inside(self, request: HttpRequest) -> HttpResponseBase:
        inner = "/" + request.path_info.removeprefix(INSIDE)
        if first_part(inner) not in OPEN:
            return errors.missing(request, Http404())
        before = get_script_prefix()
        request.path_info = inner
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        set_script_prefix(INSIDE)
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(before)
        response["X-Frame-Options"] = "SAMEORIGIN"  # the shell shows it in a frame
        given = {
            name: cookie.value
            for name, cookie in response.cookies.items()
            if name != settings.CSRF_COOKIE_NAME and cookie.value
        }
        if given:
            traces.remember(request.COOKIES[COOKIE], given)
        return response


def address(path: str) -> str:
    """Return the address of a page of the portal inside the kiosk's face.

    >>> address("/layanan/")
    '/kiosk/buka/layanan/'
    """
    return INSIDE + public_path(path).removeprefix("/")


def first_part(path: str) -> str:
    """Return what decides whether a page is shown, whatever its language.

    >>> first_part("/en/layanan/?q=ktp"), first_part("/layanan/dukcapil/"), first_part("/en/")
    ('layanan', 'layanan', '')
    """
    first, _slash, rest = path.partition("?")[0].lstrip("/").partition("/")
    if first in {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}:
        return rest.partition("/")[0]
    return first


def _refused(request: HttpRequest) -> HttpResponseBase:
    """A page leads to the enrol page, in the whole window; a script is told by the status."""
    if request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET":
        return redirect("kiosk:start")
    return HttpResponse(status=401)
