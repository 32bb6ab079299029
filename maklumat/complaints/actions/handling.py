"""What an office does with a case: its steps sent by a form, who works on it, how it is classed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import current_government
from maklumat.catalogue.models import Service
from maklumat.complaints import labels
from maklumat.complaints.acting import Actor
from maklumat.complaints.actions import moving, ticking
from maklumat.complaints.actions.moving import NOTHING, Result, Said
from maklumat.complaints.models import Category, Complaint, Event, EventKind
from maklumat.complaints.queries import handling as queries
from maklumat.complaints.workflow import ENDED, UNROUTED, Kind, Move, Party, Status
from maklumat.core import audit, links, outbox
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge

STEP_WORDS = dict(labels.MOVES)
_ON_THE_WAY = frozenset({EventKind.MOVED, EventKind.CLASSIFIED, EventKind.MESSAGE})
Words = Callable[[Complaint], tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A form that was sent: its own random id, and the newest step its sender had seen."""

    uid: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Order:
    """A step as a form asks for it."""

    move: Move
    said: Said = NOTHING
    result: Result | None = None
    assignee: User | None = None
    sheet: Sheet = field(default_factory=Sheet)


@transaction.atomic
def step(*, complaint: Complaint, by: Actor, at: datetime, order: Order) -> Event:
    """Take a step that a form asked for, once, and only if nobody changed the case meanwhile.

    The same form again returns the line it made the first time. Raises RuleBroken, and names who
    was faster, when the case moved on since the form was opened. Passing on a case that nobody has
    verified verifies it first.
    """
    row = moving.lock(complaint)
    known = _sent_before(row, order.sheet)
    if known is not None:
        return known
    _check_unchanged(row, order.sheet, by)
    if order.move is Move.DISPOSE and row.state is Status.RECEIVED:
        moving.take(complaint=row, move=Move.VERIFY, by=by, at=at)
    event = _taken(row, by, at, order)
    _sign(event, order.sheet)
    if order.assignee is not None:
        assign(complaint=event.complaint, to=order.assignee, by=by, at=at)
    return event


def _taken(row: Complaint, by: Actor, at: datetime, order: Order) -> Event:
    if order.move is Move.SUPERVISE:
        return moving.supervise(complaint=row, by=by, at=at, reason=order.said.reason)
    if order.move is Move.TRANSFER and row.restricted:
        return _release(row, by, at, order.said)
    if order.result is not None:
        return moving.answer(complaint=row, by=by, at=at, result=order.result)
    return moving.take(complaint=row, move=order.move, by=by, at=at, said=order.said)


def _release(row: Complaint, by: Actor, at: datetime, said: Said) -> Event:
    """Give a case back that is not one for the Inspektorat after all: an ordinary complaint."""
    row.restricted, row.kind = False, Kind.COMPLAINT.value
    row.save(update_fields=["restricted", "kind"])
    _reclassify(row, at)
    return moving.take(complaint=row, move=Move.TRANSFER, by=by, at=at, said=said)


@transaction.atomic
def take_on(
    *, complaint: Complaint, by: Actor, at: datetime, agency: Agency, sheet: Sheet | None = None
) -> Event:
    """Verify a case, give it to one's own agency, begin and be the one who works on it: one click."""
    sheet = sheet or Sheet()
    row = moving.lock(complaint)
    known = _sent_before(row, sheet)
    if known is not None:
        return known
    _check_unchanged(row, sheet, by)
    if row.state is Status.RECEIVED:
        moving.take(complaint=row, move=Move.VERIFY, by=by, at=at)
    if row.state in UNROUTED:
        moving.take(complaint=row, move=Move.DISPOSE, by=by, at=at, said=Said(agency=agency))
    event = moving.take(complaint=row, move=Move.START, by=by, at=at)
    _sign(event, sheet)
    if by.user is not None:
        assign(complaint=event.complaint, to=by.user, by=by, at=at)
    return event


