"""What somebody takes along from a kiosk: an address as a QR code, a paper by a code that opens once."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve, set_script_prefix
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.agencies.devices import Device, device_of
from maklumat.core import links, qr, ratelimit
from maklumat.core.errors import MaklumatError, RuleBroken
from maklumat.kiosk import mount, taken
from maklumat.kiosk.taken import Paper

HOUR = 3600
CODES = 600  # an hour and device
PAPERS = 120
ROOM = 64 * 1024  # kilobytes of papers that wait at once, by device: the cache is for all
LONGEST = 1200  # characters of an address that a phone still reads from a screen
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# The views whose papers may leave by a code: each answers the same to this visitor by itself.
VIEWS = frozenset(
    {
        "catalogue:poster", "printing:booklet", "agencies:pledge", "agencies:file",
        "surveys:paper",
        "complaints:receipt", "complaints:paper", "complaints:file",
        "eforms:blank", "eforms:paper", "eforms:take-away", "eforms:handed-in", "eforms:file",
    }
)  # fmt: skip
_NAMED = re.compile(r'filename="([^"\\/]{1,120})"')


@require_safe
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Answer `?isi=` as a QR code, for the device only: an address of the web, of mail, a number."""
    device = device_of(request)
    if device is None:
        return HttpResponse(status=401)
    text = request.GET.get("isi", "")
    if not _is_address(text):
        return HttpResponse(status=422)
    if _too_often(device, "kiosk.code", CODES):
        return HttpResponse(status=429)
    try:
        drawing = qr.svg(text, title=_("QR code"))
    except RuleBroken:
        return HttpResponse(status=422)
    return HttpResponse(drawing, content_type="image/svg+xml")


def _is_address(text: str) -> bool:
    """Tell whether a phone may be sent there.

    >>> _is_address("https://example.go.id/"), _is_address("tel:112"), _is_address("javascript:1")
    (True, True, False)
    """
    if not 0 < len(text) <= LONGEST or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme not in SCHEMES:
        return False
    return bool(parts.netloc if parts.scheme.startswith("http") else parts.path)


@csrf_exempt  # the cookie of the device is SameSite=Strict; ADR 22 for the rest
@require_POST
@never_cache
def take(request: HttpRequest) -> HttpResponse:
    """Make the paper that a page links to, and answer the address that gives it to a phone, once."""
    device = device_of(request)
    if device is None:
        return JsonResponse({"enrol": True}, status=401)
    if _too_often(device, "kiosk.paper", PAPERS):
        return JsonResponse({"later": True}, status=429)
    paper = _paper(request, request.POST.get("alamat", "")[:LONGEST])
    if paper is None:
        return JsonResponse({"error": _("This paper can't be taken along.")}, status=404)
    size = len(paper.content) // 1024 + 1
    if _too_often(device, "kiosk.paper.room", ROOM, seconds=taken.SECONDS, weight=size):
        return JsonResponse({"later": True}, status=429)
    address = links.to("taken", taken.keep(paper))
    return JsonResponse({"address": address, "name": paper.name, "seconds": taken.SECONDS})


def _too_often(
    device: Device, what: str, limit: int, *, seconds: int = HOUR, weight: int = 1
) -> bool:
    return ratelimit.tries(str(device.uid), what, seconds=seconds, weight=weight) > limit


def _paper(request: HttpRequest, address: str) -> Paper | None:
    """Ask the view behind an address inside the frame, as this visitor; None if it has no paper."""
    path, _mark, query = address.partition("?")
    if not path.startswith(mount.INSIDE) or "\0" in unquote(query):
        return None
    inner = "/" + path.removeprefix(mount.INSIDE)
    with override(get_language_from_path(inner) or "id"):
        try:
            match = resolve(inner)
        except Resolver404:
            return None
        if match.view_name not in VIEWS:
            return None
        try:
            with _mounted():
                response = match.func(
                    _as_asked(request, inner, query, match), *match.args, **match.kwargs
                )
        except MaklumatError:
            return None
    return _read(response)


@contextmanager
def _mounted() -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(mount.INSIDE)
    try:
        yield
    finally:
        set_script_prefix(before)


def _as_asked(request: HttpRequest, path: str, query: str, match: ResolverMatch) -> HttpRequest:
    """Return the request that a click on the link would have made: the visitor's own, as a GET."""
    asked = copy.copy(request)
    asked.method = "GET"
    asked.path_info, asked.path = path, mount.INSIDE + path.removeprefix("/")
    asked.GET, asked.POST = QueryDict(query), QueryDict()
    asked.META = {**request.META, "QUERY_STRING": query, "REQUEST_METHOD": "GET"}
    asked.resolver_match = match
    asked.user = AnonymousUser()
    return asked


def _read(response: Any) -> Paper | None:  # Any: streamed or not
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code != 200 or kind not in taken.TYPES:
        return None
    content = b""
    for piece in response:  # of a file, or of a whole answer
        content += piece
        if len(content) > taken.LARGEST:
            return None
    named = _NAMED.search(response.headers.get("Content-Disposition", ""))
    endings = {taken.PDF: "pdf", taken.JSON: "json"}
    return Paper(named[1] if named else f"berkas.{endings.get(kind, kind[-4:])}", kind, content)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """Give a paper to the phone that asks. Looking does not use the code up; the button does."""
    if ratelimit.limited(request, "kiosk.fetch", limit=PAPERS, seconds=HOUR):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    paper = taken.take(token) if request.method == "POST" else taken.waiting(token)
    if request.method == "POST" and paper is not None:
        response = HttpResponse(paper.content, content_type=paper.kind)
        response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
        response["X-Robots-Tag"] = "noindex"
        return response
    context = {"paper": paper, "page_title": _("Your paper")}
    return render(request, "kiosk/taken.html", context, status=200 if paper else 404)
