"""What people handed in goes when its time is over; what stays is sealed under the newest key.

The row stays for the figures: number, service, status, days. Answers, address, every text and every
file go, and the letters about it that are still kept.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from maklumat.core import audit, outbox, uploads
from maklumat.eforms import sealing
from maklumat.eforms.models import Submission, SubmissionEvent
from maklumat.eforms.queries import keeping as queries

AT_ONCE = 500
ACTOR = "maklumat"
Say = Callable[[int], None]


def retain(*, at: datetime, most: int = AT_ONCE) -> int:
    """Empty submissions that were kept long enough, each by itself; return how many."""
    done = 0
    for row in queries.over_time(at=at)[:most]:
        with transaction.atomic():
            done += _empty(row.pk, at)
    return done


def forget_browsers(*, at: datetime) -> int:
    """Forget the browsers that have nothing more to hear; return how many."""
    return queries.told_browsers(at=at).delete()[0]


def _empty(key: int, at: datetime) -> bool:
    row = Submission.objects.select_for_update().get(pk=key)
    if row.erased_at is not None:
        return False
    for file in row.files.select_related("file"):
        file.delete()
        uploads.discard(file.file)
    row.events.exclude(sealed="").update(sealed="")
    row.browsers.all().delete()
    row.sealed, row.erased_at = "", at
    row.save(update_fields=["sealed", "erased_at"])
    outbox.forget(about=row.number, at=at)
    audit.record(action="eforms.emptied", actor=ACTOR, target=row.number, at=at)
    return True


def rekey(*, at: datetime, say: Say | None = None) -> int:
    """Seal everything under the first key; return how many rows were sealed anew.

    A row that is under it already stays, so that a run that was cut off goes on where it stopped.
    Raises RuleBroken when a row was sealed with a key that is missing here.
    """
    done = 0
    for model in (Submission, SubmissionEvent):
        for key in queries.sealed_keys(model):
            with transaction.atomic():
                row = model.objects.select_for_update().get(pk=key)
                if not row.sealed or sealing.is_newest(row.sealed):
                    continue
                row.sealed = sealing.sealed_anew(row.sealed)
                row.save(update_fields=["sealed"])
            done += 1
            if say is not None and done % 500 == 0:
                say(done)
    if done:
        audit.record(
            action="eforms.rekeyed",
            actor=ACTOR,
            target="submissions",
            at=at,
            details={"rows": done},
        )
    return done
