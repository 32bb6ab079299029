"""Handing in, and following what was handed in: number and code, or a signed link."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.agencies.devices import device_of
from maklumat.core import links, push, qr, ratelimit, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.uploads import Accepted
from maklumat.core.views import push as push_views
from maklumat.eforms import (
    codes,
    enclosing,
    filling,
    handling,
    invitation,
    papers,
    reading,
    sitting,
    waiting,
)
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Filled, Said
from maklumat.eforms.handling import Move, Status
from maklumat.eforms.models import Submission
from maklumat.eforms.queries import submissions as queries
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.views.filling import Filling

HOUR = 3600
HANDED_IN, TRIES_OF_ADDRESS, TRIES_OF_NUMBER, AGREED = 20, 60, 10, 40
FILES = 3


class HandInForm(forms.Form):
    """How the applicant hears of it."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("We write at each step. Without it you follow by number and code."),
    )


class TrackForm(forms.Form):
    """Number and code of what was handed in."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=30)
    code = forms.CharField(label=gettext_lazy("Secret code"), max_length=30)


class AnswerForm(forms.Form):
    """What the agency wanted to know."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=5000, widget=forms.Textarea({"rows": 5})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_in(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Hand a whole form in to the agency; sent twice, it is kept once."""
    here = Filling(request, (agency, service, form))
    if not here.can_hand_in:
        raise NotFound(form)
    if request.method == "POST" and (known := queries.known(UUID(here.draft.uid))):
        return redirect("eforms:filed", codes.token(known.number))  # the answer was lost
    if still := here.still_open():
        return redirect(here.address("section", still))
    email = reading.email(here.form, here.draft.answers)
    asked = HandInForm(request.POST or None, initial={"email": email})
    if request.method == "POST" and asked.is_valid():
        if ratelimit.limited(request, "eforms.hand_in", limit=HANDED_IN, seconds=HOUR):
            return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
        try:
            return _handed_in(request, here, asked.cleaned_data["email"])
        except RuleBroken as error:
            asked.add_error(None, str(error))
    context = {
        "offered": here.offered,
        "rules": here.form,
        "form": asked,
        "uid": here.draft.uid,
        "sealed": waiting.sealed(
            form=here.offered.form.pk, service=here.offered.service.pk, draft=here.draft, at=now()
        ),
        "page_title": _("Hand in the form"),
    }
    status = 422 if asked.errors else 200
    return render(request, "eforms/follow/hand-in.html", context, status=status)


def _handed_in(request: HttpRequest, here: Filling, email: str) -> HttpResponse:
    device = device_of(request)
    done = submitting.submit(
        filled=Filled(
            here.offered,
            here.draft.answers,
            UUID(here.draft.uid),
            email,
            "kiosk" if device else "web",
            get_language() or "id",
            enclosing.tokens(here.draft),
            device.name if device else "",
        ),
        at=now(),
    )
    enclosing.forget(here.draft)
    here.sitting.forget(here.offered.form.pk)
    response = redirect("eforms:filed", codes.token(done.submission.number))
    response.delete_cookie(sitting.COOKIE, path=sitting.PATH, samesite="Lax")
    return response


@require_safe
@never_cache
def filed(request: HttpRequest, token: str) -> HttpResponse:
    """Show number and code of a form that was just handed in, and what happens next."""
    row = queries.submission_of_link(token)
    fresh = row.status == Status.RECEIVED and (now() - row.received_at).total_seconds() < HOUR
    if not fresh:
        return redirect("eforms:follow", token)
    _forget_draft(request, row)
    address = links.to("eforms:follow", token)
    context = {
        "row": row,
        "code": codes.code_for(str(row.client_uid)),
        "token": token,
        "qr": qr.svg(address, title=_("QR code to the page of this form")),
        "documents": papers.documents(row.version.rules, row.service, queries.answers_of(row)),
        "page_title": _("Your form has arrived"),
    }
    return render(request, "eforms/follow/filed.html", context)


