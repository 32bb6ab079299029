"""How a complainant without an account gets to the own case: a signed link, or a short session.

Number and code are typed once; then the session remembers this one case for half an hour, counted
from the last visit. The session holds the number only. `saya` in an address means "the case that
this session opened".
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from maklumat.complaints import codes
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import following as queries
from maklumat.core.errors import NotFound

OWN = "saya"
KEY = "complaints.case"
OPEN_FOR = timedelta(minutes=30)


class Closed(NotFound):
    """The session's half hour is over, or the link is forged or too old."""


def remember(request: HttpRequest, case: Complaint, *, at: datetime) -> None:
    """Open this case, and no other, for this browser.

    Each case begins a session of its own: one that was slipped to somebody else opens nothing.
    """
    kept = request.session.get(KEY)
    is_open = isinstance(kept, dict) and kept.get("number") == case.number
    if not is_open and not request.user.is_authenticated:
        request.session.cycle_key()
        request.session.set_expiry(OPEN_FOR)
    request.session[KEY] = {"number": case.number, "until": (at + OPEN_FOR).isoformat()}


def forget(request: HttpRequest) -> None:
    """Close the case; a citizen's session holds nothing else and goes too."""
    if request.user.is_authenticated:
        request.session.pop(KEY, None)
    else:
        request.session.flush()


def opened(request: HttpRequest, token: str, *, at: datetime) -> Complaint:
    """Return the case of a link or of this session.

    Raises Closed for a link that was not made here or is too old, and for a session that is over.
    """
    if token != OWN:
        number = codes.number_of(token)
        if number is None:
            raise Closed(token)
        return queries.case_by_number(number)
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or datetime.fromisoformat(kept["until"]) < at:
        request.session.pop(KEY, None)
        raise Closed(token)
    case = queries.case_by_number(kept["number"])
    remember(request, case, at=at)
    return case
