"""Filing by everybody: three steps, or joining a public report about the same thing."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maklumat.agencies.devices import device_of
from maklumat.agencies.queries import current_government
from maklumat.complaints import proof, queries, whatnext
from maklumat.complaints.actions import drafting, filing, joining
from maklumat.complaints.filing_forms import KIND_HINTS, OTHER, UNKNOWN, JoinForm
from maklumat.complaints.filing_steps import (
    ABOUT,
    SELF,
    STEPS,
    STORY,
    Filing,
    Known,
    suggestion_of,
)
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.sent import token
from maklumat.core import ratelimit, uploads
from maklumat.core.errors import NotFound, RuleBroken

log = logging.getLogger(__name__)

HOUR = 3600
POSTS = 600  # an hour and connection: a whole village may share one address of a mobile network
UPLOADS = 120
PROVED, UNPROVED, UNASKED = 60, 10, 30  # reports an hour and connection: with, without, never asked
QUICKEST = timedelta(seconds=2)  # nobody writes, chooses and sends faster


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponseBase:
    """Show a step of the report, take its answers, and file it after the last one."""
    if request.method != "POST":
        return _step(request, Filing(_from_address(request), known_now(), now()), STORY)
    if ratelimit.limited(request, "complaints.steps", limit=POSTS, seconds=HOUR):
        return ratelimit.too_often(request, seconds=HOUR)
    here = Filing(request.POST, known_now(), now())
    verb, _colon, what = request.POST.get("go", "next").partition(":")
    if verb != "send" and (sent := reads.case_of_form(here.uid)):
        return redirect("complaints:filed", token(sent))
    return _VERBS.get(verb, _next)(request, here, what)


def known_now() -> Known:
    government = current_government()
    if government is None:
        raise NotFound("government")
    today = now().astimezone(government.zone).date()
    return Known(government, queries.current_rules(today), today)


def _from_address(request: HttpRequest) -> QueryDict:
    """Take from a link only what the report is about; nothing of a person stands in an address."""
    sent = QueryDict(mutable=True)
    linked = request.GET.get("layanan") or request.GET.get("opd") or ""
    if linked and any(reads.named(linked)):
        sent["about"] = sent["linked"] = linked
    return sent


# --- The verbs of the buttons -------------------------------------------------------------------


def _next(request: HttpRequest, here: Filing, _what: str) -> HttpResponseBase:
    step = _here(here)
    form = here.bound(step)
    problems = _take_files(request, here)
    if not form.is_valid() or problems or step == SELF:
        return _step(request, here, step, form=form, problems=problems)
    return _step(request, here, STEPS[STEPS.index(step) + 1])


def _back(request: HttpRequest, here: Filing, _what: str) -> HttpResponseBase:
    return _step(request, here, STEPS[max(0, STEPS.index(_here(here)) - 1)])


def _drop(request: HttpRequest, here: Filing, what: str) -> HttpResponseBase:
    try:
        drafting.drop(client_uid=here.uid, file=str(UUID(what)))
    except ValueError:
        log.info("complaints.drop_unknown")
    return _step(request, here, STORY)


def _files(request: HttpRequest, here: Filing, _what: str) -> HttpResponseBase:
    return _step(request, here, STORY, problems=_take_files(request, here))


def _send(request: HttpRequest, here: Filing, _what: str) -> HttpResponseBase:
    """File the report. The same form again, even at the same moment, leads to the same case."""
    checked = {step: here.bound(step) for step in STEPS}
    for step, form in checked.items():
        if not form.is_valid():
            return _step(request, here, step, form=form)
    last = checked[SELF]
    trouble = suspicion(request, here, last)
    if trouble and (sent := reads.case_of_form(here.uid)):
        return redirect("complaints:filed", token(sent))  # the answer was lost on the way
    if trouble:
        last.add_error(None, trouble)
        return _step(request, here, SELF, form=last, status=429)
    made = here.report(checked, device_of(request))
    try:
        filed = filing.file_complaint(report=made, at=here.at)
    except RuleBroken as error:
        last.add_error(None, str(error))
        return _step(request, here, SELF, form=last, status=409)
    except (DatabaseError, OSError):
        log.exception("complaints.not_filed")
        last.add_error(
            None, _("Not sent yet. What you wrote is still here; try again in a moment.")
        )
        return _step(request, here, SELF, form=last, status=503)
    return redirect("complaints:filed", token(filed.complaint))


def _join(request: HttpRequest, here: Filing, what: str) -> HttpResponseBase:
    """Show a public report that somebody may join, and how to be told; or join it."""
    public = reads.to_join(what or request.POST.get("join", ""))
    if public is None:
        return _step(request, here, ABOUT)
    sent = "join" in request.POST and not what
    form = JoinForm(request.POST if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        if ratelimit.limited(request, "complaints.join", limit=UNASKED, seconds=HOUR):
            return ratelimit.too_often(request, seconds=HOUR)
        joining.join(
            complaint=public.complaint,
            client_uid=here.uid,
            tell_by=said["tell_by"],
            to={"email": said["email"], "whatsapp": said["phone"]}.get(said["tell_by"], ""),
            at=here.at,
        )
        return redirect("complaints:joined", public.complaint.number)
    context = {
        "public": public,
        "form": form,
        "hidden": [pair for pair in here.hidden("") if pair[0] not in form.fields],
        "page_title": _("Join this report"),
    }
    return render(request, "complaints/public/join.html", context)


_VERBS: dict[str, Callable[[HttpRequest, Filing, str], HttpResponseBase]] = {
    "next": _next,
    "back": _back,
    "drop": _drop,
    "files": _files,
    "send": _send,
    "join": _join,
    "write": lambda request, here, _what: _step(request, here, ABOUT),
}


def _here(here: Filing) -> str:
    step = here.sent.get("step", STORY)
    return step if step in STEPS else STORY


def _take_files(request: HttpRequest, here: Filing) -> list[str]:
    files = request.FILES.getlist("attachments")
    tokens = request.POST.getlist("parcels")[: uploads.MOST_FILES + 1]
    if not files and not tokens:
        return []
    if ratelimit.limited(request, "complaints.files", limit=UPLOADS, seconds=HOUR):
        return [_("Too many files came from your connection. Try again in an hour.")]
    try:
        return [
            *drafting.keep_parcels(client_uid=here.uid, tokens=tokens, at=here.at),
            *drafting.keep(client_uid=here.uid, files=files, at=here.at),
        ]
    except OSError:
        log.exception("complaints.file_not_kept")
        return [_("The files can't be stored just now. You can send your report without them.")]


def suspicion(request: HttpRequest, here: Filing, form: forms.Form) -> str:
    """Return why this looks like a machine, as a sentence that tells a person what to do; or ""."""
    if form.cleaned_data["homepage"]:
        return _("Leave the field “Leave this empty” empty, then send again.")
    proved = proof.accepted(request.POST.get("altcha", ""))
    if not proved and here.age < QUICKEST:
        return _("That was very quick. Read it once more, then send it.")
    most = (PROVED if proved else UNPROVED) if settings.ALTCHA else UNASKED
    if ratelimit.limited(request, f"complaints.send.{most}", limit=most, seconds=HOUR):
        minutes = ratelimit.seconds_left(HOUR) // 60 + 1
        return _(
            "Many reports came from your connection. What you wrote is still here;"
            " send it again in %(minutes)d minutes."
        ) % {"minutes": minutes}
    return ""


# --- Pages --------------------------------------------------------------------------------------


def _step(
    request: HttpRequest,
    here: Filing,
    step: str,
    *,
    form: forms.Form | None = None,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    form = form or here.shown(step)
    context: dict[str, Any] = {  # Any: what the templates take
        "step": step,
        "number": STEPS.index(step) + 1,
        "form": form,
        "hidden": here.hidden(step),
        "files": reads.drafts_of(here.uid) if step == STORY or request.method == "POST" else [],
        "problems": problems or [],
        "known": here.known,
        "book": here.known.rules.book,
        "uid": here.uid,
        "keep_on_device": device_of(request) is None,
        "page_title": _("Tell us"),
    }
    context |= _OF_STEP[step](here, form)
    return render(request, "complaints/public/new.html", context, status=status)


def _of_story(here: Filing, _form: forms.Form) -> dict[str, Any]:  # Any: as above
    chosen = here.sent.get("about", "")
    linked = suggestion_of(*reads.named(chosen)) if chosen not in ("", UNKNOWN, OTHER) else None
    return {"linked": linked}


def kinds_of(known: Known) -> list[dict[str, Any]]:  # Any: as above
    """Return the kinds of reports, each with what it is and how soon there is a result."""
    book = known.rules.book
    return [
        {
            "value": kind,
            "label": label,
            "hint": KIND_HINTS[kind],
            "term": whatnext.in_words(term) if (term := book.classes[kind].term) else "",
        }
        for kind, label in known.choices.of_kinds()
    ]


def _of_about(here: Filing, form: forms.Form) -> dict[str, Any]:  # Any: as above
    agency, _service = here.about()
    return {
        "suggestions": here.suggestions,
        "chosen": form["about"].value() or UNKNOWN,
        "chosen_kind": form["kind"].value(),
        "kinds": kinds_of(here.known),
        "alike": reads.like_it(here.text, agency),
        "today": here.known.today.isoformat(),
        "OTHER": OTHER,
        "UNKNOWN": UNKNOWN,
    }


def _of_self(here: Filing, _form: forms.Form) -> dict[str, Any]:  # Any: as above
    book = here.known.rules.book
    about = here.bound(ABOUT)
    day = about.cleaned_data.get("happened_on") if about.is_valid() else None
    window = book.filing_window
    is_late = bool(
        day and window and window.term and (here.known.today - day).days > window.term.days
    )
    challenge = proof.challenge(here.at)
    return {
        "chosen": suggestion_of(*here.about()),
        "is_supervised": here.is_supervised,
        "is_late": is_late,
        "window": window,
        "challenge": asdict(challenge) if challenge else None,
    }


_OF_STEP: dict[str, Callable[[Filing, forms.Form], dict[str, Any]]] = {  # Any: as above
    STORY: _of_story,
    ABOUT: _of_about,
    SELF: _of_self,
}
