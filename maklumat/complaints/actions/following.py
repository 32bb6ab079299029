"""What the complainant does beside the steps: write more, rate, and choose how to be told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.complaints.acting import COMPLAINANT
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import NOTHING, Said
from maklumat.complaints.models import (
    Complaint,
    Event,
    EventKind,
    Follower,
    Reporter,
)
from maklumat.complaints.workflow import Move, Party, Status
from maklumat.core import audit, parcels
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.core.uploads import Accepted


@transaction.atomic
def write_once(
    *, complaint: Complaint, uid: str, at: datetime, text: str,
    files: Sequence[Accepted] = (), tokens: Sequence[str] = (),
) -> bool:  # fmt: skip
    """Add what the complainant writes; False if this very form was sent before.

    Raises RuleBroken once the case is finished.
    """
    row = moving.lock(complaint)
    known = row.events.filter(kind=EventKind.MESSAGE, details__uid=uid)
    if known.exists():
        return False
    came = parcels.take_all(tokens=tokens, at=at)
    event = moving.write(complaint=row, at=at, text=text, files=[*files, *came])
    event.details = {**event.details, "uid": uid}
    event.save(update_fields=["details"])
    return True


@transaction.atomic
def step(*, complaint: Complaint, move: Move, at: datetime, said: Said = NOTHING) -> None:
    """Take a step of the complainant; "done" and "not yet" are noted with the result they judge.

    Raises RuleBroken as `moving.take` does.
    """
    judged = complaint.outcomes.filter(round=complaint.round)
    moving.take(complaint=complaint, move=move, by=COMPLAINANT, at=at, said=said)
    if move in (Move.ACCEPT, Move.REOPEN):
        judged.update(accepted=move is Move.ACCEPT)


@transaction.atomic
def rate(*, complaint: Complaint, score: int, text: str, at: datetime) -> None:
    """Keep how the complainant judges the handling, 1 (bad) to 4 (very good), once.

    Raises RuleBroken before the end of the case, and for a second rating.
    """
    row = moving.lock(complaint)
    if not 1 <= score <= 4:
        raise RuleBroken(_("Choose one of the four marks."))
    if row.state is not Status.CLOSED:
        raise RuleBroken(_("The handling can be rated when the report is finished."))
    if row.rating is not None:
        raise RuleBroken(_("You have rated the handling already. Thank you."))
    row.rating, row.rating_text, row.rated_at = score, text, at
    row.save(update_fields=["rating", "rating_text", "rated_at"])
    Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.RATED,
        party=Party.COMPLAINANT.value,
        agency=row.agency,
        text=text,
        details={"score": score},
    )
    purge("complaints")
    audit.record(
        action="complaints.rated",
        actor=Party.COMPLAINANT.value,
        target=row.number,
        at=at,
        details={"score": score},
    )
    complaint.rating, complaint.rating_text = score, text


@transaction.atomic
def tell(*, complaint: Complaint, by: str, email: str, phone: str, at: datetime) -> None:
    """Keep how the complainant wants to be told: "email", "whatsapp", or "" for not at all.

    Raises RuleBroken for an anonymous report: nothing of the person may be stored.
    """
    if complaint.anonymous:
        raise RuleBroken(_("This report is anonymous: no address can be kept with it."))
    row = Reporter.objects.select_for_update().filter(complaint=complaint).first()
    if row is None:
        if not by:
            return
        row = Reporter(complaint=complaint)
    row.tell_by = by
    row.email = email or row.email
    row.phone = phone or row.phone
    row.save()
    audit.record(
        action="complaints.tell_changed",
        actor=Party.COMPLAINANT.value,
        target=complaint.number,
        at=at,
        details={"by": by},
    )


@transaction.atomic
def stop_telling(*, person: Reporter | Follower, at: datetime) -> None:
    """Send this person no more letters; twice is once. Of a follower the address goes too."""
    if not person.tell_by:
        return
    person.tell_by = ""
    if isinstance(person, Follower):
        person.to = ""
        person.save(update_fields=["tell_by", "to"])
    else:
        person.save(update_fields=["tell_by"])
    audit.record(
        action="complaints.tell_changed",
        actor=Party.COMPLAINANT.value,
        target=person.complaint.number,
        at=at,
        details={"by": ""},
    )
