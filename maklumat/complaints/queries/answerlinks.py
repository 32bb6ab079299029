"""Which case a link of a letter opens, and what its page may show: no contact data, ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from maklumat.complaints import codes
from maklumat.complaints.acting import Actor, officer
from maklumat.complaints.models import AnswerLink, CaseClock, Complaint, Event, EventKind
from maklumat.complaints.workflow import Move, moves
from maklumat.core.errors import NotFound


@dataclass(frozen=True)
class Opened:
    """A link whose officer still has the right to its case."""

    link: AnswerLink
    by: Actor
    events: Sequence[Event]
    clocks: Sequence[CaseClock]
    files: int

    @property
    def case(self) -> Complaint:
        return self.link.complaint

    def may(self) -> list[Move]:
        """Return the steps of the table that this officer may take now."""
        return moves(self.case.state, self.by.party)

    @property
    def seen(self) -> int:
        """The newest line, so that the form knows what its sender had read."""
        return max((event.pk for event in self.events), default=0)

    def is_over(self, at: datetime) -> bool:
        return self.link.used_at is not None or self.link.expires_at <= at


def opened(token: str) -> Opened:
    """Return what a link opens. Five queries.

    Raises NotFound for a link that was not made here, and for an officer who lost the right: a
    role that ended, another agency, an account that was closed, a case that became restricted.
    """
    rows = AnswerLink.objects.select_related(
        "user", "complaint__agency", "complaint__service", "complaint__category",
    )  # fmt: skip
    link = rows.filter(digest=codes.link_digest(token)).first()
    if link is None or link.complaint.restricted:
        raise NotFound("answer link")
    by = officer(link.user, link.complaint)
    said = link.complaint.events.filter(kind__in=[EventKind.MOVED, EventKind.MESSAGE])
    return Opened(
        link=link,
        by=by,
        events=list(said),
        clocks=list(
            link.complaint.clocks.filter(state="running", due__isnull=False).order_by("due")
        ),
        files=link.complaint.attachments.count(),
    )
