"""The page on which an officer makes a case public, changes what is public of it, or takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import queries
from maklumat.complaints.acting import officer
from maklumat.complaints.actions import publishing as actions
from maklumat.complaints.models import Complaint
from maklumat.complaints.publication_form import PublicationForm
from maklumat.complaints.queries import publishing as reads
from maklumat.core.errors import NotFound, RuleBroken


@never_cache
@require_http_methods(["GET", "POST"])
def publication(request: StaffRequest, number: str) -> HttpResponse:
    """Show the three texts, blacked out as far as the machine can tell; the officer decides."""
    case = queries.case_for(request.user, number)
    by = officer(request.user, case)
    if not reads.publishable(case):
        raise NotFound(number)
    known = reads.publication_of(case)
    if request.method == "POST" and "unpublish" in request.POST:
        return _taken_back(request, case)
    form = PublicationForm(request.POST or None, case, known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(complaint=case, by=by, at=now(), words=form.words())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The report is public now."))
            return redirect("complaints-staff:publication", case.number)
    title = _("Publication of %(number)s") % {"number": case.number}
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "globe",
        "breadcrumbs_items": [
            {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")},
            {"url": reverse("complaints-staff:case", args=[case.number]), "label": case.number},
            {"url": "", "label": _("Publication")},
        ],
        "case": case,
        "form": form,
        "known": known,
        "is_new": known is None,
    }
    status = 422 if form.errors else 200
    return render(request, "complaints/staff/publication.html", context, status=status)


def _taken_back(request: StaffRequest, case: Complaint) -> HttpResponse:
    try:
        actions.unpublish(complaint=case, by=officer(request.user, case), at=now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The report is no longer public. Its texts are kept here."))
    return redirect("complaints-staff:publication", case.number)
