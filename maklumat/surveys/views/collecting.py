"""What the collecting pages share: the frame, the agency that is chosen, today."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.core.errors import NotFound
from maklumat.surveys.queries import desk

AGENCY = "opd"
REMEMBERED = "surveys-agency"


@dataclass(frozen=True)
class Chosen:
    """The agencies of this person, and the one whose page it is."""

    agencies: list[Agency]
    agency: Agency | None
    today: date

    @property
    def query(self) -> str:
        """What links carry on, where there is a choice."""
        return f"?{AGENCY}={self.agency.slug}" if self.agency and len(self.agencies) > 1 else ""


def today() -> date:
    return now().astimezone(desk.government().zone).date()


def chosen(request: StaffRequest) -> Chosen:
    """Read the agency from the address. Raises NotFound for who may collect nowhere."""
    if not desk.may_collect(request.user):
        raise NotFound(request.path)
    on = today()
    agencies = desk.desk_agencies(request.user, on)
    slug = request.POST.get(AGENCY, "") or request.GET.get(AGENCY, "")
    wanted = slug or request.session.get(REMEMBERED, "")
    agency = next((row for row in agencies if row.slug == wanted), None)
    if slug and agency is None:
        raise NotFound(slug)
    if slug and slug != request.session.get(REMEMBERED):
        request.session[REMEMBERED] = slug  # the next page opens with the same agency
    return Chosen(agencies, agency or (agencies[0] if agencies else None), on)


def page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer one of these pages in the staff frame."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": title},
    ]
    shown = {
        "page_title": title,
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"surveys/staff/desk/{name}.html", shown | context, status=status)


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """Answer a paper that is made for whoever asks, and kept by nobody."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
