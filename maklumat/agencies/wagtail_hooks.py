"""Registers agencies, people and the government in the staff frame."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.urls import staff as pages
from maklumat.agencies.viewsets import AgencyViewSet, GovernmentViewSet, ProfileViewSet

register_snippet(AgencyViewSet)
register_snippet(ProfileViewSet)
register_snippet(GovernmentViewSet)


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.VIEW_PEOPLE)


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(pages))]


@hooks.register("register_admin_menu_item")
def people_menu_item() -> MenuItem:
    return PeopleMenuItem(
        _("People"),
        reverse_lazy("agencies-staff:people"),
        name="people",
        icon_name="group",
        order=210,
    )


@hooks.register("register_account_menu_item")
def account_security(_request: HttpRequest) -> dict[str, object]:
    return {
        "url": reverse_lazy("mfa_index"),
        "label": _("Password and second factor"),
        "help_text": _("Change your password, add a passkey or an authenticator app."),
    }


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("agencies/staff.css"))
