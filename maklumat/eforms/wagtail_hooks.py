"""Puts the forms into the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.eforms.urls import staff


class FormsMenuItem(MenuItem):
    """Shown to whoever works on what people hand in."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.VIEW_CASES)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("formulir/", include(staff))]


@hooks.register("register_admin_menu_item")
def forms_menu_item() -> MenuItem:
    return FormsMenuItem(
        pgettext_lazy("menu", "Forms"),
        reverse_lazy("eforms-staff:inbox"),
        name="forms",
        icon_name="form",
        order=91,
    )
