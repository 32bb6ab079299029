"""Reading aloud at a kiosk. For the device only; what is read is neither kept nor logged."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maklumat.agencies.devices import device_of
from maklumat.core import ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.kiosk import speaking

LONGEST = 4096  # bytes of a request
BLOCKS = 90  # a minute and device: a page is read in some twenty
MINUTE = 60


@csrf_exempt  # it changes nothing; the device's cookie is SameSite=Strict
@require_POST
@never_cache
def speak(request: HttpRequest) -> HttpResponse:
    """Answer a block of a page as sound."""
    device = device_of(request)
    if device is None:
        return JsonResponse({"enrol": True}, status=401)
    if ratelimit.tries(str(device.uid), "kiosk.speak", seconds=MINUTE) > BLOCKS:
        return JsonResponse({"later": True}, status=429)
    asked = _json(request)
    text, language = asked.get("text"), asked.get("language")
    if not isinstance(text, str) or not isinstance(language, str):
        return JsonResponse({"error": "text, language"}, status=422)
    try:
        sound = speaking.spoken(text, language)
    except RuleBroken as error:
        return JsonResponse({"error": str(error)}, status=422)
    except speaking.NoVoice:
        return JsonResponse({"later": True}, status=503)
    return HttpResponse(sound, content_type="audio/wav")


def _json(request: HttpRequest) -> dict[str, object]:
    try:
        asked = json.loads(request.read(LONGEST))
    except (ValueError, RecursionError):
        return {}
    return asked if isinstance(asked, dict) else {}
