"""Which forms there are, and their blank paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.catalogue.queries import published_service
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.eforms import papers, queries, sheets

TAGS = ("forms", "services", "agencies", "government")
KEPT = 3600


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def index(request: HttpRequest) -> HttpResponse:
    """List all forms by agency."""
    context = {
        "services": queries.services_with_forms(),
        "page_title": _("Forms"),
        "page_description": _("Fill in at home and print, or print the blank form."),
    }
    return render(request, "eforms/public/index.html", context)


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def service(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """List the forms of one service."""
    found = published_service(agency, service, now())
    forms = queries.forms_of_service(found)
    if not forms:
        raise NotFound(service)
    context = {
        "service": found,
        "forms": forms,
        "page_title": _("Forms of “%s”") % found.name,
    }
    return render(request, "eforms/public/service.html", context)


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def blank(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Answer the blank form as PDF."""
    offered = queries.offered_form(agency, service, form, now())
    response = HttpResponse(papers.blank(offered, at=now()).pdf(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="formulir-{offered.form.code}.pdf"'
    return response


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def preview(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Answer the first page of the blank form as a picture."""
    offered = queries.offered_form(agency, service, form, now())
    picture = sheets.preview(papers.blank(offered, at=now()))
    return HttpResponse(picture, content_type="image/png")
