"""Which forms there are, and their blank paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.catalogue import search
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import published_service
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.eforms import papers, queries, sheets

TAGS = ("forms", "services", "agencies", "government")
KEPT = 3600
LONGEST_QUESTION = 200  # characters


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("q",))
def index(request: HttpRequest) -> HttpResponse:
    """List all forms by agency, or those that fit the words somebody looks for."""
    question = " ".join(request.GET.get("q", "")[:LONGEST_QUESTION].split())
    services = queries.services_with_forms()
    context = {
        "services": _fitting(services, question) if question else services,
        "question": question,
        "page_title": _("Forms"),
        "page_description": _("Fill in at home and print, or print the blank form."),
    }
    return render(request, "eforms/public/index.html", context)


def _fitting(services: list[Service], question: str) -> list[Service]:
    """Keep the services that a search finds, and those with a form of that title."""
    found = {(row.agency_slug, row.slug) for row in search.find(question, search.Filters()).rows}
    titled = queries.services_by_form_title(question)
    return [one for one in services if one.pk in titled or (one.agency.slug, one.slug) in found]


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
    return papers.answered(papers.blank(offered, at=now()), f"formulir-{offered.form.code}")


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def preview(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Answer the first page of the blank form as a picture."""
    offered = queries.offered_form(agency, service, form, now())
    picture = sheets.preview(papers.blank(offered, at=now()))
    return HttpResponse(picture, content_type="image/png")
