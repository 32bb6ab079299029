"""The service worker of a kiosk: the portal's own, for everything below /kiosk/."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from maklumat.core import offline
from maklumat.kiosk import mount


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the worker. It says nothing of the device, so that an unknown one may have it, too."""
    return offline.worker(prefix=mount.FACE, inside=mount.INSIDE, own=[reverse("kiosk:start")])
