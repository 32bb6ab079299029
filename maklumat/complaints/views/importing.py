"""Staff pages: an old register is brought in. File, columns, preview, yes, progress."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints import registers, registerwords, tasks
from maklumat.complaints.actions import importing as actions
from maklumat.complaints.inout_forms import RegisterForm
from maklumat.complaints.models import ImportRun
from maklumat.complaints.models.inout import RunState
from maklumat.complaints.queries import importing as queries
from maklumat.complaints.registers import Column, bare
from maklumat.complaints.views.inout import check, page
from maklumat.core.errors import RuleBroken
from maklumat.exchange import sheetfiles

PAGE = "complaints-staff:imports"
ONE = "complaints-staff:import"
FAULTS = 100
SAMPLE = 3


@never_cache
@require_http_methods(["GET", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """Take a file in; below it what was brought in before."""
    check(request)
    form = RegisterForm(request.POST or None, request.FILES or None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(ONE, _kept(request, form).uid)
        except RuleBroken as error:
            fault = str(error)
    is_bad = bool(fault or form.errors)
    runs = queries.runs()[:20]
    return page(request, "imports", _("Bring in an old register"), status=422 if is_bad else 200,
                form=form, fault=fault, runs=runs)  # fmt: skip


def _kept(request: StaffRequest, form: RegisterForm) -> ImportRun:
    file: UploadedFile = form.cleaned_data["file"]
    content, kind = sheetfiles.accept(file)
    return actions.keep(
        name=str(file.name),
        content=content,
        kind=kind,
        source=form.cleaned_data["source"],
        by=request.user,
        at=now(),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def run(request: StaffRequest, uid: str) -> HttpResponse:
    """Say what the columns mean, look at what would come in, begin; then watch."""
    check(request)
    row = queries.run(uid)  # type: ignore[arg-type]  # the address holds a UUID
    if row.state != RunState.DRAFT:
        return page(request, "import_run", row.name, run=row)
    if request.method == "POST":
        if "begin" in request.POST and row.mapping:
            queries.plan(row, at=now())
            actions.begin(row=row, by=request.user, at=now(), start=_start)
            return redirect(ONE, row.uid)
        return _name_columns(request, row)
    return _draft(request, row)


def _start(pk: int) -> None:
    tasks.import_register.enqueue(pk)


def _name_columns(request: StaffRequest, row: ImportRun) -> HttpResponse:
    headings = [bare(heading) for heading in queries.table(row)[0]]
    columns = {
        column.value: headings[int(at)]
        for column in Column
        if (at := request.POST.get(column.value, "")).isdecimal() and int(at) < len(headings)
    }
    missing = [column for column in registers.NEEDED if column.value not in columns]
    if missing:
        names = ", ".join(str(registerwords.COLUMNS[column]) for column in missing)
        fault = _("Say which column holds: %(names)s.") % {"names": names}
        return _draft(request, row, chosen=columns, fault=fault, status=422)
    actions.name_columns(
        row=row,
        columns=columns,
        personal=bool(request.POST.get("personal")),
        name=request.POST.get("save_as", "").strip()[:60],
        at=now(),
    )
    return redirect(ONE, row.uid)


def _draft(
    request: StaffRequest,
    row: ImportRun,
    *,
    chosen: dict[str, str] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = queries.table(row)
    headings = rows[0]
    saved = {mapping.name: mapping.columns for mapping in queries.mappings()}
    asked = saved.get(request.GET.get("pemetaan", ""))
    mapping = chosen if chosen is not None else (asked or row.mapping)
    places = queries.columns_of(mapping, headings) if mapping else registers.guessed(headings)
    plan = queries.plan(row, at=now()) if row.mapping and not fault and asked is None else None
    return page(
        request,
        "import_draft",
        row.name,
        status=status,
        fault=fault,
        run=row,
        fields=[
            (column, registerwords.COLUMNS[column], places.get(column), column in registers.NEEDED)
            for column in Column
        ],
        headings=[(at, heading or "–", _sample(rows, at)) for at, heading in enumerate(headings)],
        saved=sorted(saved),
        plan=plan,
        faults=[registerwords.sentence(bad) for bad in plan.bad[:FAULTS]] if plan else [],
        more_faults=max(0, len(plan.bad) - FAULTS) if plan else 0,
        sample=plan.new[:SAMPLE] if plan else [],
    )


def _sample(rows: sheetfiles.Rows, at: int) -> str:
    """Return the first cell of a column that is not empty, to tell columns apart."""
    return next((row[at][:30] for row in rows[1:20] if at < len(row) and row[at]), "")


@require_POST
def drop(request: StaffRequest, uid: str) -> HttpResponse:
    """Forget a file that was not begun."""
    check(request)
    try:
        actions.drop(row=queries.run(uid), by=request.user, at=now())  # type: ignore[arg-type]  # as above
        messages.success(request, _("The file was dropped; nothing was brought in."))
    except RuleBroken as error:
        messages.warning(request, str(error))
    return redirect(PAGE)
