"""Signing in, in every way that there is, and in none of the others."""

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD
from maklumat.core import audit
from maklumat.core.models import Message

pytestmark = pytest.mark.django_db
SIGN_IN = "/akun/masuk/"
STAFF = "/petugas/"
SECOND = "/akun/2fa/"
SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105  the example of every authenticator


def code(secret: str = SECRET) -> str:
    """Return the digits that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def password_given(client: Client, user: User, password: str = PASSWORD, **headers: str) -> object:
    return client.post(SIGN_IN, {"login": user.email, "password": password}, **headers)


def is_in(client: Client) -> bool:
    return client.get(STAFF).status_code == 200


def test_sign_in_page_is_shown(sari: Client) -> None:
    page = sari.get(SIGN_IN)

    assert page.status_code == 200
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_sign_in_page_has_no_script_of_its_own(sari: Client) -> None:
    scripts = re.findall(r"<script([^>]*)>", sari.get(SIGN_IN).content.decode())

    assert all("src=" in tag or "application/" in tag for tag in scripts)


def test_password_opens_the_staff_frame(client: Client, budi: User) -> None:
    response = password_given(client, budi)

    assert response.url == STAFF
    assert is_in(client)


def test_address_is_known_in_any_case(client: Client, budi: User) -> None:
    client.post(SIGN_IN, {"login": budi.email.upper(), "password": PASSWORD})

    assert is_in(client)


def test_session_key_changes_at_sign_in(client: Client, budi: User) -> None:
    client.get(SIGN_IN)
    client.session["seen"] = True
    before = client.session.session_key

    password_given(client, budi)

    assert client.session.session_key != before


def test_wrong_password_keeps_the_door_shut(client: Client, budi: User) -> None:
    page = password_given(client, budi, "salah-sama-sekali")

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not is_in(client)


def test_unknown_and_known_address_are_answered_alike(client: Client, budi: User) -> None:
    known = password_given(client, budi, "salah-sama-sekali")
    unknown = client.post(SIGN_IN, {"login": "siapa@contoh.example", "password": "salah-sama"})

    assert known.context["form"].errors == unknown.context["form"].errors
    assert known.status_code == unknown.status_code


def test_closed_account_stays_out(client: Client, budi: User) -> None:
    budi.is_active = False
    budi.save()

    password_given(client, budi)

    assert not is_in(client)


def test_where_one_wanted_to_go_is_kept(client: Client, budi: User) -> None:
    wanted = client.get("/petugas/layanan/", follow=True)
    assert wanted.request["PATH_INFO"] == SIGN_IN

    response = client.post(
        SIGN_IN, {"login": budi.email, "password": PASSWORD, "next": "/petugas/layanan/"}
    )

    assert response.url == "/petugas/layanan/"


def test_nobody_is_led_to_another_site(client: Client, budi: User) -> None:
    response = client.post(
        SIGN_IN, {"login": budi.email, "password": PASSWORD, "next": "https://jahat.example/"}
    )

    assert response.url == STAFF


def test_signing_out_ends_the_session(client: Client, budi: User) -> None:
    password_given(client, budi)

    client.post("/akun/keluar/")

    assert not is_in(client)


# --- Wagtail's own doors ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/petugas/login/", SIGN_IN),
        ("/petugas/login/?next=/petugas/layanan/", f"{SIGN_IN}?next=%2Fpetugas%2Flayanan%2F"),
        ("/petugas/password_reset/", "/akun/kata-sandi/lupa/"),
        ("/petugas/password_reset/confirm/MQ/set-password/", "/akun/kata-sandi/lupa/"),
        ("/petugas/logout/", "/akun/keluar/"),
    ],
)
def test_doors_of_wagtail_lead_to_ours(sari: Client, door: str, leads_to: str) -> None:
    assert sari.get(door).url == leads_to


def test_wagtails_own_door_takes_no_password(client: Client, budi: User) -> None:
    client.post("/petugas/login/", {"username": budi.email, "password": PASSWORD})

    assert not is_in(client)


def test_person_without_a_role_lands_on_the_own_account(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("baru@contoh.example", PASSWORD))

    page = client.get(STAFF, follow=True)

    assert page.request["PATH_INFO"] == "/akun/"


def test_nobody_signs_up(client: Client, db: None) -> None:
    for address in ("/akun/daftar/", "/akun/signup/", "/petugas/signup/"):
        assert client.post(
            address, {"email": "a@b.example", "password1": PASSWORD}
        ).status_code in (
            302,
            404,
        )

    assert not User.objects.exists()


# --- Second factors ---------------------------------------------------------------------------


@pytest.fixture
def with_app(budi: User) -> User:
    """Budi, with an authenticator app and recovery codes."""
    TOTP.activate(budi, SECRET)
    RecoveryCodes.activate(budi)
    return budi


def test_password_alone_is_not_enough_with_an_app(client: Client, with_app: User) -> None:
    response = password_given(client, with_app)

    assert response.url.startswith(SECOND)
    assert not is_in(client)


def test_code_of_the_app_opens(client: Client, with_app: User) -> None:
    password_given(client, with_app)

    response = client.post(SECOND, {"code": code()})

    assert response.url == STAFF
    assert is_in(client)


def test_a_code_works_once(client: Client, with_app: User) -> None:
    shown = code()
    password_given(client, with_app)
    client.post(SECOND, {"code": shown})

    thief = Client()
    password_given(thief, with_app)
    thief.post(SECOND, {"code": shown})

    assert not is_in(thief)


def test_wrong_code_is_refused(client: Client, with_app: User) -> None:
    password_given(client, with_app)

    page = client.post(SECOND, {"code": "000000"})

    assert page.context["form"].errors
    assert not is_in(client)


def test_recovery_code_opens_once(client: Client, with_app: User) -> None:
    codes = Authenticator.objects.get(user=with_app, type="recovery_codes").wrap()
    spare = codes.get_unused_codes()[0]
    password_given(client, with_app)
    client.post(SECOND, {"code": spare})
    assert is_in(client)

    again = Client()
    password_given(again, with_app)
    again.post(SECOND, {"code": spare})

    assert not is_in(again)


def test_secret_is_not_readable_in_the_database(with_app: User) -> None:
    stored = Authenticator.objects.get(user=with_app, type="totp").data["secret"]

    assert SECRET not in stored
    assert get_adapter().decrypt(stored) == SECRET


def test_app_is_set_up_in_the_browser(
    client: Client, budi: User, django_capture_on_commit_callbacks: Any
) -> None:
    password_given(client, budi)
    page = client.get("/akun/2fa/aplikasi/")
    secret = page.context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/akun/2fa/aplikasi/", {"code": code(secret)})

    assert done.status_code == 302
    assert client.get("/akun/").context["is_mfa_enabled"]
    told = Message.objects.get(about="account:totp_activated")
    assert told.to == budi.email
    written = [row.action for row in audit.history(f"user:{budi.pk}")]
    assert written == ["accounts.second_factor_added"] * 2 + ["accounts.signed_in"]


def test_every_page_of_the_account_is_ours(client: Client, with_app: User) -> None:
    password_given(client, with_app)
    client.post(SECOND, {"code": code()})
    for address in (
        "",
        "kata-sandi/",
        "keluar/",
        "pastikan/",
        "2fa/pastikan/",
        "2fa/aplikasi/hapus/",
        "2fa/kode/",
        "2fa/kode/baru/",
        "2fa/kunci/",
        "2fa/kunci/baru/",
        "oidc/",
        "oidc/batal/",
        "oidc/gagal/",
        "nonaktif/",
        "kata-sandi/lupa/",
        "kata-sandi/lupa/terkirim/",
        "kata-sandi/lupa/selesai/",
        "kata-sandi/lupa/1-salah/",
    ):
        page = client.get(f"/akun/{address}")

        assert page.status_code in (200, 401), address
        names = [template.name for template in page.templates]
        assert "accounts/page.html" in names, address
        assert "allauth/layouts/base.html" not in names, address


def test_passkey_needs_a_challenge_of_ours(client: Client, budi: User) -> None:
    options = client.get("/akun/2fa/kunci/masuk/", headers={"accept": "application/json"}).json()
    forged = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}

    client.post("/akun/2fa/kunci/masuk/", {"credential": forged})

    assert options["request_options"]["publicKey"]["rpId"] == "localhost"
    assert not is_in(client)


# --- Passwords --------------------------------------------------------------------------------


def test_forgotten_password_is_renewed_by_mail(client: Client, budi: User) -> None:
    client.post("/akun/kata-sandi/lupa/", {"email": budi.email})
    letter = Message.objects.get(about="account:password_reset_key")
    link = re.search(r"http\S+", letter.text)
    assert link
    assert not mail.outbox  # the worker sends it, not the request
    form = client.get(link[0], follow=True)

    client.post(
        form.request["PATH_INFO"],
        {"password1": "kalimat-baru-2026", "password2": "kalimat-baru-2026"},
    )

    password_given(client, budi, "kalimat-baru-2026")
    assert is_in(client)
    assert Client().get(link[0], follow=True).context["token_fail"]


def test_asking_for_a_link_does_not_tell_who_has_an_account(client: Client, budi: User) -> None:
    known = client.post("/akun/kata-sandi/lupa/", {"email": budi.email})
    unknown = client.post("/akun/kata-sandi/lupa/", {"email": "siapa@contoh.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.count() == 1


# --- Too many tries ---------------------------------------------------------------------------


def test_guessing_is_stopped_for_one_account(client: Client, budi: User) -> None:
    for number in range(6):
        password_given(client, budi, f"tebakan-{number}")

    page = password_given(client, budi)

    assert page.status_code == 200
    assert not is_in(client)


def test_invented_addresses_do_not_help_a_guesser(
    client: Client, budi: User, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    answers = [
        client.post(
            SIGN_IN,
            {"login": f"orang{number}@contoh.example", "password": "tebakan"},
            headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"},
        )
        for number in range(40)
    ]

    assert answers[-1].status_code == 429


def test_people_behind_other_addresses_still_get_in(
    client: Client, budi: User, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(40):
        client.post(
            SIGN_IN,
            {"login": f"orang{number}@contoh.example", "password": "tebakan"},
            headers={"x-forwarded-for": "198.51.100.7"},
        )

    password_given(client, budi, headers={"x-forwarded-for": "198.51.100.8"})

    assert is_in(client)
