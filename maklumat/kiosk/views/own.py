"""What a screen asks the server about itself, and tells it of its measure. For the device only."""

from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.agencies.devices import device_of
from maklumat.kiosk import facts, queries


@require_safe
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """Answer what the frame must know of its device, as JSON; `?bahasa=en` for links in English."""
    device = device_of(request)
    if device is None:
        return JsonResponse({"enrol": True}, status=401)
    asked = request.GET.get("bahasa", "")
    code = asked if asked in dict(configured.LANGUAGES) else translation.get_language()
    with translation.override(code):
        return JsonResponse(facts.facts(queries.device_row(device.uid), now()))


@require_safe
@never_cache
def look(request: HttpRequest) -> HttpResponse:
    """Answer the measures of this screen as a stylesheet, for the frame and the pages in it."""
    device = device_of(request)
    if device is None:
        return HttpResponse(status=401, content_type="text/css")
    row = queries.device_row(device.uid)
    return HttpResponse(f":root{{--mm:{facts.px_per_mm(row)}px;}}\n", content_type="text/css")
