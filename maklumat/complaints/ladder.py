"""Who is told of a term that is about to end or was missed, and when. Pure.

The rungs and their days are the government's own setting (no rule names them): the unit is reminded
before the end; once a term is missed, the unit, the head, the bureau that coordinates and at last
the leadership are told, each so many whole working days later. Letters leave in office hours of a
working day only (`catalogue.reminding.may_write`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from maklumat.complaints.rulebook import Rulebook
from maklumat.core.workdays import Calendar, between, subtract

LOOK_BACK = timedelta(days=120)  # far more than any rung, however many holidays
LOOK_AHEAD = timedelta(days=30)


class Step(StrEnum):
    """A rung, and the reminder below the lowest one."""

    REMIND = "remind"
    UNIT = "unit"
    HEAD = "head"
    ORGANISER = "organiser"
    LEADER = "leader"


def days_late(due: date, today: date, calendar: Calendar) -> int:
    """Count the whole working days since a term was missed; negative: it still runs.

    Due on Friday: on Monday it is late, and no whole working day has gone by yet.

    >>> [days_late(date(2026, 11, 20), date(2026, 11, day), Calendar()) for day in (20, 21, 23, 24)]
    [-1, 0, 0, 1]
    """
    if today <= due:
        return -1
    return max(between(due, today, calendar) - 1, 0)


def steps(due: date, today: date, book: Rulebook, calendar: Calendar) -> Sequence[Step]:
    """Return the steps whose day has come for a clock, the lowest first."""
    late = days_late(due, today, calendar)
    if late < 0:
        reminded = book.remind_before and today >= subtract(due, book.remind_before, calendar)
        return [Step.REMIND] if reminded else []
    return [Step(rung.who) for rung in book.ladder if late >= rung.days]
