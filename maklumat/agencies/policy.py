"""The one answer to "which rows may this person see and change".

Every query for staff asks here; `scoping.AgencyScopedViewSet` puts the answer into every view of
the staff frame.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Membership
from maklumat.agencies.roles import MAY, Act, Role, roles_that_may

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Grant:
    """One role; `path` is the prefix of the agencies it covers, "" for the whole government."""

    role: Role
    path: str


class Policy:
    """What one person may see and do. Cheap: one query the first time, none after."""

    def __init__(self, grants: tuple[Grant, ...], *, everything: bool = False) -> None:
        self.grants = grants
        self.everything = everything

    def acts(self) -> frozenset[Act]:
        """Return all that this person may do somewhere."""
        if self.everything:
            return frozenset(Act)
        return frozenset().union(*(MAY[grant.role] for grant in self.grants))

    def can(self, act: Act) -> bool:
        """May this person do this anywhere at all?"""
        return act in self.acts()

    def can_everywhere(self, act: Act) -> bool:
        """May this person do this in the whole government?"""
        return self.everything or "" in self._paths(act)

    def covers(self, act: Act, agency: Agency) -> bool:
        """May this person do this with the rows of this agency?"""
        return self.everything or any(agency.path.startswith(path) for path in self._paths(act))

    def rows(
        self, queryset: QuerySet[M], act: Act = Act.VIEW, *, through: tuple[str, ...] = ("agency",)
    ) -> QuerySet[M]:
        """Keep the rows whose agency this person's role covers.

        `through` names the ways from the row to an agency; one that fits is enough. An empty name
        means that the row is an agency itself.
        """
        if self.can_everywhere(act):
            return queryset
        reach = Q(pk__in=())
        for path in self._paths(act):
            for name in through:
                lookup = f"{name}__path__startswith" if name else "path__startswith"
                reach |= Q(**{lookup: path})
        if len(through) == 1:
            return queryset.filter(reach)
        # Several ways may reach one row: ask for keys, so that no row comes twice.
        found = queryset.model.objects.filter(reach)  # type: ignore[attr-defined]  # ours all have it
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def agencies(self, act: Act = Act.VIEW) -> QuerySet[Agency]:
        """Return the agencies in which this person may do this."""
        return self.rows(Agency.objects.all(), act, through=("",))

    def _paths(self, act: Act) -> set[str]:
        return {grant.path for grant in self.grants if act in MAY[grant.role]}


NOBODY = Policy(())


def policy_for(user: AbstractBaseUser | AnonymousUser) -> Policy:
    """Return the policy of this person, remembered on the user object for one request."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    known: Policy | None = getattr(user, "policy", None)
    if known is None:
        memberships = _lasting_memberships().filter(user_id=user.pk).select_related("agency")
        grants = tuple(
            Grant(Role(row.role), row.agency.path if row.agency else "") for row in memberships
        )
        known = Policy(grants, everything=bool(getattr(user, "is_superuser", False)))
        user.policy = known  # type: ignore[attr-defined]  # our own note on the user
    return known


def people_who_may(act: Act, agency: Agency) -> QuerySet[User]:
    """Return everybody whose role lets them do this in this agency: the question turned round."""
    above = [int(key) for key in agency.path.strip("/").split("/")]
    roles = _lasting_memberships().filter(
        Q(agency=None) | Q(agency__in=above),
        role__in=[role.value for role in roles_that_may(act)],
    )
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("pk")


def _lasting_memberships() -> QuerySet[Membership]:
    """Leave out roles that ended with their agency."""
    living = Q(agency__isnull=True) | Q(agency__valid_to__isnull=True)
    return Membership.objects.filter(living | Q(agency__valid_to__gte=localdate()))
