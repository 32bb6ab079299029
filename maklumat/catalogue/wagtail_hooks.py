"""Registers the catalogue in the staff frame."""

from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from maklumat.catalogue.urls import reviews, standing
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
    return [path("kelengkapan/", include(standing)), path("pernyataan/", include(reviews))]


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
