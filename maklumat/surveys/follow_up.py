"""How far and how fast a follow-up plan (RTL) is carried out. Pure.

PEKPPP asks for the share of the plan that is finished (below 30, 30 to 80, above 80, 100 %) and for
the months from the report to the end (12, 9, 6, 3, 1). The horizons (up to 12, up to 24, more
months) are practice. Read as follows, and said on every page that shows them: a line that was
dropped stays in the plan and is not finished; the speed of a plan is that of its slowest finished
line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

PLANNED, RUNNING, DONE, DROPPED = "planned", "running", "done", "dropped"
OPEN = (PLANNED, RUNNING)
SHORT_MONTHS, MIDDLE_MONTHS = 12, 24
SPEEDS = (1, 3, 6, 9, 12)  # months within which PEKPPP tells plans apart
HUNDRED = Decimal(100)


class Horizon(StrEnum):
    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


@dataclass(frozen=True)
class Step:
    """One line of a plan, as far as share and speed depend on it."""

    state: str
    due: date
    reported: date | None = None  # when its report was published
    finished: date | None = None


@dataclass(frozen=True)
class Progress:
    """`months`: of the slowest finished line whose report is published; None: there is none."""

    lines: int
    done: int
    dropped: int
    overdue: int
    months: int | None

    @property
    def share(self) -> Decimal | None:
        """The percentage finished, to one decimal; None for an empty plan."""
        if not self.lines:
            return None
        return (HUNDRED * self.done / self.lines).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def within(self) -> int | None:
        """The smallest of the months of PEKPPP that the plan keeps; None: more, or nothing known."""
        if self.months is None:
            return None
        return next((limit for limit in SPEEDS if self.months <= limit), None)


def horizon(begin: date, due: date) -> Horizon:
    """Return the horizon of a line.

    >>> horizon(date(2026, 1, 31), date(2027, 1, 31)), horizon(date(2026, 1, 31), date(2027, 2, 1))
    (<Horizon.SHORT: 'short'>, <Horizon.MIDDLE: 'middle'>)
    """
    months = months_until(begin, due)
    if months <= SHORT_MONTHS:
        return Horizon.SHORT
    return Horizon.MIDDLE if months <= MIDDLE_MONTHS else Horizon.LONG


def months_until(begin: date, end: date) -> int:
    """Return the months that have begun between two days; none when nothing has passed.

    >>> months_until(date(2026, 1, 15), date(2026, 2, 15)), months_until(date(2026, 1, 15), date(2026, 2, 16))
    (1, 2)
    """
    if end <= begin:
        return 0
    whole = (end.year - begin.year) * 12 + end.month - begin.month
    return whole + (end.day > begin.day)


def is_overdue(step: Step, today: date) -> bool:
    return step.state in OPEN and step.due < today


def progress(steps: Sequence[Step], today: date) -> Progress:
    """Count a plan.

    >>> progress([Step("done", date(2026, 5, 1), date(2026, 1, 10), date(2026, 3, 10)),
    ...           Step("planned", date(2026, 2, 1))], date(2026, 4, 1))
    Progress(lines=2, done=1, dropped=0, overdue=1, months=2)
    """
    taken = [
        months_until(step.reported, step.finished)
        for step in steps
        if step.state == DONE and step.reported and step.finished
    ]
    return Progress(
        lines=len(steps),
        done=sum(step.state == DONE for step in steps),
        dropped=sum(step.state == DROPPED for step in steps),
        overdue=sum(is_overdue(step, today) for step in steps),
        months=max(taken, default=None),
    )
