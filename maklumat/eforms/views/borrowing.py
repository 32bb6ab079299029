"""Staff pages: offer a form that another agency made. Its owner changes it; we take in what comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.core.errors import NotFound
from maklumat.eforms.actions import forms as actions
from maklumat.eforms.building_forms import BorrowForm
from maklumat.eforms.queries import building as queries
from maklumat.eforms.views.building import UNCLEAR, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def borrow(request: StaffRequest) -> HttpResponse:
    """Choose a form of another agency for a service of one's own."""
    if not queries.may_build(request.user):
        raise NotFound(request.path)
    typed = BorrowForm(
        request.POST or None,
        lendable=queries.lendable_forms(request.user),
        services=queries.borrowing_services(request.user),
    )
    if request.method == "POST" and typed.is_valid():
        chosen = typed.cleaned_data
        actions.borrow(
            form=chosen["form"], service=chosen["service"], by=request.user.email, at=now()
        )
        messages.success(request, _("The service offers this form from now on."))
        return redirect("eforms-staff:build")
    status = UNCLEAR if request.method == "POST" else 200
    return page(request, "borrow", _("Use a form of another agency"), form=typed, status=status)


@never_cache
@require_POST
def give_back(request: StaffRequest, use: int) -> HttpResponse:
    """Offer a borrowed form no longer."""
    found = queries.borrowed_use(request.user, use)
    actions.give_back(use=found, by=request.user.email, at=now())
    messages.success(request, _("The service no longer offers this form."))
    return redirect("eforms-staff:build")
