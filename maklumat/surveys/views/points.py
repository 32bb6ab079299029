"""Staff pages: points that ask, with the paper for the counter or the door."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.core import qr
from maklumat.core.errors import NotFound
from maklumat.surveys import pointpaper
from maklumat.surveys.actions import places as actions
from maklumat.surveys.collecting_forms import PointForm
from maklumat.surveys.queries import desk
from maklumat.surveys.views.collecting import chosen, page, pdf_answer

LIST, ONE = "surveys-staff:points", "surveys-staff:point"


@never_cache
@require_http_methods(["GET", "POST"])
def points(request: StaffRequest) -> HttpResponse:
    """List the points of an agency; make one."""
    here = chosen(request)
    services = desk.services_at(here.agency) if here.agency else []
    form = PointForm(request.POST if request.method == "POST" else None, services=services)
    if request.method == "POST" and here.agency and form.is_valid():
        point = actions.make(place=_place(form, here.agency), by=request.user, at=now())
        return redirect(ONE, point.pk)
    rows = desk.points_of(here.agency) if here.agency else []
    return page(
        request, "points", _("QR and doors"), status=422 if form.errors else 200,
        here=here, rows=[(row, pointpaper.address(row)) for row in rows], form=form,
    )  # fmt: skip


def _place(form: PointForm, unit: Agency) -> actions.Place:
    typed: dict[str, Any] = form.cleaned_data  # Any: values of a form
    return actions.Place(typed["use"], unit, typed["name"], typed["service"])


@never_cache
@require_http_methods(["GET", "POST"])
def point(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one point: its address, its papers; change it."""
    row = desk.point_for(request.user, pk)
    form = PointForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        services=desk.services_at(row.unit),
    )
    if request.method == "POST" and form.is_valid():
        fresh = desk.point_for(request.user, pk)
        actions.change(point=fresh, place=_place(form, row.unit), by=request.user, at=now())
        messages.success(request, _("The point was changed. Its code stays the same."))
        return redirect(ONE, pk)
    shown = desk.point_for(request.user, pk) if form.errors else row
    link = pointpaper.address(shown)
    return page(
        request, "point", shown.name, status=422 if form.errors else 200,
        row=shown, form=form, link=link, code=qr.svg(link, title=_("QR code to %s") % link),
        back=f"{reverse(LIST)}?opd={shown.unit.slug}",
    )  # fmt: skip


@require_POST
def switch(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a point out of use, or back."""
    row = desk.point_for(request.user, pk)
    actions.switch(point=row, on=request.POST.get("on") == "1", by=request.user, at=now())
    if row.is_active:
        messages.success(request, _("“%s” asks again.") % row.name)
    else:
        messages.success(request, _("“%s” no longer asks. What it brought in stays.") % row.name)
    return redirect(ONE, pk)


@require_safe
def poster(request: StaffRequest, pk: int, size: str) -> HttpResponse:
    """Answer the paper of a point in A4 or A5."""
    row = desk.point_for(request.user, pk)
    if size not in pointpaper.SIZES:
        raise NotFound(size)
    return pdf_answer(pointpaper.pdf(row, size, at=now()), f"titik-{row.code.lower()}-{size}")
