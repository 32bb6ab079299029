"""Is a place open now, and until when? Pure.

Times are local to the place. A day off beats the weekly hours; a special day beats a day off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True)
class Span:
    opens: time
    closes: time


@dataclass(frozen=True)
class Hours:
    """Weekly hours (Monday is 0), special days (no span: closed) and days off with their names."""

    week: Mapping[int, Sequence[Span]]
    special: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    days_off: Mapping[date, str] = field(default_factory=dict)
    always: bool = False

    @property
    def known(self) -> bool:
        return self.always or any(self.week.values())

    def spans(self, day: date) -> Sequence[Span]:
        """Return the spans of one day, earliest first."""
        if day in self.special:
            return self.special[day]
        if day in self.days_off:
            return ()
        return sorted(self.week.get(day.weekday(), ()), key=lambda span: span.opens)


@dataclass(frozen=True)
class OpenState:
    """`until` is when it closes (if open); `next_opens` when it opens again (if closed).

    `reason` names the day off on which it is closed. `changes` is when this answer grows stale.
    """

    open: bool
    until: datetime | None = None
    next_opens: datetime | None = None
    reason: str = ""

    @property
    def changes(self) -> datetime | None:
        return self.until if self.open else self.next_opens


def open_state(hours: Hours, at: datetime) -> OpenState:
    """Say whether a place is open at a local moment.

    >>> office = Hours({0: [Span(time(8), time(15, 30))]})
    >>> open_state(office, datetime(2026, 11, 23, 9)).until
    datetime.datetime(2026, 11, 23, 15, 30)
    >>> open_state(office, datetime(2026, 11, 23, 16)).next_opens
    datetime.datetime(2026, 11, 30, 8, 0)
    """
    if hours.always:
        return OpenState(open=True)
    today = at.date()
    moment = at.time()
    for span in hours.spans(today):
        if span.opens <= moment < span.closes:
            return OpenState(open=True, until=_at(at, today, span.closes))
    reason = "" if today in hours.special else hours.days_off.get(today, "")
    return OpenState(open=False, next_opens=_next_opening(hours, at), reason=reason)


def _next_opening(hours: Hours, at: datetime) -> datetime | None:
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = at.date() + timedelta(days=ahead)
        for span in hours.spans(day):
            opening = _at(at, day, span.opens)
            if opening > at:
                return opening
    return None


def _at(like: datetime, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=like.tzinfo)


def week_lines(hours: Hours) -> list[tuple[int, int, tuple[Span, ...]]]:
    """Group equal weekdays that follow each other: (first day, last day, spans).

    >>> eight = Span(time(8), time(15))
    >>> week_lines(Hours({0: [eight], 1: [eight], 4: [Span(time(8), time(11))]}))[0][:2]
    (0, 1)
    """
    lines: list[tuple[int, int, tuple[Span, ...]]] = []
    for day in range(7):
        spans = tuple(sorted(hours.week.get(day, ()), key=lambda span: span.opens))
        if lines and lines[-1][2] == spans and lines[-1][1] == day - 1:
            lines[-1] = (lines[-1][0], day, spans)
        else:
            lines.append((day, day, spans))
    return [line for line in lines if line[2]]
