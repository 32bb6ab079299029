"""Wagtail has doors of its own; all of them lead to ours."""

from urllib.parse import urlencode

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from requests import RequestException

from maklumat.core.ratelimit import too_often


def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in; a person who is signed in but may not enter sees the own account instead."""
    if request.user.is_authenticated:
        return redirect("mfa_index")
    query = urlencode({"next": request.GET["next"]}) if "next" in request.GET else ""
    return redirect(f"{reverse('account_login')}?{query}" if query else "account_login")


def sign_out(_request: HttpRequest) -> HttpResponse:
    return redirect("account_logout")


def reset_password(_request: HttpRequest) -> HttpResponse:
    return redirect("account_reset_password")


def sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the government's own sign-on; say so if it does not answer."""
    try:
        response: HttpResponseBase = oidc.login(request, provider_id)
    except RequestException:
        return redirect("socialaccount_login_error")
    return response


def too_many(request: HttpRequest, _exception: Exception | None = None) -> HttpResponseBase:
    """Answer allauth's rate limits with our own page (`handler429`)."""
    return too_often(request, seconds=60)
