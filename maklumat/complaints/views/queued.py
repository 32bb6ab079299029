"""A report that waited on a device: the page on which all of it is written at once, and its post.

The page is the same for everybody, so that a device may keep it. The post carries no form token and
no session is read: ADR 22 says why that will do, ADR 25 how the queue uses it.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maklumat.agencies.devices import device_of
from maklumat.complaints import codes
from maklumat.complaints.actions import drafting, filing
from maklumat.complaints.filing_forms import OTHER, UNKNOWN
from maklumat.complaints.filing_steps import ABOUT, SELF, STEPS, STORY, Filing
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.sent import token
from maklumat.complaints.views.filing import HOUR, POSTS, kinds_of, known_now, log, suspicion
from maklumat.core import ratelimit, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.ownpage import is_from_own_page
from maklumat.core.pagecache import cached_page

KEPT = 3600
Errors = dict[str, list[str]]


@require_safe
@cached_page("complaint-rules", "agencies", "government", seconds=KEPT)
def unsent(request: HttpRequest) -> HttpResponse:
    """Ask for the whole report on one page, which works without a network."""
    here = Filling()
    context = {
        "story": here.form(STORY),
        "about": here.form(ABOUT),
        "self": here.form(SELF),
        "begun": here.filing.begun,
        "kinds": kinds_of(here.filing.known),
        "book": here.filing.known.rules.book,
        "today": here.filing.known.today.isoformat(),
        "most_files": uploads.MOST_FILES,
        "OTHER": OTHER,
        "UNKNOWN": UNKNOWN,
        "page_title": _("Tell us"),
    }
    return render(request, "complaints/public/unsent.html", context)


class Filling:
    """The three forms of a report, empty."""

    def __init__(self) -> None:
        self.filing = Filing(QueryDict(), known_now(), now())

    def form(self, step: str) -> forms.Form:
        return self.filing.shown(step)


@csrf_exempt
@require_POST
@never_cache
def queued(request: HttpRequest) -> JsonResponse:
    """File a report that a queue sends, once; answer its number and code to whoever holds its uid."""
    if not is_from_own_page(request):
        return _refused(403, {"": [_("Open the page of this government and try again.")]})
    try:
        uid = UUID(request.POST.get("uid", ""))
    except ValueError:
        return _refused(422, {"": [_("The name of this form is damaged. Write it once more.")]})
    if known := reads.case_of_form(uid):
        return _told(known, uid, 200)
    if ratelimit.limited(request, "complaints.steps", limit=POSTS, seconds=HOUR):
        return _too_often()
    return _file(request, Filing(request.POST, known_now(), now()))


def _file(request: HttpRequest, here: Filing) -> JsonResponse:
    checked = {step: here.bound(step) for step in STEPS}
    if errors := _errors(checked):
        return _refused(422, errors)
    if problems := _take_files(request, here):
        return _refused(422, {"attachments": problems})
    if trouble := suspicion(request, here, checked[SELF]):
        if known := reads.case_of_form(here.uid):
            return _told(known, here.uid, 200)
        return _refused(429, {"": [trouble]})
    made = here.report(checked, device_of(request))
    try:
        filed = filing.file_complaint(report=made, at=here.at)
    except RuleBroken as error:
        return _refused(409, {"": [str(error)]})
    except (DatabaseError, OSError):
        log.exception("complaints.not_filed")
        return _refused(503, {"": [_("Not sent yet. It is tried again.")]})
    return _told(filed.complaint, here.uid, 201)


def _take_files(request: HttpRequest, here: Filing) -> list[str]:
    """Join the files that came in pieces to the report; say so when some of them are gone."""
    tokens = request.POST.getlist("parcels")[: uploads.MOST_FILES + 1]
    problems = drafting.keep_parcels(client_uid=here.uid, tokens=tokens, at=here.at)
    if problems:
        return problems
    promised = request.POST.get("files", "")
    some = int(promised) if promised.isdecimal() and len(promised) < 3 else 0
    if len(reads.drafts_of(here.uid)) < some:
        return [
            _("The files that you chose were kept for one day and are gone. Send without them.")
        ]
    return []


def _errors(checked: dict[str, forms.Form]) -> Errors:
    return {
        name: [str(text) for text in texts]
        for form in checked.values()
        if not form.is_valid()
        for name, texts in form.errors.items()
    }


def _told(case: Complaint, uid: UUID, status: int) -> JsonResponse:
    told: dict[str, Any] = {  # Any: as JSON has it
        "uid": str(uid),
        "number": case.number,
        "code": codes.code_for(str(case.client_uid)),
        "address": reverse("complaints:filed", args=[token(case)]),
    }
    return JsonResponse(told, status=status)


def _too_often() -> JsonResponse:
    answer = _refused(429, {"": [_("Very many reports came from here. It is tried again later.")]})
    answer["Retry-After"] = str(ratelimit.seconds_left(HOUR))
    return answer


def _refused(status: int, errors: Errors) -> JsonResponse:
    return JsonResponse({"errors": errors}, status=status)
