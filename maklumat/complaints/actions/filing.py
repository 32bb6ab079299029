"""A report comes in: number, secret code, clocks, receipt and audit, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from maklumat.accounts.models import User
from maklumat.agencies.devices import NAME_LENGTH
from maklumat.agencies.models import Agency, Region
from maklumat.agencies.queries import current_government
from maklumat.catalogue.models import Service
from maklumat.complaints import codes, letters, queries
from maklumat.complaints.actions import drafting, moving, routing, ticking
from maklumat.complaints.models import CaseClock, Category, Complaint, Event, EventKind, Reporter
from maklumat.complaints.workflow import Kind, Party, Status
from maklumat.core import audit, numbers
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.core.uploads import Accepted

TITLE = 80  # of the first sentence, where the person gave no title


@dataclass(frozen=True)
class Contact:
    """What a person wants to leave of themselves; every part may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    tell_by: str = ""

    def __bool__(self) -> bool:
        return any((self.name, self.phone, self.email, self.address))


@dataclass(frozen=True)
class Report:
    """What was reported, already cleaned by a form."""

    text: str
    client_uid: UUID = field(default_factory=uuid4)
    kind: Kind = Kind.COMPLAINT
    title: str = ""
    wish: str = ""
    loss: str = ""
    category: Category | None = None
    agency: Agency | None = None
    service: Service | None = None
    region: Region | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    happened_on: date | None = None
    anonymous: bool = False
    confidential: bool = False
    contact: Contact = Contact()
    files: Sequence[Accepted] = ()
    channel: str = "web"
    sent_from: str = ""  # the shared screen; never kept of an anonymous report
    language: str = "id"
    source: str = ""
    external_id: str = ""


@dataclass(frozen=True)
class Filed:
    """What the person takes home. `again`: the form had been sent before."""

    complaint: Complaint
    code: str
    again: bool = False


def file_complaint(*, report: Report, at: datetime, filed_by: User | None = None) -> Filed:
    """Record a report and return its number and secret code.

    The same `client_uid` twice, even at the same moment, is one case with one code. Of an anonymous
    report nothing about the person is stored, whatever the form held.
    """
    code = codes.code_for(str(report.client_uid))
    try:
        with transaction.atomic():
            return Filed(_record(report, code, at, filed_by), code)
    except IntegrityError:
        # The form's id is unique: whoever comes second, even at the same moment, finds the first.
        known = Complaint.objects.filter(client_uid=report.client_uid).first()
        if known is None:
            raise
    return Filed(known, code, again=True)


def _record(report: Report, code: str, at: datetime, filed_by: User | None) -> Complaint:
    government = current_government()
    if government is None:
        raise RuleBroken("the government is not set up yet")
    supervised = is_for_inspectorate(report.category)
    day = at.astimezone(government.zone).date()
    complaint = Complaint(
        number=numbers.next_number(queries.PREFIX, day.year),
        client_uid=report.client_uid,
        code_hash=codes.hashed(code, str(report.client_uid)),
        rules=queries.current_rules(day),
        kind=Kind.SUPERVISION.value if supervised else report.kind.value,
        status=Status.RECEIVED.value,
        status_since=at,
        received_at=at,
        title=report.title.strip() or first_words(report.text),
        text=report.text,
        wish=report.wish,
        loss=report.loss,
        category=report.category,
        agency=moving.inspectorate() if supervised else _whose(report),
        named_agency=report.agency,
        service=report.service,
        region=report.region,
        place=report.place,
        latitude=report.latitude,
        longitude=report.longitude,
        happened_on=report.happened_on,
        anonymous=report.anonymous,
        confidential=report.confidential or supervised,
        restricted=supervised,
        channel=report.channel,
        # Which screen and when would let a camera or a colleague say who it was.
        sent_from="" if report.anonymous else report.sent_from[:NAME_LENGTH],
        language=report.language,
        source=report.source,
        external_id=report.external_id,
    )
    rule = routing.propose(complaint)
    begun = ticking.begun(complaint, government=government, at=at)
    complaint.save(force_insert=True)
    CaseClock.objects.bulk_create(begun)
    if report.contact and not report.anonymous:
        _keep_contact(complaint, report.contact)
    event = Event.objects.create(
        complaint=complaint,
        at=at,
        kind=EventKind.FILED,
        party=Party.COMPLAINANT.value,
        author=filed_by,
        author_name=str(filed_by) if filed_by else "",
        agency=complaint.agency,
        after=complaint.status,
    )
    moving.attach(complaint, _files(report), event=event, at=at)
    drafting.adopt(complaint, event=event)
    letters.receipt(complaint, code)
    purge("complaints")
    audit.record(
        action="complaints.filed",
        actor=filed_by.get_username() if filed_by else Party.COMPLAINANT.value,
        target=complaint.number,
        at=at,
        details={"kind": complaint.kind, "channel": complaint.channel},
    )
    if rule is not None:
        routing.act(complaint, rule, at=at)
    return complaint


def first_words(text: str) -> str:
    """Make a title of a report's first sentence.

    >>> first_words("Sudah tiga minggu KTP saya belum jadi. Padahal dijanjikan sehari.")
    'Sudah tiga minggu KTP saya belum jadi'
    """
    line = " ".join(text.split())
    for end in (". ", "? ", "! "):
        line = line.split(end)[0]
    line = line.rstrip(".")
    if len(line) <= TITLE:
        return line
    return line[:TITLE].rsplit(" ", 1)[0] + " …"


def is_for_inspectorate(category: Category | None) -> bool:
    """Does a report of this category belong to the Inspektorat alone, from its first second?"""
    if category is None:
        return False
    return category.supervision or is_for_inspectorate(category.parent)


def _whose(report: Report) -> Agency | None:
    return report.agency or (report.service.agency if report.service else None)


def _files(report: Report) -> Sequence[Accepted]:
    """The name of a file may name its owner: an anonymous report forgets it."""
    if not report.anonymous:
        return report.files
    return [
        replace(file, name=drafting.nameless(place, file.mime))
        for place, file in enumerate(report.files, start=1)
    ]


def _keep_contact(complaint: Complaint, contact: Contact) -> None:
    Reporter.objects.create(
        complaint=complaint,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        address=contact.address,
        tell_by=contact.tell_by,
    )
