"""Reports of a period for staff: who has one, one report, its chapters, its publication."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core import sheets
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.surveys import report_list, report_page, sentences
from maklumat.surveys.actions import reporting
from maklumat.surveys.choosing import PERIOD
from maklumat.surveys.desk import desk
from maklumat.surveys.models import Report
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.report_forms import PublicationForm, PublishForm, TextsForm, WithdrawForm
from maklumat.surveys.views import report_files

LIST, PAGE = "surveys-staff:reports", "surveys-staff:report"
FORMATS = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}


@never_cache
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """List the agencies of a period: who has no report yet, first."""
    here = desk(request)
    choice = report_list.ended(here, request.GET.get(PERIOD, "") or request.GET.get("dari", ""))
    return page(
        request,
        "reports",
        _("Reports"),
        choice=choice,
        kept_query=here.kept_query,
        chase=report_list.chase(request.user, here, choice),
        has_ended=choice.period.end < here.today,
    )


@never_cache
@require_safe
def index_file(request: StaffRequest, ending: str) -> HttpResponse:
    """Answer the list as a file."""
    if ending not in FORMATS:
        raise NotFound(ending)
    here = desk(request)
    choice = report_list.ended(here, request.GET.get(PERIOD, ""))
    found = report_list.chase(request.user, here, choice)
    rows = (report_list.cells(entry) for entry in found.entries)
    name = f"laporan-skm-{choice.period.code}".replace("..", "_")
    return FORMATS[ending](name, report_list.heads(), rows)


@never_cache
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Begin the report of an agency and a period, and open it."""
    here = desk(request)
    given = request.POST.get("agency", "")
    if not (given.isascii() and given.isdigit() and len(given) < 15):
        raise NotFound(given)
    agency = queries.agency_to_report(request.user, int(given))
    period = report_list.period_given(request.POST.get(PERIOD, ""))
    try:
        row = reporting.begin(
            agency=agency, instrument=here.version, period=period, by=request.user, at=now()
        )
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(f"{reverse(LIST)}?{PERIOD}={period.code}")
    messages.success(
        request, _("The report is begun. Read the chapters and add the follow-up plan.")
    )
    return redirect(PAGE, row.pk)


@never_cache
@require_safe
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one report: what is to do, figures, plan, chapters, publication, editions."""
    return _shown(request, queries.report_for(request.user, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def texts(request: StaffRequest, pk: int) -> HttpResponse:
    """Write the chapters."""
    row = _to_change(request, pk)
    form = TextsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        return _done(
            request, row, _("The chapters are saved."),
            lambda: reporting.write(report=row, texts=form.texts(), by=request.user, at=now()),
        )  # fmt: skip
    return page(
        request,
        "report_texts",
        _("Chapters"),
        row=row,
        form=form,
        status=422 if form.errors else 200,
    )


@never_cache
@require_POST
def renew(request: StaffRequest, pk: int) -> HttpResponse:
    """Write all chapters anew from the figures."""
    row = _to_change(request, pk)
    return _done(
        request, row, _("The chapters are written anew from the figures."),
        lambda: reporting.renew(report=row, by=request.user, at=now()),
    )  # fmt: skip


@never_cache
@require_POST
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a draft."""
    row = _to_change(request, pk)
    try:
        reporting.discard(report=row, by=request.user, at=now())
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(PAGE, pk)
    messages.success(request, _("The draft is deleted."))
    return redirect(f"{reverse(LIST)}?{PERIOD}={row.period.code}")


