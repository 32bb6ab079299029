"""Core's pages and menu items in the staff frame."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maklumat.core import queries
from maklumat.core.urls import staff
from maklumat.core.views.staff import PERMISSION


class MessagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(staff))]


@hooks.register("register_settings_menu_item")
def messages_menu_item() -> MenuItem:
    return MessagesMenuItem(
        _("Messages not delivered"),
        reverse_lazy("core-staff:messages"),
        name="messages",
        icon_name="mail",
        order=900,
    )


@hooks.register("register_permissions")
def message_permissions() -> QuerySet:
    return queries.message_permissions()
