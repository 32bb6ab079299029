"""Chosen cases go into a file for another system; on each stands that they did."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints.models import Event, EventKind, Sending, SentCase
from maklumat.complaints.queries import sending as queries
from maklumat.complaints.workflow import Party
from maklumat.core import audit
from maklumat.core.errors import RuleBroken

MOST = 500
NOTED = "Masuk ke berkas untuk SP4N-LAPOR!"


@transaction.atomic
def send(*, numbers: Sequence[str], to: str, by: User, at: datetime) -> Sending:
    """Put cases into a file for a system, each once; the file can be fetched again.

    Raises RuleBroken where none of them may go or is left to go.
    """
    if len(numbers) > MOST:
        raise RuleBroken(_("Choose at most %(most)d reports for one file.") % {"most": MOST})
    rows = list(queries.sendable(by, to).filter(number__in=list(numbers)).order_by("pk"))
    if not rows:
        raise RuleBroken(_("Choose at least one report that has not gone yet."))
    row = Sending.objects.create(to=to, at=at, by=by.get_username())
    SentCase.objects.bulk_create(SentCase(sending=row, to=to, complaint=case) for case in rows)
    Event.objects.bulk_create(
        Event(
            complaint=case,
            at=at,
            kind=EventKind.NOTE,
            party=Party.COORDINATOR.value,
            author=by,
            author_name=str(by),
            agency_id=case.agency_id,
            open=False,
            text=NOTED,
        )
        for case in rows
    )
    audit.record(
        action="complaints.exported",
        actor=by.get_username(),
        target=f"{to}:{row.pk}",
        at=at,
        details={"numbers": [case.number for case in rows]},
    )
    return row
