"""Personal data is removed on request; the ledger of every removal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import queries as cases
from maklumat.complaints import tasks
from maklumat.complaints.actions import removing as actions
from maklumat.complaints.actions.removing import Wish
from maklumat.complaints.models import Complaint
from maklumat.complaints.models.inout import Basis
from maklumat.complaints.queries import removing as queries
from maklumat.complaints.removing_form import ErasureForm
from maklumat.complaints.views.inout import page
from maklumat.core import numbers
from maklumat.core.errors import NotFound, RuleBroken

PAGE = "complaints-staff:removals"
ROWS = 50


@never_cache
@require_http_methods(["GET", "POST"])
def removals(request: StaffRequest) -> HttpResponse:
    """Find a case by its number, say why, remove; below it the ledger."""
    if not queries.may_erase(request.user):
        raise NotFound(request.path)
    if request.method == "POST":
        return _remove(request)
    typed = request.GET.get("nomor", "").strip()
    case, fault = _found(request, typed) if typed else (None, "")
    form = ErasureForm(initial={"number": case.number}) if case else None
    return _page(request, typed=typed, case=case, fault=fault, form=form)


def _remove(request: StaffRequest) -> HttpResponse:
    form = ErasureForm(request.POST)
    typed = request.POST.get("number", "")
    case, fault = _found(request, typed)
    if case is None or not form.is_valid():
        return _page(request, typed=typed, case=case, fault=fault, form=form, status=422)
    said = form.cleaned_data
    wish = Wish(Basis(said["basis"]), said["checked"], said["reference"].strip())
    try:
        count = actions.erase(number=case.number, by=request.user, wish=wish, at=now())
    except RuleBroken as error:
        return _page(request, typed=typed, fault=str(error), status=422)
    tasks.forget_learned.enqueue()
    messages.success(
        request,
        ngettext(
            "The personal data of %(count)d report was removed.",
            "The personal data of %(count)d reports was removed.",
            count,
        )
        % {"count": count},
    )
    return redirect(PAGE)


def _found(request: StaffRequest, typed: str) -> tuple[Complaint | None, str]:
    """Return the case, or a sentence that says why there is none to clear."""
    try:
        case = cases.case_for(request.user, str(numbers.parse(typed)))
    except RuleBroken as error:
        return None, str(error)
    except NotFound:
        return None, _("There is no report with this number that you may see.")
    if case.purged_at is not None:
        return None, _("The personal data of this report was removed before.")
    if case.is_open:
        return None, _(
            "Report %(number)s is still open. End it first: give the result, archive it, or"
            " let the person withdraw it. Then its data can be removed."
        ) % {"number": case.number}
    return case, ""


def _page(request: StaffRequest, *, status: int = 200, **context: object) -> HttpResponse:
    rows = Paginator(queries.ledger(request.user), ROWS)
    shown = rows.get_page(request.GET.get("p"))
    months = cases.current_rules(localdate()).book.keep_contact_months
    return page(
        request,
        "removals",
        _("Remove personal data"),
        status=status,
        ledger=shown,
        months=months,
        **context,
    )
