"""Microsites in the staff frame: their screens, and Wagtail's choosers kept inside one's own sites."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.pages import sites
from maklumat.pages.models import AgencyHome, Downloads, NewsIndex
from maklumat.pages.rights import PUBLISHERS
from maklumat.pages.urls import site_staff

FIXED = (AgencyHome, NewsIndex, Downloads)  # every site has one of each


class SitesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.CHANGE)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(site_staff))]


@hooks.register("register_admin_menu_item")
def sites_menu_item() -> MenuItem:
    return SitesMenuItem(
        _("Agency sites"),
        reverse_lazy("site-staff:index"),
        name="sites",
        icon_name="site",
        order=115,
    )


class WaitingPagesPanel(Component):
    """On the home page of whoever publishes: the sites in which something waits."""

    name = "waiting-pages"
    order = 20
    template_name = "pages/staff/waiting_pages.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any]
    ) -> dict[str, object]:  # Any: Django's context
        user = parent_context["request"].user
        return {"rows": sites.sites_waiting(user, PUBLISHERS)}


@hooks.register("construct_homepage_panels", order=100)  # behind the frame's own, which begins anew
def show_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    if sites.sites_waiting(request.user, PUBLISHERS):
        panels.append(WaitingPagesPanel())


@hooks.register("construct_main_menu")
def no_reports_on_all_pages(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail shows its reports to whoever may write a page; their doors are shut."""
    if not policy_for(request.user).everything:
        items[:] = [item for item in items if item.name != "reports"]


@hooks.register("register_admin_search_area")
def search_services() -> SearchArea:
    """The search box of the menu takes the first area: Wagtail's would be all pages of all sites."""
    return SearchArea(_("Services"), reverse_lazy("services:list"), name="services", order=1)


@hooks.register("construct_search")
def no_search_of_all_pages(request: HttpRequest, areas: list[SearchArea]) -> None:
    if not policy_for(request.user).everything:
        areas.clear()


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return sites.pages_in_reach(request.user, pages)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def own_files(files: QuerySet[Model], request: HttpRequest) -> QuerySet[Model]:
    return sites.files_in_reach(request.user, files)


@hooks.register("before_delete_page")
def keep_the_frame(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A site without its home page or its list of news is no site; either can be unpublished."""
    if not isinstance(page.specific, FIXED):
        return None
    messages.error(request, gettext("This page belongs to every site. Unpublish it instead."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/staff.css"))


@hooks.register("insert_editor_js")
def name_the_boxes() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("pages/editor.js"))
