"""Staff pages: old answers come in from a file: template, preview, yes, what was left out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core import sheets
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.exchange import sheetfiles
from maklumat.surveys import answersheet, labels, queries
from maklumat.surveys.actions import importing as actions
from maklumat.surveys.collecting_forms import FileForm
from maklumat.surveys.models import SurveyImport
from maklumat.surveys.queries import desk, importing
from maklumat.surveys.views.collecting import Chosen, chosen, page

LIST, ONE = "surveys-staff:imports", "surveys-staff:import"
FAULTS = 60


@never_cache
@require_http_methods(["GET", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """Take a file in; below it what came in before."""
    here = chosen(request)
    is_sent = request.method == "POST"
    form = FileForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, places=_places(here)
    )
    if is_sent and form.is_valid():
        try:
            return redirect(ONE, _kept(request, form, here).uid)
        except RuleBroken as error:
            form.add_error("file", str(error))
    return page(
        request, "imports", _("Import old answers"), status=422 if form.errors else 200,
        form=form, here=here, rows=desk.imports_for(request.user),
        elements=queries.current().rules.elements,
    )  # fmt: skip


def _places(here: Chosen) -> list[tuple[str, str]]:
    """Offer each service of the agency at itself; one of another agency is had here."""
    if here.agency is None:
        return []
    return importing.places(here.agency, here.today)


def _kept(request: StaffRequest, form: FileForm, here: Chosen) -> SurveyImport:
    service, _dot, unit = form.cleaned_data["place"].partition(".")
    counter = desk.counter_of(request.user, int(service), here.today)
    found = counter.unit(unit)
    if found is None:
        raise NotFound(unit)
    file = form.cleaned_data["file"]
    content, kind = sheetfiles.accept(file)
    return actions.keep(
        name=str(file.name), content=content, kind=kind, service=counter.service, unit=found,
        by=request.user, at=now(),
    )  # fmt: skip


@require_safe
def template(request: StaffRequest, ending: str) -> HttpResponse:
    """Answer the empty file to fill in."""
    chosen(request)
    rules = queries.current().rules
    if ending == "csv":
        return sheets.csv_file("jawaban-skm", answersheet.headings(rules), [])
    response = HttpResponse(answersheet.workbook(rules), content_type=sheets.XLSX)
    response["Content-Disposition"] = 'attachment; filename="jawaban-skm.xlsx"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def one(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Look at what would come in, say how numbered columns count, take it over."""
    row = desk.import_for(request.user, uid)
    if row.done_at:
        return page(request, "import_done", row.name, row=row, left=max(0, len(row.rows) - 1))
    order = request.POST.get("order", row.order)
    if request.method == "POST" and order in dict(labels.ORDERS) and order != row.order:
        actions.choose_order(row=row, order=order)
    try:
        preview = importing.preview(row, today=chosen(request).today)
    except RuleBroken as error:
        return page(request, "import_one", row.name, status=422, row=row, fault=str(error))
    if request.method == "POST" and "yes" in request.POST and not preview.must_choose:
        return _take_over(request, row, preview)
    if request.method == "POST" and "yes" not in request.POST and not preview.must_choose:
        return redirect(ONE, uid)
    asks = request.method == "POST" and preview.must_choose
    return page(
        request, "import_one", row.name, status=422 if asks else 200, row=row, preview=preview,
        orders=importing.orders(), asks=asks,
        faults=preview.content.bad[:FAULTS], more=max(0, len(preview.content.bad) - FAULTS),
    )  # fmt: skip


def _take_over(
    request: StaffRequest, row: SurveyImport, preview: importing.Preview
) -> HttpResponse:
    try:
        added = actions.take_over(
            row=row, version=queries.current(), content=preview.content, left=preview.left,
            by=request.user, at=now(),
        )  # fmt: skip
    except RuleBroken as error:
        messages.warning(request, str(error))
        return redirect(LIST)
    said = ngettext(
        "%(n)d questionnaire was taken over.", "%(n)d questionnaires were taken over.", added
    )
    messages.success(request, said % {"n": added})
    return redirect(ONE, row.uid)


@require_safe
def left_out(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Answer the rows that can't be read, each with what would mend it, to correct and send anew."""
    row = desk.import_for(request.user, uid)
    if not row.rows:
        raise NotFound(str(uid))
    rows = importing.left_rows(row, today=chosen(request).today)
    return sheets.csv_file("baris-dilewati", rows[0], rows[1:])


@require_POST
def drop(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Forget a file that was not taken over."""
    row = desk.import_for(request.user, uid)
    try:
        actions.drop(row=row, by=request.user, at=now())
        messages.success(request, _("The file was dropped; nothing was added."))
    except RuleBroken as error:
        messages.warning(request, str(error))
    return redirect(LIST)
