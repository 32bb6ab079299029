"""Every step in the life of a case: lock, rule, clocks, timeline, letters, audit, at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import current_government
from maklumat.complaints import invitation, labels, letters, workflow
from maklumat.complaints.acting import COMPLAINANT, SYSTEM, Actor
from maklumat.complaints.actions import ticking
from maklumat.complaints.clocks import EFFECTS
from maklumat.complaints.models import (
    Attachment,
    CaseClock,
    Complaint,
    Event,
    EventKind,
    Outcome,
    ReplyTemplate,
    RoutingRule,
)
from maklumat.complaints.workflow import ENDED, Move, Party, Status
from maklumat.core import audit, parcels, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.core.uploads import Accepted

_WORDS = dict(labels.STATUSES)


@dataclass(frozen=True)
class Said:
    """What comes with a step: words for the complainant, a reason, files, where it goes."""

    text: str = ""
    reason: str = ""
    agency: Agency | None = None
    files: Sequence[Accepted] = ()
    tokens: Sequence[str] = ()  # of files that came in pieces
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What an agency gives as the result of a case."""

    text: str
    justified: bool | None = None
    compensation: str = "none"
    compensation_text: str = ""
    compensation_amount: int | None = None
    compensation_on: date | None = None
    files: Sequence[Accepted] = ()


NOTHING = Said()
# What a step may change of a case.
CHANGED = ("status", "status_since", "before_waiting", "round", "agency", "assignee",
           "answered_at", "ended_at", "due", "due_clock")  # fmt: skip
# Steps of the complainant that somebody of the office waits for or must answer.
SPOKEN = frozenset({Move.COMPLETE, Move.REOPEN, Move.ESCALATE})


@transaction.atomic
def take(
    *, complaint: Complaint, move: Move, by: Actor, at: datetime, said: Said = NOTHING
) -> Event:
    """Take one step and return its line of the timeline.

    Raises RuleBroken when the table does not allow it, which is also what the second of two
    people who do the same thing at once is told.
    """
    row = lock(complaint)
    _check(row, move, by, said)
    _check_parts(row, move)
    before = row.state
    _set_state(row, move, said, at)
    ticking.apply(row, EFFECTS[move], government=_government(), at=at)
    row.save(update_fields=CHANGED)
    event = Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.MOVED,
        move=move.value,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=row.agency,
        before=before.value,
        after=row.status,
        reason=said.reason,
        text=said.text,
        details=dict(said.details),
    )
    files = [*said.files, *parcels.take_all(tokens=said.tokens, at=at)]
    attach(row, files, event=event, at=at)
    if move in invitation.ENDS:
        invitation.make(row, at=at)
    letters.step_taken(event)
    if by.party is Party.COMPLAINANT and move in SPOKEN:
        letters.complainant_spoke(event)
    purge("complaints")
    audit.record(
        action=f"complaints.{move.value}",
        actor=by.audited,
        target=row.number,
        at=at,
        details={"from": before.value, "to": row.status},
    )
    if move in (Move.WITHDRAW, Move.LAPSE):
        _withdraw_parts(row, at)
    _refresh(complaint, row)
    return event


@transaction.atomic
def answer(*, complaint: Complaint, by: Actor, at: datetime, result: Result) -> Event:
    """Give the result of a case with its proof; the complainant's window then runs."""
    _check_compensation(result)
    event = take(
        complaint=complaint,
        move=Move.ANSWER,
        by=by,
        at=at,
        said=Said(text=result.text, files=result.files),
    )
    Outcome.objects.create(
        complaint=event.complaint,
        event=event,
        round=event.complaint.round,
        text=result.text,
        justified=result.justified,
        compensation=result.compensation,
        compensation_text=result.compensation_text,
        compensation_amount=result.compensation_amount,
        compensation_on=result.compensation_on,
    )
    return event


@transaction.atomic
def supervise(*, complaint: Complaint, by: Actor, at: datetime, reason: str) -> Event:
    """Hand a case to the Inspektorat: from now on nobody else sees it."""
    row = lock(complaint)
    row.restricted = True
    row.confidential = True
    row.kind = workflow.Kind.SUPERVISION.value
    row.agency = inspectorate()
    row.assignee = None
    row.save(update_fields=["restricted", "confidential", "kind", "agency", "assignee"])
    ticking.reclassify(row, government=_government(), at=at)
    row.save(update_fields=["due", "due_clock"])
    _withdraw_publication(row)
    event = take(complaint=row, move=Move.SUPERVISE, by=by, at=at, said=Said(reason=reason))
    for part in open_parts(row):
        supervise(complaint=part, by=by, at=at, reason=reason)
    _hide_with(row, by, at)
    _refresh(complaint, event.complaint)
    return event