@transaction.atomic
def decline(*, complaint: Complaint, by: Actor, at: datetime, reason: str) -> Event:
    """Say that a report which only names this agency is another's; the coordinator routes it on.

    No clock changes: the term to verify and pass on runs since the report came.
    """
    row = moving.lock(complaint)
    if row.state not in UNROUTED:
        raise RuleBroken(_("This report was passed on already. Look at it again."))
    if not reason.strip():
        raise RuleBroken(_("Write the reason."))
    was = row.agency
    row.agency, row.assignee = None, None
    row.save(update_fields=["agency", "assignee"])
    event = _line(row, EventKind.ROUTED, by, at, open=False, reason=reason, agency=was)
    audit.record(action="complaints.declined", actor=by.audited, target=row.number, at=at)
    return event


@transaction.atomic
def assign(*, complaint: Complaint, to: User | None, by: Actor, at: datetime) -> Event | None:
    """Say who works on a case, or that nobody does; they are told by a letter without contents.

    Returns None when nothing changed. Raises RuleBroken for somebody who may not handle it.
    """
    row = moving.lock(complaint)
    if row.state in ENDED:
        raise RuleBroken(_("This report is finished; nobody works on it any more."))
    if row.assignee_id == (to.pk if to else None):
        return None
    if to is not None and not queries.handlers_of(row).filter(pk=to.pk).exists():
        raise RuleBroken(_("%(person)s may not handle this report.") % {"person": to})
    row.assignee = to
    row.save(update_fields=["assignee"])
    complaint.assignee = to
    text = str(to) if to else ""
    event = _line(row, EventKind.ASSIGNED, by, at, open=False, text=text)
    if to is not None and to != by.user:
        _tell(to, row, event, _assigned_letter)
    audit.record(
        action="complaints.assigned",
        actor=by.audited,
        target=row.number,
        at=at,
        details={"to": to.get_username() if to else ""},
    )
    return event


@dataclass(frozen=True)
class Classing:
    """How a case is classed: what the law counts it by, and what it is about."""

    kind: Kind
    category: Category | None = None
    service: Service | None = None
    maladministration: str = ""


@transaction.atomic
def classify(*, complaint: Complaint, by: Actor, at: datetime, classing: Classing) -> Event | None:
    """Set class, category, service and label; a new class has its own limit, from the same start.

    Returns None when nothing changed. Only the Inspektorat's step makes a case one for supervision.
    """
    row = moving.lock(complaint)
    if row.state in ENDED:
        raise RuleBroken(_("This report is finished; its class stays as it is."))
    if (classing.kind is Kind.SUPERVISION) != row.restricted:
        raise RuleBroken(_("Hand the report to the inspectorate instead of changing its class."))
    if classing.service is not None and row.agency is not None:
        _check_service(row, classing.service)
    was = _classed(row)
    row.kind, row.category = classing.kind.value, classing.category
    row.service, row.maladministration = classing.service, classing.maladministration
    now_is = _classed(row)
    if was == now_is:
        return None
    row.save(update_fields=["kind", "category", "service", "maladministration"])
    if was["kind"] != now_is["kind"]:
        _reclassify(row, at)
    changed = {key: [was[key], now_is[key]] for key in was if was[key] != now_is[key]}
    event = _line(
        row, EventKind.CLASSIFIED, by, at, open="kind" in changed, details={"changed": changed}
    )
    purge("complaints")
    audit.record(
        action="complaints.classified",
        actor=by.audited,
        target=row.number,
        at=at,
        details={"changed": sorted(changed)},
    )
    return event


def _check_service(row: Complaint, service: Service) -> None:
    if row.service_id != service.pk and service.agency_id != row.agency_id:
        raise RuleBroken(_("This service belongs to another agency."))


def _classed(row: Complaint) -> dict[str, str]:
    return {
        "kind": row.kind,
        "category": row.category.slug if row.category else "",
        "service": row.service.name if row.service else "",
        "maladministration": row.maladministration,
    }


def _reclassify(row: Complaint, at: datetime) -> None:
    government = current_government()
    if government is None:
        raise RuleBroken(_("The government is not set up yet."))
    ticking.reclassify(row, government=government, at=at)
    row.save(update_fields=["due", "due_clock"])


