"""Staff write down what somebody tells at the counter or by telephone, or what a letter says."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import codes, queries, sent
from maklumat.complaints.actions import drafting, filing
from maklumat.complaints.filing_forms import CounterForm
from maklumat.complaints.filing_steps import form_id, report
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.views.filing import known_now
from maklumat.core.errors import NotFound, RuleBroken


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """File a report for somebody; the paper receipt is printed from the next page."""
    _check(request)
    uid = form_id(request.POST.get("uid", ""))
    known_case = reads.case_of_form(uid)
    if known_case is not None:
        return redirect("complaints-staff:filed", sent.token(known_case))
    known = known_now()
    services = reads.services_to_name()
    if request.method != "POST":
        return _page(request, CounterForm(choices=known.choices, services=services), uid)
    form = CounterForm(request.POST, choices=known.choices, services=services)
    files = request.FILES.getlist("attachments")
    problems = drafting.keep(client_uid=uid, files=files, at=now()) if files else []
    if problems or not form.is_valid() or request.POST.get("go") == "files":
        return _page(request, form, uid, problems)
    made = report(
        form.cleaned_data,
        client_uid=uid,
        named=reads.named(form.cleaned_data["about"]),
        channel=form.cleaned_data["channel"],
        choices=known.choices,
    )
    try:
        filed = filing.file_complaint(report=made, at=now(), filed_by=request.user)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, form, uid)
    return redirect("complaints-staff:filed", sent.token(filed.complaint))


@never_cache
@require_safe
def filed(request: StaffRequest, token: str) -> HttpResponse:
    """Show number and code to be handed over, with the receipt to print."""
    _check(request)
    case = sent.case_of(token)
    seen = queries.cases_for(request.user).filter(pk=case.pk).exists()
    title = _("The report was filed")
    context = {
        **_frame(title),
        "case": case,
        "code": codes.code_for(str(case.client_uid)),
        "receipt": reverse("complaints:receipt", args=[token]),
        "seen": seen,
        "next": sent.what_follows(case),
    }
    return render(request, "complaints/staff/filed.html", context)


def _check(request: StaffRequest) -> None:
    """To those who handle no reports the page does not exist."""
    if not reads.may_file_for_others(request.user):
        raise NotFound("filing for others")


def _page(
    request: HttpRequest, form: forms.Form, uid: UUID, problems: list[str] | None = None
) -> HttpResponse:
    context = {
        **_frame(_("File a report for somebody")),
        "form": form,
        "uid": uid,
        "files": reads.drafts_of(uid),
        "problems": problems or [],
    }
    return render(request, "complaints/staff/new.html", context)


def _frame(title: str) -> dict[str, object]:
    inbox = {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")}
    return {
        "header_title": title,
        "header_icon": "edit",
        "breadcrumbs_items": [inbox, {"url": "", "label": title}],
    }
