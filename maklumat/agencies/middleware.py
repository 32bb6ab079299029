"""A second factor is asked for before the staff frame opens to the whole government."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from maklumat.agencies import queries

STAFF = "/petugas/"
WAYS_OUT = ("/petugas/login/", "/petugas/logout/")


class SecondFactorMiddleware:
    """Leads those who must have a second factor to their account until they have set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        path = request.path_info
        if not settings.REQUIRE_MFA or not path.startswith(STAFF) or path in WAYS_OUT:
            return None
        user = request.user
        if not user.is_authenticated or not queries.needs_second_factor(user):
            return None
        if queries.has_second_factor(user):
            return None
        messages.warning(
            request,
            _("Your role reaches the whole government. Set up a second factor to go on."),
        )
        return redirect("mfa_index")
