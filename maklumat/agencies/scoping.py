"""Agency scope for every view of the staff frame.

Wagtail builds all views of a viewset through `construct_view`. One override there puts
`ScopedView` in front of each of them, so that a view added later is scoped without anybody
remembering it. Missing and forbidden look alike: both are 404.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from maklumat.agencies.permissions import AgencyPermissionPolicy, grant
from maklumat.agencies.roles import Act

EDITORS = {
    "view": Act.VIEW,
    "add": Act.CHANGE,
    "change": Act.CHANGE,
}

# What the head of an agency approves: the agency's own word.
OF_THE_HEAD = {
    **EDITORS,
    "publish": Act.APPROVE_AS_HEAD,
    "lock": Act.APPROVE_AS_HEAD,
    "unlock": Act.APPROVE_AS_HEAD,
}

READS = {"GET", "HEAD", "OPTIONS"}


class ScopedView:
    """Shows and finds only rows that the person asking may see."""

    request: HttpRequest
    scope: AgencyPermissionPolicy

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # Any: Django's own
        """Answer 404 before the view looks at the row at all."""
        if not self.scope.user_has_any_permission(request.user, ("view", "add", "change")):
            raise Http404
        if "pk" in kwargs and not self._sees(request, unquote(str(kwargs["pk"]))):
            raise Http404
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # mixed in front of a view

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:  # Any: as above
        """Write all or nothing: Wagtail's views leave a change, its log and its letters apart."""
        with nullcontext() if request.method in READS else transaction.atomic():
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # as above
        return response

    def get_base_queryset(self) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_base_queryset()  # type: ignore[misc]  # as above
        if rows.model is not self.scope.model:
            return rows
        return rows.filter(pk__in=self._visible(self.request).order_by().values("pk"))

    def get_object(self, *args: Any, **kwargs: Any) -> Model | None:  # Any: each view has its own
        found: Model | None = super().get_object(*args, **kwargs)  # type: ignore[misc]  # as above
        if found and found.pk is not None and not self._sees(self.request, str(found.pk)):
            raise Http404
        return found

    def _visible(self, request: HttpRequest) -> QuerySet[Model]:
        return self.scope.instances_user_has_permission_for(request.user, "view")

    def _sees(self, request: HttpRequest, key: str) -> bool:
        try:
            return self._visible(request).filter(pk=key).exists()
        except (ValueError, OverflowError):
            return False


class ScopedIndexView(IndexView):
    """A list without check boxes: bulk actions fetch rows past the view."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn)
        ]


class OfAgencyCreateView(CreateView):
    """A new row of the agency that the address names (`?agency=`), where the form offers it."""

    def get_initial(self) -> dict[str, Any]:  # Any: Django's own signature
        named = self.request.GET.get("agency", "")
        chosen = {"agency": int(named)} if named.isascii() and named.isdecimal() else {}
        return {**super().get_initial(), **chosen}


class AgencyScopedViewSet(SnippetViewSet):
    """A viewset whose rows belong to agencies.

    `through` names the ways from a row to its agency (the first one decides who may change it);
    `acts` says which act of the role table each permission needs.
    """

    through: tuple[str, ...] = ("agency",)
    acts: ClassVar[Mapping[str, Act]] = EDITORS
    index_view_class = ScopedIndexView
    inspect_view_enabled = True
    copy_view_enabled = False

    @property
    def permission_policy(self) -> AgencyPermissionPolicy:
        return AgencyPermissionPolicy(self.model, self.through)

    def construct_view(
        self, view_class: type, **kwargs: Any
    ) -> Callable[..., HttpResponseBase]:  # Any: Wagtail's own signature
        scoped = type(
            view_class.__name__, (ScopedView, view_class), {"scope": self.permission_policy}
        )
        view: Callable[..., HttpResponseBase] = super().construct_view(scoped, **kwargs)
        return view

    def register_chooser_viewset(self) -> None:
        """Leave out the chooser: it would list the rows of every agency."""

    def on_register(self) -> None:
        grant(self.model, self.acts)
        super().on_register()


class SharedRegisterViewSet(AgencyScopedViewSet):
    """A viewset whose rows belong to no agency: roles alone decide."""

    through = ()
