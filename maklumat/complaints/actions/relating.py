"""Cases that belong together: duplicates joined, one case in several agencies, related ones."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import current_government
from maklumat.complaints import codes, queries
from maklumat.complaints.acting import Actor
from maklumat.complaints.actions import moving, ticking
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.clocks import ClockKind, Effect
from maklumat.complaints.models import (
    CaseClock,
    ClockPause,
    Complaint,
    Event,
    EventKind,
    Follower,
)
from maklumat.complaints.workflow import AT_WORK, ENDED, Move, Party, Status
from maklumat.core import audit, numbers
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge

# What a part takes over from the case it is a part of; who reported it stays there.
SHARED = (
    "title", "text", "wish", "loss", "category", "region", "place", "latitude", "longitude",
    "happened_on", "anonymous", "confidential", "restricted", "kind", "channel", "sent_from", "language",
    "maladministration", "rules", "received_at",
)  # fmt: skip


@transaction.atomic
def merge(*, complaint: Complaint, into: Complaint, by: Actor, at: datetime, reason: str) -> Event:
    """Let a report that says the same go on in another; all who reported or follow it go along.

    Each reporter keeps the own number, code and text, which nobody else reads. Raises RuleBroken.
    """
    row, main = _both(complaint, into)
    _check_merge(row, main)
    row.merged_into = main
    row.save(update_fields=["merged_into"])
    event = moving.take(
        complaint=row,
        move=Move.MERGE,
        by=by,
        at=at,
        said=Said(reason=reason, details={"into": main.number}),
    )
    Complaint.objects.filter(merged_into=row).update(merged_into=main)
    Follower.objects.filter(complaint=row).update(complaint=main)
    _note(main, by, at, _("Report %(number)s goes on here.") % {"number": row.number}, row)
    _audit("merged_into", main, by, at, row)
    return event


@transaction.atomic
def split(
    *, complaint: Complaint, agencies: Sequence[Agency], by: Actor, at: datetime, task: str
) -> list[Complaint]:
    """Give other agencies each their part of a case, with clocks of their own.

    The part has the limit of the whole, counted from the same start, and a first reply of its own.
    The complainant goes on with the one case. Raises RuleBroken.
    """
    parent = moving.lock(complaint)
    _check_split(parent, agencies, by, task)
    made = [_part(parent, agency, by, at, task) for agency in agencies]
    for child in made:
        words = {"number": child.number, "agency": child.agency}
        text = _("%(agency)s has its part as %(number)s.") % words
        _note(parent, by, at, text, child)
        _audit("split", parent, by, at, child)
    purge("complaints")
    return made


@transaction.atomic
def relate(*, complaint: Complaint, other: Complaint, by: Actor, at: datetime) -> None:
    """Note that two cases have to do with each other; nothing else changes. Raises RuleBroken."""
    row, second = _both(complaint, other)
    if row.restricted != second.restricted:
        raise RuleBroken(_not_together())
    if row.related.filter(pk=second.pk).exists():
        return
    row.related.add(second)
    _note(row, by, at, _("Related: %(number)s.") % {"number": second.number}, second)
    _note(second, by, at, _("Related: %(number)s.") % {"number": row.number}, row)
    _audit("related", row, by, at, second)


@transaction.atomic
def unrelate(*, complaint: Complaint, other: Complaint, by: Actor, at: datetime) -> None:
    """Take back that two cases have to do with each other."""
    row, second = _both(complaint, other)
    if row.related.filter(pk=second.pk).exists():
        row.related.remove(second)
        _audit("unrelated", row, by, at, second)


def _both(first: Complaint, second: Complaint) -> tuple[Complaint, Complaint]:
    """Lock two cases in the order of their keys, so that no two people wait for each other."""
    if first.pk == second.pk:
        raise RuleBroken(_("This is the same report. Write the number of the other one."))
    rows = {row.pk: moving.lock(row) for row in sorted((first, second), key=lambda one: one.pk)}
    return rows[first.pk], rows[second.pk]


def _check_merge(row: Complaint, main: Complaint) -> None:
    if row.restricted != main.restricted:
        raise RuleBroken(_not_together())
    if main.merged_into is not None or main.state in ENDED:
        raise RuleBroken(
            _("%(number)s is finished. Choose a report that is still open.")
            % {"number": main.number}
        )
    if row.parent_id or main.parent_id or row.children.exists():
        raise RuleBroken(_("A report that has parts, or is one, can't be joined with another."))


def _check_split(parent: Complaint, agencies: Sequence[Agency], by: Actor, task: str) -> None:
    if by.party not in (Party.COORDINATOR, Party.INSPECTOR):
        raise RuleBroken(_("Only the coordinator gives parts of a report to other agencies."))
    if parent.parent_id:
        raise RuleBroken(_("This report is a part itself. Add agencies to the whole."))
    if parent.state not in AT_WORK:
        raise RuleBroken(_("Pass the report to its main agency first; then others can get a part."))
    if not agencies:
        raise RuleBroken(_("Choose at least one agency."))
    if not task.strip():
        raise RuleBroken(_("Write what the other agencies should do."))
    there = {part.agency_id for part in moving.open_parts(parent)}
    for agency in agencies:
        if agency.pk == parent.agency_id or agency.pk in there:
            raise RuleBroken(_("%(agency)s has a part already.") % {"agency": agency})


def _part(parent: Complaint, agency: Agency, by: Actor, at: datetime, task: str) -> Complaint:
    government = current_government()
    if government is None:
        raise RuleBroken(_("The government is not set up yet."))
    year = at.astimezone(government.zone).year
    child = Complaint(
        number=numbers.next_number(queries.PREFIX, year),
        code_hash=codes.hashed(secrets.token_hex(16), "part"),  # nobody is ever given this code
        parent=parent,
        agency=agency,
        named_agency=parent.named_agency,
        status=Status.DISPOSED.value,
        status_since=at,
        source=parent.source,
        **{name: getattr(parent, name) for name in SHARED},
    )
    child.save(force_insert=True)
    Event.objects.create(
        complaint=child,
        at=at,
        kind=EventKind.MOVED,
        move=Move.DISPOSE.value,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=agency,
        after=child.status,
        text="",
        reason=task,
    )
    _same_limit(parent, child)
    ticking.apply(child, [(Effect.START, ClockKind.FIRST_ANSWER)], government=government, at=at)
    child.save(update_fields=["due", "due_clock"])
    return child


def _same_limit(parent: Complaint, child: Complaint) -> None:
    """Let the limit of the class run in the part as it runs in the whole, pauses and all."""
    rows = parent.clocks.filter(kind=ClockKind.RESOLUTION.value, state__in=ticking.ALIVE)
    for clock in rows.prefetch_related("pauses"):
        pauses = list(clock.pauses.all())
        own = CaseClock.objects.create(
            complaint=child,
            kind=clock.kind,
            agency=child.agency,
            days=clock.days,
            unit=clock.unit,
            start=clock.start,
            state=clock.state,
            held_since=clock.held_since,
            due=clock.due,
        )
        ClockPause.objects.bulk_create(
            ClockPause(clock=own, first=pause.first, last=pause.last) for pause in pauses
        )


def _note(row: Complaint, by: Actor, at: datetime, text: str, other: Complaint) -> None:
    Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.LINKED,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=row.agency,
        open=False,
        text=text,
        details={"other": other.number},
    )


def _audit(what: str, row: Complaint, by: Actor, at: datetime, other: Complaint) -> None:
    audit.record(
        action=f"complaints.{what}",
        actor=by.audited,
        target=row.number,
        at=at,
        details={"other": other.number},
    )


def _not_together() -> str:
    return _("No report with this number can be linked here. Check the number.")
