"""Staff pages that change a kiosk: add, edit, set up by a code, measure again, withdraw, delete."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core import links, qr
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.kiosk import actions, opening, queries
from maklumat.kiosk.models import Device
from maklumat.kiosk.staff_forms import DeviceForm
from maklumat.kiosk.views.staff import page

ONE = "kiosk-staff:device"


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Write a new kiosk down; then its screen can be set up."""
    if not policy_for(request.user).can(Act.CHANGE):
        raise NotFound(request.path)
    form = DeviceForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        row = actions.add(
            device=form.save(commit=False), hours=form.hours(), leads=form.leads,
            by=request.user, at=now(),
        )  # fmt: skip
        messages.success(request, _("The kiosk was added. Now set up its screen."))
        return redirect("kiosk-staff:enrol", row.uid)
    return page(request, "edit", _("Add a kiosk"), form=form, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Change what is written down about a kiosk; its screen takes it over within a minute."""
    row = queries.device_for_officer(request.user, uid, Act.CHANGE)
    form = DeviceForm(
        request.POST if request.method == "POST" else None, instance=row, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            actions.change(
                device=form.save(commit=False), fields=form.changed_facts(), hours=form.hours(),
                leads=form.leads, by=request.user, at=now(),
            )  # fmt: skip
        messages.success(request, _("Saved. The screen takes it over within a minute."))
        return redirect(ONE, uid)
    shown = queries.device_for_officer(request.user, uid, Act.CHANGE)
    return page(
        request,
        "edit",
        pgettext("kiosk", "Change"),
        form=form,
        device=shown,
        status=422 if form.errors else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Explain how a screen is set up; on demand make its code, shown once."""
    row = queries.device_for_officer(request.user, uid, Act.CHANGE)
    shown: dict[str, Any] = {  # Any: what the template takes
        "device": row, "place": links.typed(reverse("kiosk:start")),
    }  # fmt: skip
    if request.method == "POST":
        at = now()
        code = actions.invite(device=row, by=request.user.get_username(), at=at)
        address = f"{links.to('kiosk:enrol')}?{urlencode({'kode': code})}"
        shown |= {
            "code": code,
            "until": opening.local_time(row, at + actions.CODE_LIVES),
            "address": address,
            "qr": qr.svg(address, title=_("QR code that sets this screen up")),
        }
    return page(request, "enrol", _("Set up the screen"), **shown)


@require_POST
def let_measure(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Let the screen be measured again within half an hour."""
    row = queries.device_for_officer(request.user, uid, Act.CHANGE)
    actions.let_measure(device=row, by=request.user.get_username(), at=now())
    messages.success(
        request, _("For half an hour the screen can be measured. Hold a bank card against it.")
    )
    return redirect(ONE, uid)


@never_cache
@require_http_methods(["GET", "POST"])
def revoke(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Take the right away from a screen that was lost, stolen or moved, after asking."""
    row = queries.device_for_officer(request.user, uid, Act.CHANGE)
    if request.method == "POST":
        actions.revoke(device=row, by=request.user.get_username(), at=now())
        messages.success(
            request, _("Withdrawn. From now on the screen shows only the page to set it up.")
        )
        return redirect(ONE, uid)
    return _ask(request, row, "revoke", _("Withdraw the kiosk"))


@never_cache
@require_http_methods(["GET", "POST"])
def drop(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Delete a kiosk that was never used, after asking."""
    row = queries.device_for_officer(request.user, uid, Act.CHANGE)
    if request.method == "POST":
        try:
            actions.drop(device=row, by=request.user, at=now())
        except RuleBroken as error:
            messages.error(request, str(error))
            return redirect(ONE, uid)
        messages.success(request, _("“%s” was deleted.") % row.name)
        return redirect("kiosk-staff:list")
    return _ask(request, row, "delete", _("Delete the kiosk"))


def _ask(request: StaffRequest, row: Device, what: str, title: str) -> HttpResponse:
    return page(request, "confirm", title, device=row, what=what)
