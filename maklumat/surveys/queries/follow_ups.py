"""Follow-up plans (RTL): lists for those who carry them out and those who watch over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Q, QuerySet, When

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.core.models import StoredFile
from maklumat.surveys import follow_up
from maklumat.surveys.follow_up import Progress, Step
from maklumat.surveys.models import FollowUp

SOON = 14  # days before its end at which a line appears on the home page
MOST_COUNTED = 100


@dataclass(frozen=True)
class Wanted:
    """Which lines a list shows. `tab`: open, overdue, done, all."""

    tab: str = "open"
    agency: int | None = None


@dataclass(frozen=True)
class OfAgency:
    """How far one agency is with all its plans."""

    agency: Agency
    progress: Progress


@dataclass(frozen=True)
class Due:
    """What the home page says: how many lines are late, or soon due."""

    overdue: int
    soon: int


def lines_for(user: User, wanted: Wanted, today: date) -> QuerySet[FollowUp]:
    """Return the lines this person may see, what is late first, then what is due next."""
    rows = _visible(user).select_related("agency", "report__instrument", "service", "proof")
    if wanted.agency is not None:
        rows = rows.filter(agency=wanted.agency)
    open_ = Q(state__in=follow_up.OPEN)
    match wanted.tab:
        case "open":
            rows = rows.filter(open_)
        case "overdue":
            rows = rows.filter(open_, due__lt=today)
        case "done":
            rows = rows.filter(state=follow_up.DONE)
    first = Case(When(open_, then=0), default=1, output_field=IntegerField())
    return rows.order_by(first, "due", "pk")


def progress_for(
    user: User, wanted: Wanted, today: date, zone: ZoneInfo
) -> tuple[Progress, list[OfAgency]]:
    """Return how far all plans are, and those of each agency, the slowest first. One question."""
    rows = _visible(user)
    if wanted.agency is not None:
        rows = rows.filter(agency=wanted.agency)
    steps: dict[int, list[Step]] = {}
    agencies: dict[int, Agency] = {}
    for row in rows.select_related("agency", "report").order_by("agency__name", "pk"):
        agencies[row.agency_id] = row.agency
        steps.setdefault(row.agency_id, []).append(step_of(row, zone))
    whole = follow_up.progress([step for group in steps.values() for step in group], today)
    each = [
        OfAgency(agencies[key], follow_up.progress(group, today)) for key, group in steps.items()
    ]
    return whole, sorted(each, key=lambda one: (one.progress.share or 0, one.agency.name))


def progress_of(rows: Iterable[FollowUp], today: date, zone: ZoneInfo) -> Progress:
    """Return how far the plan of one report is; each row knows its report."""
    return follow_up.progress([step_of(row, zone) for row in rows], today)


def step_of(row: FollowUp, zone: ZoneInfo) -> Step:
    published = row.report.published_at
    return Step(
        state=row.state,
        due=row.due,
        reported=published.astimezone(zone).date() if published else None,
        finished=row.finished_on,
    )


def line_for(user: User, pk: int, act: Act = Act.VIEW) -> FollowUp:
    """Return a line of an agency in which this person may do this. Raises NotFound."""
    rows = policy_for(user).rows(FollowUp.objects.all(), act)
    found = rows.select_related(
        "agency__government", "report__agency", "report__instrument", "service", "proof"
    ).filter(pk=pk).first()  # fmt: skip
    if found is None:
        raise NotFound(str(pk))
    return found


def proof_for(user: User, pk: int, uid: UUID) -> StoredFile:
    """Return the proof of a line that this person may see. Raises NotFound."""
    found = line_for(user, pk).proof
    if found is None or found.uid != uid:
        raise NotFound(str(uid))
    return found


def due_for(user: User, today: date) -> Due:
    """Count the lines this person should carry out now. Two questions; none for others."""
    policy = policy_for(user)
    if not policy.can(Act.CHANGE):
        return Due(0, 0)
    rows = policy.rows(FollowUp.objects.all(), Act.CHANGE).filter(state__in=follow_up.OPEN)
    soon = today + timedelta(days=SOON)
    return Due(
        overdue=_count(rows.filter(due__lt=today)),
        soon=_count(rows.filter(due__range=(today, soon))),
    )


def agencies_with_lines(user: User) -> list[Agency]:
    """Return the agencies of this person that have a line, for the filter of the list."""
    keys = _visible(user).order_by().values("agency")
    return list(Agency.objects.filter(pk__in=keys).order_by("name"))


def services_of(agency: Agency) -> QuerySet[Service]:
    """Return the services that a line of this agency may be about."""
    return Service.objects.filter(agency__path__startswith=agency.path, live=True).order_by("name")


def _visible(user: User) -> QuerySet[FollowUp]:
    return policy_for(user).rows(FollowUp.objects.all())


def _count(rows: QuerySet[FollowUp]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()