@transaction.atomic
def note(*, complaint: Complaint, by: Actor, at: datetime, text: str) -> Event:
    """Write an internal note, which the complainant never sees."""
    row = lock(complaint)
    return Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.NOTE,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=row.agency,
        open=False,
        text=text,
    )


@transaction.atomic
def write(
    *, complaint: Complaint, at: datetime, text: str, files: Sequence[Accepted] = ()
) -> Event:
    """Add what the complainant sends without being asked; it changes no state and no clock."""
    row = lock(complaint)
    if row.state in ENDED:
        raise RuleBroken(_("This report is finished. File a new one; it can name this number."))
    event = Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.MESSAGE,
        party=Party.COMPLAINANT.value,
        text=text,
    )
    attach(row, files, event=event, at=at)
    letters.complainant_spoke(event)
    audit.record(action="complaints.written", actor="complainant", target=row.number, at=at)
    return event


@transaction.atomic
def hand_over(*, predecessor: Agency, successor: Agency, actor: str, at: datetime) -> int:
    """Give every case of a merged agency to its successor; clocks run on under the new name."""
    rows = Complaint.objects.filter(agency=predecessor)
    count = rows.update(agency=successor)
    CaseClock.objects.filter(agency=predecessor, state__in=ticking.ALIVE).update(agency=successor)
    ReplyTemplate.objects.filter(agency=predecessor).update(agency=successor)
    RoutingRule.objects.filter(to=predecessor).update(to=successor)
    RoutingRule.objects.filter(about=predecessor).update(about=successor)
    if count:
        purge("complaints")
        audit.record(
            action="complaints.handed_over",
            actor=actor,
            target=successor.slug,
            at=at,
            details={"from": predecessor.slug, "cases": count},
        )
    return count


def lock(complaint: Complaint) -> Complaint:
    """Return the row of a case, locked until the transaction ends."""
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("rules", "agency")
    return rows.get(pk=complaint.pk)


def attach(
    complaint: Complaint,
    files: Sequence[Accepted],
    *,
    event: Event,
    at: datetime,
    open: bool = True,  # noqa: A002
) -> None:
    """Keep files with the event they came with."""
    for accepted in files:
        stored = uploads.store(accepted, about=complaint.number, at=at)
        Attachment.objects.create(complaint=complaint, event=event, file=stored, open=open)


def inspectorate() -> Agency | None:
    """Return the agency that is the Inspektorat, if the government has registered it."""
    rows = Agency.objects.filter(kind="inspektorat").filter(Q(valid_to=None))
    return rows.order_by("pk").first()


def _government() -> Government:
    found = current_government()
    if found is None:
        raise RuleBroken(_("The government is not set up yet."))
    return found


def _check(row: Complaint, move: Move, by: Actor, said: Said) -> None:
    step = workflow.STEPS[move]
    if by.party not in step.parties:
        raise RuleBroken(_("This step is not yours to take."))
    if row.state not in step.origins:
        raise RuleBroken(
            _("Somebody was faster: this report is now “%(state)s”. Look at it again.")
            % {"state": _WORDS[row.status]}
        )
    if step.needs_text and not said.text.strip():
        raise RuleBroken(_("Write what the complainant should read."))
    if step.needs_reason and not said.reason.strip():
        raise RuleBroken(_("Write the reason."))
    if step.needs_agency and said.agency is None:
        raise RuleBroken(_("Choose the agency."))
    if move is Move.TRANSFER and said.agency == row.agency:
        raise RuleBroken(_("This agency already has the report. Choose another one."))


def open_parts(row: Complaint) -> list[Complaint]:
    """Return the parts of a case that other agencies still work on."""
    done = [status.value for status in ENDED | {Status.ANSWERED}]
    return list(row.children.exclude(status__in=done).select_related("agency").order_by("pk"))


