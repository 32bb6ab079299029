"""Reads of people: roles, invitations, second factors."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import labels, tokens
from maklumat.agencies.models import (
    Agency,
    Invitation,
    Membership,
)
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries.government import current_government
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound


def colleagues_in(agencies: QuerySet[Agency]) -> QuerySet[User]:
    """Return the people who work in some agencies now."""
    return User.objects.filter(is_active=True, memberships__agency__in=agencies).distinct()


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
