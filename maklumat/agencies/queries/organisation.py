"""Reads of agencies: who lives, where they stand, when they are open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from maklumat.accounts.models import User
from maklumat.agencies.hours import Hours, Span
from maklumat.agencies.models import (
    Agency,
    AgencyName,
    Profile,
    SpecialDay,
    Succession,
    WeeklyHours,
)
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.showcase import Showcase
from maklumat.core.errors import NotFound


def living_among(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    """Keep of some agencies those that exist now."""
    return agencies & living_agencies_today()


def no_agencies() -> QuerySet[Agency]:
    return Agency.objects.none()


def agencies_to_change(user: User | None) -> QuerySet[Agency]:
    """Return the agencies whose facts this person may edit; none for nobody."""
    return policy_for(user).agencies(Act.CHANGE) if user else no_agencies()


def agency_alone(pk: int) -> QuerySet[Agency]:
    """Return one agency as the only choice of a form."""
    return Agency.objects.filter(pk=pk)


def showcase_of(agency: Agency) -> Showcase:
    """Return what the published profile of an agency shows; empty if there is none.

    No query where the agency was fetched with `select_related("profile")`.
    """
    try:
        return agency.profile.published_showcase()
    except Profile.DoesNotExist:
        return Showcase()


def profiles_in_order() -> QuerySet[Profile]:
    return Profile.objects.select_related("agency", "latest_revision")


def living_agencies(on: date) -> QuerySet[Agency]:
    """Return the agencies that exist on a day."""
    return Agency.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
    )


def living_agencies_today() -> QuerySet[Agency]:
    """Return the agencies that exist now: what forms offer."""
    return living_agencies(localdate())


def in_tree_order(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    """Order agencies so that each stands behind the one it belongs to."""
    return agencies.order_by("path")


def agencies_in_order() -> QuerySet[Agency]:
    return Agency.objects.select_related("parent")


def slug_was_used(slug: str) -> bool:
    """Has an agency this address, or had one it before?"""
    held = Agency.objects.filter(slug=slug).exists()
    return held or AgencyName.objects.filter(slug=slug).exists()


def agency_by_slug(slug: str) -> Agency:
    """Return an agency by its address, past or present.

    Raises NotFound.
    """
    found = Agency.objects.select_related("government", "parent").filter(slug=slug).first()
    if found is None:
        raise NotFound(slug)
    return found


def agency_of_former_slug(slug: str) -> Agency | None:
    """Return who has the duties of the agency that once had this address, so that links lead on."""
    row = AgencyName.objects.select_related("agency").filter(slug=slug).first()
    found = row.agency if row else Agency.objects.filter(slug=slug).first()
    seen = set()
    while found and found.pk not in seen:  # a successor may have been merged again
        seen.add(found.pk)
        step = (
            Succession.objects.filter(predecessor=found, kind="merged")
            .select_related("successor")
            .last()
        )
        found = step.successor if step else found
    return None if found is None or found.slug == slug else found


def with_hours(queryset: QuerySet[Agency], around: date) -> QuerySet[Agency]:
    """Fetch what `hours_of` needs along with the agencies: two queries for any number."""
    near = SpecialDay.objects.filter(
        date__range=(around - timedelta(days=1), around + timedelta(days=30))
    )
    return queryset.prefetch_related("opening_hours", Prefetch("special_days", queryset=near))


def agencies_with_hours(around: date) -> list[Agency]:
    """Return all agencies with their government and what `hours_of` needs. Five queries."""
    found = with_hours(Agency.objects.order_by("pk"), around)
    return list(found.prefetch_related("government__region"))


def week_of(rows: Iterable[WeeklyHours]) -> dict[int, list[Span]]:
    week: dict[int, list[Span]] = defaultdict(list)
    for row in rows:
        week[row.weekday].append(Span(row.opens, row.closes))
    return dict(week)


def hours_of(agency: Agency, off: dict[date, str], own: Iterable[WeeklyHours] = ()) -> Hours:
    """Return the hours of an agency, or `own` hours of a service there, with days off."""
    rows: Iterable[WeeklyHours] = list(own) or agency.opening_hours.all()
    special = {
        row.date: (Span(row.opens, row.closes),) if row.opens and row.closes else ()
        for row in agency.special_days.all()
    }
    return Hours(week_of(rows), special, off, always=agency.emergency_24h and not list(rows))


def agency_for(user: User, act: Act, pk: int) -> Agency:
    """Return an agency in which this person may do this.

    Raises NotFound.
    """
    found = policy_for(user).agencies(act).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def agency_names() -> dict[str, str]:
    """Return the short names of all agencies by their address. One query."""
    return dict(Agency.objects.values_list("slug", "short_name"))
