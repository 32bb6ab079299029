"""A point: its questionnaire, a choice of services, or four faces for one tap."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maklumat.agencies.devices import device_of
from maklumat.catalogue.queries import services_of_agency
from maklumat.core import ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.core.ownpage import is_from_own_page
from maklumat.core.pagecache import cached_page
from maklumat.surveys import labels
from maklumat.surveys.actions import answering
from maklumat.surveys.actions.answering import Tap
from maklumat.surveys.answer_form import KIOSK, waited
from maklumat.surveys.models import Point
from maklumat.surveys.once import uid_of_form
from maklumat.surveys.queries import asking
from maklumat.surveys.views.answering import HOUR, KEPT, TAGS, wants_json

TAPS = 3600  # an hour and connection: a door at which a whole crowd leaves, and what was kept
REASONS_SHOWN = "alasan"


@csrf_exempt  # as the questionnaire: ADR 22
@require_http_methods(["GET", "HEAD", "POST"])
@cached_page(*TAGS, seconds=KEPT, query=("kanal", REASONS_SHOWN, "selesai"))
def point(request: HttpRequest, code: str) -> HttpResponseBase:
    """Lead from a code on the wall to what it asks for, or take a tap."""
    found = asking.point(code)
    if request.method == "POST" and found is not None and found.use == "rating":
        return _take(request, found)
    if found is None or not found.is_active:
        return render(
            request, "surveys/public/point-gone.html", {"page_title": _("Survey")}, status=404
        )
    if found.use == "rating":
        response = _faces(request, found)
        if request.GET.get(REASONS_SHOWN):
            response.cache_seconds = 0  # type: ignore[attr-defined]  # read by pagecache
        return response
    channel = "&kanal=kiosk" if request.GET.get("kanal") == KIOSK else ""
    if found.service is not None and found.service.live:
        place = reverse("surveys:answer", args=[found.service.agency.slug, found.service.slug])
        return HttpResponseRedirect(f"{place}?titik={found.code}{channel}")
    return _choice(request, found, channel)


def _choice(request: HttpRequest, found: Point, channel: str) -> HttpResponse:
    rows = [
        {
            "title": service.name,
            "text": service.summary,
            "address": reverse("surveys:answer", args=[service.agency.slug, service.slug])
            + f"?titik={found.code}{channel}",
        }
        for service in services_of_agency(found.unit)
    ]
    context = {
        "point": found,
        "rows": rows,
        "is_kiosk": request.GET.get("kanal") == KIOSK,
        "page_title": _("Satisfaction survey"),
    }
    return render(request, "surveys/public/point.html", context)


def _faces(
    request: HttpRequest, found: Point, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    uid = request.GET.get(REASONS_SHOWN, "")
    context = {
        "point": found,
        "uid": uid if _uuid(uid) else "",
        "is_done": "selesai" in request.GET,
        "ratings": labels.RATINGS,
        "reasons": labels.RATING_REASONS,
        "is_kiosk": request.GET.get("kanal") == KIOSK,
        "problem": problem,
        "page_title": _("Rate our service: %(place)s") % {"place": found.name},
    }
    return render(request, "surveys/public/tap.html", context, status=status)


def _take(request: HttpRequest, found: Point) -> HttpResponseBase:
    """Keep a tap, or the reason for one."""
    if not is_from_own_page(request):
        return _refused(request, found, 403, _("Open this page itself to rate."))
    if ratelimit.limited(request, "surveys.tap", limit=TAPS, seconds=HOUR):
        return _refused(
            request, found, 429, _("Very many ratings came from here. Try again later.")
        )
    uid = _uuid(request.POST.get("uid", ""))
    if request.POST.get("uid") and uid is None:
        return _refused(request, found, 422, _("The name of this rating is damaged. Tap again."))
    try:
        if "reason" in request.POST:
            return _kept(request, found, _reason(request, uid), REASONS_SHOWN)
        uid = uid or uid_of_form(request)
        answering.rate(tap=_tap(request, found, uid), at=now())
    except RuleBroken as error:
        return _refused(request, found, 422, str(error))
    return _kept(request, found, uid, "")


def _reason(request: HttpRequest, uid: UUID | None) -> UUID:
    if uid is None:
        raise RuleBroken(_("The name of this rating is damaged. Tap again."))
    answering.give_reason(uid=uid, reason=request.POST["reason"], at=now())
    return uid


def _tap(request: HttpRequest, found: Point, uid: UUID) -> Tap:
    value = request.POST.get("value", "")
    when = (now() - waited(request.POST.get("ago", ""))).astimezone(found.agency.government.zone)
    return Tap(
        agency=found.agency,
        unit=found.unit,
        value=int(value) if value in {"1", "2", "3", "4"} else 0,
        day=when.date(),
        hour=when.hour,
        client_uid=uid,
        service=found.service,
        point=found,
        sent_from=device.name if (device := device_of(request)) else "",
    )


def _kept(request: HttpRequest, found: Point, uid: UUID, step: str) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"uid": str(uid)}, status=200 if step else 201)
    place = reverse("surveys:point", args=[found.code])
    channel = "&kanal=kiosk" if request.GET.get("kanal") == KIOSK else ""
    step = "selesai=1" if step else f"{REASONS_SHOWN}={uid}"
    return HttpResponseRedirect(f"{place}?{step}{channel}")


def _refused(request: HttpRequest, found: Point, status: int, sentence: str) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"errors": {"": [sentence]}}, status=status)
    return _faces(request, found, status=status, problem=sentence)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(str(UUIDField(required=False).clean(text))) if text else None
    except ValidationError:
        return None
