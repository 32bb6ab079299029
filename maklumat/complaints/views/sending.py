"""Staff page: chosen cases as a file for LAPOR!, each once."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import laporfile
from maklumat.complaints.actions import sending as actions
from maklumat.complaints.inout_forms import LAPOR, ChosenForm
from maklumat.complaints.queries import importing, receiving
from maklumat.complaints.queries import sending as queries
from maklumat.complaints.views.inout import check, page
from maklumat.core import sheets
from maklumat.core.errors import NotFound, RuleBroken

PAGE = "complaints-staff:sendings"
ROWS = 50
FORMS = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}


@never_cache
@require_http_methods(["GET", "POST"])
def sendings(request: StaffRequest) -> HttpResponse:
    """Choose cases and put them into a file; below it the files made before."""
    check(request)
    if request.method == "POST":
        return _send(request)
    return _page(request)


def _send(request: StaffRequest) -> HttpResponse:
    numbers = receiving.valid_numbers(request.POST.getlist("nomor"))
    try:
        row = actions.send(numbers=numbers, to=LAPOR, by=request.user, at=now())
    except RuleBroken as error:
        return _page(request, fault=str(error), status=422)
    count = row.cases.count()
    messages.success(
        request,
        ngettext(
            "The file holds %(count)d report. Fetch it below.",
            "The file holds %(count)d reports. Fetch it below.",
            count,
        )
        % {"count": count},
    )
    return redirect(PAGE)


def _page(request: StaffRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    form = ChosenForm(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.wanted(
        request.user,
        LAPOR,
        first=said.get("dari"),
        last=said.get("sampai"),
        agency=said.get("opd"),
    )
    shown = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    kept = request.GET.copy()
    kept.pop("p", None)
    return page(request, "sendings", _("A file for LAPOR!"), status=status, fault=fault, form=form,
                cases=shown, query=kept.urlencode(), files=queries.sendings()[:20])  # fmt: skip


@never_cache
@require_safe
def file(request: StaffRequest, uid: UUID, form: str) -> HttpResponse:
    """Hand a file out, as often as it is asked for; cases removed meanwhile are not in it."""
    check(request)
    write = FORMS.get(form)
    if write is None:
        raise NotFound(request.path)
    row = queries.sending(uid)
    zone = importing.government().zone
    cases = queries.cases_in(row, request.user)
    answer = write(f"lapor-{row.at:%Y-%m-%d}", laporfile.HEADS, laporfile.rows(cases, zone))
    answer["Cache-Control"] = "private, no-store"
    return answer
