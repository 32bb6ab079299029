"""Files in pieces, for scripts: announce one, ask where it stands, send a piece, forget it.

The token stands in a header, so that no log of any server in between knows it. Only GET and POST:
other methods do not get through every proxy. No form token is asked for, as in ADR 22: a queue
sends without cookies, and nobody's authority is used.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.core import parcels, ratelimit, uploads
from maklumat.core.client import client_address
from maklumat.core.errors import MaklumatError
from maklumat.core.ownpage import is_from_own_page
from maklumat.core.parcels import Elsewhere, Standing

HOUR, DAY = 3600, 86_400
SHARE = 3  # a connection announces a third of all the room a day: none of them fills it alone
FILES, PIECES = 240, 30_000  # an hour and connection: a village or an office shares one
LONGEST_WORDS = 2000  # bytes that announce a file
View = Callable[[HttpRequest], JsonResponse]


def _speaking(view: View) -> View:
    """Answer in JSON, in the language of the page that asks; refuse posts of foreign pages."""

    @wraps(view)
    def answering(request: HttpRequest) -> JsonResponse:
        english = request.headers.get("Accept-Language", "").startswith("en")
        with translation.override("en" if english else "id"):
            if request.method == "POST" and not is_from_own_page(request):
                return _said(403, "foreign", _("Open the page of this government and try again."))
            if request.content_type == "multipart/form-data":  # read by now, as a form's fields
                return _said(400, "unreadable", _("We could not read that"))
            try:
                return view(request)
            except Elsewhere as error:
                return _where(error.standing, status=409)
            except MaklumatError as error:
                return _said(422 if error.status == 409 else error.status, error.code, str(error))

    return answering


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_speaking
def parcel(request: HttpRequest) -> JsonResponse:
    """Tell where a parcel stands; announce one by POST."""
    if request.method != "POST":
        return _where(parcels.standing(token=_token(request), at=now()))
    if ratelimit.limited(request, "core.parcels", limit=FILES, seconds=HOUR):
        return _too_often()
    words = _words(request)
    if words is None:
        return _said(400, "unreadable", _("We could not read that"))
    name, size, digest = words
    token, at = _token(request), now()
    if not parcels.is_known(token=token, at=at) and _takes_too_much(request, size):
        return _too_much()
    return _where(parcels.announce(token=token, name=name, size=size, digest=digest, at=at))


def _takes_too_much(request: HttpRequest, size: int) -> bool:
    """Room is given by what is announced, so that is what is counted: in kilobytes."""
    kilobytes = max(1, min(size, uploads.MOST_BYTES) // 1024)
    who = client_address(request)
    told = ratelimit.tries(who, "core.parcels.room", seconds=DAY, weight=kilobytes)
    return told > settings.UPLOAD_ROOM_MB * 1024 // SHARE


@csrf_exempt
@never_cache
@require_POST
@_speaking
def piece(request: HttpRequest) -> JsonResponse:
    """Take one piece: its place in a header, its digest in another, its bytes as they are."""
    if ratelimit.limited(request, "core.parcels.pieces", limit=PIECES, seconds=HOUR):
        return _too_often()
    offset = request.headers.get("Parcel-Offset", "")
    if not offset.isdecimal() or not offset.isascii() or len(offset) > 12:
        return _said(400, "unreadable", _("We could not read that"))
    if _length(request) > parcels.MOST_PIECE:
        return _said(413, "too_large", _("This piece is too large."))
    standing = parcels.add_piece(
        token=_token(request),
        offset=int(offset),
        digest=request.headers.get("Parcel-Digest", ""),
        content=request.body,
        at=now(),
    )
    return _where(standing)


@csrf_exempt
@never_cache
@require_POST
@_speaking
def drop(request: HttpRequest) -> JsonResponse:
    """Forget a parcel; what is not there is forgotten already."""
    parcels.drop(tokens=[_token(request)])
    return JsonResponse({"state": "gone"})


def _token(request: HttpRequest) -> str:
    return request.headers.get("Parcel", "")


def _length(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() and length.isascii() else 0


def _words(request: HttpRequest) -> tuple[str, int, str] | None:
    """Read name, size and digest; None when they are not what they must be."""
    if _length(request) > LONGEST_WORDS:
        return None
    try:
        told: Any = json.loads(request.body)  # Any: whatever was sent
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    name, size, digest = told.get("name"), told.get("size"), told.get("digest")
    if not isinstance(name, str) or not isinstance(digest, str) or type(size) is not int:
        return None
    return None if "\0" in name else (name, size, digest)


def _where(standing: Standing, status: int = 200) -> JsonResponse:
    return JsonResponse(
        {
            "state": standing.state,
            "offset": standing.offset,
            "name": standing.name,
            "size": standing.size,
            "problem": standing.problem,
        },
        status=status,
    )


def _said(status: int, code: str, problem: str) -> JsonResponse:
    return JsonResponse({"code": code, "problem": problem}, status=status)


def _too_often() -> JsonResponse:
    return _later(_("Too many files came from your connection. Try again in an hour."), HOUR)


def _too_much() -> JsonResponse:
    return _later(_("Too many large files came from your connection. Try again tomorrow."), DAY)


def _later(sentence: str, seconds: int) -> JsonResponse:
    answer = _said(429, "too_often", sentence)
    answer["Retry-After"] = str(ratelimit.seconds_left(seconds))
    return answer
