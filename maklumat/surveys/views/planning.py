"""From a low element to its line in the follow-up plan, which stands in the report of the period."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.surveys.desk import desk
from maklumat.surveys.queries import places
from maklumat.surveys.scope import AGENCY


@never_cache
@require_safe
def plan(request: StaffRequest) -> HttpResponse:
    """Lead to a new line about the element; without a report, offer to begin it."""
    here = desk(request)
    agency = places.agency_for(request.user, request.GET.get(AGENCY, ""))
    if not here.policy.covers(Act.CHANGE, agency):
        raise NotFound(agency.slug)
    key = request.GET.get("unsur", "")
    rules = here.version.rules
    element = rules.element(key) if key in rules.keys else None
    report = places.report_of(agency, here.version, here.choice.period)
    if report is not None:
        query = f"?unsur={element.key}" if element else ""
        return redirect(reverse("surveys-staff:follow-up-new", args=[report]) + query)
    title = _("Plan what to do")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "desk": here,
        "choice": here.choice,
        "agency": agency,
        "element": element,
    }
    return render(request, "surveys/staff/plan.html", context)
