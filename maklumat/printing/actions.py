"""Order, make and forget sets of paper."""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.printing import queries, sets
from maklumat.printing.models import UNDER_WAY, Content, PrintJob, State

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
SILENCE = timedelta(minutes=30)  # a set that has not moved for so long is taken for lost
TELL_SECONDS = 0.3
FOLDER = "prints"


class TakenOverError(Exception):
    """Another worker is making this set now, or somebody has deleted it."""


@transaction.atomic
def order(
    *,
    agency: Agency | None,
    by: User,
    at: datetime,
    begin: Callable[[int], object],
    content: Content = Content.PAPER,
) -> PrintJob:
    """Order the set of an agency, or of the whole government without one.

    A set that is under way is returned instead of a second one. `begin` hands its key to the
    worker once the row is certain. Raises RuleBroken where nothing is published.
    """
    known = queries.job_under_way(agency, content)
    if known:
        return known
    if not queries.live_services_of(agency):
        raise RuleBroken(_("There is no published service yet, so there is nothing to make."))
    job = PrintJob.objects.create(
        content=content.value,
        agency=agency,
        owner=by,
        created_at=at,
        moved_at=at,
        expires_at=at + KEPT,
    )
    audit.record(
        action="printing.ordered",
        actor=by.get_username(),
        target=f"print:{job.pk}",
        at=at,
        details={"agency": agency.slug if agency else "", "content": content.value},
    )
    transaction.on_commit(partial(begin, job.pk))
    return job


def make(*, pk: int, clock: Callable[[], datetime]) -> None:
    """Make the set. May run twice for one order: the later run takes over, the earlier one stops."""
    run = uuid.uuid4()
    mine = PrintJob.objects.filter(pk=pk, run=run, state=State.RUNNING.value)
    started = clock()
    claimed = PrintJob.objects.filter(pk=pk, state__in=UNDER_WAY).update(
        state=State.RUNNING.value, run=run, done=0, problems=[], moved_at=started
    )
    if not claimed:
        return
    job = PrintJob.objects.select_related("agency").get(pk=pk)
    try:
        _make(job, run, started, clock)
    except TakenOverError:
        log.info("set of paper taken over", extra={"job": pk})
    except Exception:  # the person who waits must hear of whatever it was
        log.exception("set of paper failed", extra={"job": pk})
        sentence = _(
            "The set could not be finished. Order it again; if it fails again, tell the administrator."
        )
        at = clock()
        mine.update(state=State.FAILED.value, problems=[sentence], moved_at=at, finished_at=at)


def _make(job: PrintJob, run: uuid.UUID, started: datetime, clock: Callable[[], datetime]) -> None:
    mine = PrintJob.objects.filter(pk=job.pk, run=run, state=State.RUNNING.value)
    told, total = 0.0, 0

    def begin(number: int) -> None:
        nonlocal total
        total = number
        mine.update(total=number)

    def tell(done: int) -> None:
        nonlocal told
        if time.monotonic() - told < TELL_SECONDS and done < total:
            return
        told = time.monotonic()
        if not mine.update(done=done, moved_at=clock()):
            raise TakenOverError

    make = sets.MAKERS.get(job.content, paper)
    with TemporaryFile() as file:
        problems = make(job.agency, started, file, begin, tell)
        size = file.tell()
        file.seek(0)
        path = default_storage.save(f"{FOLDER}/{started:%Y}/{run.hex}.zip", File(file))
    at = clock()
    kept = mine.update(
        state=State.DONE.value,
        path=path,
        size=size,
        problems=problems,
        moved_at=at,
        finished_at=at,
        expires_at=at + KEPT,
    )
    if not kept:
        default_storage.delete(path)
        raise TakenOverError


def paper(
    agency: Agency | None,
    at: datetime,
    file: IO[bytes],
    begin: Callable[[int], None],
    tell: Callable[[int], None],
) -> list[str]:
    """Write posters and booklets. See `sets.Maker`."""
    wanted = sets.pieces(queries.live_services_of(agency), at)
    begin(len(wanted))
    return sets.write(file, wanted, at, tell)


@transaction.atomic
def discard(*, job: PrintJob, by: User, at: datetime) -> None:
    """Delete a set and its file before its time."""
    audit.record(
        action="printing.discarded", actor=by.get_username(), target=f"print:{job.pk}", at=at
    )
    _delete(job)


def tidy(*, at: datetime) -> int:
    """Delete sets whose time is over, and say of those that nobody makes any more that they failed.

    Return how many rows changed.
    """
    over, stuck = queries.spent_jobs(at=at, silent_since=at - SILENCE)
    for job in over:
        with transaction.atomic():
            _delete(job)
    sentence = _("The background worker did not finish this set. Order it again.")
    keys = [job.pk for job in stuck]
    lost = PrintJob.objects.filter(pk__in=keys, state__in=UNDER_WAY).update(
        state=State.FAILED.value, problems=[sentence], finished_at=at
    )
    return len(over) + lost


def _delete(job: PrintJob) -> None:
    path = job.path
    job.delete()
    if path:
        transaction.on_commit(partial(default_storage.delete, path))
