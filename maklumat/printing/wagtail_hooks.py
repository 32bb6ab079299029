"""Printing in the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.printing.urls import staff


class PrintMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.CHANGE)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(staff))]


@hooks.register("register_admin_menu_item")
def print_menu_item() -> MenuItem:
    return PrintMenuItem(
        _("Print"),
        reverse_lazy("printing-staff:index"),
        name="print",
        icon_name="download",
        order=205,
    )
