"""Working days of submissions: how long they have been worked on, beside what the service promises."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from maklumat.agencies.models import Government
from maklumat.agencies.queries import working_calendar
from maklumat.catalogue.models import Service
from maklumat.catalogue.wording import duration
from maklumat.core import workdays
from maklumat.eforms import handling
from maklumat.eforms.handling import OPEN, Status
from maklumat.eforms.models import Submission

BEGUN_BY = {
    "filed": Status.RECEIVED,
    "checking": Status.CHECKING,
    "asked": Status.ASKED,
    "answered": Status.CHECKING,
    "accepted": Status.ACCEPTED,
}


@dataclass(frozen=True)
class Counted:
    """A submission with its working days so far, or those it took; None: that is not told."""

    row: Submission
    days: int | None
    promise: str
    promised: int | None

    @property
    def is_open(self) -> bool:
        return Status(self.row.status) in OPEN

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.promised is not None and self.days > self.promised


def counted(rows: Sequence[Submission], government: Government, today: date) -> list[Counted]:
    """Count the days of these rows, whose events were prefetched. No query for any of them."""
    if not rows:
        return []
    between = counter(government, min(row.received_at.year for row in rows), today)
    return [
        Counted(
            row, _days(row, government, today, between), promise_of(row.service), _promised(row)
        )
        for row in rows
    ]


def counter(government: Government, year: int, today: date) -> Callable[[date, date], int]:
    """Return what counts the working days between two days from that year on."""
    calendar = working_calendar(government, year - 1, years=today.year - year + 3)

    def between(first: date, last: date) -> int:
        return workdays.between(first, last, calendar)

    return between


def promise_of(service: Service) -> str:
    """Return in words how long the published standard says it takes; "" where it does not."""
    return duration(service.published_standard().duration)


def _promised(row: Submission) -> int | None:
    found = row.service.published_standard().duration
    return handling.promised(found.value, found.unit)


def _days(
    row: Submission, government: Government, today: date, between: Callable[[date, date], int]
) -> int | None:
    if Status(row.status) not in OPEN:
        return row.took
    stations = [
        (event.at.astimezone(government.zone).date(), BEGUN_BY[event.kind])
        for event in row.events.all()
        if event.kind in BEGUN_BY
    ]
    return max(0, handling.worked(stations, today, between)) if stations else None
