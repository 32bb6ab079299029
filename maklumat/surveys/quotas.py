"""How many more people a service may invite, so that nobody is asked to death. Pure.

Only codes are limited, which somebody hands out; an address or QR code may always be used. Both
limits are our own: the first is set by the government, the second follows from the sample.
"""

from dataclasses import dataclass
from enum import StrEnum

TIMES_THE_SAMPLE = 2  # own choice: twice the answers that Krejcie and Morgan ask for is plenty


class Reason(StrEnum):
    """Why nobody is invited any more."""

    SWITCHED_OFF = "switched_off"
    MONTH_IS_FULL = "month_is_full"
    ENOUGH_ANSWERED = "enough_answered"


@dataclass(frozen=True)
class Quota:
    """`sample` is what the period needs, None while nobody noted how many were served."""

    monthly: int
    issued: int
    answered: int = 0
    sample: int | None = None

    @property
    def plenty(self) -> int | None:
        """The answers in the period from which on nobody is invited."""
        return self.sample * TIMES_THE_SAMPLE if self.sample else None

    @property
    def reason(self) -> Reason | None:
        """Return why none are left; None while some are.

        >>> Quota(monthly=200, issued=200).reason
        <Reason.MONTH_IS_FULL: 'month_is_full'>
        >>> Quota(monthly=200, issued=3, answered=20, sample=10).reason
        <Reason.ENOUGH_ANSWERED: 'enough_answered'>
        """
        if not self.monthly:
            return Reason.SWITCHED_OFF
        if self.plenty is not None and self.answered >= self.plenty:
            return Reason.ENOUGH_ANSWERED
        return Reason.MONTH_IS_FULL if self.issued >= self.monthly else None

    @property
    def left(self) -> int:
        """How many codes may still be made this month.

        >>> Quota(monthly=200, issued=150).left
        50
        """
        return 0 if self.reason else self.monthly - self.issued
