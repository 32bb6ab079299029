"""The follow-up plan (RTL): lines are planned, carried out, and shown to be."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.core import audit, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.uploads import Accepted
from maklumat.surveys.models import FollowUp, FollowUpState, Report


@dataclass(frozen=True)
class Plan:
    """What will be done about an element; `service` None: about the whole agency."""

    element: str
    action: str
    person: str
    due: date
    service: Service | None = None


@dataclass(frozen=True)
class Standing:
    """How far a line is. `finished_on` with `done` only; `note` tells where the proof is, or why."""

    state: str
    finished_on: date | None = None
    note: str = ""
    proof: Accepted | None = None
    drop_proof: bool = False


@transaction.atomic
def plan(*, report: Report, line: Plan, by: User, at: datetime) -> FollowUp:
    """Add a line to the plan of a report. Raises RuleBroken for an element that is not asked."""
    _check_element(report, line.element)
    row = FollowUp.objects.create(report=report, agency=report.agency, made_at=at, **vars(line))
    _tell("follow_up_planned", row, by, at, element=row.element, due=row.due)
    return row


@transaction.atomic
def change(*, row: FollowUp, line: Plan, by: User, at: datetime) -> None:
    """Write a line anew. What stood before stays in the audit log."""
    kept = _locked(row)
    _check_element(kept.report, line.element)
    before = {name: getattr(kept, name) for name in ("element", "action", "person", "due")}
    for name, value in vars(line).items():
        setattr(kept, name, value)
    kept.save(update_fields=list(vars(line)))
    _tell("follow_up_changed", kept, by, at, before=before)


@transaction.atomic
def move(*, row: FollowUp, to: Standing, by: User, at: datetime) -> None:
    """Say how far a line is, with proof.

    Raises RuleBroken: finished without a day, before its report, in days to come or without proof;
    dropped without a reason.
    """
    kept = _locked(row)
    today = at.astimezone(kept.agency.government.zone).date()
    _check_standing(kept, to, today)
    if to.proof or to.drop_proof:
        _put_proof(kept, to.proof, at)
    before = kept.state
    kept.state, kept.note = to.state, to.note
    kept.finished_on = to.finished_on if to.state == FollowUpState.DONE else None
    kept.save(update_fields=["state", "note", "finished_on", "proof"])
    _tell("follow_up_moved", kept, by, at, before=before, state=kept.state)


@transaction.atomic
def remove(*, row: FollowUp, by: User, at: datetime) -> None:
    """Take a line out of the plan of a report that is not published. Raises RuleBroken."""
    kept = _locked(row)
    if kept.report.editions.exists():
        raise RuleBroken(
            _("This line stands in a published report. Set it to “dropped” and write why.")
        )
    if kept.proof:
        _put_proof(kept, None, at)
    _tell("follow_up_removed", kept, by, at, element=kept.element, what=kept.action)
    kept.delete()


def _check_element(report: Report, element: str) -> None:
    if element not in report.instrument.rules.keys:
        raise RuleBroken(_("Choose an element of this survey."))


def _check_standing(row: FollowUp, to: Standing, today: date) -> None:
    if to.state == FollowUpState.DROPPED and not to.note.strip():
        raise RuleBroken(_("Write in the note why this is not done."))
    if to.state != FollowUpState.DONE:
        return
    if to.finished_on is None:
        raise RuleBroken(_("Choose the day on which it was finished."))
    if to.finished_on > today:
        raise RuleBroken(_("This day has not come yet. Choose the day on which it was finished."))
    if to.finished_on < row.report.first:
        raise RuleBroken(_("This day lies before the period of the report. Check the year."))
    keeps = row.proof is not None and not to.drop_proof
    if not (to.proof or keeps or to.note.strip()):
        raise RuleBroken(_("Add a proof: a file, or a note that says where it can be seen."))


def _put_proof(row: FollowUp, accepted: Accepted | None, at: datetime) -> None:
    """Keep a new proof, or none; the one before is deleted."""
    old = row.proof
    about = f"follow-up:{row.pk}"
    row.proof = uploads.store(accepted, about=about, at=at) if accepted else None
    row.save(update_fields=["proof"])
    if old is not None:
        uploads.discard(old)


def _locked(row: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",))
    return rows.select_related("report__instrument", "agency__government", "proof").get(pk=row.pk)


def _tell(verb: str, row: FollowUp, by: User, at: datetime, **details: object) -> None:
    audit.record(
        action=f"surveys.{verb}",
        actor=by.email,
        target=f"follow-up:{row.agency.slug}:{row.pk}",
        at=at,
        details=details,
    )
