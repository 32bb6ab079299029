"""An old register becomes cases: each row by the ordinary steps, at its own time, in silence.

What a register does not tell is not invented: without the day on which a report was passed on, the
terms that hang on that day are void, not kept. Nobody gets a letter.
"""

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.complaints import codes
from maklumat.complaints.acting import COMPLAINANT, SYSTEM, Actor
from maklumat.complaints.actions import filing, moving, ticking
from maklumat.complaints.actions.filing import Contact, Report
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.clocks import ClockKind, ClockState
from maklumat.complaints.models import Category, Complaint, ImportMapping, ImportRun
from maklumat.complaints.models.inout import RunState
from maklumat.complaints.queries import importing as queries
from maklumat.complaints.registers import Column, Entry
from maklumat.complaints.workflow import Move, Party, Status
from maklumat.core import audit, outbox
from maklumat.core.errors import RuleBroken

log = logging.getLogger(__name__)

FOLDER = "registers"
KEPT = timedelta(days=1)
TELL_SECONDS = 1.0
AT_ONCE = 10  # rows of one transaction: other people's writes wait for it
LAPOR = "lapor"
UNTOLD = "Isi jawaban tidak tercatat di register lama."
ARCHIVED = "Diarsipkan di register lama."


@transaction.atomic
def keep(*, name: str, content: bytes, kind: str, source: str, by: User, at: datetime) -> ImportRun:
    """Keep an uploaded register until a person has said what its columns mean."""
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}{kind}", ContentFile(content))
    row = ImportRun.objects.create(
        owner=by, name=name[:120], source=source, path=path, created_at=at, moved_at=at
    )
    audit.record(
        action="complaints.register_uploaded",
        actor=by.get_username(),
        target=f"import:{row.pk}",
        at=at,
        details={"source": source},
    )
    return row


@transaction.atomic
def name_columns(
    *, row: ImportRun, columns: Mapping[str, str], personal: bool, name: str, at: datetime
) -> None:
    """Keep what the columns mean, for this file, and under a name for the next ones."""
    row.mapping, row.personal, row.moved_at = dict(columns), personal, at
    row.save(update_fields=["mapping", "personal", "moved_at"])
    if name:
        ImportMapping.objects.update_or_create(name=name, defaults={"columns": dict(columns)})


@transaction.atomic
def begin(*, row: ImportRun, by: User, at: datetime, start: Callable[[int], object]) -> None:
    """Let the worker bring the register in. Twice is once."""
    locked = ImportRun.objects.select_for_update().get(pk=row.pk)
    if locked.state != RunState.DRAFT:
        return
    locked.state, locked.moved_at = RunState.WAITING.value, at
    locked.save(update_fields=["state", "moved_at"])
    audit.record(
        action="complaints.import_begun",
        actor=by.get_username(),
        target=f"import:{row.pk}",
        at=at,
        details={"source": row.source, "personal": row.personal},
    )
    transaction.on_commit(partial(start, row.pk))


@transaction.atomic
def drop(*, row: ImportRun, by: User, at: datetime) -> None:
    """Forget a register that was not begun."""
    if row.state != RunState.DRAFT:
        raise RuleBroken(_("This import has begun and can't be dropped any more."))
    path = row.path
    row.delete()
    audit.record(
        action="complaints.import_dropped", actor=by.get_username(), target="import", at=at
    )
    transaction.on_commit(partial(default_storage.delete, path))


def make(*, pk: int, clock: Callable[[], datetime]) -> None:
    """Bring the register in. May run twice: the later run takes over and finds what is here."""
    run = uuid.uuid4()
    waiting = ImportRun.objects.filter(
        pk=pk, state__in=[RunState.WAITING.value, RunState.RUNNING.value]
    )
    if not waiting.update(state=RunState.RUNNING.value, run=run, moved_at=clock()):
        return
    row = ImportRun.objects.select_related("owner").get(pk=pk)
    try:
        _make(row, run, clock)
    except Exception:  # the person who waits must hear of whatever it was
        log.exception("import failed", extra={"job": pk})
        ImportRun.objects.filter(pk=pk, run=run).update(
            state=RunState.FAILED.value, moved_at=clock(), finished_at=clock()
        )


def _make(row: ImportRun, run: uuid.UUID, clock: Callable[[], datetime]) -> None:
    plan = queries.plan(row, at=clock())
    mine = ImportRun.objects.filter(pk=row.pk, run=run)
    # What an earlier run of this very file brought counts as brought, not as known.
    known = max(0, plan.known - row.added)
    total, added, told = len(plan.new) + row.added, row.added, 0.0
    mine.update(total=total, done=added, known=known, bad=plan.bad_rows)
    makers = _Makers(row, queries.government())
    for first in range(0, len(plan.new), AT_ONCE):
        part = plan.new[first : first + AT_ONCE]
        with outbox.no_letters(), transaction.atomic():
            added += sum(makers.make(entry) for entry in part)
            if not mine.update(added=added):  # another worker took over
                transaction.set_rollback(True)
                return
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            mine.update(done=added, moved_at=clock())
    at = clock()
    with transaction.atomic():
        if mine.update(state=RunState.DONE.value, done=total, moved_at=at, finished_at=at, path=""):
            audit.record(
                action="complaints.imported",
                actor=row.owner.get_username() if row.owner else "maklumat",
                target=f"import:{row.pk}",
                at=at,
                details={"added": added, "known": known, "bad": plan.bad_rows},
            )
    default_storage.delete(row.path)