@transaction.atomic
def note(
    *, complaint: Complaint, by: Actor, at: datetime, text: str, uid: str = ""
) -> tuple[Event, list[str]]:
    """Write an internal note; who is named with an @ gets a letter with number and link only.

    Returns the line, and the words behind an @ that are nobody who may see the case.
    """
    row = moving.lock(complaint)
    known = _sent_before(row, Sheet(uid))
    people, unknown = queries.people_named(row, text)
    if known is not None:
        return known, unknown
    event = moving.note(complaint=row, by=by, at=at, text=text)
    _sign(event, Sheet(uid))
    event.mentions.set(people)
    for person in people:
        if person != by.user:
            _tell(person, row, event, _mention_letter)
    audit.record(action="complaints.noted", actor=by.audited, target=row.number, at=at)
    return event, unknown


def opened(*, complaint: Complaint, user: User, at: datetime) -> None:
    """Write into the audit log that a person saw the personal data of a case, once a day.

    Every look would bury what else the log tells; a cache that forgets costs a second row.
    """
    if cache.add(f"complaints:opened:{complaint.pk}:{user.pk}:{at:%Y%m%d}", 1, 24 * 3600):
        audit.record(
            action="complaints.opened", actor=user.get_username(), target=complaint.number, at=at
        )


def _line(  # noqa: PLR0913  each is a column of the row
    row: Complaint,
    kind: EventKind,
    by: Actor,
    at: datetime,
    *,
    open: bool,  # noqa: A002  the name of the column
    text: str = "",
    reason: str = "",
    agency: Agency | None = None,
    details: Mapping[str, object] | None = None,
) -> Event:
    return Event.objects.create(
        complaint=row,
        at=at,
        kind=kind,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=agency or row.agency,
        open=open,
        text=text,
        reason=reason,
        details=dict(details or {}),
    )


def _sent_before(row: Complaint, sheet: Sheet) -> Event | None:
    """Return the line that this very form made, if it was sent before."""
    if not sheet.uid:
        return None
    return row.events.filter(details__uid=sheet.uid).select_related("complaint").first()


def _sign(event: Event, sheet: Sheet) -> None:
    if sheet.uid:
        event.details = {**event.details, "uid": sheet.uid}
        event.save(update_fields=["details"])


def _check_unchanged(row: Complaint, sheet: Sheet, by: Actor) -> None:
    """Refuse a step on a case that moved since its form was opened; a sheet without a mark passes."""
    if not sheet.seen:
        return
    newer = row.events.filter(pk__gt=sheet.seen, kind__in=_ON_THE_WAY).order_by("pk").last()
    if newer is None:
        return
    words = {"time": date_format(localtime(newer.at), "H.i"), "number": row.number}
    if newer.party == Party.COMPLAINANT:
        raise RuleBroken(
            _("The complainant wrote at %(time)s. Read it first; your text is still here.") % words
        )
    who = newer.author_name or newer.get_party_display()
    words |= {"who": who, "step": str(STEP_WORDS.get(newer.move, newer.get_kind_display()))}
    if by.user is not None and newer.author_id == by.user.pk:
        raise RuleBroken(
            _(
                "You changed this report in another window at %(time)s (%(step)s). Nothing was sent twice; your text is still here."
            )
            % words
        )
    raise RuleBroken(
        _("%(who)s was faster: %(step)s, at %(time)s. Look at it first; your text is still here.")
        % words
    )


def _tell(person: User, row: Complaint, event: Event, words: Words) -> None:
    """Send one person of the office number and link, in Indonesian, once for each line."""
    with override("id"):
        subject, sentence = words(row)
    address = links.to("complaints-staff:case", row.number)
    outbox.send(
        to=person.email,
        subject=subject,
        text=f"{sentence}\n\n{address}\n",
        about=row.number,
        key=f"complaints:event:{event.pk}:{person.pk}",
    )


def _assigned_letter(row: Complaint) -> tuple[str, str]:
    return (
        _("Report %(number)s was assigned to you") % {"number": row.number},
        _("Report %(number)s was assigned to you. Read it here:") % {"number": row.number},
    )


def _mention_letter(row: Complaint) -> tuple[str, str]:
    return (
        _("You were named in a note on report %(number)s") % {"number": row.number},
        _("A colleague named you in a note on report %(number)s. Read it here:")
        % {"number": row.number},
    )
