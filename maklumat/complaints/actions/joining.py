"""Somebody with the same trouble joins a public report instead of filing another."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from maklumat.complaints.acting import COMPLAINANT
from maklumat.complaints.models import Complaint, Follower
from maklumat.core import audit


@transaction.atomic
def join(
    *, complaint: Complaint, client_uid: UUID, tell_by: str, to: str, at: datetime
) -> Follower:
    """Note one more person; the same form joins the same report once, however often it is sent."""
    key = uuid5(client_uid, complaint.number)
    row, is_new = Follower.objects.get_or_create(
        client_uid=key,
        defaults={"complaint": complaint, "at": at, "tell_by": tell_by if to else "", "to": to},
    )
    if is_new:
        audit.record(
            action="complaints.joined",
            actor=COMPLAINANT.audited,
            target=complaint.number,
            at=at,
        )
    return row
