"""What happens to every request: a log line, headers, errors turned into pages."""

import json
import logging

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.urls("maklumat.core.tests.web"), pytest.mark.django_db]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="maklumat.request")
    return caplog


def test_a_request_leaves_one_line_without_personal_data(
    client: Client, lines: pytest.LogCaptureFixture
) -> None:
    client.get("/fail/rule/?q=sari@example.org", REMOTE_ADDR="192.0.2.7")
    (record,) = [record for record in lines.records if record.name == "maklumat.request"]
    assert (record.method, record.route, record.status) == ("GET", "fail/<kind>/", 409)
    assert record.ms > 0
    everything = json.dumps(vars(record), default=str)
    for secret in ("sari", "192.0.2.7", "/fail/rule"):
        assert secret not in everything


@pytest.mark.parametrize("path", ["/nowhere/sari/", "/fee/x/"])
def test_every_answer_carries_its_request_id(client: Client, path: str) -> None:
    client.raise_request_exception = False
    first, second = client.get(path), client.get(path)
    assert len(first["X-Request-ID"]) == 16
    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [(1, "abcdef-123456", True), (0, "abcdef-123456", False), (1, "a b\n{}" * 9, False)],
)
def test_only_our_proxy_names_a_request(
    client: Client,
    settings: Settings,
    proxies: int,
    given: str,
    kept: bool,  # noqa: FBT001
) -> None:
    settings.TRUSTED_PROXIES = proxies
    response = client.get("/healthz", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is kept


@pytest.mark.parametrize("path", ["/form/", "/nowhere/", "/healthz", "/en/form/"])
def test_public_faces_allow_no_inline_script(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/petugas/nowhere/", "script-src 'self' 'unsafe-inline'"),
        ("/akun/nowhere/", "form-action 'self' https:"),
        ("/en/akun/nowhere/", "form-action 'self' https:"),
        ("/petugasan/", "form-action 'self';"),
    ],
)
def test_other_faces_get_what_they_need(client: Client, path: str, rule: str) -> None:
    assert rule in client.get(path)["Content-Security-Policy"] + ";"


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", "/form/?a=%00", None),
        ("get", "/form/?a%00=1", None),
        ("get", "/fee/ktp/?q=%00", None),
        ("get", "/fail/x%00/", None),
        ("post", "/form/", {"typed": "a\0b"}),
    ],
)
def test_nul_is_refused_with_a_clear_sentence(
    client: Client, method: str, path: str, data: dict[str, str] | None
) -> None:
    response = getattr(client, method)(path, data, headers={"Accept-Language": "id"})
    assert response.status_code == 400
    assert "tidak terlihat" in response.content.decode()


def test_a_form_too_large_says_so(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    strict = Client(enforce_csrf_checks=True)
    strict.get("/form/")
    for sender in (client, strict):
        page = sender.post("/en/form/", {"typed": "x" * 2000}, content_type=FORM)
        assert page.status_code == 413
        assert "too large" in page.content.decode()


def test_a_form_with_too_many_rows_says_so(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    page = client.post("/en/form/", "&".join(f"a{n}=1" for n in range(20)), content_type=FORM)
    assert page.status_code == 413
    assert "too many rows" in page.content.decode()


FORM = "application/x-www-form-urlencoded"
