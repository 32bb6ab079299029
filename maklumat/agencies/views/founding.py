"""The set-up page: reached once, by the link that start-up prints."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from maklumat.agencies import actions, queries
from maklumat.agencies.founding import key_fits
from maklumat.agencies.founding_form import FoundingForm
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.ratelimit import rate_limit


@sensitive_post_parameters("password")
@never_cache
@rate_limit("set-up", limit=30, seconds=600)
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the government and its first administrator; afterwards this page is gone."""
    if queries.is_founded() or not key_fits(request.GET.get("kunci", "")):
        raise NotFound("set-up")
    form = FoundingForm(request.POST or None)
    if form.is_valid():
        try:
            actions.found_government(founding=form.founding(), at=now())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The government is set up. Sign in to go on."))
            return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "agencies/setup/set_up.html", {"form": form}, status=status)
