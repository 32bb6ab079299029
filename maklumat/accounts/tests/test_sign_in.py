"""Signing in, in every way that there is."""

import pytest
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/akun/masuk/"


def test_sign_in_page_is_shown(sari: Client) -> None:
    page = sari.get(SIGN_IN)

    assert page.status_code == 200
    assert "accounts/page.html" in [template.name for template in page.templates]


def test_password_opens_the_staff_frame(client: Client, budi: User) -> None:
    response = client.post(SIGN_IN, {"login": budi.email, "password": PASSWORD})

    assert response.url == "/petugas/"
    assert client.get("/petugas/").status_code == 200
