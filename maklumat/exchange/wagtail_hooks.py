"""Import and export in the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from maklumat.catalogue import viewsets
from maklumat.exchange import queries
from maklumat.exchange.urls import staff


class ExchangeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return queries.may_import(request.user)  # type: ignore[arg-type]  # staff are signed in


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(staff))]


@hooks.register("register_admin_menu_item")
def exchange_menu_item() -> MenuItem:
    return ExchangeMenuItem(
        _("Import and export"),
        reverse_lazy("exchange:index"),
        name="exchange",
        icon_name="download",
        order=207,
    )


def export_button() -> Button:
    return Button(_("Export workbook"), url=reverse("exchange:workbook"), icon_name="download")


def import_button() -> Button:
    return Button(_("Import and export"), url=reverse("exchange:index"), icon_name="upload")


viewsets.MORE_BUTTONS += [export_button, import_button]
