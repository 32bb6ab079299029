"""The page that leads to import, export, webhooks and removal; what its pages share."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.complaints.queries import receiving
from maklumat.complaints.queries.removing import may_erase
from maklumat.core.errors import NotFound

INDEX = "complaints-staff:inout"


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Lead to the four pages, and tell whether letters are read."""
    if not may_erase(request.user):
        raise NotFound(request.path)
    return page(
        request,
        "index",
        _("In and out"),
        coordinates=may_coordinate(request),
        mail_is_read=bool(settings.IMAP_URL),
        mail_address=settings.REPLY_TO,
        mail=receiving.summary(at=now()) if settings.IMAP_URL else None,
    )


def page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer one of these pages in the staff frame."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if name != "index":
        crumbs.append({"url": reverse(INDEX), "label": _("In and out")})
    crumbs.append({"url": "", "label": title})
    shown = {
        "page_title": title,
        "header_title": title,
        "header_icon": "redirect",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"complaints/staff/inout/{name}.html", shown | context, status=status)


def may_coordinate(request: StaffRequest) -> bool:
    return policy_for(request.user).can_everywhere(Act.COORDINATE_CASES)


def check(request: StaffRequest) -> None:
    """These pages are the coordinator's; to anybody else they do not exist."""
    if not may_coordinate(request):
        raise NotFound(request.path)