def _check_parts(row: Complaint, move: Move) -> None:
    """The whole is answered when its parts are; the complainant is asked from the whole alone."""
    if move is Move.ASK and row.parent is not None:
        raise RuleBroken(
            _(
                "This is a part of %(number)s. Ask the complainant there, or let the coordinator ask."
            )
            % {"number": row.parent.number}
        )
    if move is Move.ANSWER and (parts := open_parts(row)):
        raise RuleBroken(
            _(
                "%(agency)s has not answered its part (%(number)s) yet. Give the result when all parts are answered."
            )
            % {"agency": parts[0].agency or "–", "number": parts[0].number}
        )


def _withdraw_parts(row: Complaint, at: datetime) -> None:
    """What the complainant does not want any more, nobody works on any more."""
    for part in row.children.exclude(status__in=[status.value for status in ENDED]):
        take(complaint=part, move=Move.WITHDRAW, by=COMPLAINANT, at=at)


def _check_compensation(result: Result) -> None:
    if result.compensation != "none" and not result.compensation_text.strip():
        raise RuleBroken(_("Write what is given as compensation."))


def _set_state(row: Complaint, move: Move, said: Said, at: datetime) -> None:
    """Write the new state and what goes with it; the clocks are set after this."""
    had_a_result = row.state in (Status.ANSWERED, Status.CLOSED)
    if move is Move.ASK:
        row.before_waiting = row.status
    waited = Status(row.before_waiting) if row.before_waiting else None
    row.status = workflow.target(move, waited).value
    row.status_since = at
    if said.agency is not None and workflow.STEPS[move].needs_agency:
        if row.agency_id != said.agency.pk:
            row.assignee = None
        row.agency = said.agency
    if move is Move.RETURN:
        row.agency, row.assignee = None, None
    # Each round has one result: what the Ombudsman sends back may get another.
    if move in (Move.REOPEN, Move.REVIVE) or (move is Move.ESCALATE and had_a_result):
        row.round += 1
    if move is Move.ANSWER:
        row.answered_at = at
    row.ended_at = at if row.state in ENDED else None


def _hide_with(row: Complaint, by: Actor, at: datetime) -> None:
    """Take along what says the same: reports that were joined with the case, and its parts.

    The line in the timeline of each also lets its month be counted anew, without it.
    """
    rows = Complaint.objects.filter(Q(merged_into=row) | Q(parent=row), restricted=False)
    for other in rows.select_related("publication"):
        _withdraw_publication(other)
        other.restricted, other.confidential = True, True
        other.agency, other.assignee = row.agency, None
        other.save(update_fields=["restricted", "confidential", "agency", "assignee"])
        Event.objects.create(
            complaint=other,
            at=at,
            kind=EventKind.LINKED,
            party=by.party.value,
            author=by.user,
            author_name=by.name,
            agency=row.agency,
            open=False,
            text=_("Related: %(number)s.") % {"number": row.number},
            details={"other": row.number},
        )


def _withdraw_publication(row: Complaint) -> None:
    publication = getattr(row, "publication", None)
    if publication is not None and publication.live:
        publication.live = False
        publication.save(update_fields=["live"])


def _refresh(complaint: Complaint, row: Complaint) -> None:
    """Let the caller's copy show what was written."""
    if complaint is not row:
        for name in ("status", "status_since", "agency", "assignee", "due", "due_clock", "round",
                     "answered_at", "ended_at", "restricted", "confidential", "kind",
                     "before_waiting"):  # fmt: skip
            setattr(complaint, name, getattr(row, name))


def run_out(*, at: datetime) -> int:
    """Close what the complainant left unanswered to the end of their term; return how many.

    Silence after an answer closes (SP4N-LAPOR!); an uncompleted report counts as withdrawn
    (UU 25/2009 Pasal 44).
    """
    day = at.astimezone(_government().zone).date()
    ended = {Status.ANSWERED: Move.EXPIRE, Status.WAITING: Move.LAPSE}
    silent = Q(kind="complainant", complaint__status=Status.ANSWERED.value)
    silent |= Q(kind="completion", complaint__status=Status.WAITING.value)
    waiting = CaseClock.objects.filter(silent, state="running", due__lt=day)
    count = 0
    for clock in waiting.select_related("complaint").order_by("pk")[:500]:
        try:
            take(complaint=clock.complaint, move=ended[clock.complaint.state], by=SYSTEM, at=at)
        except RuleBroken:  # the complainant wrote at this very moment
            continue
        count += 1
    return count
