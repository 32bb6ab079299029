"""A report that was just sent: the address under which its secret code can be read for a day."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from maklumat.agencies.queries import government_or_404
from maklumat.complaints import queries, whatnext
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.whatnext import Next
from maklumat.complaints.workflow import Kind
from maklumat.core.errors import NotFound

SALT = "complaints.sent"
SHOWN_FOR = timedelta(days=1)  # after that number and code are needed


def token(complaint: Complaint) -> str:
    """Return the part of the address under which number and code can be read again for a day."""
    return signing.dumps(complaint.client_uid.hex, salt=SALT, compress=True)


def case_of(token: str) -> Complaint:
    """Return the case that a form made. Raises NotFound for a wrong or old address."""
    try:
        key = signing.loads(token, salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature as error:
        raise NotFound("sent report") from error
    found = reads.case_of_form(UUID(key))
    if found is None:
        raise NotFound("sent report")
    return found


def what_follows(case: Complaint) -> list[Next]:
    """Return what happens next with a case that has just come in."""
    government = government_or_404()
    day = case.received_at.astimezone(government.zone).date()
    calendar = queries.calendar_from(government, day)
    return whatnext.steps(case.rules.book, Kind(case.kind), day, calendar)
