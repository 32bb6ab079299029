"""Who acts on a case, as the actions take it."""

from dataclasses import dataclass

from maklumat.accounts.models import User
from maklumat.complaints import queries
from maklumat.complaints.models import Complaint
from maklumat.complaints.workflow import Party
from maklumat.core.errors import NotFound


@dataclass(frozen=True)
class Actor:
    """A person or the system, in a capacity. A complainant has no account and no name here."""

    party: Party
    user: User | None = None

    @property
    def name(self) -> str:
        """What the timeline shows."""
        return str(self.user) if self.user else ""

    @property
    def audited(self) -> str:
        """What the audit log keeps."""
        return self.user.get_username() if self.user else self.party.value


COMPLAINANT = Actor(Party.COMPLAINANT)
SYSTEM = Actor(Party.SYSTEM)


def officer(user: User, complaint: Complaint) -> Actor:
    """Return this officer in their capacity on this case.

    Raises NotFound when they have none: to them the case does not exist.
    """
    party = queries.party_of(user, complaint)
    if party is None:
        raise NotFound(complaint.number)
    return Actor(party, user)
