"""The staff frame: its home page, menu and look."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.action_menu import ActionMenuItem

from maklumat.agencies.queries import current_government
from maklumat.catalogue.models.workflow import APPROVED
from maklumat.surveys.home import satisfaction
from maklumat.workbench import menu, queries

HIDDEN = frozenset({"explorer", "images", "documents", "snippets", "help"})
MORNING, NOON, AFTERNOON, EVENING = 4, 11, 15, 18


class WaitingPanel(Component):
    """What is waiting for the person who signed in."""

    name = "waiting"
    order = 10
    template_name = "workbench/staff/waiting.html"

    def get_context_data(
        self, parent_context: Mapping[str, Any]
    ) -> dict[str, object]:  # Any: Django's context
        user = parent_context["request"].user
        government = current_government()
        now = localtime(timezone=government.zone) if government else localtime()
        kinds = queries.waiting_for(user, now.date())
        return {
            "greeting": f"{greeting(now.hour)}, {user.first_name or user.email}.",
            "kinds": kinds,
            "total": sum(kind.count for kind in kinds),
            "figures": queries.figures(user, now.date()),
            "satisfaction": satisfaction(user, government, now.date()) if government else None,
        }


def greeting(hour: int) -> str:
    """Return the greeting that Indonesians use at this hour."""
    if MORNING <= hour < NOON:
        return _("Good morning")
    if NOON <= hour < AFTERNOON:
        return _("Good day")
    if AFTERNOON <= hour < EVENING:
        return _("Good afternoon")
    return _("Good evening")


@hooks.register("construct_homepage_panels")
def only_what_is_waiting(_request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [WaitingPanel()]


@hooks.register("construct_main_menu")
def hide_what_is_not_ours(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = menu.grouped([item for item in items if item.name not in HIDDEN])


class ChangesMenuItem(ActionMenuItem):
    """Leads from the editor to what a draft changes in what citizens see."""

    name = "changes"
    label = gettext_lazy("See what changes")
    icon_name = "view"
    order = 110

    def is_shown(self, context: Mapping[str, Any]) -> bool:  # Any: Django's context
        row = context.get("instance")
        return bool(row and row.pk and row.live and row.has_unpublished_changes)

    def get_url(self, parent_context: Mapping[str, Any]) -> str:  # Any: as above
        row = parent_context["instance"]
        name = row.snippet_viewset.get_url_name("revisions_compare")
        return reverse(name, args=[row.pk, "live", "latest"])


@hooks.register("register_snippet_action_menu_item")
def show_changes(model: type[Model]) -> ActionMenuItem | None:
    return ChangesMenuItem() if model in APPROVED else None


@hooks.register("construct_snippet_action_menu")
def lead_with_approving(
    items: list[ActionMenuItem], _request: HttpRequest, _context: Mapping[str, Any]
) -> None:  # Any: Django's context
    """Whoever is asked to approve meets that first; saving a draft is behind the arrow."""
    items.sort(key=lambda item: item.name != "approve")


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/frame.css"))


@hooks.register("insert_global_admin_js")
def behaviour() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("workbench/frame.js"))
