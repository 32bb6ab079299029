"""Staff pages: what can be printed, draft decrees, counter codes, and sets made in the background."""

from datetime import timedelta

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.core import worker
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.printing import actions, codes, decree, queries
from maklumat.printing.models import Content
from maklumat.printing.tasks import make_set

WORKER_SILENT = timedelta(minutes=1)


@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show all that can be printed for one agency, and the sets that were ordered."""
    if not queries.may_print(request.user):
        raise NotFound(request.path)
    agencies = list(queries.printable_agencies(request.user))
    chosen = _chosen(request, agencies)
    title = _("Print")
    return render(
        request,
        "printing/staff/index.html",
        {
            "header_title": title,
            "header_icon": "download",
            "breadcrumbs_items": [{"url": "", "label": title}],
            "agencies": agencies,
            "agency": chosen,
            "services": queries.services_to_decree(chosen) if chosen else [],
            "may_print_everything": queries.may_print_everything(request.user),
            **shown_jobs(request),
        },
    )


@require_GET
def progress(request: StaffRequest) -> HttpResponse:
    """Answer only the list of sets, which the page asks for again while one is being made."""
    if not queries.may_see_sets(request.user):
        raise NotFound(request.path)
    content = Content.COPY if request.GET.get("content") == Content.COPY else None
    return render(request, "printing/staff/jobs.html", shown_jobs(request, content))


@require_POST
def order(request: StaffRequest) -> HttpResponse:
    """Order the set of one agency, or of the whole government by whoever may print it."""
    wanted = request.POST.get("agency", "")
    agency = None
    if wanted or not queries.may_print_everything(request.user):
        agency = queries.agency_to_print(request.user, int(wanted) if wanted.isdecimal() else 0)
    try:
        actions.order(agency=agency, by=request.user, at=now(), begin=make_set.enqueue)
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The set is being made. You may leave this page meanwhile."))
    return _back(agency)


@require_GET
def fetch(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Hand out the ZIP of a finished set."""
    job = queries.job_for(request.user, pk, now())
    if not job.is_ready or not default_storage.exists(job.path):
        raise NotFound(str(pk))
    where = job.agency.slug if job.agency else "pemerintah"
    what = "katalog" if job.content == Content.COPY else f"standar-{where}"
    response = FileResponse(
        default_storage.open(job.path),
        as_attachment=True,
        filename=f"{what}-{job.created_at:%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    job = queries.job_to_discard(request.user, pk, now())
    agency, content = job.agency, job.content
    actions.discard(job=job, by=request.user, at=now())
    messages.success(request, _("The set is deleted."))
    if content == Content.COPY and not queries.may_print(request.user):
        return redirect("wagtailadmin_home")
    return _back(agency)


@require_GET
def agency_decree(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the draft decree on all services of an agency."""
    agency = queries.agency_to_print(request.user, pk)
    services = queries.services_to_decree(agency)
    if not services:
        raise NotFound(str(pk))
    return _pdf(decree.pdf(agency, services, at=now()), f"rancangan-sk-{agency.slug}")


@require_GET
def service_decree(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the draft decree on one service."""
    service = queries.service_to_print(request.user, pk)
    made = decree.pdf(service.agency, [service], at=now())
    return _pdf(made, f"rancangan-sk-{service.slug}")


@require_GET
def counter_codes(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the sheet of QR codes for the counters of an agency."""
    agency = queries.agency_to_print(request.user, pk)
    services = queries.live_services_of(agency)
    if not services:
        raise NotFound(str(pk))
    return _pdf(codes.pdf(agency, services, at=now()), f"kode-qr-{agency.slug}")


def _chosen(request: StaffRequest, agencies: list[Agency]) -> Agency | None:
    wanted = request.GET.get("agency", "")
    named = (row for row in agencies if str(row.pk) == wanted)
    return next(named, agencies[0] if agencies else None)


def shown_jobs(request: StaffRequest, content: Content | None = None) -> dict[str, object]:
    """Return what `printing/staff/jobs.html` shows: all sets, or those of one content."""
    jobs = queries.jobs_for(request.user, now(), content)
    beat = worker.last_beat()
    under_way = any(job.is_under_way for job in jobs)
    return {
        "jobs": [(job, queries.may_discard(request.user, job)) for job in jobs],
        "jobs_of": content.value if content else "",
        "under_way": under_way,
        "worker_silent": under_way and (beat is None or beat < now() - WORKER_SILENT),
    }


def _back(agency: Agency | None) -> HttpResponse:
    return redirect(reverse("printing-staff:index") + (f"?agency={agency.pk}" if agency else ""))


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
