"""The pages for what goes wrong: right status, both languages, nothing given away."""

import logging
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = [pytest.mark.urls("maklumat.core.tests.web"), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status", "indonesian", "english"),
    [
        ("missing", 404, "Halaman ini tidak ada", "This page does not exist"),
        ("refused", 403, "bukan untuk akun Anda", "not for your account"),
        ("denied", 403, "bukan untuk akun Anda", "not for your account"),
        ("rule", 409, "Case 12 is &lt;closed&gt;.", "Case 12 is &lt;closed&gt;."),
        ("bug", 500, "Halaman ini sedang rusak", "This page is broken right now"),
    ],
)
def test_each_error_has_its_page_in_both_languages(
    client: Client, kind: str, status: int, indonesian: str, english: str
) -> None:
    for path, text, language in (
        (f"/fail/{kind}/", indonesian, "id"),
        (f"/en/fail/{kind}/", english, "en"),
    ):
        response = client.get(path)
        page = response.content.decode()
        assert response.status_code == status
        assert text in page
        assert f'lang="{language}"' in page
        assert "Sari" not in page
        assert "PGD-2026" not in page
        assert "sari@" not in page


def test_an_address_that_leads_nowhere(client: Client) -> None:
    response = client.get("/tidak/ada/", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("missing", 404, "not_found"),
        ("refused", 403, "refused"),
        ("rule", 409, "rule_broken"),
        ("bug", 500, "broken"),
    ],
)
def test_machines_get_json(client: Client, kind: str, status: int, code: str) -> None:
    for path, accept in ((f"/api/v1/fail/{kind}/", "*/*"), (f"/fail/{kind}/", "application/json")):
        response = client.get(path, headers={"Accept": accept})
        assert response.status_code == status
        assert response["Content-Type"] == "application/json"
        assert set(response.json()) == {"code", "message"}
        assert response.json()["code"] == code


def test_htmx_gets_a_fragment(client: Client) -> None:
    page = client.get("/en/fail/rule/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'role="alert"' in page
    assert "Case 12 is <closed>." in unescape(page)


def test_an_expired_form_says_press_back() -> None:
    client = Client(enforce_csrf_checks=True)
    assert "kuki" in client.post("/form/", {"typed": "long text"}).content.decode().lower()
    client.get("/form/")
    for path, text in (("/form/", "Tekan Kembali"), ("/en/form/", "Press Back")):
        response = client.post(path, {"typed": "long text", "csrfmiddlewaretoken": "x" * 64})
        assert response.status_code == 403
        assert text in response.content.decode()


def test_a_wrong_host_gets_a_page(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["example.org"]
    settings.DEBUG = False
    response = client.get("/form/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_the_page_for_our_own_faults_needs_no_database(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with django_assert_num_queries(0), caplog.at_level(logging.ERROR):
        assert client.get("/fail/bug/").status_code == 500
    assert any(record.exc_info for record in caplog.records)
