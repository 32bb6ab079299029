"""Which clock a step starts, stops or holds, and the day it ends on. Pure.

A term is counted from the day after its start (see `core.workdays`). A clock stands still from the
day after the complainant was asked up to and including the day of the answer. Nothing else moves
a clock: the table below is the whole list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from maklumat.complaints.workflow import Move
from maklumat.core.workdays import Calendar, Deadline, Pause, deadline

EVERY_DAY = frozenset(range(7))


class ClockKind(StrEnum):
    """What is being timed."""

    VERIFICATION = "verification"  # verify and forward
    FIRST_ANSWER = "first_answer"  # the agency's first reply
    RESOLUTION = "resolution"  # the limit of the class
    TRANSFER = "transfer"  # a returned case finds its agency
    COMPLAINANT = "complainant"  # the complainant says whether it is done
    COMPLETION = "completion"  # the complainant completes the report


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    VOID = "void"  # ended before its time without a verdict: withdrawn, merged, handed on


class Effect(StrEnum):
    """What a step does to a clock."""

    START = "start"
    STOP = "stop"  # done: met or missed
    DROP = "drop"  # ended without being done: missed if it was overdue, else void
    PAUSE = "pause"
    RESUME = "resume"


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


OURS = frozenset(
    {
        ClockKind.VERIFICATION,
        ClockKind.FIRST_ANSWER,
        ClockKind.RESOLUTION,
        ClockKind.TRANSFER,
    }
)  # the government's own duties; the other two are the complainant's time


@dataclass(frozen=True)
class Term:
    days: int
    unit: Unit = Unit.WORKING_DAYS


Effects = Sequence[tuple[Effect, ClockKind]]


def _all(effect: Effect, kinds: frozenset[ClockKind] | type[ClockKind]) -> Effects:
    return [(effect, kind) for kind in ClockKind if kind in kinds]


FILED: Effects = [
    (Effect.START, ClockKind.VERIFICATION),
    (Effect.START, ClockKind.RESOLUTION),
]

EFFECTS: Mapping[Move, Effects] = {
    Move.VERIFY: [],
    Move.DISPOSE: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.START, ClockKind.FIRST_ANSWER),
    ],
    Move.START: [],
    # Somebody works on it: also after the Ombudsman was told of what nobody had passed on yet.
    Move.REPLY: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.STOP, ClockKind.FIRST_ANSWER),
    ],
    Move.ASK: [*_all(Effect.PAUSE, OURS), (Effect.START, ClockKind.COMPLETION)],
    Move.COMPLETE: [(Effect.STOP, ClockKind.COMPLETION), *_all(Effect.RESUME, OURS)],
    Move.LAPSE: [(Effect.STOP, ClockKind.COMPLETION), *_all(Effect.DROP, OURS)],
    Move.ANSWER: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.STOP, ClockKind.FIRST_ANSWER),
        (Effect.STOP, ClockKind.RESOLUTION),
        (Effect.START, ClockKind.COMPLAINANT),
    ],
    Move.ACCEPT: [(Effect.STOP, ClockKind.COMPLAINANT)],
    Move.EXPIRE: [(Effect.STOP, ClockKind.COMPLAINANT)],
    Move.REOPEN: [
        (Effect.STOP, ClockKind.COMPLAINANT),
        (Effect.START, ClockKind.FIRST_ANSWER),
        (Effect.START, ClockKind.RESOLUTION),
    ],
    Move.RETURN: [
        (Effect.DROP, ClockKind.FIRST_ANSWER),
        (Effect.START, ClockKind.TRANSFER),
    ],
    Move.TRANSFER: [
        (Effect.DROP, ClockKind.FIRST_ANSWER),
        (Effect.START, ClockKind.FIRST_ANSWER),
    ],
    Move.ARCHIVE: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.DROP, ClockKind.RESOLUTION),
    ],
    Move.REVIVE: [
        (Effect.START, ClockKind.VERIFICATION),
        (Effect.START, ClockKind.RESOLUTION),
    ],
    Move.FORWARD: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.DROP, ClockKind.FIRST_ANSWER),
        (Effect.DROP, ClockKind.RESOLUTION),
    ],
    Move.WITHDRAW: _all(Effect.DROP, ClockKind),
    Move.SUPERVISE: [
        (Effect.STOP, ClockKind.VERIFICATION),
        (Effect.STOP, ClockKind.TRANSFER),
        (Effect.DROP, ClockKind.COMPLETION),
        (Effect.DROP, ClockKind.FIRST_ANSWER),
        (Effect.RESUME, ClockKind.RESOLUTION),
        (Effect.START, ClockKind.FIRST_ANSWER),
    ],
    Move.ESCALATE: [
        (Effect.DROP, ClockKind.COMPLAINANT),
        (Effect.DROP, ClockKind.COMPLETION),
        *_all(Effect.RESUME, OURS),
    ],
    Move.MERGE: _all(Effect.DROP, ClockKind),
}


@dataclass(frozen=True)
class Clock:
    """One clock as a fact: when it began, how long it may run, when it stood still, how it ended.

    `held_since` is the day on which it was last stopped for the complainant, None while it runs.
    """

    kind: ClockKind
    start: date
    term: Term
    state: ClockState = ClockState.RUNNING
    pauses: tuple[Pause, ...] = ()
    held_since: date | None = None
    ended: date | None = None

    @property
    def is_over(self) -> bool:
        return self.state not in (ClockState.RUNNING, ClockState.PAUSED)


def due(clock: Clock, calendar: Calendar) -> Deadline:
    """Return the last day of a clock with the days counted and skipped on the way to it.

    Filed on Friday, three working days, Monday a holiday:

    >>> clock = Clock(ClockKind.VERIFICATION, date(2026, 8, 14), Term(3))
    >>> due(clock, Calendar({date(2026, 8, 17): "Hari Kemerdekaan"})).due
    datetime.date(2026, 8, 20)
    """
    if clock.term.unit is Unit.CALENDAR_DAYS:
        calendar = Calendar(working_weekdays=EVERY_DAY)
    return deadline(clock.start, clock.term.days, calendar, pauses=clock.pauses)


def hold(clock: Clock, day: date) -> Clock:
    """Let a running clock stand still from the day after `day`."""
    if clock.state is not ClockState.RUNNING:
        return clock
    return replace(clock, state=ClockState.PAUSED, held_since=day)


def resume(clock: Clock, day: date, name: str = "") -> Clock:
    """Let a held clock run again; the day of the answer itself is not counted.

    >>> held = hold(Clock(ClockKind.RESOLUTION, date(2026, 11, 2), Term(5)), date(2026, 11, 3))
    >>> due(resume(held, date(2026, 11, 5)), Calendar()).due
    datetime.date(2026, 11, 11)
    """
    if clock.state is not ClockState.PAUSED or clock.held_since is None:
        return clock
    pauses = clock.pauses
    if day > clock.held_since:
        pauses += (Pause(clock.held_since + timedelta(days=1), day, name),)
    return replace(clock, state=ClockState.RUNNING, pauses=pauses, held_since=None)


def stop(clock: Clock, day: date, calendar: Calendar) -> Clock:
    """End a clock because its thing is done: met up to and including the due day, else missed."""
    if clock.is_over:
        return clock
    running = resume(clock, day)
    met = day <= due(running, calendar).due
    return replace(running, state=ClockState.MET if met else ClockState.MISSED, ended=day)


def drop(clock: Clock, day: date, calendar: Calendar) -> Clock:
    """End a clock whose thing will not be done here: a term already missed stays missed."""
    if clock.is_over:
        return clock
    ended = stop(clock, day, calendar)
    if ended.state is ClockState.MET:
        return replace(ended, state=ClockState.VOID)
    return ended
