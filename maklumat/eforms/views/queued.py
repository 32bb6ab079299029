"""A form that waited on a device comes to be handed in: whole, once, without a cookie. ADR 25."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maklumat.agencies.devices import device_of
from maklumat.core import ratelimit
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.ownpage import is_from_own_page
from maklumat.eforms import codes, enclosing, reading, waiting
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Filled
from maklumat.eforms.models import Submission
from maklumat.eforms.queries import submissions as queries
from maklumat.eforms.queries.forms import offered_by_key
from maklumat.eforms.views.following import HANDED_IN, HOUR, HandInForm
from maklumat.eforms.waiting import Waiting
from maklumat.eforms.world import world


@csrf_exempt  # no session is read, no cookie: what is sent stands for itself. ADR 22, 25
@require_POST
@never_cache
def queued(request: HttpRequest) -> JsonResponse:
    """Hand in a sealed form; the same twice is kept once."""
    if not is_from_own_page(request):
        return _refused(403, _("Open the page of this government and try again."))
    try:
        came = waiting.opened(request.POST.get("sealed", ""), at=now())
    except RuleBroken as error:
        return _refused(422, str(error))
    uid = UUID(came.draft.uid)
    if known := queries.known(uid):
        return _told(known, uid, 200)
    asked = HandInForm(request.POST)
    if not asked.is_valid():
        return _refused(422, *(str(text) for texts in asked.errors.values() for text in texts))
    if ratelimit.limited(request, "eforms.hand_in", limit=HANDED_IN, seconds=HOUR):
        answer = _refused(429, _("Very many forms came from here. It is tried again later."))
        answer["Retry-After"] = str(ratelimit.seconds_left(HOUR))
        return answer
    try:
        done = submitting.submit(filled=_filled(request, came, asked), at=now())
    except RuleBroken as error:
        return _refused(409, str(error))
    enclosing.forget(came.draft)
    return _told(done.submission, uid, 200 if done.again else 201)


def _filled(request: HttpRequest, came: Waiting, asked: HandInForm) -> Filled:
    """Return the form as it is handed in. Raises RuleBroken when it can't be any more."""
    at = now()
    try:
        offered = offered_by_key(came.form, came.service, at)
    except NotFound:
        raise RuleBroken(_("The agency does not offer this form any more.")) from None
    if offered.version.pk != came.draft.version:
        raise RuleBroken(
            _(
                "The form has changed since you filled it in. Open it and look at your answers again."
            )
        )
    had = len(came.draft.files)
    enclosing.look(came.draft, at)
    if len(came.draft.files) < had:
        raise RuleBroken(
            _("Files of this form were kept for one day and are gone. Fill it in anew.")
        )
    if reading.is_open(offered.version.rules, came.draft.answers, world(came.draft.files)):
        raise RuleBroken(_("Something in the form is still open."))
    device = device_of(request)
    return Filled(
        offered,
        came.draft.answers,
        UUID(came.draft.uid),
        asked.cleaned_data["email"],
        "kiosk" if device else "web",
        get_language() or "id",
        enclosing.tokens(came.draft),
        device.name if device else "",
    )


def _told(row: Submission, uid: UUID, status: int) -> JsonResponse:
    token = codes.token(row.number)
    told = {
        "uid": str(uid),
        "number": row.number,
        "code": codes.code_for(str(uid)),
        "address": reverse("eforms:filed", args=[token]),
    }
    return JsonResponse(told, status=status)


def _refused(status: int, *sentences: str) -> JsonResponse:
    return JsonResponse({"errors": {"": list(sentences)}}, status=status)
