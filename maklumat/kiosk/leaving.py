"""What is done when somebody leaves: everything of theirs goes, the device's own cookie stays."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maklumat.agencies.devices import visitor_left
from maklumat.kiosk import traces
from maklumat.kiosk.mount import COOKIE

PATHS = ("/", "/kiosk/", "/kiosk/buka/")


def forget_visitor(request: HttpRequest, response: HttpResponse) -> None:
    """Drop what the server keeps for the visitor, and tell the browser to drop the rest."""
    token = request.COOKIES.get(COOKIE, "")
    for name, value in traces.recall(token).items():
        request.COOKIES.setdefault(name, value)
    visitor_left.send(sender=None, request=request)
    traces.forget(token)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    for name in request.COOKIES:
        if name != COOKIE:
            _delete(response, name)
    response["Clear-Site-Data"] = '"cache"'
    response["Cache-Control"] = "no-store"


def _delete(response: HttpResponse, name: str) -> None:
    """Delete a cookie at every path where one may lie: a response holds one of each name."""
    for path in PATHS[1:]:
        response.delete_cookie(name, path=path)
        dict.__setitem__(response.cookies, f"{name} {path}", response.cookies.pop(name))
    response.delete_cookie(name, path=PATHS[0])
