"""How many cases wait for a person today: what the staff home puts first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import calendar_from, cases_for, may_see_cases
from maklumat.complaints.queries.inbox import (
    MOST_COUNTED,
    Tab,
    Wanted,
    next_working_day,
    tab_rows,
)


@dataclass(frozen=True)
class Waiting:
    """Counts, each up to `MOST_COUNTED`, with the filters that show just those cases."""

    overdue: int = 0
    soon: int = 0  # due today or up to the next working day
    soon_until: date | None = None
    unrouted: int = 0
    unassigned: int = 0
    mine: int = 0
    overdue_query: str = ""
    soon_query: str = ""


def waiting_for(user: User, government: Government, today: date) -> Waiting:
    """Count what this person should look at. Four queries; none for those without an inbox."""
    if not may_see_cases(user):
        return Waiting()
    until = next_working_day(calendar_from(government, today), today)
    seen = cases_for(user).filter(ended_at__isnull=True)
    policy = policy_for(user)
    coordinates = policy.can_everywhere(Act.COORDINATE_CASES)
    # Who coordinates finds agencies; who works on a case is each agency's own affair.
    unrouted, unassigned = (Tab.UNROUTED, None) if coordinates else (None, Tab.UNASSIGNED)
    return Waiting(
        overdue=_count(seen.filter(due__lt=today)),
        soon=_count(seen.filter(due__range=(today, until))),
        soon_until=until,
        unrouted=_count(tab_rows(seen, unrouted, user)) if unrouted else 0,
        unassigned=_count(tab_rows(seen, unassigned, user)) if unassigned else 0,
        mine=_count(tab_rows(seen, Tab.MINE, user)),
        overdue_query=Wanted(overdue=True).query(),
        soon_query=Wanted(due_from=today, due_by=until).query(),
    )


def is_tomorrow(day: date | None, today: date) -> bool:
    return day == today + timedelta(days=1)


def _count(rows: QuerySet[Complaint]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()
