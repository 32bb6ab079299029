"""When a standard must be checked again, and who is reminded of it. Pure.

UU 25/2009 art. 18 and 21 and PermenPANRB 15/2014 ask for standards that are kept up to date; the
steps are this system's own: the officer when the day comes, the head after seven working days, the
organisation bureau after fourteen. Each is told again every seven working days while nothing happens.
Letters leave between 07 and 18 o'clock of a working day, local time of the government.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from maklumat.core.workdays import Calendar, between

FIRST_HOUR, LAST_HOUR = 7, 18
AGAIN = 7  # working days between two reminders of one thing
LOOK_BACK = timedelta(days=90)  # far more than fourteen working days, however many holidays


class Step(StrEnum):
    """Who is told, one after the other."""

    OFFICER = "officer"
    HEAD = "head"
    ORGANISER = "organiser"


# Working days that something is overdue before this step is taken.
AFTER = {Step.OFFICER: 0, Step.HEAD: 7, Step.ORGANISER: 14}


class Item(StrEnum):
    """What an agency publishes of itself and must look at again, besides its services."""

    CONTACT = "contact"
    ORGANISER = "organiser"
    PLEDGE = "pledge"
    VISION = "vision"
    COMPLAINTS = "complaints"
    RECOGNITION = "recognition"


@dataclass(frozen=True)
class Reviewed:
    """When something was checked, and when it must be checked again."""

    at: date | None
    due: date | None


def next_review(reviewed: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month.

    >>> next_review(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(reviewed.month - 1 + months, 12)
    year = reviewed.year + years
    return date(year, month + 1, min(reviewed.day, monthrange(year, month + 1)[1]))


def due_of(known: Reviewed, started: date, months: int) -> date:
    """Return when something must be checked: the day written, or counted from the last check.

    What was never checked counts from the day it began to be published.

    >>> due_of(Reviewed(None, None), date(2026, 1, 15), 12)
    datetime.date(2027, 1, 15)
    """
    return known.due or next_review(known.at or started, months)


def may_write(at: datetime, calendar: Calendar) -> bool:
    """Tell whether a letter may leave now; `at` is local time.

    >>> may_write(datetime(2026, 11, 23, 6, 59), Calendar())
    False
    >>> may_write(datetime(2026, 11, 23, 7, 0), Calendar())
    True
    """
    return FIRST_HOUR <= at.hour < LAST_HOUR and calendar.is_working(at.date())


def steps(due: date, today: date, calendar: Calendar) -> tuple[Step, ...]:
    """Return the steps that are due for one thing.

    >>> steps(date(2026, 11, 2), date(2026, 11, 11), Calendar())
    (<Step.OFFICER: 'officer'>, <Step.HEAD: 'head'>)
    >>> steps(date(2026, 11, 12), date(2026, 11, 11), Calendar())
    ()
    """
    if today < due:
        return ()
    late = between(max(due, today - LOOK_BACK), today, calendar)
    return tuple(step for step, days in AFTER.items() if late >= days)


def is_due_again(last: date | None, today: date, calendar: Calendar) -> bool:
    """Tell whether somebody who was told on a day is told once more.

    >>> is_due_again(date(2026, 11, 2), date(2026, 11, 10), Calendar())
    False
    >>> is_due_again(date(2026, 11, 2), date(2026, 11, 11), Calendar())
    True
    """
    if last is None:
        return True
    return between(max(last, today - LOOK_BACK), today, calendar) >= AGAIN