def _forget_draft(request: HttpRequest, row: Submission) -> None:
    """A queue hands in without the cookie: so the draft goes here, if it is the one that arrived.

    Another one stays: a link to a stranger's form must not delete what somebody is filling in.
    """
    own, form = sitting.Sitting(request), row.version.form_id
    draft = own.draft(form, row.version_id)
    if draft is not None and draft.uid == str(row.client_uid):
        own.forget(form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Open one's own form by number and code."""
    asked = TrackForm(request.POST or None)
    status = 200
    if request.method == "POST" and asked.is_valid():
        number = asked.cleaned_data["number"].upper()  # however it is written, it is one number
        if (
            ratelimit.limited(request, "eforms.track", limit=TRIES_OF_ADDRESS, seconds=HOUR)
            or ratelimit.tries(number, "eforms.track", seconds=HOUR) > TRIES_OF_NUMBER
        ):
            return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
        try:
            row = queries.submission_for_applicant(number, asked.cleaned_data["code"])
        except NotFound:
            asked.add_error(None, _("Number and code do not belong together. Look at both again."))
            status = 404
        else:
            return redirect("eforms:follow", codes.token(row.number))
    context = {"form": asked, "page_title": _("Follow a form")}
    return render(request, "eforms/follow/track.html", context, status=status)


@require_safe
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Show where a form stands, what happened, and what the applicant may do."""
    return _page(request, queries.submission_of_link(token), token, AnswerForm())


@require_POST
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer what the agency asked, with files if need be."""
    row = queries.submission_of_link(token)
    asked = AnswerForm(request.POST)
    if not asked.is_valid():
        return _page(request, row, token, asked, status=422)
    try:
        files, tokens = _files(request, FILES)
    except RuleBroken as error:
        asked.add_error(None, str(error))
        return _page(request, row, token, asked, status=422)
    said = Said(asked.cleaned_data["text"], files=files, tokens=tokens)
    return _taken(request, row, token, Move.ANSWER, said)


@require_POST
@never_cache
def enclose(request: HttpRequest, token: str) -> HttpResponse:
    """Send files of the form afterwards: from the phone, what a kiosk could not take."""
    row = queries.submission_of_link(token)
    try:
        files, tokens = _files(request, uploads.MOST_FILES)
        submitting.enclose(
            submission=row,
            question=request.POST.get("question", ""),
            said=Said(files=files, tokens=tokens),
            at=now(),
        )
    except RuleBroken as error:
        return _page(request, row, token, AnswerForm(), status=422, problem=str(error))
    return redirect("eforms:follow", token)


def _files(request: HttpRequest, most: int) -> tuple[list[Accepted], list[str]]:
    """Return the files of a post: those that came whole, and what opens those in pieces."""
    whole, tokens = request.FILES.getlist("files"), request.POST.getlist("parcels")
    if len(whole) + len(tokens) > most:
        raise RuleBroken(_("Choose at most %(bound)s.") % {"bound": most})
    return uploads.accept_all(whole), tokens


@require_POST
@never_cache
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take a form back."""
    return _taken(request, queries.submission_of_link(token), token, Move.WITHDRAW, Said())


@require_POST
@never_cache
def browser(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser be told, or not any more. Called by the page's script."""
    row = queries.submission_of_link(token)
    if ratelimit.tries(row.number, "eforms.browser", seconds=HOUR) > AGREED:
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    return push_views.agreed(request, row.browsers, may_add=_may_agree(request, row))


@require_safe
@never_cache
def file(request: HttpRequest, token: str, uid: UUID) -> HttpResponseBase:
    """Answer a file of one's own form."""
    return uploads.serve(queries.file_of(queries.submission_of_link(token), uid))


@require_safe
@never_cache
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """Answer what was handed in as PDF, with its number."""
    row = queries.submission_of_link(token)
    if row.erased_at:
        raise NotFound(token)
    return papers.answered(papers.handed_in(row, queries.answers_of(row), at=now()), row.number)


def _taken(
    request: HttpRequest, row: Submission, token: str, move: Move, said: Said
) -> HttpResponse:
    try:
        submitting.take(submission=row, move=move, at=now(), by=None, said=said)
    except RuleBroken as error:
        asked = AnswerForm(request.POST)
        asked.is_valid()
        asked.add_error(None, str(error))
        return _page(request, row, token, asked, status=409)
    return redirect("eforms:follow", token)


def _page(
    request: HttpRequest, row: Submission, token: str, asked: AnswerForm, status: int = 200,
    problem: str = "",
) -> HttpResponse:  # fmt: skip
    answers, names = queries.answers_of(row), queries.names_of(row)
    is_open = Status(row.status) not in handling.ENDED
    may = handling.moves(Status(row.status), citizen=True)
    context = {
        "row": row,
        "story": queries.story(row),
        "summaries": filling.summary(row.version.rules, answers, {**region_names(), **names}),
        "wanting": reading.wanting(row.version.rules, answers) if is_open else [],
        "problem": problem,
        "invitation": invitation.of(row, at=now()),
        "may_answer": Move.ANSWER in may,
        "may_withdraw": Move.WITHDRAW in may,
        "push": push.page_data() if _may_agree(request, row) else None,
        "form": asked,
        "token": token,
        "page_title": row.version.rules.title,
    }
    return render(request, "eforms/follow/follow.html", context, status=status)


def _may_agree(request: HttpRequest, row: Submission) -> bool:
    """May this browser be told? Not that of a shared screen, and not of what has ended."""
    is_open = Status(row.status) not in handling.ENDED
    return push.is_ready() and is_open and device_of(request) is None
