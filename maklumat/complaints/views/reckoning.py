"""Figures for staff, the register and the evaluation report. Who may see which: `queries.register`."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import government_or_404
from maklumat.complaints import fairness, opendata, queries, reports
from maklumat.complaints.board import Board, board
from maklumat.complaints.period_form import PeriodForm
from maklumat.complaints.queries import register as reads
from maklumat.core import sheets
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.paper import Sheet


@never_cache
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Show the figures of the agencies of this person; nobody is named."""
    government = _for_staff(request)
    found = _board(request, government)
    title = _("Figures on complaints")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "history",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "board": found,
        "fewest": fairness.FEWEST_RANKED,
        "opens_cases": queries.may_see_cases(request.user),
        "restricted": _restricted(request, found),
        "form": PeriodForm(
            None, reads.agencies_to_choose(request.user), reports.default_period(_today(government))
        ),
    }
    return render(request, "complaints/staff/figures.html", context)


@never_cache
@require_GET
def figures_csv(request: StaffRequest) -> HttpResponse:
    """Answer the figures of the page as CSV."""
    found = _board(request, _for_staff(request))
    rows = opendata.figure_rows(found)
    return sheets.csv_file(f"angka-pengaduan-{found.year}", opendata.FIGURE_HEADS, rows)


@never_cache
@require_GET
def paper(request: StaffRequest, kind: str) -> HttpResponse:
    """Answer the register or the evaluation report as PDF or workbook."""
    government = _for_staff(request)
    if kind.startswith("register") and not queries.may_see_cases(request.user):
        raise NotFound(kind)
    form = PeriodForm(
        request.GET,
        reads.agencies_to_choose(request.user),
        reports.default_period(_today(government)),
    )
    if not form.is_valid():
        first = next(iter(form.errors.values()))
        messages.error(request, str(first[0]))
        return redirect("complaints-staff:figures")
    try:
        return MAKERS[kind](request, government, form)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("complaints-staff:figures")


def _register_pdf(request: StaffRequest, government: Government, form: PeriodForm) -> HttpResponse:
    sheet = reports.register_sheet(request.user, government, form.period(), now())
    return _pdf(sheet, "register-pengaduan")


def _register_xlsx(request: StaffRequest, government: Government, form: PeriodForm) -> HttpResponse:
    rows = reads.register(request.user, form.period(), government.zone)
    lines = (reports.register_row(row, government.zone) for row in rows.iterator(chunk_size=1000))
    return sheets.xlsx_file("register-pengaduan", reports.register_heads(), lines)


def _evaluation_pdf(
    request: StaffRequest, government: Government, form: PeriodForm
) -> HttpResponse:
    sheet = reports.evaluation_sheet(request.user, government, form.period(), now())
    return _pdf(sheet, "evaluasi-pengaduan")


def _evaluation_xlsx(
    request: StaffRequest, government: Government, form: PeriodForm
) -> HttpResponse:
    period = form.period()
    found = reports.indicators(request.user, government, period)
    rows = [[f"{row.number}", row.name, line] for row in found for line in row.evidence]
    rows += [["", *line] for line in reports.term_rows(request.user, government, period)]
    return sheets.xlsx_file("evaluasi-pengaduan", [_("No."), _("Indicator"), _("Evidence")], rows)


MAKERS = {
    "register.pdf": _register_pdf,
    "register.xlsx": _register_xlsx,
    "evaluasi.pdf": _evaluation_pdf,
    "evaluasi.xlsx": _evaluation_xlsx,
}


def _pdf(sheet: Sheet, name: str) -> HttpResponse:
    response = HttpResponse(sheet.pdf(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _board(request: StaffRequest, government: Government) -> Board:
    text = request.GET.get("tahun", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    return board(
        government,
        today=_today(government),
        year=year,
        agencies=reads.agencies_of_figures(request.user),
        protected=False,
    )


def _restricted(request: StaffRequest, found: Board) -> int | None:
    """Return how many restricted cases came in the year; None to everybody but inspectors."""
    if not queries.supervises(policy_for(request.user)):
        return None
    rows = queries.cases_for(request.user).filter(restricted=True)
    return rows.filter(received_at__year=found.year).count()


def _for_staff(request: StaffRequest) -> Government:
    if not reads.may_see_figures(request.user):
        raise NotFound("figures")
    return government_or_404()


def _today(government: Government) -> date:
    return now().astimezone(government.zone).date()
