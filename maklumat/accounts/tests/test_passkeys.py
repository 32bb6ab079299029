"""A passkey is added and used in a real browser with a virtual authenticator."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_takes_the_place_of_the_password(
    desktop: Page, live_server: LiveServer, budi: User, settings: Any
) -> None:
    at = live_server.url.replace("127.0.0.1", "localhost")
    settings.ALLOWED_HOSTS = ["*"]
    devtools = desktop.context.new_cdp_session(desktop)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

    desktop.goto(f"{at}/akun/masuk/")
    desktop.fill("input[name=login]", budi.email)
    desktop.fill("input[name=password]", PASSWORD)
    desktop.get_by_role("button", name="Masuk", exact=True).click()
    expect(desktop).to_have_url(f"{at}/petugas/")
    desktop.goto(f"{at}/akun/2fa/kunci/baru/")
    desktop.check("input[name=passwordless]")
    desktop.get_by_role("button", name="Lanjut").click()
    expect(desktop).to_have_url(re.compile("/akun/(2fa/kode/)?$"))
    assert Authenticator.objects.filter(user=budi, type="webauthn").count() == 1

    desktop.context.clear_cookies()
    desktop.goto(f"{at}/akun/masuk/")
    desktop.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(desktop).to_have_url(f"{at}/petugas/")
