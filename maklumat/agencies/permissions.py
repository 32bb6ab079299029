"""Roles as permissions of Django and Wagtail.

`grant` says which act of the role table stands behind each permission of a model. `RoleBackend`
answers Django's `has_perm` from it, `AgencyPermissionPolicy` answers Wagtail's questions about one
row. Nobody holds a permission that is not granted here: the tables of Django's groups stay empty.
"""

from collections.abc import Collection, Mapping

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.permission_policies import ModelPermissionPolicy

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act, roles_that_may

Person = User | AnonymousUser

ACCESS = "wagtailadmin.access_admin"
OF_OPERATORS = frozenset({"core.change_message"})

_granted: dict[str, Mapping[str, Act]] = {}


def grant(model: type[Model], acts: Mapping[str, Act]) -> None:
    """Let those who may do an act hold the permission of that action on this model."""
    _granted[model._meta.label_lower] = acts


def act_behind(model: type[Model], action: str) -> Act | None:
    """Return the act that a permission stands for; None where nobody may do it."""
    return _granted.get(model._meta.label_lower, {}).get(action)


class RoleBackend:
    """Answers permission questions from roles; signs nobody in, and so has no `get_user`.

    It stands first and has the last word: its no is `PermissionDenied`, after which Django asks no
    other backend. The next one would read two tables that are empty, on every page of the staff.
    Only who operates the installation is left to Django's groups: that is no role in a government.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        return None

    def has_perm(self, user_obj: Person, perm: str, obj: Model | None = None) -> bool:
        if perm in OF_OPERATORS:
            return False  # and Django goes on to ask its groups
        policy = policy_for(user_obj)
        if perm == ACCESS:
            return _settled(policy.acts())
        app, _, codename = perm.partition(".")
        action, _, model = codename.partition("_")
        act = _granted.get(f"{app}.{model}", {}).get(action)
        return _settled(act is not None and policy.can(act))

    def has_module_perms(self, user_obj: Person, app_label: str) -> bool:
        return _settled(policy_for(user_obj).acts())


def _settled(answer: object) -> bool:
    if not answer:
        raise PermissionDenied
    return True


class AgencyPermissionPolicy(ModelPermissionPolicy):
    """Wagtail's permission questions, answered row by row.

    `through` names the ways from a row to an agency, as in `Policy.rows`; without any, the rows
    belong to no agency (a shared register) and the role alone decides.
    """

    def __init__(self, model: type[Model], through: tuple[str, ...] = ("agency",)) -> None:
        super().__init__(model)
        self.through = through

    def user_has_permission(self, user: Person, action: str) -> bool:
        act = act_behind(self.model, action)
        policy = policy_for(user)
        return policy.everything or (act is not None and policy.can(act))

    def user_has_any_permission(self, user: Person, actions: Collection[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Model) -> bool:
        if instance.pk is None:
            return self.user_has_permission(user, action)
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Collection[str], instance: Model
    ) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_permission_for(self, user: Person, action: str) -> QuerySet[Model]:
        act = act_behind(self.model, action)
        rows = self.model.objects.all()
        policy = policy_for(user)
        if policy.everything:
            return rows
        if act is None or not policy.can(act):
            return rows.none()
        if not self.through:
            return rows
        # Other ways than the first let a person see a row, never change it.
        through = self.through if act is Act.VIEW else self.through[:1]
        return policy.rows(rows, act, through=through)

    def instances_user_has_any_permission_for(
        self, user: Person, actions: Collection[str]
    ) -> QuerySet[Model]:
        found = self.model.objects.none()
        for action in actions:
            found |= self.instances_user_has_permission_for(user, action)
        return found

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[User]:
        acts = [act for action in actions if (act := act_behind(self.model, action))]
        roles = {role.value for act in acts for role in roles_that_may(act)}
        return User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