def tidy(*, at: datetime) -> int:
    """Delete files nobody went on with, and say of runs without a worker that they failed."""
    rows = queries.spent(before=at - KEPT)
    for row in rows:
        path, row.path = row.path, ""
        if row.state != RunState.DONE:
            row.state = RunState.FAILED.value
        row.save(update_fields=["path", "state"])
        default_storage.delete(path)
    return len(rows)


class _Makers:
    """Makes cases of entries; agencies and the like are read once for all of them."""

    def __init__(self, row: ImportRun, government: Government) -> None:
        self.row = row
        self.government = government
        self.desk = Actor(Party.COORDINATOR, row.owner)
        self.agencies = Agency.objects.in_bulk()
        self.services = Service.objects.in_bulk()
        self.categories = Category.objects.select_related("parent").in_bulk()

    def make(self, entry: Entry) -> int:
        """File one report with its past; 0 if another run has just done it."""
        filed = filing.file_complaint(
            report=self._report(entry), at=self._at(entry.received), filed_by=self.row.owner
        )
        if filed.again:
            return 0
        self._relive(filed.complaint, entry)
        return 1

    def _report(self, entry: Entry) -> Report:
        said = entry.personal if self.row.personal else {}
        return Report(
            text=entry.text,
            title=entry.title,
            client_uid=codes.form_id(f"{self.row.source}:{entry.number}"),
            kind=entry.kind,
            category=self.categories.get(entry.category or 0),
            agency=self.agencies.get(entry.agency or 0),
            service=self.services.get(entry.service or 0),
            place=entry.place,
            happened_on=entry.happened,
            anonymous=entry.anonymous,
            confidential=entry.confidential,
            contact=Contact(
                name=said.get(Column.NAME, ""),
                phone=said.get(Column.PHONE, ""),
                email=said.get(Column.EMAIL, ""),
                address=said.get(Column.ADDRESS, ""),
            ),
            channel="lapor" if self.row.source == LAPOR else "import",
            source=self.row.source,
            external_id=entry.number,
        )

    def _relive(self, case: Complaint, entry: Entry) -> None:
        """Take the steps that the register tells of, at the times it tells."""
        received = self._at(entry.received)
        passed = self._at(entry.forwarded) if entry.forwarded else received
        if entry.state is Status.RECEIVED:
            return
        if entry.state is Status.WITHDRAWN:
            at = self._at(entry.ended) if entry.ended else passed
            moving.take(complaint=case, move=Move.WITHDRAW, by=COMPLAINANT, at=at)
            return
        moving.take(complaint=case, move=Move.VERIFY, by=self.desk, at=passed)
        if entry.state is Status.ARCHIVED:
            at = self._at(entry.ended) if entry.ended else passed
            said = Said(reason=entry.answer[:500] or ARCHIVED)
            moving.take(complaint=case, move=Move.ARCHIVE, by=self.desk, at=at, said=said)
        elif entry.state is not Status.VERIFIED:
            self._pass_on(case, entry, passed)
        if not entry.forwarded and entry.state is not Status.VERIFIED:
            self._void(case, passed)

    def _pass_on(self, case: Complaint, entry: Entry, passed: datetime) -> None:
        said = Said(agency=self.agencies[entry.agency or 0])
        moving.take(complaint=case, move=Move.DISPOSE, by=self.desk, at=passed, said=said)
        if entry.state is Status.IN_PROGRESS:
            moving.take(complaint=case, move=Move.START, by=self.desk, at=passed)
        if entry.state in (Status.ANSWERED, Status.CLOSED) and entry.answered:
            answered = self._at(entry.answered)
            result = Result(text=entry.answer or UNTOLD)
            moving.answer(complaint=case, by=self.desk, at=answered, result=result)
        if entry.state is Status.CLOSED:
            at = self._at(entry.ended or entry.answered or entry.received)
            moving.take(complaint=case, move=Move.EXPIRE, by=SYSTEM, at=at)

    def _void(self, case: Complaint, at: datetime) -> None:
        """Nobody knows when it was passed on: the terms that hang on it say nothing."""
        unknown = [ClockKind.VERIFICATION.value, ClockKind.FIRST_ANSWER.value]
        rows = case.clocks.filter(kind__in=unknown)
        rows.update(
            state=ClockState.VOID.value,
            ended=at.astimezone(self.government.zone).date(),
            held_since=None,
        )
        ticking.note_next(case, case.clocks.filter(state__in=ticking.ALIVE))
        case.save(update_fields=["due", "due_clock"])

    def _at(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=self.government.zone)
