"""Links in letters with which one officer answers one case, once, without signing in.

The link's secret leaves in the letter and is kept as a digest only.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints import codes
from maklumat.complaints.acting import officer
from maklumat.complaints.actions import handling
from maklumat.complaints.actions.handling import Order
from maklumat.complaints.models import AnswerLink, Complaint, Event
from maklumat.complaints.workflow import Move
from maklumat.core import audit
from maklumat.core.errors import RuleBroken

LASTS = timedelta(days=7)
SECRET_BYTES = 32
MOVES = (Move.REPLY, Move.ASK, Move.ANSWER)


def make(*, user: User, complaint: Complaint, at: datetime) -> str:
    """Make a link and return its secret, which nobody can read again."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    AnswerLink.objects.create(
        digest=codes.link_digest(token),
        user=user,
        complaint=complaint,
        made_at=at,
        expires_at=at + LASTS,
    )
    return token


@transaction.atomic
def use(*, link: AnswerLink, at: datetime, order: Order) -> Event:
    """Take the step that the link allows, and let the link be used up by it.

    Raises RuleBroken when it was used or is too old, or when the case has moved on; NotFound when
    its officer has no right to the case any more.
    """
    row = AnswerLink.objects.select_for_update().get(pk=link.pk)
    by = officer(link.user, link.complaint)
    if order.move not in MOVES or row.used_at is not None:
        raise RuleBroken(_("This link was used already. Sign in to write more."))
    if row.expires_at <= at:
        raise RuleBroken(_("This link is too old. Sign in to answer."))
    event = handling.step(complaint=link.complaint, by=by, at=at, order=order)
    row.used_at = at
    row.save(update_fields=["used_at"])
    audit.record(
        action="complaints.answered_by_link",
        actor=by.audited,
        target=link.complaint.number,
        at=at,
        details={"step": order.move.value},
    )
    return event


def sweep(*, before: datetime) -> int:
    """Delete links that ended long ago; the audit log keeps that they were used."""
    return AnswerLink.objects.filter(expires_at__lt=before).delete()[0]
