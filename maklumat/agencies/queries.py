"""Every read of governments and agencies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import labels, tokens
from maklumat.agencies.hours import Hours, Span
from maklumat.agencies.models import (
    HEX_COLOUR,
    Agency,
    AgencyName,
    Government,
    Invitation,
    Membership,
    Profile,
    Region,
    SpecialDay,
    Succession,
    WeeklyHours,
)
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.showcase import Showcase
from maklumat.core import calendars
from maklumat.core.colour import palette
from maklumat.core.errors import NotFound
from maklumat.core.workdays import Calendar


@dataclass(frozen=True)
class Accent:
    """A colour as chosen, and as it will be used on light and on dark ground."""

    chosen: str
    light: str
    dark: str

    @property
    def is_changed(self) -> bool:
        return self.light != self.chosen


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


def is_founded() -> bool:
    """Has this installation a government? Asks the database, never the cache."""
    return Government.objects.exists()


def governable_regions() -> QuerySet[Region]:
    """Return the regions that have a government of their own, provinces before what is in them."""
    return Region.objects.filter(autonomous=True).order_by("code")


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


def colleagues_in(agencies: QuerySet[Agency]) -> QuerySet[User]:
    """Return the people who work in some agencies now."""
    return User.objects.filter(is_active=True, memberships__agency__in=agencies).distinct()


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


def government_or_404() -> Government:
    """Return the government, fresh from the database. Raises NotFound before it is set up."""
    found = Government.objects.order_by("pk").first()
    if found is None:
        raise NotFound("government")
    return found


def accent_of(government: Government) -> Accent | None:
    """Return the accent as chosen and as text and buttons will use it; None if it is no colour."""
    chosen = government.accent.lower()
    try:
        HEX_COLOUR(chosen)
    except ValidationError:
        return None
    return Accent(chosen, palette(chosen).light, palette(chosen).dark)


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


def working_calendar(government: Government, year: int, *, years: int = 2) -> Calendar:
    """Return the working calendar of a government for a year and the ones after it."""
    return calendars.indonesia(
        year,
        year + years - 1,
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


# --- People -----------------------------------------------------------------------------------


def people_for(user: User) -> QuerySet[User]:
    """Return the people whose roles this person may see; whoever has no role belongs to the bureau."""
    policy = policy_for(user)
    if policy.can_everywhere(Act.VIEW_PEOPLE):
        people = User.objects.all()
    else:
        seen = policy.rows(Membership.objects.all(), Act.VIEW_PEOPLE)
        people = User.objects.filter(pk__in=seen.order_by().values("user"))
    if not policy.everything:
        people = people.filter(is_superuser=False)
    shown = policy.rows(Membership.objects.select_related("agency"), Act.VIEW_PEOPLE)
    return people.order_by("first_name", "email").prefetch_related(
        Prefetch("memberships", shown, to_attr="shown_roles")
    )


def person_for(user: User, pk: int) -> User:
    """Return one of the people this person may see.

    Raises NotFound.
    """
    found = people_for(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def filtered_people(
    people: QuerySet[User], *, words: str = "", agency: Agency | None = None, active: bool | None
) -> QuerySet[User]:
    """Narrow a list of people by part of a name or address, by agency and by whether they work."""
    for word in words.split():
        people = people.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        )
    if agency:
        people = people.filter(
            pk__in=Membership.objects.filter(agency__path__startswith=agency.path).values("user")
        )
    return people if active is None else people.filter(is_active=active)


def invitations_for(user: User) -> QuerySet[Invitation]:
    """Return the open invitations that this person may resend or withdraw."""
    rows = Invitation.objects.filter(accepted_at=None, revoked_at=None).select_related("agency")
    return policy_for(user).rows(rows, Act.MANAGE_PEOPLE)


def invitation_for(user: User, uid: UUID) -> Invitation:
    """Return one of them.

    Raises NotFound.
    """
    found = invitations_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


def invitation_by_token(token: str, at: datetime) -> Invitation:
    """Return the invitation that a letter holds the key to.

    Raises NotFound when the key is forged, used, withdrawn, replaced or too old: all look alike.
    """
    key = tokens.key_of(token)
    found = (
        Invitation.objects.select_related("agency", "government")
        .filter(uid=key.uid, round=key.round)
        .first()
        if key
        else None
    )
    if found is None or not found.works(at):
        raise NotFound("invitation")
    return found


def membership_for(user: User, pk: int) -> Membership:
    """Return a role that this person may take away.

    Raises NotFound.
    """
    rows = Membership.objects.select_related("agency", "user")
    found = policy_for(user).rows(rows, Act.MANAGE_PEOPLE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def agency_for(user: User, act: Act, pk: int) -> Agency:
    """Return an agency in which this person may do this.

    Raises NotFound.
    """
    found = policy_for(user).agencies(act).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def may_manage(user: User, person: User) -> bool:
    """May this person open, close and mend that account: do all its roles lie within reach?"""
    policy = policy_for(user)
    if policy.everything:
        return True
    if person.is_superuser or not policy.can(Act.MANAGE_PEOPLE):
        return False
    roles = Membership.objects.filter(user=person)
    if not policy.can_everywhere(Act.MANAGE_PEOPLE) and not roles.exists():
        return False
    reach = policy.rows(roles, Act.MANAGE_PEOPLE).order_by().values("pk")
    return not roles.exclude(pk__in=reach).exists()


def removable_roles(user: User, person: User) -> set[int]:
    """Return the keys of the roles of a person that this user may take away."""
    rows = Membership.objects.filter(user=person)
    return set(policy_for(user).rows(rows, Act.MANAGE_PEOPLE).values_list("pk", flat=True))


def needs_second_factor(user: User) -> bool:
    """Tell whether a password alone is too little: whoever reaches the whole government.

    In the demo nobody needs one: its password is shown to whoever starts it.
    """
    policy = policy_for(user)
    reaches_all = policy.everything or any(grant.path == "" for grant in policy.grants)
    government = current_government() if reaches_all else None
    return reaches_all and not (government and government.is_demo)


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def person_exists(email: str) -> bool:
    return User.objects.filter(email__iexact=email).exists()


def agency_names() -> dict[str, str]:
    """Return the short names of all agencies by their address. One query."""
    return dict(Agency.objects.values_list("slug", "short_name"))
