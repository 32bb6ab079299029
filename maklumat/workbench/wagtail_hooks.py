"""The staff frame: its home page, menu and look."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from maklumat.agencies.queries import current_government
from maklumat.workbench import queries

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
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/frame.css"))


@hooks.register("insert_global_admin_js")
def behaviour() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("workbench/frame.js"))
