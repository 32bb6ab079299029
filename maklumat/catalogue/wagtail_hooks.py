"""Registers the catalogue in the staff frame."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.catalogue.urls import library, register, reviews, standing
from maklumat.catalogue.viewsets import (
    LegalDocumentViewSet,
    OfferingViewSet,
    PledgeViewSet,
    ServiceViewSet,
    TermViewSet,
)

register_snippet(ServiceViewSet)
register_snippet(OfferingViewSet)
register_snippet(PledgeViewSet)
register_snippet(LegalDocumentViewSet)
register_snippet(TermViewSet)


@hooks.register("register_admin_urls")
def standing_urls() -> list[URLPattern | URLResolver]:
    return [
        path("kelengkapan/", include(standing)),
        path("pernyataan/", include(reviews)),
        path("pustaka/", include(library)),
        path("daftar/", include(register)),
    ]


@hooks.register("register_admin_menu_item")
def completeness_menu_item() -> MenuItem:
    return MenuItem(
        _("Completeness"),
        reverse_lazy("catalogue-standing:completeness"),
        name="completeness",
        icon_name="table",
        order=90,
    )


@hooks.register("register_admin_menu_item")
def statements_menu_item() -> MenuItem:
    return MenuItem(
        _("Statements"),
        reverse_lazy("catalogue-reviews:statements"),
        name="statements",
        icon_name="clipboard-list",
        order=95,
    )


class LibraryMenuItem(MenuItem):
    """Shown to whoever may make a service."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.CHANGE)


@hooks.register("register_admin_menu_item")
def library_menu_item() -> MenuItem:
    return LibraryMenuItem(
        _("Library"),
        reverse_lazy("catalogue-library:list"),
        name="library",
        icon_name="folder-open-inverse",
        order=105,
    )


class OfferMenuItem(ActionMenuItem):
    """Leads from the editor to offering a service that citizens see to the library."""

    name = "offer"
    label = _("Offer to the library")
    icon_name = "folder-open-inverse"
    order = 120

    def is_shown(self, context: Mapping[str, Any]) -> bool:  # Any: Django's context
        service = context.get("instance")
        return bool(service and service.pk and service.live)

    def get_url(self, parent_context: Mapping[str, Any]) -> str:  # Any: as above
        return reverse("catalogue-library:offer", args=[parent_context["instance"].pk])


class TemplateChangesMenuItem(ActionMenuItem):
    """Leads from the editor to what a newer version of its template changes."""

    name = "template_changes"
    label = _("Changes of the template")
    icon_name = "history"
    order = 115

    def is_shown(self, context: Mapping[str, Any]) -> bool:  # Any: Django's context
        service = context.get("instance")
        return bool(
            service
            and service.pk
            and service.template
            and service.template.version > (service.template_seen or 0)
        )

    def get_url(self, parent_context: Mapping[str, Any]) -> str:  # Any: as above
        return reverse("catalogue-library:changes", args=[parent_context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def offer_to_library(model: type[Model]) -> ActionMenuItem | None:
    return OfferMenuItem() if model is Service else None


@hooks.register("register_snippet_action_menu_item")
def show_template_changes(model: type[Model]) -> ActionMenuItem | None:
    return TemplateChangesMenuItem() if model is Service else None
