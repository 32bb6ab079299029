"""Addresses without a language in front: Wagtail's own doors, and the government's sign-on."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

from maklumat.accounts.views import doors

urlpatterns = [
    path("petugas/login/", doors.sign_in),
    path("petugas/logout/", doors.sign_out),
    re_path(r"^petugas/password_reset/", doors.reset_password),
    # Outside the languages: the provider knows one callback address.
    path("akun/oidc/<provider_id>/login/", doors.sign_on, name="openid_connect_login"),
    path("akun/oidc/<provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
