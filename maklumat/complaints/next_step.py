"""The one step that leads on from where a case stands: what an officer should do first. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from maklumat.complaints.workflow import Move, Party, Status, may, moves


class Lead(StrEnum):
    """What the page of a case puts first; a name of a move, or one of these two."""

    TAKE_ON = "take_on"  # verify, give to one's own agency, begin: one click
    NOTHING = ""


@dataclass(frozen=True)
class Standing:
    """What the next step hangs on."""

    status: Status
    party: Party | None
    owes_first_answer: bool = False
    named_agency: bool = False


def lead(standing: Standing) -> Move | Lead:
    """Return the step to put first.

    >>> lead(Standing(Status.RECEIVED, Party.HANDLER))
    <Lead.TAKE_ON: 'take_on'>
    >>> lead(Standing(Status.RETURNED, Party.COORDINATOR))
    <Move.DISPOSE: 'dispose'>
    >>> lead(Standing(Status.IN_PROGRESS, Party.HANDLER, owes_first_answer=True))
    <Move.REPLY: 'reply'>
    >>> lead(Standing(Status.WAITING, Party.HANDLER))
    <Lead.NOTHING: ''>
    """
    party, status = standing.party, standing.status
    if party is None:
        return Lead.NOTHING
    if status in (Status.RECEIVED, Status.VERIFIED, Status.RETURNED):
        return Move.DISPOSE if party is Party.COORDINATOR else Lead.TAKE_ON
    if status is Status.DISPOSED:
        return Lead.TAKE_ON if party is not Party.COORDINATOR else Move.TRANSFER
    if status is Status.IN_PROGRESS and standing.owes_first_answer:
        return Move.REPLY
    if may(Move.ANSWER, status, party):
        return Move.ANSWER
    return Lead.NOTHING


def steps(status: Status, party: Party) -> list[Move]:
    """Return the steps to offer; passing on what nobody verified verifies it on the way.

    >>> [move.value for move in steps(Status.RECEIVED, Party.HANDLER)]
    ['verify', 'dispose', 'ask', 'supervise', 'merge']
    """
    found = moves(status, party)
    if status is Status.RECEIVED and Move.VERIFY in found:
        found.insert(found.index(Move.VERIFY) + 1, Move.DISPOSE)
    return found
