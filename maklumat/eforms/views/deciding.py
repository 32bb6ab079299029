"""What somebody does with a filled form: print it, take it along, hand it to a phone, forget it."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.core import links, qr, ratelimit
from maklumat.core.errors import Refused
from maklumat.core.ownpage import is_from_own_page
from maklumat.eforms import enclosing, papers, reading, sitting
from maklumat.eforms import path as paths
from maklumat.eforms.fields import cleaned
from maklumat.eforms.queries.forms import offered_by_key
from maklumat.eforms.sitting import Draft, Sitting, TooLarge
from maklumat.eforms.views.filling import HOUR, Filling, limited
from maklumat.eforms.world import world

KIND = "maklumat-isian"  # what a file that is taken along says of itself
LARGEST = 500_000  # bytes of such a file
PAPERS = 60  # an hour and connection: a kiosk prints many


@require_safe
@never_cache
def paper(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Answer the filled form as PDF; nothing is stored."""
    here = Filling(request, (agency, service, form))
    if still := here.still_open():
        return redirect(here.address("section", still))
    if ratelimit.limited(request, "eforms.paper", limit=PAPERS, seconds=HOUR):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    names = enclosing.names(here.draft)
    sheet = papers.filled(here.offered, here.draft.answers, at=now(), files=names)
    return papers.answered(sheet, here.offered.form.code)


@require_safe
@never_cache
def take_away(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Answer what was filled in so far as a file, to go on later anywhere."""
    here = Filling(request, (agency, service, form))
    if not here.is_begun:
        return redirect(here.address("start"))
    content = {
        "kind": KIND,
        "form": here.offered.form.code,
        "version": here.offered.version.number,
        "answers": paths.path(here.form, here.draft.answers).answers,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{here.offered.form.code}.json"'
    return response


@csrf_exempt  # so that the page it stands on is the same for everybody, and may be kept: ADR 22
@require_POST
@never_cache
def load(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Go on with a file that was taken along; what the form would refuse is left out."""
    if not is_from_own_page(request):
        raise Refused(_("Open the page of this government and try again."))
    here = Filling(request, (agency, service, form))
    brought = _brought(request, here)
    if isinstance(brought, str):
        context = {
            "offered": here.offered,
            "form": here.form,
            "problem": brought,
            "page_title": here.form.title,
        }
        return render(request, "eforms/public/start.html", context, status=422)
    if limited(request):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    return _begun_with(request, here, brought)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_over(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Show a QR code by which a phone goes on with this form, once and for ten minutes."""
    here = Filling(request, (agency, service, form))
    if not here.is_begun:
        return redirect(here.address("start"))
    if request.method != "POST":
        return redirect(here.address("begin"))
    if limited(request):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    token = sitting.hand_over(here.offered.form.pk, here.draft, here.offered.service.pk)
    address = links.to("eforms:take-over", token)
    context = {
        "offered": here.offered,
        "form": here.form,
        "address": address,
        "qr": qr.svg(address, title=_("QR code to go on with this form on a phone")),
        "has_files": bool(here.draft.files),
        "until": now() + timedelta(seconds=sitting.HANDOVER_SECONDS),
        "page_title": _("Go on with your phone"),
    }
    return render(request, "eforms/public/hand-over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """Take a form over on this device. Looking does not use the code up; only the button does."""
    if request.method != "POST":
        context = {"waits": sitting.waits(token), "page_title": _("Go on with your form here")}
        status = 200 if context["waits"] else 404
        return render(request, "eforms/public/take-over.html", context, status=status)
    found = sitting.taken_over(token)
    if found is None:
        context = {"waits": False, "page_title": _("Go on with your form here")}
        return render(request, "eforms/public/take-over.html", context, status=404)
    offered = offered_by_key(found["form"], found["service"], now())
    return _begun_with(request, Filling(request, offered.slugs), found["answers"])


@require_POST
@never_cache
def forget(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Forget everything that was filled in."""
    here = Filling(request, (agency, service, form))
    enclosing.forget(here.draft)
    here.sitting.forget(here.offered.form.pk)
    response = redirect(here.address("start"))
    response.delete_cookie(sitting.COOKIE, path=sitting.PATH, samesite="Lax")
    return response


def _brought(request: HttpRequest, here: Filling) -> dict[str, Any] | str:  # Any: answers
    """Return the answers of an uploaded file, or the sentence why it can't be taken."""
    file = request.FILES.get("file")
    if file is None:
        return _("Choose the file that you took along.")
    if (file.size or 0) > LARGEST:
        return _("This file is too large to be one that was taken along from here.")
    try:
        content = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        return _("This is no file that was taken along from here. It ends with .json.")
    if content.get("form") != here.offered.form.code:
        named = cleaned(str(content.get("form")))[:60]
        return _("This file belongs to another form (%s).") % named
    answers = content.get("answers")
    return answers if isinstance(answers, dict) else {}


def _begun_with(
    request: HttpRequest,
    here: Filling,
    answers: dict[str, Any],  # Any: answers
) -> HttpResponse:
    enclosing.forget(here.draft)
    kept = reading.sound(here.form, answers, world())
    draft = Draft(here.offered.version.pk, kept)
    own: Sitting = here.sitting
    try:
        own.keep(here.offered.form.pk, draft)
        own.remember(reading.told(here.form, kept))
    except TooLarge:
        context = here.context(here.form.sections[0])
        return render(request, "eforms/public/too-large.html", context, status=413)
    response = redirect(here.address("begin"))
    own.carry(response)
    return response
