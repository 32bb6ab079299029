"""The government's own sign-on opens accounts that exist, and no others."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD
from maklumat.accounts.tests.provider import Provider, provider

pytestmark = pytest.mark.django_db
START = "/akun/oidc/pemerintah/login/"


def app_at(address: str) -> dict[str, Any]:
    app = {
        "provider_id": "pemerintah",
        "name": "SSO Kabupaten",
        "client_id": "maklumat",
        "secret": "rahasia",
        "settings": {"server_url": address, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def sso(settings: Any) -> Iterator[Provider]:
    with provider() as server:
        settings.SOCIALACCOUNT_PROVIDERS = app_at(server.address)
        yield server


def signed_on(client: Client) -> HttpResponse:
    """Go to the sign-on and come back from it."""
    there = urlsplit(client.post(START).url)
    state = parse_qs(there.query)["state"][0]
    return client.get(f"{START}callback/", {"code": "abc", "state": state}, follow=True)


def test_button_is_there_only_when_it_is_set_up(client: Client, db: None) -> None:
    assert b"SSO Kabupaten" not in client.get("/akun/masuk/").content


def test_button_names_the_sign_on(client: Client, sso: Provider) -> None:
    assert "Masuk dengan SSO Kabupaten" in client.get("/akun/masuk/").content.decode()


def test_invited_person_comes_in_and_keeps_the_password(
    client: Client, sso: Provider, budi: User
) -> None:
    sso.person = {"sub": "1", "email": budi.email, "email_verified": True, "name": "Budi"}

    signed_on(client)

    assert client.get("/petugas/").status_code == 200
    budi.refresh_from_db()
    assert budi.check_password(PASSWORD)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "2", "email": "siapa@contoh.example", "email_verified": True},
        {"sub": "3", "email": "budi@contoh.example", "email_verified": False},
        {"sub": "4", "email": "budi@contoh.example"},
        {"sub": "5"},
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(
    client: Client, sso: Provider, budi: User, person: dict[str, object]
) -> None:
    sso.person = person

    page = signed_on(client)

    assert page.status_code == 200
    assert client.get("/petugas/").status_code == 302
    assert User.objects.count() == 1


def test_closed_account_stays_out(client: Client, sso: Provider, budi: User) -> None:
    User.objects.update(is_active=False)
    sso.person = {"sub": "1", "email": budi.email, "email_verified": True}

    signed_on(client)

    assert client.get("/petugas/").status_code == 302


def test_answer_to_a_question_we_did_not_ask_is_refused(
    client: Client, sso: Provider, budi: User
) -> None:
    sso.person = {"sub": "1", "email": budi.email, "email_verified": True}

    client.get(f"{START}callback/", {"code": "abc", "state": "invented"})

    assert client.get("/petugas/").status_code == 302


def test_sign_on_that_does_not_answer_is_said(client: Client, db: None, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = app_at("http://127.0.0.1:9")

    assert client.post(START).url == "/akun/oidc/gagal/"
