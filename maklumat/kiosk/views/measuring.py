"""Measuring a screen with a bank card: for the officer who sets it up."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.agencies.devices import device_of
from maklumat.kiosk import facts, queries
from maklumat.kiosk.models import MM_PER_PX


@require_safe
@never_cache
def screen(request: HttpRequest) -> HttpResponseBase:
    """Draw a card that is made as large as the real one held to the glass."""
    device = device_of(request)
    if device is None:
        return redirect("kiosk:enrol")
    row = queries.device_row(device.uid)
    known = facts.facts(row, now())
    if not known["may_measure"]:
        return redirect("kiosk:start")
    context = {
        "known": known,
        "accent": row.agency.government.accent.removeprefix("#"),
        "least": MM_PER_PX[0],
        "most": MM_PER_PX[1],
    }
    return render(request, "kiosk/measuring.html", context)
