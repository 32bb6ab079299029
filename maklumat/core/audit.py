"""The audit log: rows that are added, never changed, each tied by its hash to the one before.

Whoever changes, removes or inserts a row without recomputing all that follow is found by
`problems`. Whoever recomputes everything is found by comparing `head()` with a note kept elsewhere:
`python -m maklumat audit verify` prints one.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from maklumat.core.models import AuditHead, AuditRow

START = "0" * 64
CHUNK = 2000
COLUMNS = ("serial", "at", "action", "actor", "target", "details", "previous", "hash")


@dataclass(frozen=True)
class Head:
    """How far the chain reaches: written down elsewhere, it later proves that nothing was redone."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True)
class Problem:
    serial: int
    what: str

    def __str__(self) -> str:
        return f"row {self.serial}: {self.what}"


def record(
    *,
    action: str,
    actor: str,
    target: str,
    at: datetime | None = None,
    details: Mapping[str, object] | None = None,
) -> AuditRow:
    """Add a row in the caller's transaction.

    The chain stays locked until that transaction ends, so record last, after other locks. Details
    are seen by everyone who may read the log: no contents of complaints, no contact data.
    """
    at = at or now()
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        row = AuditRow(
            serial=head.count + 1,
            at=at,
            action=action,
            actor=_plain(actor),
            target=_plain(target),
            details=json.dumps(
                details or {}, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":")
            ),
            previous=head.hash,
        )
        row.hash = row_hash(row)
        row.save()
        head.count, head.hash = row.serial, row.hash
        head.save(update_fields=["count", "hash"])
    return row


def row_hash(row: AuditRow) -> str:
    """SHA-256 over the previous hash and the row's content in one fixed spelling."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [row.previous, row.serial, at, row.action, row.actor, row.target, row.details]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def history(target: str) -> QuerySet[AuditRow]:
    """Return what happened to one thing, newest first."""
    return AuditRow.objects.filter(target=target).order_by("-serial")


def head() -> Head:
    """Return where the chain ends now."""
    row = AuditHead.objects.first()
    return Head(row.count, row.hash) if row else Head(0, START)


def problems(
    *, known: Head | None = None, progress: Callable[[int, int], None] | None = None
) -> Iterator[Problem]:
    """Yield every changed, missing, inserted or replaced row, in order.

    `known` is a head noted earlier: if row `known.count` has another hash now, the chain was
    recomputed. Rows added while this runs are left for the next run.
    """
    end = head()
    last, last_hash = 0, START
    for row in AuditRow.objects.filter(serial__lte=end.count).iterator(chunk_size=CHUNK):
        yield from _missing(last + 1, row.serial - 1)
        if row_hash(row) != row.hash:
            yield Problem(row.serial, "changed: its content does not match its hash")
        elif row.serial == last + 1 and row.previous != last_hash:
            yield Problem(row.serial, f"does not follow row {last}: one of the two was replaced")
        if known and row.serial == known.count and row.hash != known.hash:
            yield Problem(row.serial, "the chain up to here is not the one that was noted")
        last, last_hash = row.serial, row.hash
        if progress and row.serial % CHUNK == 0:
            progress(row.serial, end.count)
    yield from _missing(last + 1, end.count)
    if last == end.count and last_hash != end.hash:
        yield Problem(last, "is not the row the chain ended with: it was replaced")
    if known and known.count > end.count:
        yield from _missing(end.count + 1, known.count)
    yield from _surplus(end)


def export(file: IO[str], *, progress: Callable[[int, int], None] | None = None) -> int:
    """Write all rows as CSV, oldest first, and return how many."""
    total = head().count
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    written = 0
    for row in AuditRow.objects.iterator(chunk_size=CHUNK):
        values = [getattr(row, column) for column in COLUMNS]
        values[1] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
        writer.writerow([_cell(value) for value in values])
        written += 1
        if progress and written % CHUNK == 0:
            progress(written, total)
    return written


def _locked_head() -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    found = heads.first()
    if found is None:
        AuditHead.objects.get_or_create(id=1, defaults={"hash": START})
        found = heads.get()
    return found


def _missing(first: int, last: int) -> Iterator[Problem]:
    if first == last:
        yield Problem(first, "missing")
    elif first < last:
        yield Problem(first, f"missing, with all rows up to {last}")


def _surplus(end: Head) -> Iterator[Problem]:
    """Find rows beyond the end that no `record` wrote (a row and the head commit together)."""
    first = AuditRow.objects.filter(serial__gt=end.count).first()
    if first and first.serial > head().count:
        yield Problem(first.serial, "inserted behind the end of the chain")
    below = AuditRow.objects.filter(serial__lt=1).first()
    if below:
        yield Problem(below.serial, "inserted before the beginning of the chain")


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:255]


def _cell(value: object) -> object:
    """Keep a spreadsheet from running a text that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