@never_cache
@require_http_methods(["GET", "POST"])
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Look once more, then publish."""
    row = queries.report_to_publish(request.user, pk)
    shown = report_page.shown(row, at=now())
    form = PublishForm(request.POST or None, asks=bool(shown.figures["held"]))
    if request.method == "POST" and (form.is_valid() or not form.fields):
        return _done(
            request, row, _("The report is published. Anybody can read it and check its code."),
            lambda: reporting.publish(
                report=row, why=form.reason() if form.fields else "", by=request.user, at=now()
            ),
        )  # fmt: skip
    status = 422 if form.errors else 200
    return page(
        request, "report_publish", _("Publish"), row=row, form=form, shown=shown, status=status
    )


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a published report back, with a reason."""
    row = queries.report_to_publish(request.user, pk)
    if not row.is_published:
        return redirect(PAGE, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request, row, _("The report is withdrawn. You can write a new edition now."),
            lambda: reporting.withdraw(
                report=row, why=form.cleaned_data["reason"], by=request.user, at=now()
            ),
        )  # fmt: skip
    status = 422 if form.errors else 200
    return page(request, "report_withdraw", _("Withdraw"), row=row, form=form, status=status)


@never_cache
@require_POST
def publication(request: StaffRequest, pk: int) -> HttpResponse:
    """Note where the result was made public."""
    row = _to_change(request, pk)
    form = PublicationForm(request.POST, today=now().astimezone(row.agency.government.zone).date())
    if not form.is_valid():
        return _shown(request, row, form)
    return _done(
        request, row, _("The publication is noted."),
        lambda: reporting.note_publication(
            report=row, publication=form.publication(), by=request.user, at=now()
        ),
    )  # fmt: skip


@never_cache
@require_POST
def publication_drop(request: StaffRequest, pk: int, note: int) -> HttpResponse:
    """Take a wrong note back."""
    row = _to_change(request, pk)
    found = queries.publication_of(row, note)
    return _done(
        request, row, _("The note is removed."),
        lambda: reporting.drop_publication(
            report=row, publication=found, by=request.user, at=now()
        ),
    )  # fmt: skip


@never_cache
@require_safe
def pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the published paper, or the draft as it would be printed now."""
    return _file(request, pk, report_files.pdf)


@never_cache
@require_safe
def xlsx(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the workbook with the marks of each questionnaire."""
    return _file(request, pk, report_files.staff_xlsx)


@never_cache
@require_safe
def csv(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the marks of each questionnaire."""
    return _file(request, pk, report_files.staff_csv)


@never_cache
@require_safe
def edition(request: StaffRequest, pk: int, edition: int) -> HttpResponse:
    """Answer an edition as it was published, also a withdrawn one."""
    row = queries.report_for(request.user, pk)
    found = queries.edition_of(row, edition)
    name = f"{report_files.name_of(row)}-edisi-{edition}.pdf"
    return report_files.paper_of(found, name)


def page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer one of these pages in the staff frame."""
    row = context.get("row")
    crumbs = [{"url": reverse(LIST) if row else "", "label": _("Reports")}]
    if isinstance(row, Report):
        here = name == "report"
        url = "" if here else reverse(PAGE, args=[row.pk])
        crumbs.append(
            {"url": url, "label": f"{row.agency.short_name}, {sentences.period_name(row.period)}"}
        )
        if not here:
            crumbs.append({"url": "", "label": title})
    base = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"surveys/staff/{name}.html", base | context, status=status)


def _shown(request: StaffRequest, row: Report, form: PublicationForm | None = None) -> HttpResponse:
    at = now()
    today = at.astimezone(row.agency.government.zone).date()
    return page(
        request,
        "report",
        f"{row.agency.short_name}: {_('Reports')}",
        status=422 if form else 200,
        row=row,
        may=queries.rights(request.user, row),
        shown=report_page.shown(row, at=at),
        form=form or PublicationForm(today=today),
        today=today,
    )


def _to_change(request: StaffRequest, pk: int) -> Report:
    row = queries.report_for(request.user, pk)
    if not queries.rights(request.user, row).change:
        raise NotFound(str(pk))
    return row


def _done(
    request: StaffRequest, row: Report, said: str, deed: Callable[[], object]
) -> HttpResponse:
    """Do it, say so and go back to the report; a rule that forbids it is told there."""
    try:
        deed()
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(PAGE, row.pk)


def _file(request: StaffRequest, pk: int, make: Callable[[Report], HttpResponse]) -> HttpResponse:
    row = queries.report_for(request.user, pk)
    try:
        return make(row)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(PAGE, row.pk)
