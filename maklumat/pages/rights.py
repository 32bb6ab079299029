"""Wagtail's questions about pages, pictures and documents, answered from roles.

Wagtail would keep the answer in groups: a copy of the roles that has to be kept in step. Instead
its own policies are given our way to look: the roles of this moment. A role that ends, an agency
that closes, a person who leaves take the right along, at once and without anybody doing it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images import permissions as images
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

from maklumat.agencies.permissions import Person
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.pages import sites
from maklumat.pages.models import AgencyHome

# Any below: Wagtail's policies are untyped.

EDIT = ("add", "change")
PUBLISH = ("publish", "bulk_delete")
PUBLISHERS = (Act.APPROVE_AS_HEAD, Act.APPROVE_AS_ORGANISER)


@dataclass(frozen=True)
class Permission:
    """Stands where Wagtail expects a row of Django's table of permissions."""

    codename: str


@dataclass(frozen=True)
class Held:
    """One right over a page and all below it, or over a collection."""

    permission: Permission
    place: Page | Collection

    @property
    def page(self) -> Any:
        return self.place

    @property
    def collection(self) -> Any:
        return self.place

    @property
    def page_id(self) -> int:
        return int(self.place.pk)

    collection_id = page_id


def _sites_of(user: Person) -> list[AgencyHome]:
    """Return the sites in which this person may write; asked once a request, as `policy_for` is."""
    known: list[AgencyHome] | None = getattr(user, "sites_to_edit", None)
    if known is None:
        known = sites.sites_to_edit(user)
        user.sites_to_edit = known  # type: ignore[union-attr]  # our own note on the user
    return known


class RolesForPages(PagePermissionPolicy):
    """An officer writes, the head of the agency and the bureau publish."""

    def get_all_permissions_for_user(self, user: Person) -> list[Held]:
        policy = policy_for(user)
        if policy.everything or not policy.can(Act.CHANGE):
            return []
        held = []
        for home in _sites_of(user):
            may = [*EDIT]
            if any(policy.covers(act, home.agency) for act in PUBLISHERS):
                may += PUBLISH
            held += [Held(Permission(f"{word}_page"), home) for word in may]
        return held

    def explorable_instances(self, user: Person) -> QuerySet[Page]:
        held = self.get_cached_permissions_for_user(user)
        if not held and not policy_for(user).everything:
            return sites.no_pages()
        found: QuerySet[Page] = super().explorable_instances(user)
        return found


class RolesForFiles(CollectionOwnershipPermissionPolicy):
    """Whoever writes in a site adds, mends and chooses its files."""

    def get_all_permissions_for_user(self, user: Person) -> list[Held]:
        policy = policy_for(user)
        if policy.everything or not policy.can(Act.CHANGE):
            return []
        name = self.auth_model._meta.model_name
        return [
            Held(Permission(f"{word}_{name}"), home.collection)
            for home in _sites_of(user)
            for word in (*EDIT, "choose")
        ]


def take_over() -> None:
    """Change the class of Wagtail's policies: each is one object that many modules have imported."""
    page_permission_policy.__class__ = RolesForPages
    documents.__class__ = RolesForFiles
    images.permission_policy.__class__ = RolesForFiles
