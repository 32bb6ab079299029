"""Puts the work on complaints into the staff frame."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.complaints import queries
from maklumat.complaints.queries.removing import may_erase
from maklumat.complaints.urls import staff
from maklumat.complaints.viewsets import CategoryViewSet, ReplyTemplateViewSet

register_snippet(ReplyTemplateViewSet)
register_snippet(CategoryViewSet)


class CoordinatorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can_everywhere(Act.COORDINATE_CASES)


class CasesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and queries.may_see_cases(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("pengaduan/", include(staff))]


@hooks.register("register_admin_menu_item")
def cases_menu_item() -> MenuItem:
    return CasesMenuItem(
        _("Complaints"),
        reverse_lazy("complaints-staff:inbox"),
        name="complaints",
        icon_name="comment",
        order=90,
    )


@hooks.register("register_settings_menu_item")
def routing_menu_item() -> MenuItem:
    return CoordinatorsMenuItem(
        _("Routing"),
        reverse_lazy("complaints-staff:rules"),
        name="routing",
        icon_name="site",
        order=210,
    )


class FiguresMenuItem(MenuItem):
    """Figures name nobody: whoever works here sees those of their agencies."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can(Act.VIEW)


@hooks.register("register_admin_menu_item")
def figures_menu_item() -> MenuItem:
    return FiguresMenuItem(
        _("Figures on complaints"),
        reverse_lazy("complaints-staff:figures"),
        name="complaint-figures",
        icon_name="history",
        order=92,
    )


class TermsMenuItem(MenuItem):
    """Shown to whoever may change the terms."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_for(request.user).can_everywhere(Act.MANAGE_GOVERNMENT)


@hooks.register("register_settings_menu_item")
def terms_menu_item() -> MenuItem:
    return TermsMenuItem(
        _("Terms of reports"),
        reverse_lazy("complaints-staff:terms"),
        name="complaint-terms",
        icon_name="calendar-alt",
        order=220,
    )


class InOutMenuItem(MenuItem):
    """Shown to whoever may bring in, send out or remove."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and may_erase(request.user)


@hooks.register("register_settings_menu_item")
def in_and_out_menu_item() -> MenuItem:
    return InOutMenuItem(
        _("In and out"),
        reverse_lazy("complaints-staff:inout"),
        name="complaints-in-out",
        icon_name="redirect",
        order=215,
    )
