"""Hand a form in, and what happens to it then: rules, sealed texts, letters and audit at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.queries import current_government, working_calendar
from maklumat.catalogue.signals import served
from maklumat.core import audit, numbers, parcels, uploads, workdays
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.uploads import Accepted
from maklumat.eforms import codes, handling, invitation, letters, reading, sealing
from maklumat.eforms.handling import STEPS, Move, Status, Step
from maklumat.eforms.models import Submission, SubmissionEvent, SubmissionFile
from maklumat.eforms.path import path
from maklumat.eforms.queries import Offered
from maklumat.eforms.world import world

PREFIX = "FRM"
EVENT_OF = {
    Move.CHECK: "checking",
    Move.ASK: "asked",
    Move.ANSWER: "answered",
    Move.ACCEPT: "accepted",
    Move.REFUSE: "refused",
    Move.FINISH: "done",
    Move.WITHDRAW: "withdrawn",
}


@dataclass(frozen=True)
class Filled:
    """A form that is handed in, with the answers as `reading` made them."""

    offered: Offered
    answers: Mapping[str, Any]
    client_uid: UUID
    email: str = ""
    channel: str = "web"
    language: str = "id"
    files: Mapping[str, str] = field(default_factory=dict)  # tokens of parcels, by id
    sent_from: str = ""  # the shared screen


@dataclass(frozen=True)
class HandedIn:
    """What the person takes home. `again`: the form had been handed in before."""

    submission: Submission
    code: str
    again: bool = False


@dataclass(frozen=True)
class Said:
    """What goes with a step."""

    text: str = ""
    appointment_at: datetime | None = None
    files: Sequence[Accepted] = field(default_factory=list)
    tokens: Sequence[str] = ()  # of parcels

    def taken(self, at: datetime) -> list[Accepted]:
        """Return all files; what came in pieces is taken now. Raises RuleBroken."""
        return [*(_taken(token, at) for token in self.tokens), *self.files]


def submit(*, filled: Filled, at: datetime) -> HandedIn:
    """Keep a whole form, once for each `client_uid`, and return number and code.

    Raises RuleBroken when the form is not handed in here or something in it is still open.
    """
    offered, uid = filled.offered, filled.client_uid
    if not offered.form.takes_submissions:
        raise RuleBroken(_("This form is printed and brought along; it can't be handed in here."))
    form = offered.version.rules
    if reading.is_open(form, filled.answers, world(filled.files)):
        raise RuleBroken(_("Something in the form is still open."))
    code = codes.code_for(str(uid))
    row = Submission(
        client_uid=uid,
        code_hash=codes.hashed(code, str(uid)),
        version=offered.version,
        service=offered.service,
        agency_id=offered.service.agency_id,
        status_since=at,
        received_at=at,
        channel=filled.channel,
        sent_from=filled.sent_from,
        language=filled.language,
    )
    try:
        with transaction.atomic():
            _keep(row, code, filled, at)
    except IntegrityError:
        known = Submission.objects.filter(client_uid=uid).first()
        if known is None:
            raise
        return HandedIn(known, code, again=True)
    return HandedIn(row, code)


def _keep(row: Submission, code: str, filled: Filled, at: datetime) -> None:
    email, form = filled.email, filled.offered.version.rules
    row.number = numbers.next_number(PREFIX, _local_day(at).year)
    row.save(force_insert=True)  # first: of two at the same moment, one ends here
    answers = dict(path(form, filled.answers).answers)
    names = {
        key: attach(
            submission=row, event=None, file=_taken(filled.files[key], at), at=at, question=question
        ).file.uid.hex
        for question, key in reading.files_of(form, answers)
    }
    row.sealed = sealing.seal({"answers": reading.renamed(answers, names), "email": email})
    row.save(update_fields=["sealed"])
    SubmissionEvent.objects.create(submission=row, at=at, kind="filed", by_citizen=True)
    if email:
        letters.receipt(row, code, email)
    audit.record(
        action="eforms.handed_in",
        actor="applicant",
        target=row.number,
        at=at,
        details={"channel": row.channel},
    )


def _taken(token: str, at: datetime) -> Accepted:
    try:
        return parcels.take(token=token, at=at)
    except NotFound:
        raise RuleBroken(_("A file is no longer here. Choose it again.")) from None


@transaction.atomic
def take(
    *, submission: Submission, move: Move, at: datetime, by: User | None, said: Said = Said(),
    seen: int | None = None,
) -> SubmissionEvent:  # fmt: skip
    """Take one step; `by` None: the applicant. `seen`: how many events this person had seen.

    Raises RuleBroken where the table says no, or when something happened since they looked.
    """
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    step = STEPS[move]
    _check(row, step, by, said, seen)
    row.status, row.status_since = step.to.value, at
    if said.appointment_at:
        row.appointment_at = said.appointment_at
    event = SubmissionEvent.objects.create(
        submission=row,
        at=at,
        kind=EVENT_OF[move],
        by_citizen=by is None,
        author=by,
        author_name=str(by) if by else "",
        sealed=sealing.seal({"text": said.text.strip()}) if said.text.strip() else "",
    )
    if step.to in handling.ENDED:
        row.finished_at = at
        row.took = _took(row) if step.to is Status.DONE else None
    row.save(update_fields=["status", "status_since", "appointment_at", "finished_at", "took"])
    if step.to is Status.DONE:
        invitation.make(row, at=at)
        served.send(sender=Submission, service=row.service, unit=row.agency, day=_local_day(at))
    for file in said.taken(at):
        attach(submission=row, event=event, file=file, at=at)
    if by is not None:
        letters.step_taken(row, event, said.text)
    audit.record(
        action=f"eforms.{EVENT_OF[move]}",
        actor=by.get_username() if by else "applicant",
        target=row.number,
        at=at,
    )
    submission.refresh_from_db()
    return event


def _check(row: Submission, step: Step, by: User | None, said: Said, seen: int | None) -> None:
    is_stale = seen is not None and row.events.count() != seen
    if is_stale or Status(row.status) not in step.begins or step.citizen is not (by is None):
        raise RuleBroken(_("This was changed meanwhile. Look at it once more."))
    if step.text and not said.text.strip():
        raise RuleBroken(_("Write what it is about."))


def attach(
    *, submission: Submission, event: SubmissionEvent | None, file: Accepted, at: datetime,
    question: str = "",
) -> SubmissionFile:  # fmt: skip
    """Keep a file that goes with an answer or a step."""
    stored = uploads.store(file, about=f"submission:{submission.number}", at=at)
    return SubmissionFile.objects.create(
        submission=submission, event=event, question=question, file=stored, name=file.name
    )


@transaction.atomic
def enclose(*, submission: Submission, question: str, said: Said, at: datetime) -> SubmissionEvent:
    """Take files that an applicant sends afterwards for a question of the form.

    Raises RuleBroken when the matter has ended, or the question takes no more.
    """
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    answers = sealing.opened(row.sealed).get("answers", {})
    room = {one.name: one.room for one in reading.wanting(row.version.rules, answers)}
    if Status(row.status) in handling.ENDED or question not in room:
        raise RuleBroken(_("This was changed meanwhile. Look at it once more."))
    files = said.taken(at)
    if not files:
        raise RuleBroken(_("Choose the file first."))
    if len(files) > room[question]:
        raise RuleBroken(_("Choose at most %(bound)s.") % {"bound": room[question]})
    event = SubmissionEvent.objects.create(submission=row, at=at, kind="enclosed", by_citizen=True)
    kept = [
        attach(submission=row, event=event, file=file, at=at, question=question).file.uid.hex
        for file in files
    ]
    told = sealing.opened(row.sealed)
    told["answers"] = reading.enclosed(told["answers"], question, kept)
    row.sealed = sealing.seal(told)
    row.save(update_fields=["sealed"])
    audit.record(action="eforms.enclosed", actor="applicant", target=row.number, at=at)
    return event


def _took(row: Submission) -> int:
    government = current_government()
    if government is None:
        raise RuleBroken(_("the government is not set up yet"))
    statuses = {event: STEPS[move].to for move, event in EVENT_OF.items()}
    stations = [
        (event.at.astimezone(government.zone).date(), statuses.get(event.kind, Status.RECEIVED))
        for event in row.events.order_by("at", "pk")
    ]
    *stations, (ended, _status) = stations
    calendar = working_calendar(government, row.received_at.year)
    return handling.took(
        stations, ended, lambda first, last: workdays.between(first, last, calendar)
    )


def _local_day(at: datetime) -> date:
    government = current_government()
    return at.astimezone(government.zone).date() if government else at.date()
