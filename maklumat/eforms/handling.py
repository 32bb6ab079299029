"""What may happen to a submission, and how long it really took. Pure.

Waiting for the applicant does not count as time of the agency. Days are working days: whoever calls
says how many lie between two days.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

FEWEST_TO_TELL = 20  # finished cases before "usually done in …" is shown


class Status(StrEnum):
    RECEIVED = "received"
    CHECKING = "checking"
    ASKED = "asked"  # the agency wants something more of the applicant
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    CHECK = "check"
    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    FINISH = "finish"
    WITHDRAW = "withdraw"


OPEN = frozenset({Status.RECEIVED, Status.CHECKING, Status.ASKED, Status.ACCEPTED})
ENDED = frozenset(Status) - OPEN


@dataclass(frozen=True)
class Step:
    """From where a move leads where; `text`: it must say why or what; `citizen`: whose it is."""

    begins: frozenset[Status]
    to: Status
    text: bool = False
    citizen: bool = False


_IN_WORK = frozenset({Status.RECEIVED, Status.CHECKING})
STEPS: Mapping[Move, Step] = {
    Move.CHECK: Step(frozenset({Status.RECEIVED}), Status.CHECKING),
    Move.ASK: Step(_IN_WORK | {Status.ACCEPTED}, Status.ASKED, text=True),
    Move.ANSWER: Step(frozenset({Status.ASKED}), Status.CHECKING, text=True, citizen=True),
    Move.ACCEPT: Step(_IN_WORK, Status.ACCEPTED),
    Move.REFUSE: Step(_IN_WORK | {Status.ASKED}, Status.REFUSED, text=True),
    Move.FINISH: Step(_IN_WORK | {Status.ACCEPTED}, Status.DONE),
    Move.WITHDRAW: Step(OPEN, Status.WITHDRAWN, citizen=True),
}
_LEADS: Mapping[Status, Move] = {
    Status.RECEIVED: Move.CHECK,
    Status.CHECKING: Move.ACCEPT,
    Status.ACCEPTED: Move.FINISH,
}


def moves(status: Status, *, citizen: bool) -> list[Move]:
    """Return what may be done now, in the order of the table.

    >>> moves(Status.ASKED, citizen=True)
    [<Move.ANSWER: 'answer'>, <Move.WITHDRAW: 'withdraw'>]
    """
    return [
        move for move, step in STEPS.items() if status in step.begins and step.citizen is citizen
    ]


def lead(status: Status) -> Move | None:
    """Return the step of the agency that leads on; None while it can only wait, or at the end.

    >>> lead(Status.RECEIVED), lead(Status.ASKED)
    (<Move.CHECK: 'check'>, None)
    """
    return _LEADS.get(status)


def promised(value: int | None, unit: str) -> int | None:
    """Return a promise in working days; None where it counts other days, or promises nothing.

    >>> promised(3, "hari_kerja"), promised(90, "menit"), promised(14, "hari")
    (3, 1, None)
    """
    if not value:
        return None
    if unit == "hari_kerja":
        return value
    return 1 if unit in ("menit", "jam") else None


def worked(
    stations: Sequence[tuple[date, Status]], until: date, between: Callable[[date, date], int]
) -> int:
    """Return the working days from the first station until a day, without those of waiting."""
    ends = [day for day, _status in stations[1:]] + [until]
    return sum(
        between(began, ended)
        for (began, status), ended in zip(stations, ends, strict=True)
        if status is not Status.ASKED
    )


def took(
    stations: Sequence[tuple[date, Status]],
    ended: date,
    between: Callable[[date, date], int],
) -> int:
    """Return the working days from the first station to the end, without those of waiting.

    `stations` are the days on which a status began, in order. At least 1: a matter of one day.

    >>> days = lambda first, last: (last - first).days
    >>> asked = [(date(2026, 11, 2), Status.RECEIVED), (date(2026, 11, 4), Status.ASKED),
    ...     (date(2026, 11, 10), Status.CHECKING)]
    >>> took(asked, date(2026, 11, 12), days)
    4
    """
    return max(1, worked(stations, ended, between))


def usual(days: Sequence[int]) -> int | None:
    """Return how long it usually takes: the middle of all; None while there are too few.

    >>> usual([3] * 19) is None, usual([1, 2, 3, 9] * 5)
    (True, 3)
    """
    if len(days) < FEWEST_TO_TELL:
        return None
    return -(-int(median(days) * 2) // 2)  # half a day more counts as a day
