"""Staff pages: take the standards away, bring them back."""

from importlib import import_module
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from maklumat.accounts.requests import StaffRequest
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.exchange import archives, asyaml, flat, held, queries, tables
from maklumat.printing import actions as printing
from maklumat.printing.models import Content
from maklumat.printing.tasks import make_set
from maklumat.printing.views.staff import shown_jobs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREVIEWS = {".xlsx": "", ".yaml": "-yaml"}
SHOWN = 100  # services whose changes are spelled out on the page


def _workbook() -> Any:  # Any: a module, loaded only when a workbook is made or read
    return import_module("maklumat.exchange.workbook")


def _incoming() -> Any:  # Any: as above
    return import_module("maklumat.exchange.incoming")


def _fromword() -> Any:  # Any: as above
    return import_module("maklumat.exchange.fromword")


@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Offer everything that goes out and comes in."""
    if not queries.may_export(request.user):
        raise NotFound(request.path)
    return _index(request)


def _index(request: StaffRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    return _page(
        request,
        "index",
        _("Import and export"),
        status=status,
        fault=fault,
        may_import=queries.may_import(request.user),
        agencies=queries.own_agencies(request.user),
        **shown_jobs(request, Content.COPY),
    )


@require_safe
def workbook_file(request: StaffRequest) -> HttpResponse:
    """Answer the workbook of all services that this person may see."""
    register = queries.register()
    found = [
        (service.code, tables.tables(service, register.by_key))
        for service in queries.services_to_export(request.user)
    ]
    return _file(_workbook().write(found, register.terms), XLSX, "xlsx")


@require_safe
def csv_file(request: StaffRequest) -> HttpResponse:
    services = list(queries.services_to_export(request.user))
    sheets = import_module("maklumat.core.sheets")
    rows = flat.rows(services, queries.register().by_key)
    answer: HttpResponse = sheets.csv_file(f"standar-{localdate()}", flat.heads(), rows)
    return answer


@require_safe
def yaml_file(request: StaffRequest) -> HttpResponse:
    text = asyaml.text(queries.services_to_export(request.user))
    return _file(text.encode(), "application/yaml; charset=utf-8", "yaml")


@require_POST
def copy(request: StaffRequest) -> HttpResponse:
    """Order the public catalogue as pages that open without a network; the worker makes it."""
    if not queries.may_export(request.user):
        raise NotFound(request.path)
    try:
        printing.order(
            agency=None, by=request.user, at=now(), begin=make_set.enqueue, content=Content.COPY
        )
    except RuleBroken as error:
        return _index(request, fault=str(error), status=400)
    messages.success(request, _("The copy is being made. You may leave this page meanwhile."))
    return redirect(reverse("exchange:index") + "#paket")


@require_POST
def upload(request: StaffRequest) -> HttpResponse:
    """Take a workbook or a YAML file in and lead on to what it would change."""
    if not queries.may_import(request.user):
        raise NotFound(request.path)
    try:
        file = _sent(request)
        kind = ".yaml" if str(file.name).lower().endswith((".yaml", ".yml")) else ".xlsx"
        content = archives.accept_text(file) if kind == ".yaml" else archives.accept(file, kind)
        _incoming().plan(content, kind, request.user)
    except RuleBroken as error:
        return _index(request, fault=str(error), status=400)
    return redirect(f"exchange:preview{PREVIEWS[kind]}", held.hold(content, request.user, kind))


def _sent(request: StaffRequest) -> UploadedFile:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise RuleBroken(_("Choose a file first."))
    return file


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: StaffRequest, token: str, kind: str = ".xlsx") -> HttpResponse:
    """Show what a file would change; write it once the same person says yes to just that."""
    if not queries.may_import(request.user):
        raise NotFound(request.path)
    content = held.fetch(token, request.user, kind)
    plan = _incoming().plan(content, kind, request.user)
    if request.method == "POST":
        if request.POST.get("digest") == plan.digest:
            return _apply(request, plan, token, kind)
        messages.warning(request, _("Something changed meanwhile. Look at the comparison again."))
    return _page(
        request,
        "preview",
        _("What the file changes"),
        plan=plan,
        ready=plan.ready[:SHOWN],
        more=max(0, len(plan.ready) - SHOWN),
    )


def _apply(
    request: StaffRequest, plan: Any, token: str, kind: str
) -> HttpResponse:  # Any: from `plans`
    actions = import_module("maklumat.exchange.actions")
    written = actions.apply(plan=plan, by=request.user, at=now(), source=kind.removeprefix("."))
    held.drop(token, request.user)
    messages.success(
        request,
        ngettext(
            "%d service has a new draft. Send it for approval from the list.",
            "%d services have a new draft. Send them for approval from the list.",
            len(written),
        )
        % len(written),
    )
    return redirect("services:list")


@require_POST
def upload_word(request: StaffRequest) -> HttpResponse:
    """Take a Word file in and lead on to what was recognised in it."""
    if not queries.may_import(request.user):
        raise NotFound(request.path)
    wanted = request.POST.get("agency", "")
    agency = queries.own_agency(request.user, int(wanted) if wanted.isdecimal() else 0)
    try:
        content = archives.accept(_sent(request), ".docx")
        _fromword().found_in(content)
    except RuleBroken as error:
        return _index(request, fault=str(error), status=400)
    return redirect("exchange:preview-word", agency.pk, held.hold(content, request.user, ".docx"))


@never_cache
@require_http_methods(["GET", "POST"])
def preview_word(request: StaffRequest, pk: int, token: str) -> HttpResponse:
    """Show what was recognised, let the person place the rest, and make a draft of it."""
    agency = queries.own_agency(request.user, pk)
    found = _fromword().found_in(held.fetch(token, request.user, ".docx"))
    fault = ""
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        draft = _fromword().draft(found, agency, name, _by_hand(request, len(found.left)))
        try:
            draft.full_clean(exclude=["owner"])
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            return _make(request, draft, token)
        found = _fromword().found_in(held.fetch(token, request.user, ".docx"))
        found.name = name
    return _page(
        request,
        "word",
        _("What the Word file holds"),
        agency=agency,
        found=found,
        fault=fault,
        parts=_fromword().shown(found, agency),
        status=400 if fault else 200,
    )


def _by_hand(request: StaffRequest, most: int) -> dict[int, Component]:
    chosen = {at: request.POST.get(f"left-{at}", "") for at in range(most)}
    known = {part.value for part in Component}
    return {at: Component(part) for at, part in chosen.items() if part in known}


def _make(request: StaffRequest, draft: Service, token: str) -> HttpResponse:
    actions = import_module("maklumat.exchange.actions")
    made = actions.save_draft(draft, by=request.user, at=now(), source="docx", parts=[])
    held.drop(token, request.user)
    messages.success(request, _("The draft is made. Look through it, then send it for approval."))
    return redirect("services:edit", made.pk)


def _file(content: bytes, mime: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="standar-{localdate()}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: StaffRequest, name: str, title: str, *, status: int = 200, **context: object
) -> HttpResponse:
    trail = [{"url": reverse("exchange:index"), "label": _("Import and export")}]
    here = [{"url": "", "label": title}]
    return render(
        request,
        f"exchange/staff/{name}.html",
        {
            "header_title": title,
            "header_icon": "download",
            "breadcrumbs_items": here if name == "index" else trail + here,
            **context,
        },
        status=status,
    )
