"""An invited person makes the account."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from maklumat.agencies import people, queries
from maklumat.agencies.forms import AcceptForm
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.ratelimit import rate_limit


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@rate_limit("invitation", limit=20, seconds=600)
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name and password, sign in, and lead on to the second factor."""
    if request.user.is_authenticated:
        return render(request, "agencies/public/invitation_signed_in.html", status=409)
    try:
        invitation = queries.invitation_by_token(token, now())
    except NotFound:
        return render(request, "agencies/public/invitation_over.html", status=404)
    start = {"name": invitation.name}
    form = AcceptForm(request.POST or None, email=invitation.email, initial=start)
    if form.is_valid():
        try:
            user = people.accept_invitation(invitation=invitation, at=now(), **form.cleaned_data)
        except RuleBroken:
            return render(request, "agencies/public/invitation_over.html", status=409)
        messages.success(request, _("Your account is ready. Now protect it with a second factor."))
        credentials = {"email": user.email, "password": form.cleaned_data["password"]}
        login = Login(user=user, email=user.email, redirect_url=reverse("mfa_index"))
        response: HttpResponse = perform_password_login(request, credentials, login)
        return response
    return render(
        request,
        "agencies/public/invitation.html",
        {"form": form, "invitation": invitation},
    )
