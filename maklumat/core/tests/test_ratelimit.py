"""How often one connection may try."""

import doctest
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings

from maklumat.core import client as client_module
from maklumat.core import ratelimit
from maklumat.core.ratelimit import limited, tries

pytestmark = [pytest.mark.urls("maklumat.core.tests.web")]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def attempts(count: int, address: str, **headers: str) -> list[int]:
    client = Client()
    return [
        client.post("/attempt/", headers=headers, REMOTE_ADDR=address).status_code
        for _ in range(count)
    ]


def test_worked_examples_hold() -> None:
    assert doctest.testmod(ratelimit).failed == 0
    assert doctest.testmod(client_module).failed == 0


def test_the_fourth_try_is_refused_with_a_clear_page(db: None) -> None:
    assert attempts(4, "192.0.2.7") == [200, 200, 200, 429]
    page = Client().post("/en/attempt/", REMOTE_ADDR="192.0.2.7")
    assert "Wait a moment" in page.content.decode()
    assert 0 < int(page["Retry-After"]) <= 3600
    assert Client().get("/attempt/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert attempts(1, "192.0.2.8") == [200]


def test_one_ipv6_customer_counts_as_one(db: None) -> None:
    assert attempts(3, "2001:db8:1:2::1") == [200] * 3
    assert attempts(1, "2001:db8:1:2:ffff::9") == [429]
    assert attempts(1, "2001:db8:1:3::1") == [200]


def test_an_invented_header_does_not_help(db: None, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(3):
        forwarded = {"X-Forwarded-For": f"10.9.8.{number}, 192.0.2.7"}
        assert attempts(1, "10.0.0.1", **forwarded) == [200]
    assert attempts(1, "10.0.0.1", **{"X-Forwarded-For": "10.9.8.77, 192.0.2.7"}) == [429]


def test_a_view_may_ask_itself() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.9")
    answers = [limited(request, "search", limit=2, seconds=60) for _ in range(3)]
    assert answers in ([False, False, True], [False, False, False])  # the window may have turned
    assert tries("sari@example.org", "sign-in", seconds=86400) == 1
    assert tries("sari@example.org", "sign-in", seconds=86400) == 2
    assert tries("sari@example.org", "other", seconds=86400) == 1


def test_no_address_is_written_to_the_cache(settings: Settings, tmp_path: Path) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "maklumat.core.filecache.FileCache",
            "LOCATION": str(tmp_path),
        }
    }
    tries("192.0.2.77", "x", seconds=60)
    files = list(tmp_path.glob("*/*.cache"))
    assert files
    assert not any(b"192.0.2.77" in file.read_bytes() for file in files)
