"""What is done when somebody leaves: everything of theirs goes, the device's own cookie stays."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maklumat.agencies.devices import visitor_left
from maklumat.kiosk.mount import COOKIE

PATHS = ("/", "/kiosk/", "/kiosk/buka/")


def forget_visitor(request: HttpRequest, response: HttpResponse) -> None:
    """Drop what the server keeps for the visitor, and tell the browser to drop the rest."""
    visitor_left.send(sender=None, request=request)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    for name in request.COOKIES:
        if name == COOKIE:
            continue
        for path in PATHS:
            response.delete_cookie(name, path=path)
    response["Clear-Site-Data"] = '"cache"'
    response["Cache-Control"] = "no-store"
