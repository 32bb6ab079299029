"""Join duplicates, give parts to other agencies, link related cases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import queries
from maklumat.complaints.acting import Actor, officer
from maklumat.complaints.actions import relating
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import relations as reads
from maklumat.complaints.relation_forms import MergeForm, RelateForm, SplitForm
from maklumat.complaints.workflow import Party
from maklumat.core.errors import NotFound, RuleBroken


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, number: str) -> HttpResponse:
    """Let this case go on in another that says the same."""
    case, by = _asked(request, number)
    form = MergeForm(request.POST or None, initial={"number": request.GET.get("dengan", "")})
    if request.method == "POST" and form.is_valid():
        try:
            main = reads.other_case(request.user, case, form.cleaned_data["number"])
            officer(request.user, main)
            relating.merge(
                complaint=case, into=main, by=by, at=now(), reason=form.cleaned_data["reason"]
            )
        except (RuleBroken, NotFound) as error:
            form.add_error(None if isinstance(error, RuleBroken) else "number", _said(error))
        else:
            text = _("%(number)s goes on in %(main)s. Who reported it is told.")
            messages.success(request, text % {"number": case.number, "main": main.number})
            return redirect("complaints-staff:case", main.number)
    return _page(request, case, "merge", _("Join with another report"), form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def split(request: StaffRequest, number: str) -> HttpResponse:
    """Give other agencies their part of this case."""
    case, by = _asked(request, number)
    if by.party not in (Party.COORDINATOR, Party.INSPECTOR):
        raise NotFound(number)
    form = SplitForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            made = relating.split(
                complaint=case,
                agencies=list(form.cleaned_data["agencies"]),
                by=by,
                at=now(),
                task=form.cleaned_data["task"],
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            text = ngettext(
                "%(count)s agency has its part now.",
                "%(count)s agencies have their parts now.",
                len(made),
            )
            messages.success(request, text % {"count": len(made)})
            return redirect("complaints-staff:case", number)
    return _page(request, case, "split", _("Give a part to other agencies"), form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def relate(request: StaffRequest, number: str) -> HttpResponse:
    """Note that another case has to do with this one."""
    case, by = _asked(request, number)
    form = RelateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            other = reads.other_case(request.user, case, form.cleaned_data["number"])
            relating.relate(complaint=case, other=other, by=by, at=now())
        except RuleBroken as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("Linked with %(number)s.") % {"number": other.number})
            return redirect("complaints-staff:case", number)
    return _page(request, case, "relate", _("Link a related report"), form=form)


@never_cache
@require_POST
def unrelate(request: StaffRequest, number: str) -> HttpResponse:
    """Take a link back."""
    case, by = _asked(request, number)
    try:
        other = reads.other_case(request.user, case, request.POST.get("number", ""))
    except RuleBroken:
        raise NotFound(number) from None
    relating.unrelate(complaint=case, other=other, by=by, at=now())
    messages.success(request, _("The link is gone."))
    return redirect("complaints-staff:case", number)


def _asked(request: StaffRequest, number: str) -> tuple[Complaint, Actor]:
    case = queries.case_for(request.user, number)
    return case, officer(request.user, case)


def _said(error: Exception) -> str:
    if isinstance(error, NotFound):
        return _("No report with this number can be linked here. Check the number.")
    return str(error)


def _page(
    request: StaffRequest, case: Complaint, name: str, title: str, **context: object
) -> HttpResponse:
    inbox = {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")}
    back = {"url": reverse("complaints-staff:case", args=[case.number]), "label": case.number}
    form = context["form"]
    refused = bool(getattr(form, "errors", None))
    return render(
        request,
        f"complaints/staff/{name}.html",
        {
            "header_title": title,
            "header_icon": "link",
            "breadcrumbs_items": [inbox, back, {"url": "", "label": title}],
            "case": case,
            "alike": reads.alike(request.user, case) if name == "merge" else [],
            **context,
        },
        status=422 if refused else 200,
    )
