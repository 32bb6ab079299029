"""Every read of governments and agencies."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import labels
from maklumat.agencies.hours import Hours, Span
from maklumat.agencies.models import (
    Agency,
    AgencyName,
    Government,
    SpecialDay,
    WeeklyHours,
)
from maklumat.core import calendars
from maklumat.core.errors import NotFound
from maklumat.core.workdays import Calendar

GOVERNMENT_KEY = "agencies:government"
GOVERNMENT_SECONDS = 3600


def current_government() -> Government | None:
    """Return the government of this installation; None before it is set up.

    Remembered in the shared cache; `actions.change_government` and the model's signal forget it.
    """
    known: Government | None = cache.get(GOVERNMENT_KEY)
    if known is None:
        known = Government.objects.select_related("region").order_by("pk").first()
        if known is not None:
            cache.set(GOVERNMENT_KEY, known, GOVERNMENT_SECONDS)
    return known


def living_agencies(on: date) -> QuerySet[Agency]:
    """Return the agencies that exist on a day."""
    return Agency.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
    )


def agency_by_slug(slug: str) -> Agency:
    """Return an agency by its address, past or present.

    Raises NotFound.
    """
    found = Agency.objects.select_related("government", "parent").filter(slug=slug).first()
    if found is None:
        raise NotFound(slug)
    return found


def agency_of_former_slug(slug: str) -> Agency | None:
    """Return the agency that once had this address, so that old links lead on."""
    row = AgencyName.objects.select_related("agency").filter(slug=slug).first()
    return row.agency if row else None


def with_hours(queryset: QuerySet[Agency], around: date) -> QuerySet[Agency]:
    """Fetch what `hours_of` needs along with the agencies: two queries for any number."""
    near = SpecialDay.objects.filter(
        date__range=(around - timedelta(days=1), around + timedelta(days=30))
    )
    return queryset.prefetch_related("opening_hours", Prefetch("special_days", queryset=near))


def week_of(rows: Iterable[WeeklyHours]) -> dict[int, list[Span]]:
    week: dict[int, list[Span]] = defaultdict(list)
    for row in rows:
        week[row.weekday].append(Span(row.opens, row.closes))
    return dict(week)


def working_calendar(government: Government, year: int) -> Calendar:
    """Return the working calendar of a government for a year and the next."""
    return calendars.indonesia(
        year,
        year + 1,
        _overrides(government),
        days_a_week=len(government.working_weekdays),
    )


def days_off(government: Government, at: datetime) -> dict[date, str]:
    """Return the government's days off this year and next, by date; weekends are not among them."""
    calendar = working_calendar(government, at.year)
    return {day: name for day, name in calendar.holidays.items() if day not in calendar.worked}


def _overrides(government: Government) -> tuple[calendars.Override, ...]:
    key = f"{GOVERNMENT_KEY}:overrides:{government.pk}"
    known: tuple[calendars.Override, ...] | None = cache.get(key)
    if known is None:
        known = tuple(
            calendars.Override(row.date, row.kind == "removed", row.name)
            for row in government.holiday_overrides.all()
        )
        cache.set(key, known, GOVERNMENT_SECONDS)
    return known


def hours_of(agency: Agency, off: dict[date, str], own: Iterable[WeeklyHours] = ()) -> Hours:
    """Return the hours of an agency, or `own` hours of a service there, with days off."""
    rows: Iterable[WeeklyHours] = list(own) or agency.opening_hours.all()
    special = {
        row.date: (Span(row.opens, row.closes),) if row.opens and row.closes else ()
        for row in agency.special_days.all()
    }
    return Hours(week_of(rows), special, off, always=agency.emergency_24h and not list(rows))


def people_with_roles() -> list[tuple[User, str]]:
    """Return everybody who may sign in, with their roles in words."""
    words = dict(labels.ROLES)
    rows = User.objects.filter(is_active=True).prefetch_related("memberships__agency")
    people = []
    for user in rows.order_by("pk"):
        roles = [
            str(words[row.role]) + (f", {row.agency.short_name}" if row.agency else "")
            for row in user.memberships.all()
        ]
        people.append((user, "; ".join(roles) or str(_("administrator"))))
    return people
