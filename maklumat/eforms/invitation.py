"""Whoever handed in a form that is finished is asked how the service was: once, with a one-time code.

The code is made with our key from the form's own id, which is kept in no survey: nothing joins a
code with the answer it was used for.
"""

from datetime import datetime

from maklumat.catalogue import asking
from maklumat.catalogue.asking import Ask
from maklumat.eforms.handling import Status
from maklumat.eforms.models import Submission

WAY = "letter"


def make(row: Submission, *, at: datetime) -> Ask | None:
    """Invite, in the transaction that finishes the matter."""
    return asking.ask(service=row.service, unit=row.agency, way=WAY, at=at, about=_about(row))


def of(row: Submission, *, at: datetime) -> Ask | None:
    """Return the invitation of a finished matter while its code still works; writes nothing."""
    if row.status != Status.DONE:
        return None
    return asking.again(service=row.service, unit=row.agency, way=WAY, at=at, about=_about(row))


def _about(row: Submission) -> str:
    return f"submission:{row.client_uid}"
