"""Answering the questionnaire of a service: choosing it, filling it in, thanks."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maklumat.agencies.devices import device_of
from maklumat.catalogue import search
from maklumat.catalogue.words import LONGEST_QUESTION
from maklumat.core import ratelimit
from maklumat.core.client import client_address
from maklumat.core.errors import RuleBroken
from maklumat.core.ownpage import is_from_own_page
from maklumat.core.pagecache import cached_page
from maklumat.surveys.actions import submitting
from maklumat.surveys.actions.watching import Trace
from maklumat.surveys.answer_form import KIOSK, LONGEST_TEXT, AnswerForm
from maklumat.surveys.once import uid_of_form
from maklumat.surveys.queries import asking
from maklumat.surveys.queries.asking import Asked

TAGS = ("questionnaires", "services", "agencies", "government")
KEPT = 3600
PER_PAGE = 20
HOUR = 3600
# An hour and connection: an office, a village or a mobile network shares one address, and a device
# that was without a network sends what it kept all at once.
POSTS = 1200
REMEMBERED = ("unit", "titik", "kanal")  # in the address, from a QR code to the thanks


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("q", "page", "kanal", "opd"))
def index(request: HttpRequest) -> HttpResponse:
    """Let somebody find the service by which they were served."""
    question = " ".join(request.GET.get("q", "")[:LONGEST_QUESTION].split())
    own = request.GET.get("opd", "")[:80]  # a screen begins with what its house offers
    results = search.find(question, search.Filters(agency=own))
    if not results.rows and own:
        own, results = "", search.find(question, search.Filters())
    page = Paginator(results.rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = _remembered(request)
    rows = [
        {
            "title": row.name,
            "text": row.agency_name,
            "address": reverse("surveys:answer", args=[row.agency_slug, row.slug]) + kept,
        }
        for row in page
    ]
    context = {
        "question": question,
        "results": results,
        "page": page,
        "rows": rows,
        "own": own,
        "kept": kept,
        "page_title": _("Satisfaction survey"),
        "page_description": _("Tell how you were served. Nine questions, no name."),
    }
    return render(request, "surveys/public/index.html", context)


@csrf_exempt  # no form token, so that the page is the same for everybody: ADR 22
@require_http_methods(["GET", "HEAD", "POST"])
@cached_page(*TAGS, seconds=KEPT, query=(*REMEMBERED, "kode"))
def answer(request: HttpRequest, agency: str, service: str) -> HttpResponseBase:
    """Show the questionnaire of a service, or take one that is filled in."""
    at = now()
    asked = asking.asked_by(agency, service, at)
    if request.method == "POST":
        return _take(request, asked)
    if (agency, service) != (asked.service.agency.slug, asked.service.slug):
        return redirect(_address("answer", asked) + _remembered(request), permanent=True)
    form = AnswerForm(asked, initial=_from_address(request, asked))
    response = _page(request, asked, form)
    if request.GET.get("kode"):
        response.cache_seconds = 0  # type: ignore[attr-defined]  # read by pagecache
    return response


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=REMEMBERED)
def thanks(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Thank, and say what becomes of the answers; at a kiosk make room for the next person."""
    asked = asking.asked_by(agency, service, now())
    context = {
        "service": asked.service,
        "again": _next_person(request, asked),
        "is_kiosk": request.GET.get("kanal") == KIOSK,
        "page_title": _("Thank you"),
    }
    return render(request, "surveys/public/thanks.html", context)


def _next_person(request: HttpRequest, asked: Asked) -> str:
    """Return where the next one begins: at the place, where it serves for more than one thing."""
    point = asking.point(code) if (code := request.GET.get("titik", "")[:8]) else None
    if point and point.is_active and not point.service_id:
        channel = _query({"kanal": request.GET.get("kanal", "")[:80]})
        return reverse("surveys:point", args=[point.code]) + channel
    return _address("answer", asked) + _remembered(request)


def _from_address(request: HttpRequest, asked: Asked) -> dict[str, str]:
    """Take what a QR code or a receipt says: the place, its code, a one-time code."""
    point = asking.point(code) if (code := request.GET.get("titik", "")[:8]) else None
    unit = request.GET.get("unit", "") or (point.unit.slug if point else "")
    return {
        "unit": unit if any(unit == place.slug for place in asked.units) else "",
        "point": point.code if point else "",
        "channel": KIOSK if request.GET.get("kanal") == KIOSK else "",
        "code": request.GET.get("kode", "")[:40],
    }


def _take(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    at = now()
    form = AnswerForm(asked, request.POST, device=device_of(request))
    if not is_from_own_page(request):
        return _refused(request, asked, form, 403, _("Open this page itself to send your answers."))
    if ratelimit.limited(request, "surveys.answer", limit=POSTS, seconds=HOUR):
        minutes = ratelimit.seconds_left(HOUR) // 60 + 1
        sentence = _(
            "Very many answers came from your connection. Yours are still here: send them again in"
            " %(minutes)d minutes."
        ) % {"minutes": minutes}
        response = _refused(request, asked, form, 429, sentence)
        response["Retry-After"] = str(ratelimit.seconds_left(HOUR))
        return response
    if not form.is_valid():
        return _refused(request, asked, form, 422)
    said = form.cleaned_data
    uid = said["uid"] or uid_of_form(request)
    trace = Trace(address=client_address(request), seconds=said["seconds"])
    try:
        again = submitting.submit(
            sheets=form.answers(uid, at), trace=trace, code=said["code"].strip(), at=at
        )
    except RuleBroken as error:
        form.add_error("code" if said["code"] else None, str(error))
        return _refused(request, asked, form, 422)
    if wants_json(request):
        return JsonResponse({"uid": str(uid), "again": again}, status=200 if again else 201)
    kept = {"titik": said["point"].code if said["point"] else "", "kanal": said["channel"],
            "unit": said.get("unit", "")}  # fmt: skip
    return HttpResponseRedirect(_address("thanks", asked) + _query(kept))


def _refused(
    request: HttpRequest, asked: Asked, form: AnswerForm, status: int, sentence: str = ""
) -> HttpResponseBase:
    """Give everything back that was typed, with a sentence for each wrong value."""
    if wants_json(request):
        errors: dict[str, list[str]] = {"": [sentence]} if sentence else {}
        if not sentence:
            errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        return JsonResponse({"errors": errors}, status=status)
    if sentence:
        form.is_valid()
        form.errors.clear()
        form.add_error(None, sentence)
    return _page(request, asked, form, status=status)


def _page(
    request: HttpRequest, asked: Asked, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    is_kiosk = form["channel"].value() == KIOSK
    context: dict[str, Any] = {  # Any: what the template takes
        "form": form,
        "service": asked.service,
        "units": asked.units,
        "sets": form.sets(),
        "is_kiosk": is_kiosk,
        "longest": LONGEST_TEXT,
        "thanks": _address("thanks", asked),
        "page_title": _("Satisfaction survey: %(service)s") % {"service": asked.service.name},
    }
    return render(request, "surveys/public/answer.html", context, status=status)


def _address(view: str, asked: Asked) -> str:
    return reverse(f"surveys:{view}", args=[asked.service.agency.slug, asked.service.slug])


def _remembered(request: HttpRequest) -> str:
    return _query({name: request.GET.get(name, "")[:80] for name in REMEMBERED})


def _query(values: dict[str, str]) -> str:
    told = urlencode({name: value for name, value in values.items() if value})
    return f"?{told}" if told else ""


def wants_json(request: HttpRequest) -> bool:
    """Is this the queue of a page, not a form?"""
    return request.headers.get("Accept", "") == "application/json"
