"""Whoever had a report that was answered is asked how the service was: once, with a one-time code.

Anonymous and confidential reports too: the code is made with our key from the form's own id, which
is kept in no survey, and nothing joins a code with the answer it was used for. A report for the
Inspektorat gets none: nothing of it may be known elsewhere, not even that it ended.
"""

from datetime import datetime

from maklumat.catalogue import asking
from maklumat.catalogue.asking import Ask
from maklumat.complaints.models import Complaint
from maklumat.complaints.workflow import Move, Status

ENDS = frozenset({Move.ACCEPT, Move.EXPIRE})  # it was answered; what was withdrawn was not
WAY = "letter"


def make(case: Complaint, *, at: datetime) -> Ask | None:
    """Invite, in the transaction that closes the case; a case that closes again is not asked again."""
    if case.service is None or case.restricted:
        return None
    unit = case.agency or case.service.agency
    return asking.ask(service=case.service, unit=unit, way=WAY, at=at, about=_about(case))


def of(case: Complaint, *, at: datetime) -> Ask | None:
    """Return the invitation of a closed case while its code still works; writes nothing."""
    if case.state is not Status.CLOSED or case.service is None or case.restricted:
        return None
    unit = case.agency or case.service.agency
    return asking.again(service=case.service, unit=unit, way=WAY, at=at, about=_about(case))


def _about(case: Complaint) -> str:
    return f"complaint:{case.client_uid}"
