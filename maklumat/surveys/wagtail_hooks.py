"""Puts the surveys into the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.surveys.urls import staff


class SatisfactionMenuItem(MenuItem):
    """Figures name nobody: whoever works here sees those of their agencies."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.VIEW)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("survei/", include(staff))]


@hooks.register("register_admin_menu_item")
def satisfaction_menu_item() -> MenuItem:
    return SatisfactionMenuItem(
        pgettext_lazy("menu", "Satisfaction"),
        reverse_lazy("surveys-staff:overview"),
        name="satisfaction",
        icon_name="clipboard-list",
        order=93,
    )
