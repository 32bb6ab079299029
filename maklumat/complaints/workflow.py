"""Which step may follow which in the life of a complaint, and who may take it. Pure.

Sources: UU 25/2009 Pasal 36-50 (duties of the provider, completion by the complainant, decision),
Perpres 76/2013 (handling of public service complaints) and the public flow of SP4N-LAPOR! (verify
and forward, answer, the complainant's reply, close). The names of the states are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a report is; the term of its handling hangs on it."""

    COMPLAINT = "complaint"
    INFORMATION = "information"
    ASPIRATION = "aspiration"
    SUPERVISION = "supervision"  # abuse of office, corruption, discipline: for the Inspektorat


class Status(StrEnum):
    """Where a case stands. The words shown for each are in `labels.py`."""

    RECEIVED = "received"
    VERIFIED = "verified"
    DISPOSED = "disposed"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"  # for the complainant
    RETURNED = "returned"  # the agency says it is another's; whoever forwards must find whose
    ANSWERED = "answered"  # the result is told; the complainant's window runs
    ESCALATED = "escalated"  # with the Ombudsman
    CLOSED = "closed"
    ARCHIVED = "archived"
    FORWARDED = "forwarded"  # to a body outside this government
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # goes on in another case


class Party(StrEnum):
    """In which capacity somebody acts on a case."""

    COMPLAINANT = "complainant"
    HANDLER = "handler"  # works in the agency that has the case
    COORDINATOR = "coordinator"  # verifies and forwards for the whole government
    INSPECTOR = "inspector"  # handles what only the Inspektorat may see
    SYSTEM = "system"  # a term ran out, or a routing rule fits


class Move(StrEnum):
    """A step in the life of a case."""

    VERIFY = "verify"
    DISPOSE = "dispose"
    START = "start"
    REPLY = "reply"
    ASK = "ask"
    COMPLETE = "complete"
    LAPSE = "lapse"
    ANSWER = "answer"
    ACCEPT = "accept"
    EXPIRE = "expire"
    REOPEN = "reopen"
    RETURN = "return"
    TRANSFER = "transfer"
    ARCHIVE = "archive"
    REVIVE = "revive"
    FORWARD = "forward"
    WITHDRAW = "withdraw"
    SUPERVISE = "supervise"
    ESCALATE = "escalate"
    MERGE = "merge"


OPEN = frozenset(
    {
        Status.RECEIVED,
        Status.VERIFIED,
        Status.DISPOSED,
        Status.IN_PROGRESS,
        Status.WAITING,
        Status.RETURNED,
        Status.ANSWERED,
        Status.ESCALATED,
    }
)
ENDED = frozenset(Status) - OPEN
UNROUTED = frozenset({Status.RECEIVED, Status.VERIFIED, Status.RETURNED})
AT_WORK = frozenset({Status.DISPOSED, Status.IN_PROGRESS})

_CITIZEN = frozenset({Party.COMPLAINANT})
_OFFICE = frozenset({Party.HANDLER, Party.COORDINATOR, Party.INSPECTOR})
_COORDINATION = frozenset({Party.COORDINATOR, Party.INSPECTOR})


@dataclass(frozen=True)
class Step:
    """One row of the table: from where, to where, by whom, and what must be said.

    `to` None means: back to where the case was before it waited.
    """

    origins: frozenset[Status]
    to: Status | None
    parties: frozenset[Party]
    needs_text: bool = False
    needs_reason: bool = False
    needs_agency: bool = False


STEPS: Mapping[Move, Step] = {
    Move.VERIFY: Step(frozenset({Status.RECEIVED}), Status.VERIFIED, _OFFICE | {Party.SYSTEM}),
    Move.DISPOSE: Step(
        UNROUTED - {Status.RECEIVED},
        Status.DISPOSED,
        _OFFICE | {Party.SYSTEM},
        needs_agency=True,
    ),
    Move.START: Step(frozenset({Status.DISPOSED}), Status.IN_PROGRESS, _OFFICE),
    Move.REPLY: Step(AT_WORK | {Status.ESCALATED}, Status.IN_PROGRESS, _OFFICE, needs_text=True),
    Move.ASK: Step(UNROUTED | AT_WORK, Status.WAITING, _OFFICE, needs_text=True),
    Move.COMPLETE: Step(frozenset({Status.WAITING}), None, _CITIZEN, needs_text=True),
    Move.LAPSE: Step(frozenset({Status.WAITING}), Status.WITHDRAWN, frozenset({Party.SYSTEM})),
    Move.ANSWER: Step(AT_WORK | {Status.ESCALATED}, Status.ANSWERED, _OFFICE, needs_text=True),
    Move.ACCEPT: Step(frozenset({Status.ANSWERED}), Status.CLOSED, _CITIZEN),
    Move.EXPIRE: Step(frozenset({Status.ANSWERED}), Status.CLOSED, frozenset({Party.SYSTEM})),
    Move.REOPEN: Step(frozenset({Status.ANSWERED}), Status.IN_PROGRESS, _CITIZEN, needs_text=True),
    Move.RETURN: Step(AT_WORK, Status.RETURNED, frozenset({Party.HANDLER}), needs_reason=True),
    Move.TRANSFER: Step(
        AT_WORK, Status.DISPOSED, _COORDINATION, needs_reason=True, needs_agency=True
    ),
    Move.ARCHIVE: Step(UNROUTED, Status.ARCHIVED, _COORDINATION, needs_reason=True),
    Move.REVIVE: Step(
        frozenset({Status.ARCHIVED}), Status.VERIFIED, _COORDINATION, needs_reason=True
    ),
    Move.FORWARD: Step(
        UNROUTED | AT_WORK, Status.FORWARDED, _COORDINATION, needs_text=True, needs_reason=True
    ),
    Move.WITHDRAW: Step(OPEN, Status.WITHDRAWN, _CITIZEN),
    Move.SUPERVISE: Step(
        UNROUTED | AT_WORK | {Status.WAITING},
        Status.DISPOSED,
        frozenset({Party.HANDLER, Party.COORDINATOR}),
        needs_reason=True,
    ),
    Move.ESCALATE: Step(
        OPEN - {Status.ESCALATED} | {Status.CLOSED},
        Status.ESCALATED,
        _COORDINATION | _CITIZEN,
        needs_reason=True,
    ),
    Move.MERGE: Step(UNROUTED | AT_WORK, Status.MERGED, _OFFICE, needs_reason=True),
}


def may(move: Move, status: Status, party: Party) -> bool:
    """Tell whether this party may take this step from here.

    >>> may(Move.RETURN, Status.DISPOSED, Party.HANDLER)
    True
    >>> may(Move.ARCHIVE, Status.DISPOSED, Party.HANDLER)
    False
    """
    step = STEPS[move]
    return status in step.origins and party in step.parties


def moves(status: Status, party: Party) -> list[Move]:
    """Return the steps this party may take from here, in the order of the table.

    >>> [move.value for move in moves(Status.ANSWERED, Party.COMPLAINANT)]
    ['accept', 'reopen', 'withdraw', 'escalate']
    """
    return [move for move in STEPS if may(move, status, party)]


def target(move: Move, before_waiting: Status | None = None) -> Status:
    """Return the state a step leads to; COMPLETE goes back to where the case waited from.

    >>> target(Move.COMPLETE, Status.DISPOSED)
    <Status.DISPOSED: 'disposed'>
    """
    to = STEPS[move].to or before_waiting
    if to is None:
        raise ValueError(f"{move} needs to know where the case was before it waited")
    return to
