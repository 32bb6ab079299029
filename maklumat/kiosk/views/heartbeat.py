"""The heartbeat of a screen, and its measure. Both come from the device itself, as JSON."""

import json
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maklumat.agencies.devices import Device as Known
from maklumat.agencies.devices import device_of
from maklumat.core import ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.kiosk import actions, beats, facts, queries
from maklumat.kiosk.models import MM_PER_PX

LONGEST = 4096  # bytes of a message
BEATS = 120  # an hour and device: one a minute, and as many after a cut
HOUR = 3600
HIGHEST_MM = 1200  # of the lower edge of a screen


@csrf_exempt  # the cookie is SameSite=Strict, and only JSON is read, which no form can send
@require_POST
@never_cache
def beat(request: HttpRequest) -> HttpResponse:
    """Take a heartbeat; answer whether the settings changed, and when the place is open."""
    known = device_of(request)
    if known is None:
        return JsonResponse({"enrol": True}, status=401)
    if _too_often(known, "kiosk.beat"):
        return JsonResponse({"later": True}, status=429)
    said = beats.read(_json(request))
    if said is None:
        return JsonResponse({"error": _("This is no heartbeat.")}, status=400)
    at = now()
    row = queries.device_row(known.uid)
    actions.hear(device=row, beat=said, at=at)
    told = facts.facts(row, at)
    kept = ("stamp", "version", "open_today", "always_open", "hours_known", "may_measure")
    return JsonResponse({"uid": str(said.uid), **{key: told[key] for key in kept}})


@csrf_exempt  # as above
@require_POST
@never_cache
def measure(request: HttpRequest) -> HttpResponse:
    """Keep how many pixels a millimetre of this screen has, measured with a card on its glass."""
    known = device_of(request)
    if known is None:
        return JsonResponse({"enrol": True}, status=401)
    if _too_often(known, "kiosk.measure"):
        return JsonResponse({"later": True}, status=429)
    sent = _json(request)
    size = _size(sent)
    if size is None:
        said = _("A millimetre has between %(least)s and %(most)s pixels.")
        error = said % {"least": MM_PER_PX[0], "most": MM_PER_PX[1]}
        return JsonResponse({"error": error}, status=422)
    try:
        row = queries.device_row(known.uid)
        actions.measure(device=row, px_per_mm=size, at=now(), bottom_mm=_height(sent))
    except RuleBroken as error:
        return JsonResponse({"error": str(error)}, status=409)
    return JsonResponse({"px_per_mm": float(size)})


def _too_often(device: Known, what: str) -> bool:
    """Counted by device: a lobby with ten screens is one connection."""
    return ratelimit.tries(str(device.uid), what, seconds=HOUR) > BEATS


def _json(request: HttpRequest) -> object:
    """Return what was sent; None unless it is a short JSON text."""
    if request.content_type != "application/json":
        return None
    try:
        if int(request.headers.get("Content-Length") or 0) > LONGEST:
            return None
        return json.loads(request.read(LONGEST + 1))
    except (ValueError, RecursionError):
        return None


def _size(said: object) -> Decimal | None:
    if not isinstance(said, dict):
        return None
    try:
        size = Decimal(str(said.get("px_per_mm", ""))[:20])
    except InvalidOperation:
        return None
    if not size.is_finite() or not MM_PER_PX[0] <= size <= MM_PER_PX[1]:
        return None
    return size.quantize(Decimal("0.01"))


def _height(said: object) -> int | None:
    """Return how high the lower edge hangs, in millimetres, if it was told and can be."""
    height = said.get("bottom_mm") if isinstance(said, dict) else None
    if not isinstance(height, int) or isinstance(height, bool):
        return None
    return height if 0 <= height <= HIGHEST_MM else None
