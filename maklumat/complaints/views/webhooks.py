"""Staff pages of webhooks. The secret is shown once, in the answer to the post that made it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.complaints.actions import webhooks as actions
from maklumat.complaints.inout_forms import WebhookForm
from maklumat.complaints.models import Webhook
from maklumat.complaints.queries import webhooks as queries
from maklumat.complaints.views.inout import check, page
from maklumat.core.errors import RuleBroken

PAGE = "complaints-staff:webhooks"


@never_cache
@require_http_methods(["GET", "POST"])
def webhooks(request: StaffRequest) -> HttpResponse:
    """List webhooks and what they did not take; add one."""
    check(request)
    form = WebhookForm(request.POST or None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = actions.add(hook=form.save(commit=False), by=request.user, at=now())
            return _secret(request, form.instance, secret)
        except RuleBroken as error:
            fault = str(error)
    return page(
        request,
        "webhooks",
        _("Webhooks"),
        status=422 if fault or form.errors else 200,
        fault=fault,
        form=form,
        hooks=queries.hooks(),
        undelivered=queries.undelivered(),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change one; below it another secret, a test, and its end."""
    check(request)
    hook = queries.hook(pk)
    form = WebhookForm(request.POST or None, instance=hook)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(hook=form.save(commit=False), by=request.user, at=now())
            messages.success(request, _("The webhook “%s” is saved.") % hook.name)
            return redirect(PAGE)
        except RuleBroken as error:
            fault = str(error)
    status = 422 if fault or form.errors else 200
    return page(request, "webhook", hook.name, status=status, fault=fault, form=form, hook=hook)


@never_cache
@require_POST
def renew(request: StaffRequest, pk: int) -> HttpResponse:
    check(request)
    hook = queries.hook(pk)
    return _secret(request, hook, actions.renew(hook=hook, by=request.user, at=now()))


@require_POST
def test(request: StaffRequest, pk: int) -> HttpResponse:
    check(request)
    actions.test(hook=queries.hook(pk), by=request.user, at=now())
    messages.success(request, _("A test is on its way. If it fails it appears below."))
    return redirect(PAGE)


@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    check(request)
    hook = queries.hook(pk)
    name = hook.name
    actions.delete(hook=hook, by=request.user, at=now())
    messages.success(request, _("The webhook “%s” is deleted.") % name)
    return redirect(PAGE)


@require_POST
def retry(request: StaffRequest, uid: UUID) -> HttpResponse:
    check(request)
    try:
        actions.retry(uid=uid, by=request.user, at=now())
        messages.success(request, _("The message is tried again."))
    except RuleBroken as error:
        messages.warning(request, str(error))
    return redirect(PAGE)


def _secret(request: StaffRequest, hook: Webhook, secret: str) -> HttpResponse:
    return page(request, "webhook_secret", hook.name, hook=hook, secret=secret)
