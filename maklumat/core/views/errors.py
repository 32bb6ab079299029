"""The pages for everything that goes wrong: one shape, both languages, JSON for machines.

`maklumat/urls.py` names `bad_request`, `forbidden`, `missing` and `broken` as Django's handlers.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maklumat.core.errors import MaklumatError, RuleBroken

log = logging.getLogger(__name__)

_MACHINE_FACES = ("/api/", "/open311/", "/hsds/", "/cpsv/", "/healthz", "/readyz")

Text = str | Promise


@dataclass(frozen=True)
class Trouble:
    """What a person or a program is told: what happened, and what they can do."""

    status: int
    code: str
    title: Text
    text: Text


BAD_REQUEST = Trouble(
    400,
    "bad_request",
    _("We could not read that"),
    _("Something in the address or the form is damaged. Go back and try again."),
)
UNREADABLE = Trouble(
    400,
    "unreadable_character",
    _("One character can't be stored"),
    _(
        "Your text contains an invisible character that can't be stored, often from copying out of"
        " another program. Go back, type that part again, and send it once more."
    ),
)
REFUSED = Trouble(
    403,
    "refused",
    _("This page is not for this account"),
    _("This page does not exist, or it is not for your account. Sign in with another account."),
)
EXPIRED = Trouble(
    403,
    "form_expired",
    _("This form was open too long"),
    _(
        "Nothing has been sent yet. Press Back in your browser: what you typed is still there."
        " Reload only if it is not, then send it again."
    ),
)
NO_COOKIES = Trouble(
    403,
    "cookies_needed",
    _("This form needs a cookie"),
    _(
        "Nothing has been sent yet. Your browser refused the one cookie that protects this form."
        " Allow cookies for this address, press Back, and send it again."
    ),
)
MISSING = Trouble(
    404,
    "not_found",
    _("This page does not exist"),
    _("The address may be mistyped, or the page has moved. Search for what you need instead."),
)
RULE_BROKEN = Trouble(
    409,
    "rule_broken",
    _("That is not possible now"),
    _("Go back and look at what has changed, then try again."),
)
TOO_LARGE = Trouble(
    413,
    "too_large",
    _("That is too large to send"),
    _("The text or the file is too large. Press Back, shorten it or send it in parts."),
)
TOO_MANY_FIELDS = Trouble(
    413,
    "too_many_fields",
    _("That form has too many rows"),
    _("Press Back, remove some rows or files, save, and add the rest afterwards."),
)
TOO_OFTEN = Trouble(
    429,
    "too_often",
    _("Too many tries"),
    _("This was tried many times from your connection. Wait a moment, then try again."),
)
BROKEN = Trouble(
    500,
    "broken",
    _("This page is broken right now"),
    _(
        "The fault is ours and has been reported. Press Back: what you typed is usually still"
        " there. Try again in a few minutes."
    ),
)

_BY_STATUS = {403: REFUSED, 404: MISSING, 409: RULE_BROKEN, 413: TOO_LARGE, 429: TOO_OFTEN}


def answer(request: HttpRequest, trouble: Trouble, *, text: Text = "") -> HttpResponse:
    """Show the trouble as a page, as a fragment (htmx) or as JSON; `text` replaces its sentence.

    The language is the one the address names: the failure may lie before the language middleware.
    """
    with translation.override(_language(request)):
        shown = {
            "status": trouble.status,
            "code": trouble.code,
            "title": str(trouble.title),
            "text": str(text or trouble.text),
        }
        if _wants_json(request):
            body = {"code": trouble.code, "message": shown["text"]}
            response: HttpResponse = JsonResponse(body, status=trouble.status)
        else:
            fragment = request.headers.get("HX-Request") == "true"
            template = "error_fragment.html" if fragment else "error.html"
            html = render_to_string(template, shown, request)
            response = HttpResponse(html, status=trouble.status)
    response["Cache-Control"] = "no-store"
    return response


def expected(request: HttpRequest, error: MaklumatError) -> HttpResponse:
    """Answer an error that an action or a query raised.

    Only a broken rule says why: the text of the others may name what the person may not know of.
    """
    trouble = _BY_STATUS.get(error.status, BROKEN)
    trouble = Trouble(error.status, error.code, trouble.title, trouble.text)
    return answer(request, trouble, text=str(error) if isinstance(error, RuleBroken) else "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return answer(request, TOO_LARGE)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return answer(request, TOO_MANY_FIELDS)
    return answer(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, REFUSED)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, MISSING)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, NO_COOKIES if reason == REASON_NO_CSRF_COOKIE else EXPIRED)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without the database and without whatever has just failed."""
    with translation.override(_language(request)):
        if _wants_json(request):
            return JsonResponse({"code": BROKEN.code, "message": str(BROKEN.text)}, status=500)
        shown = {"title": str(BROKEN.title), "text": str(BROKEN.text)}
        return HttpResponse(render_to_string("500.html", shown), status=500)


def _language(request: HttpRequest) -> str:
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def _wants_json(request: HttpRequest) -> bool:
    return request.path_info.startswith(_MACHINE_FACES) or (
        request.accepts("application/json") and not request.accepts("text/html")
    )
