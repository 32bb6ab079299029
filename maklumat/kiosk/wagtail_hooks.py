"""Puts the kiosks into the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.kiosk.urls import staff


class KiosksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.VIEW)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("kiosk/", include(staff))]


@hooks.register("register_admin_menu_item")
def kiosks_menu_item() -> MenuItem:
    return KiosksMenuItem(
        _("Kiosks"), reverse_lazy("kiosk-staff:list"), name="kiosks", icon_name="desktop", order=320
    )
