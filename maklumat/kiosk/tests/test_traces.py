"""Cookies that were given at a device, for the time when the browser lost them."""

from django.core.cache import cache
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.kiosk import traces
from maklumat.kiosk.tests import factories as make


def test_what_was_given_is_told_until_somebody_leaves(client: Client, agency_a: Agency) -> None:
    token = make.enrol(make.device(agency_a), client)
    traces.remember(token, {"isian": "a"})
    traces.remember(token, {"lain": "b"})
    assert traces.recall(token) == {"isian": "a", "lain": "b"}
    assert traces.recall("x" * 43) == {}

    assert client.post("/kiosk/selesai/").cookies["isian"]["max-age"] == 0
    assert traces.recall(token) == {}


def test_damage_is_no_trace() -> None:
    token = "y" * 43
    cache.set(traces._address(token), b"damaged", 60)  # noqa: SLF001  there is no other way to break it
    assert traces.recall(token) == {}
