"""The follow-up plan (RTL) for staff: all lines, one line, a new one, its proof."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core import sheets, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.surveys import report_list, report_page, sentences
from maklumat.surveys.actions import following
from maklumat.surveys.desk import Desk, desk
from maklumat.surveys.follow_up_forms import PlanForm, StandingForm
from maklumat.surveys.models import FollowUp
from maklumat.surveys.queries import follow_ups as queries
from maklumat.surveys.queries import reports
from maklumat.surveys.queries.follow_ups import Wanted

LIST, LINE, REPORT = "surveys-staff:follow-ups", "surveys-staff:follow-up", "surveys-staff:report"
ROWS = 50
FORMATS = {"csv": sheets.csv_file, "xlsx": sheets.xlsx_file}
TABS = ("open", "overdue", "done", "all")


@never_cache
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """List the lines of this person's agencies, what is late first, and how far all of it is."""
    here, agencies = desk(request), queries.agencies_with_lines(request.user)
    wanted = _wanted(request, agencies)
    whole, each = queries.progress_for(request.user, wanted, here.today, here.government.zone)
    rows = queries.lines_for(request.user, wanted, here.today)
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    return _page(
        request,
        "follow_ups",
        _("Follow-up"),
        tabs=[(key, words()[key], key == wanted.tab) for key in TABS],
        wanted=wanted,
        agencies=agencies if len(agencies) > 1 else [],
        whole=whole,
        speed=report_list.speed(whole),
        each=[(one, report_list.speed(one.progress)) for one in each] if len(each) > 1 else [],
        page=page,
        lines=[report_page.line(row, here.today) for row in page],
    )


@never_cache
@require_safe
def index_file(request: StaffRequest, ending: str) -> HttpResponse:
    """Answer all lines of the list as a file."""
    if ending not in FORMATS:
        raise NotFound(ending)
    here, agencies = desk(request), queries.agencies_with_lines(request.user)
    rows = queries.lines_for(request.user, _wanted(request, agencies), here.today)
    cells = (_cells(row, here) for row in rows.iterator(chunk_size=500))
    return FORMATS[ending]("rencana-tindak-lanjut", _heads(), cells)


@never_cache
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a line to the plan of a report; `?unsur=` proposes the element."""
    report = reports.report_for(request.user, pk, Act.CHANGE)
    form = PlanForm(
        request.POST or None,
        report=report,
        services=queries.services_of(report.agency),
        initial={"element": request.GET.get("unsur", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            following.plan(report=report, line=form.plan(), by=request.user, at=now())
            messages.success(request, _("The line is in the plan."))
            return redirect(REPORT, pk)
        except RuleBroken as error:
            form.add_error(None, str(error))
    status = 422 if form.errors else 200
    return _page(request, "follow_up_plan", _("New line"), report=report, form=form, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def line(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one line; say how far it is."""
    row = queries.line_for(request.user, pk)
    may_change = policy_for(request.user).covers(Act.CHANGE, row.agency)
    if request.method == "POST" and not may_change:
        raise NotFound(str(pk))
    today = now().astimezone(row.agency.government.zone).date()
    form = StandingForm(request.POST or None, request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            following.move(row=row, to=form.standing(), by=request.user, at=now())
            messages.success(request, _("Saved."))
            return redirect(LINE, pk)
        except RuleBroken as error:
            form.add_error(None, str(error))
    return _page(
        request, "follow_up", _("Follow-up"), row=row, line=report_page.line(row, today), form=form,
        may_change=may_change, was_published=row.report.is_published,
        period=sentences.period_name(row.report.period), status=422 if form.errors else 200,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Write a line anew."""
    row = queries.line_for(request.user, pk, Act.CHANGE)
    form = PlanForm(
        request.POST or None,
        report=row.report,
        services=queries.services_of(row.agency),
        initial={
            name: getattr(row, name) for name in ("element", "service", "action", "person", "due")
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            following.change(row=row, line=form.plan(), by=request.user, at=now())
            messages.success(request, _("The line is changed."))
            return redirect(LINE, pk)
        except RuleBroken as error:
            form.add_error(None, str(error))
    status = 422 if form.errors else 200
    return _page(
        request, "follow_up_plan", _("Change the line"), report=row.report, row=row, form=form,
        status=status,
    )  # fmt: skip


@never_cache
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a line out of the plan of a draft."""
    row = queries.line_for(request.user, pk, Act.CHANGE)
    try:
        following.remove(row=row, by=request.user, at=now())
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(LINE, pk)
    messages.success(request, _("The line is removed."))
    return redirect(REPORT, row.report_id)


@never_cache
@require_safe
def proof(request: StaffRequest, pk: int, uid: UUID) -> HttpResponseBase:
    """Hand out the proof of a line that this person may see."""
    return uploads.serve(queries.proof_for(request.user, pk, uid), inline="lihat" in request.GET)


def words() -> dict[str, str]:
    return {
        "open": pgettext("follow-up list", "Open"),
        "overdue": pgettext("follow-up list", "Late"),
        "done": pgettext("follow-up list", "Finished"),
        "all": pgettext("follow-up list", "All"),
    }


def _wanted(request: StaffRequest, agencies: list[Agency]) -> Wanted:
    tab = request.GET.get("tampil", "")
    chosen = next((row for row in agencies if row.slug == request.GET.get("opd")), None)
    return Wanted(tab if tab in TABS else TABS[0], chosen.pk if chosen else None)


def _heads() -> list[str]:
    return [
        _("Agency"), _("Period"), _("Element"), _("Service"), _("What will be done"),
        _("Who sees to it"), _("Until"), _("Horizon"), _("Status"), _("Finished on"), _("Note"),
        _("Proof"),
    ]  # fmt: skip


def _cells(row: FollowUp, here: Desk) -> list[sheets.Value]:
    shown = report_page.line(row, here.today)
    return [
        row.agency.name,
        sentences.period_name(row.report.period),
        shown.element,
        row.service.name if row.service else "",
        row.action,
        row.person,
        row.due.isoformat(),
        shown.horizon,
        shown.state,
        row.finished_on.isoformat() if row.finished_on else "",
        row.note,
        row.proof.name if row.proof else "",
    ]


def _page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    crumbs = [{"url": "" if name == "follow_ups" else reverse(LIST), "label": _("Follow-up")}]
    if name != "follow_ups":
        crumbs.append({"url": "", "label": title})
    base = {
        "page_title": title,
        "header_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"surveys/staff/{name}.html", base | context, status=status)
