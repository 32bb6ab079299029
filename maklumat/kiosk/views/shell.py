"""The frame of a kiosk: its start screen, its right to be one, and the end of a visit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.agencies.devices import device_of
from maklumat.core import ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.core.numbers import CODE_ALPHABET
from maklumat.kiosk import actions, facts, leaving, mount, queries
from maklumat.kiosk.forms import EnrolForm

# As on all pages; besides, a paper that was fetched is printed from a frame of its own.
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-src 'self' blob:; object-src 'self' blob:; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
COOKIE_DAYS = 400  # the longest a browser keeps one; every start renews it
HOUR = 3600
TRIES = 20  # codes typed an hour and connection


@require_http_methods(["GET", "HEAD"])
@never_cache
def start(request: HttpRequest) -> HttpResponseBase:
    """Show the start screen of a known device; any other screen is asked for its code."""
    device = device_of(request)
    if not request.path_info.startswith(mount.FACE):
        return redirect(mount.FACE)  # the cookie of a device is sent only there
    if device is None:
        return _no_device(request)
    row = queries.device_row(device.uid)
    known = facts.facts(row, now())
    context = {
        "device": row,
        "facts": {**known, "site": settings.SITE_URL},
        "start": mount.FACE,
        "release": known["version"],
        "site": settings.SITE_URL,
        "accent": row.agency.government.accent.removeprefix("#"),
    }
    response = render(request, "kiosk/shell.html", context)
    response["Content-Security-Policy"] = POLICY
    _keep_token(response, request.COOKIES[mount.COOKIE])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code that an officer sees on the staff page of this device."""
    form = EnrolForm(request.POST or None, initial={"code": request.GET.get("kode", "")[:20]})
    if request.method == "POST" and form.is_valid():
        if ratelimit.limited(request, "kiosk.enrol", limit=TRIES, seconds=HOUR):
            return ratelimit.too_often(request, seconds=HOUR)
        try:
            _row, token = actions.enrol(code=form.cleaned_data["code"], at=now())
        except RuleBroken as error:
            form.add_error("code", str(error))
        else:
            response = redirect(mount.FACE)  # where its cookie is sent, whatever the language
            _keep_token(response, token)
            return response
    context = {"form": form, "signs": CODE_ALPHABET}
    return render(request, "kiosk/enrol.html", context, status=422 if form.errors else 200)


@csrf_exempt  # it uses nobody's authority and only takes away: ADR 22
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End a visit: nothing of it stays at the server, nor in the browser."""
    response = HttpResponse(status=204)
    if mount.COOKIE in request.COOKIES:  # of a screen that was withdrawn meanwhile, too
        leaving.forget_visitor(request, response)
    return response


def _no_device(request: HttpRequest) -> HttpResponse:
    """Lead to the enrol page; a screen that was one until now first forgets its last visitor."""
    response = redirect("kiosk:enrol")
    if mount.COOKIE in request.COOKIES:
        leaving.forget_visitor(request, response)
        response.delete_cookie(mount.COOKIE, path=mount.FACE, samesite="Strict")
    return response


def _keep_token(response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        mount.COOKIE, token, max_age=COOKIE_DAYS * 86400, path=mount.FACE, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip
