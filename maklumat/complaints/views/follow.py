"""/pengaduan/lacak/<token>/: a complainant follows the own report, answers, and ends it.

`token` is a signed link, or `saya` for the case that this session opened.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.agencies.devices import device_of
from maklumat.complaints import access, casepaper, invitation, workflow
from maklumat.complaints.actions import following as actions
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.follow_forms import (
    AnswerForm,
    Known,
    NotYetForm,
    OmbudsmanForm,
    RateForm,
    TellForm,
    WithdrawForm,
    WriteForm,
)
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import following as queries
from maklumat.complaints.views.closed import closed_page, kept_private
from maklumat.complaints.wording import plain_date, told_after
from maklumat.complaints.workflow import Move, Party, Status
from maklumat.core import push, ratelimit, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.views import push as push_views

WRITES, SECONDS = 40, 600  # posts about one case in ten minutes, from wherever
PAPERS = {
    "hasil": casepaper.result,
    "rekomendasi": casepaper.recommendation,
    "berkas-laporan": casepaper.whole_file,
}
CaseView = Callable[..., HttpResponseBase]


def of_own_case(view: CaseView) -> CaseView:
    """Hand the view the case that link or session opens, or show that it is over."""

    @kept_private
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            case = access.opened(request, token, at=now())
        except access.Closed:
            return closed_page(request)
        if request.method == "POST":
            tries = ratelimit.tries(case.number, "complaints.follow", seconds=SECONDS)
            if tries > WRITES:
                return ratelimit.too_often(request, seconds=SECONDS)
        return view(request, token, case, *args, **kwargs)

    return opened


@require_safe
@of_own_case
def follow(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    return _page(request, token, case)


@require_POST
@of_own_case
def answer(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Answer the agency's question; its terms run on."""
    form = AnswerForm(request.POST, request.FILES)
    return _said(request, token, case, Move.COMPLETE, {"answer_form": form})


@require_POST
@of_own_case
def accept(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Yes, it is done."""
    return _step(request, token, case, Move.ACCEPT, Said())


@require_POST
@of_own_case
def reopen(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Not done yet, and why: the work goes on."""
    form = NotYetForm(request.POST, request.FILES)
    return _said(request, token, case, Move.REOPEN, {"not_yet_form": form})


@require_POST
@of_own_case
def write(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Add words and photos that nobody asked for."""
    form = WriteForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.write_once(
                complaint=case,
                uid=str(form.cleaned_data["uid"]),
                at=now(),
                text=form.cleaned_data["text"],
                files=form.cleaned_data["photos"],
                tokens=_tokens(request),
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your addition stands with the report."))
            return redirect("complaints:follow", token)
    return _page(request, token, case, {"write_form": form})


@require_POST
@of_own_case
def rate(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Judge the handling."""
    form = RateForm(request.POST)
    if form.is_valid():
        try:
            actions.rate(complaint=case, at=now(), **form.cleaned_data)
        except RuleBroken as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("Thank you. Your mark helps to do it better."))
        return redirect("complaints:follow", token)
    return _page(request, token, case, {"rate_form": form})


@require_http_methods(["GET", "POST"])
@of_own_case
def withdraw(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Ask once more, then end the case at the complainant's own wish."""
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = Said(text=form.cleaned_data["text"])
        return _step(request, token, case, Move.WITHDRAW, said)
    shown = {"case": case, "token": token, "form": form}
    if not workflow.may(Move.WITHDRAW, case.state, Party.COMPLAINANT):
        return redirect("complaints:follow", token)
    return render(request, "complaints/follow/withdraw.html", shown)


@require_http_methods(["GET", "POST"])
@of_own_case
def ombudsman(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Say how to go on to the Ombudsman, and record that the person went."""
    form = OmbudsmanForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return _step(request, token, case, Move.ESCALATE, Said(reason=_went(form)))
    shown = {
        "case": case,
        "token": token,
        "form": form,
        "contact": settings.OMBUDSMAN_CONTACT,
        "may_record": workflow.may(Move.ESCALATE, case.state, Party.COMPLAINANT),
        "late": queries.story(case, at=now()).late_clocks,
    }
    return render(request, "complaints/follow/ombudsman.html", shown)


@require_POST
@of_own_case
def tell(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Choose how to hear of news."""
    form = TellForm(request.POST, known=_known(case))
    if form.is_valid():
        try:
            actions.tell(
                complaint=case,
                by="" if form.cleaned_data["by"] == "none" else form.cleaned_data["by"],
                email=form.cleaned_data["email"],
                phone=form.cleaned_data.get("phone", ""),
                at=now(),
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("We keep to that from now on."))
            return redirect("complaints:follow", token)
    return _page(request, token, case, {"tell_form": form})


@require_POST
@of_own_case
def browser(request: HttpRequest, token: str, case: Complaint) -> HttpResponse:
    """Let this browser be told, or not any more. Called by the page's script."""
    return push_views.agreed(request, case.subscriptions, may_add=_may_agree(request, case))


@require_safe
@of_own_case
def paper(request: HttpRequest, token: str, case: Complaint, kind: str) -> HttpResponse:
    """Answer one of the papers of the case as PDF."""
    sheet = PAPERS[kind](case, at=now())
    response = HttpResponse(sheet.pdf(), content_type="application/pdf")
    name = casepaper.filename(kind, case)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@of_own_case
def file(request: HttpRequest, token: str, case: Complaint, uid: UUID) -> HttpResponseBase:
    """Hand out a file of this very case."""
    return uploads.serve(queries.own_file(case, uid), inline=True)


# --- One step, one sentence ---------------------------------------------------------------------


def _said(
    request: HttpRequest, token: str, case: Complaint, move: Move, named: Mapping[str, Form]
) -> HttpResponse:
    """Take a step that carries words and files."""
    form = next(iter(named.values()))
    if not form.is_valid():
        return _page(request, token, case, named)
    said = Said(
        text=form.cleaned_data["text"],
        files=form.cleaned_data["photos"],
        tokens=_tokens(request),
    )
    return _step(request, token, case, move, said, named)


def _tokens(request: HttpRequest) -> list[str]:
    """Return what opens the files that came in pieces, of as many as one message takes."""
    return request.POST.getlist("parcels")[: uploads.MOST_FILES]


def _step(
    request: HttpRequest,
    token: str,
    case: Complaint,
    move: Move,
    said: Said,
    named: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """Take a step once. The same step sent twice is told as the one it was."""
    try:
        actions.step(complaint=case, move=move, at=now(), said=said)
    except RuleBroken as error:
        case = queries.case_by_number(case.number)
        if queries.was_taken(case, move):
            messages.success(request, told_after(move))
        elif named:
            next(iter(named.values())).add_error(None, str(error))
            return _page(request, token, case, named)
        else:
            messages.warning(request, str(error))
    else:
        messages.success(request, told_after(move))
    return redirect("complaints:follow", token)


def _went(form: Form) -> str:
    """Say in one line when and with what the person went to the Ombudsman."""
    parts = [_("Reported on %(day)s.") % {"day": plain_date(form.cleaned_data["went_on"])}]
    if form.cleaned_data["number"]:
        parts.append(_("Number there: %(number)s.") % {"number": form.cleaned_data["number"]})
    if form.cleaned_data["why"]:
        parts.append(form.cleaned_data["why"])
    return " ".join(parts)[:500]


def _known(case: Complaint) -> Known:
    person = getattr(case, "reporter", None)
    return Known(person.email, person.phone) if person else Known()


# --- The page -----------------------------------------------------------------------------------


def _page(
    request: HttpRequest, token: str, case: Complaint, forms: Mapping[str, Form] | None = None
) -> HttpResponse:
    """Show the case; a form that was refused stands there with all that was typed."""
    story = queries.story(case, at=now())
    allowed = workflow.moves(case.state, Party.COMPLAINANT)
    may_tell = not case.anonymous and case.purged_at is None
    shown: dict[str, Any] = {  # Any: a template's context
        "story": story,
        "case": case,
        "token": token,
        "by_session": token == access.OWN,
        "above": story.question or story.result,
        "may": {move.value for move in allowed},
        "may_write": case.is_open,
        "may_rate": case.state is Status.CLOSED and case.rating is None,
        "recommends": casepaper.recommends(story.result.outcome if story.result else None),
        "compensation": _compensation(story),
        "invitation": invitation.of(case, at=now()),
        "push": push.page_data() if _may_agree(request, case) else None,
        "answer_form": AnswerForm(auto_id="answer_%s"),
        "not_yet_form": NotYetForm(auto_id="not_yet_%s"),
        "write_form": WriteForm(auto_id="write_%s"),
        "rate_form": RateForm(auto_id="rate_%s"),
        "tell_form": _tell_form(case) if may_tell else None,
    }
    refused = forms or {}
    for name, form in refused.items():
        form.auto_id = name.removesuffix("form") + "%s"
        shown[name] = form
    shown["refused"] = next(iter(refused.values()), None)
    shown["refused_name"] = next(iter(refused), "")
    return render(request, "complaints/follow/case.html", shown, status=422 if refused else 200)


def _tell_form(case: Complaint) -> TellForm:
    person = getattr(case, "reporter", None)
    start = {"by": (person.tell_by if person else "") or "none"}
    return TellForm(auto_id="tell_%s", initial=start, known=_known(case))


def _compensation(story: queries.Story) -> list[list[str]]:
    outcome = story.result.outcome if story.result else None
    return casepaper.compensation(outcome) if outcome else []


def _may_agree(request: HttpRequest, case: Complaint) -> bool:
    """May this browser be told? Not that of a shared screen, and not of what has ended."""
    return push.is_ready() and case.is_open and device_of(request) is None
