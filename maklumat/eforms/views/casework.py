"""The page of one submission: where it stands, the next step, the answers. Each look is noted."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.policy import people_who_may
from maklumat.agencies.roles import Act
from maklumat.core import uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.eforms import filling, handling, papers
from maklumat.eforms.actions import opening, submitting
from maklumat.eforms.actions.submitting import Said
from maklumat.eforms.handling import Move, Status
from maklumat.eforms.models import Submission
from maklumat.eforms.queries import days
from maklumat.eforms.queries import submissions as queries
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.staff_forms import AssignForm, StepForm
from maklumat.eforms.views.inbox import crumb, for_staff, staff_page, today_of

FILES = 3
REFUSED, UNCLEAR = 409, 422
LABELS: dict[Move, Promise] = {
    Move.CHECK: gettext_lazy("Begin to check"),
    Move.ASK: gettext_lazy("Ask the applicant"),
    Move.ACCEPT: gettext_lazy("Accept it"),
    Move.REFUSE: gettext_lazy("Refuse it"),
    Move.FINISH: gettext_lazy("Finished: the applicant has the result"),
}
ADVICE: dict[Status, Promise] = {
    Status.RECEIVED: gettext_lazy("New. Begin to check, so that the applicant sees that it moves."),
    Status.CHECKING: gettext_lazy(
        "Compare the answers with what the service asks for, then decide."
    ),
    Status.ASKED: gettext_lazy("The applicant was asked. These days do not count as yours."),
    Status.ACCEPTED: gettext_lazy("Accepted. When the applicant has the result, finish it."),
    Status.REFUSED: gettext_lazy("Refused. Nothing more is to be done."),
    Status.DONE: gettext_lazy("Finished. Nothing more is to be done."),
    Status.WITHDRAWN: gettext_lazy("The applicant took it back. Nothing more is to be done."),
}


@dataclass(frozen=True)
class Sent:
    """A step that was not taken: its form is shown again with what was typed."""

    move: Move
    form: StepForm


@never_cache
@require_safe
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Show one submission."""
    government = for_staff(request)
    return _page(request, queries.submission_for(request.user, number), government)


@never_cache
@require_POST
def reveal(request: StaffRequest, number: str) -> HttpResponse:
    """Show the numbers that stand masked."""
    government = for_staff(request)
    row = queries.submission_for(request.user, number)
    return _page(request, row, government, is_masked=False)


@never_cache
@require_POST
def step(request: StaffRequest, number: str, move: str) -> HttpResponse:
    """Take one step; the second of two officers gets a sentence and keeps what they wrote."""
    government = for_staff(request)
    row = _to_handle(request, number)
    if move not in {one.value for one in LABELS}:
        raise NotFound(number)
    wanted = Move(move)
    form = StepForm(wanted, government.zone, now(), data=request.POST)
    if not form.is_valid():
        return _page(request, row, government, Sent(wanted, form), status=UNCLEAR)
    try:
        files = uploads.accept_all(request.FILES.getlist(f"{move}-files"), most_files=FILES)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, row, government, Sent(wanted, form), status=UNCLEAR)
    told = form.cleaned_data
    said = Said(told["text"], told.get("appointment_at"), files)
    try:
        submitting.take(
            submission=row, move=wanted, at=now(), by=request.user, said=said, seen=told["seen"]
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
        row.refresh_from_db()
        return _page(request, row, government, Sent(wanted, form), status=REFUSED)
    messages.success(request, _("Noted: %s.") % row.get_status_display())
    return redirect("eforms-staff:case", row.number)


@never_cache
@require_POST
def assign(request: StaffRequest, number: str) -> HttpResponse:
    """Say who works on it."""
    for_staff(request)
    row = _to_handle(request, number)
    people = list(people_who_may(Act.HANDLE_CASES, row.agency))
    form = AssignForm(request.POST, people)
    if not form.is_valid():
        messages.error(request, _("Choose somebody of the list."))
        return redirect("eforms-staff:case", row.number)
    opening.assign(submission=row, to=form.chosen, among=people, by=request.user, at=now())
    messages.success(request, _("Noted who works on it."))
    return redirect("eforms-staff:case", row.number)


@never_cache
@require_safe
def paper(request: StaffRequest, number: str) -> HttpResponse:
    """Answer what was handed in as PDF, with its number."""
    for_staff(request)
    row = queries.submission_for(request.user, number)
    if row.erased_at:
        raise NotFound(number)
    opening.opened(submission=row, by=request.user, at=now(), what="paper")
    return papers.answered(papers.handed_in(row, queries.answers_of(row), at=now()), row.number)


@never_cache
@require_safe
def file(request: StaffRequest, number: str, uid: UUID) -> HttpResponseBase:
    """Answer a file of this submission."""
    for_staff(request)
    row = queries.submission_for(request.user, number)
    found = queries.file_of(row, uid)
    opening.opened(submission=row, by=request.user, at=now(), what="file")
    return uploads.serve(found)


def _to_handle(request: StaffRequest, number: str) -> Submission:
    row = queries.submission_for(request.user, number)
    if not queries.may_handle(request.user, row):
        raise NotFound(number)
    return row


def _page(
    request: StaffRequest, row: Submission, government: Government, sent: Sent | None = None,
    *, is_masked: bool = True, status: int = 200,
) -> HttpResponse:  # fmt: skip
    what = "page" if is_masked else "numbers"
    opening.opened(submission=row, by=request.user, at=now(), what=what)
    story = queries.story(row)
    may = queries.may_handle(request.user, row)
    steps = _steps(row, government, len(story), sent) if may else []
    first = handling.lead(Status(row.status))
    people = list(people_who_may(Act.HANDLE_CASES, row.agency)) if may else []
    rules = row.version.rules
    names = {**region_names(), **queries.names_of(row)}
    context = {
        "row": row,
        "counted": days.counted([row], government, today_of(government))[0],
        "advice": ADVICE[Status(row.status)],
        "lead": next((one for one in steps if one["move"] is first), None),
        "steps": [one for one in steps if one["move"] is not first],
        "lost": sent if sent and sent.move not in {one["move"] for one in steps} else None,
        "story": story,
        "summaries": filling.summary(rules, queries.answers_of(row), names, is_masked=is_masked),
        "is_masked": is_masked,
        "has_secrets": bool(filling.SECRET & {one.type for _section, one in rules.questions()}),
        "assign": AssignForm(None, people, initial={"person": row.assignee_id}) if may else None,
        "may_handle": may,
    }
    return staff_page(request, "case", row.number, context, crumbs=[crumb()], status=status)


def _steps(
    row: Submission, government: Government, seen: int, sent: Sent | None
) -> list[dict[str, object]]:
    """Return every step that may be taken now, as a small form; one that was refused stands open."""
    found: list[dict[str, object]] = []
    for move in handling.moves(Status(row.status), citizen=False):
        form = StepForm(move, government.zone, now())
        is_sent = sent is not None and sent.move is move
        if sent is not None and is_sent:
            form = sent.form
        found.append(
            {"move": move, "label": LABELS[move], "form": form, "is_open": is_sent,
             "files": f"{move.value}-files", "seen": seen}
        )  # fmt: skip
    return found
