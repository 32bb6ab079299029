"""Who is asking? A table of what clients and proxies may write."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from maklumat.core.client import client_address

CALLER = "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, CALLER),
        (0, "203.0.113.1", CALLER),  # nobody of ours wrote this
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "10.0.0.1, 203.0.113.1", "203.0.113.1"),  # the client invented the first
        (2, "1.1.1.1, 203.0.113.1, 10.0.0.2", "203.0.113.1"),
        (2, "203.0.113.1", CALLER),  # came past one proxy
        (1, None, CALLER),
        (1, "", CALLER),
        (1, "unknown", CALLER),
        (1, "203.0.113.1:4711", "203.0.113.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:203.0.113.1", "203.0.113.1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "203.0.113.1, <script>", CALLER),
        (3, "a, b, c, 203.0.113.1, 10.0.0.1, 10.0.0.2", "203.0.113.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Settings, proxies: int, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=CALLER)
    assert client_address(request) == expected


def test_a_socket_without_address_has_none() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""
