"""Which cases may go into a file for another system, and which went."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints.models import Complaint, Outcome, Sending, SentCase
from maklumat.complaints.queries import cases_for
from maklumat.core.errors import NotFound


def sendable(user: User, to: str) -> QuerySet[Complaint]:
    """Return cases this person may see that did not go there yet and did not come from there.

    Never confidential or restricted ones, nor any whose personal data was removed.
    """
    rows = cases_for(user).filter(restricted=False, confidential=False, purged_at=None)
    gone = SentCase.objects.filter(complaint=OuterRef("pk"), to=to)
    return rows.exclude(source=to).exclude(Exists(gone)).filter(parent=None)


def wanted(
    user: User, to: str, *, first: date | None, last: date | None, agency: Agency | None
) -> QuerySet[Complaint]:
    rows = sendable(user, to).select_related("agency")
    if first:
        rows = rows.filter(received_at__date__gte=first)
    if last:
        rows = rows.filter(received_at__date__lte=last)
    if agency:
        rows = rows.filter(agency__path__startswith=agency.path)
    return rows.order_by("received_at", "pk")


def sendings() -> QuerySet[Sending]:
    return Sending.objects.all()


def sending(uid: UUID) -> Sending:
    """Return one file or raise NotFound."""
    found = Sending.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


def cases_in(row: Sending, user: User) -> Sequence[Complaint]:
    """Return the cases of a file that this person may still see, and that are still whole."""
    rows = cases_for(user).filter(sendings__sending=row, purged_at=None)
    rows = rows.filter(restricted=False, confidential=False)
    related = rows.select_related("agency", "service", "category").prefetch_related("outcomes")
    return list(related.order_by("received_at", "pk"))


def last_answer(case: Complaint) -> str:
    found: list[Outcome] = list(case.outcomes.all())
    return found[-1].text if found else ""
