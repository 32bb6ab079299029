"""The register of complaints of a period, as far as a person may see it, and evidence beside it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import Prefetch, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.showcase import Showcase
from maklumat.complaints import queries
from maklumat.complaints.models import CaseClock, Complaint, Outcome, Publication


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included, and an agency or all that the person may see."""

    first: date
    last: date
    agency: Agency | None = None

    def span(self, zone: tzinfo) -> tuple[datetime, datetime]:
        end = datetime.combine(self.last + timedelta(days=1), time(), tzinfo=zone)
        return datetime.combine(self.first, time(), tzinfo=zone), end


def may_see_figures(user: User) -> bool:
    """Figures hold no person: whoever works here may see those of their agencies."""
    return policy_for(user).can(Act.VIEW)


def agencies_of_figures(user: User) -> set[int] | None:
    """Return the agencies whose figures this person sees; None: of all."""
    policy = policy_for(user)
    if policy.can_everywhere(Act.VIEW):
        return None
    return set(policy.agencies(Act.VIEW).values_list("pk", flat=True))


def agencies_to_choose(user: User) -> list[Agency]:
    """Return the agencies that this person may ask a register or report of. One query."""
    return list(policy_for(user).agencies(Act.VIEW).order_by("path"))


def register(user: User, period: Period, zone: tzinfo) -> QuerySet[Complaint]:
    """Return the cases of a period that this person may see, in the order they came."""
    start, end = period.span(zone)
    rows = queries.cases_for(user).filter(received_at__gte=start, received_at__lt=end)
    if period.agency is not None:
        rows = rows.filter(agency__path__startswith=period.agency.path)
    clocks = CaseClock.objects.filter(kind="resolution").order_by("-pk")
    return (
        rows.select_related("agency", "service", "category", "publication")
        .prefetch_related(
            Prefetch("clocks", clocks, to_attr="limits"),
            Prefetch("outcomes", Outcome.objects.order_by("-round"), to_attr="results"),
        )
        .order_by("received_at", "pk")
    )


def published_between(period: Period, zone: tzinfo) -> int:
    """Count the live publications of cases received in a period."""
    start, end = period.span(zone)
    rows = Publication.objects.filter(
        live=True, complaint__received_at__gte=start, complaint__received_at__lt=end
    )
    if period.agency is not None:
        rows = rows.filter(complaint__agency__path__startswith=period.agency.path)
    return rows.count()


def showcases(agencies: list[Agency]) -> dict[int, Showcase]:
    """Return what the profile of each agency shows to the public."""
    found = {}
    for agency in agencies:
        profile = getattr(agency, "profile", None)
        found[agency.pk] = profile.published_showcase() if profile else Showcase()
    return found


def agencies_with_profiles(user: User, agency: Agency | None) -> list[Agency]:
    """Return one agency and those below it, or all, each with its profile. One query."""
    rows = policy_for(user).agencies(Act.VIEW).filter(valid_to=None)
    if agency is not None:
        rows = rows.filter(path__startswith=agency.path)
    return list(rows.select_related("profile").order_by("path"))
