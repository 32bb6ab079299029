"""What a screen says of itself every minute: kept, counted once, believed in nothing."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.core.models import AuditRow
from maklumat.kiosk import actions
from maklumat.kiosk.models import Device, Use
from maklumat.kiosk.tests import factories as make

PATH = "/kiosk/denyut/"


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a)
    make.enrol(row, client)
    return row


def beat(client: Client, **said: Any) -> Any:
    body = {"uid": str(uuid4()), **said}
    return client.post(PATH, json.dumps(body), content_type="application/json")


def test_a_heartbeat_is_kept(client: Client, screen: Device) -> None:
    answer = beat(client, version="0.7", waiting=3, touched_ago=120, free_mb=900)
    assert answer.status_code == 200
    assert answer.json()["stamp"] == client.get("/kiosk/perangkat.json").json()["stamp"]
    screen.refresh_from_db()
    assert (screen.version, screen.waiting, screen.free_mb) == ("0.7", 3, 900)
    assert screen.seen_at is not None
    assert screen.touched_at is not None
    assert screen.seen_at - screen.touched_at == timedelta(seconds=120)


def test_counts_of_a_repeated_heartbeat_count_once(client: Client, screen: Device) -> None:
    same = str(uuid4())
    for _again in range(3):
        beat(client, uid=same, counts={"visit": 2, "card": 5})
    beat(client, counts={"visit": 1, "login": 7})
    kept = {row.task: row.count for row in Use.objects.filter(device=screen)}
    assert kept == {"visit": 3, "card": 5}


def test_counts_made_without_network_keep_their_hour(client: Client, screen: Device) -> None:
    Device.objects.update(seen_at=now() - timedelta(days=2))
    beat(client, counts={"visit": 2}, counted_ago=24 * 3600)
    row = Use.objects.get()
    zone = screen.agency.government.zone
    assert row.day == (now() - timedelta(days=1)).astimezone(zone).date()


def test_nobody_writes_days_anew_that_were_told(client: Client, screen: Device) -> None:
    for days in (1, 3, 6):
        beat(client, counts={"visit": 500}, counted_ago=days * 24 * 3600)
    zone = screen.agency.government.zone
    days_told = {row.day for row in Use.objects.all()}
    assert min(days_told) >= (now() - timedelta(hours=1)).astimezone(zone).date()


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{", '{"uid": 7}', '{"uid": "x"}', "[" * 3000, '{"uid": "%s"}' % ("x" * 9000),
     b"\xff\xfe", '{"uid": NaN}'],
)  # fmt: skip
def test_what_is_no_heartbeat_is_refused(client: Client, screen: Device, body: object) -> None:
    answer = client.post(PATH, body, content_type="application/json")
    assert answer.status_code == 400
    assert Use.objects.count() == 0


def test_wild_numbers_are_bounded(client: Client, screen: Device) -> None:
    answer = beat(
        client, version="\x00\x1b[1m" + "v" * 99, waiting=1e300, free_mb=-5, touched_ago="x",
        counts={"visit": 10**30, "card": -1, "form": True, "survey": {}, "idle": None},
        counted_ago=10**12,
    )  # fmt: skip
    assert answer.status_code == 200
    screen.refresh_from_db()
    assert screen.waiting == 1_000_000
    assert screen.free_mb is None
    assert len(screen.version) == 40
    assert [(row.task, row.count) for row in Use.objects.all()] == [("visit", 500)]
    for _more in range(12):
        beat(client, counts={"visit": 500}, counted_ago=10**12)
    assert Use.objects.get().count == 5000


def test_a_form_of_another_site_is_no_heartbeat(client: Client, screen: Device) -> None:
    assert client.post(PATH, {"uid": str(uuid4())}).status_code == 400
    assert client.get(PATH).status_code == 405


def test_a_withdrawn_screen_is_told_so(
    client: Client, screen: Device, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.revoke(device=screen, by="Dewi", at=now())
    answer = beat(client)
    assert answer.status_code == 401
    assert answer.json() == {"enrol": True}


def test_a_change_of_its_settings_is_told(client: Client, screen: Device) -> None:
    before = beat(client).json()["stamp"]
    assert beat(client).json()["stamp"] == before
    Device.objects.update(theme="dark")
    assert beat(client).json()["stamp"] != before


def test_a_heartbeat_costs_few_queries(
    client: Client, screen: Device, django_assert_max_num_queries: Any
) -> None:
    beat(client, counts={"visit": 1})
    with django_assert_max_num_queries(14):
        beat(client, counts={"visit": 1, "card": 3, "idle": 1})


def measure(client: Client, size: object) -> Any:
    return client.post(
        "/kiosk/ukuran/", json.dumps({"px_per_mm": size}), content_type="application/json"
    )


def test_a_screen_is_measured_by_who_sets_it_up(client: Client, screen: Device) -> None:
    assert client.get("/kiosk/perangkat.json").json()["may_measure"]
    assert measure(client, 4.123).json() == {"px_per_mm": 4.12}
    screen.refresh_from_db()
    assert screen.px_per_mm == Decimal("4.12")
    entry = AuditRow.objects.get(action="kiosk.measured")
    assert entry.actor == f"kiosk:{screen.uid}"


@pytest.mark.parametrize("size", [0.9, 30.1, "NaN", "Infinity", "x", None, [], "1e999999"])
def test_a_wild_measure_is_refused(client: Client, screen: Device, size: object) -> None:
    answer = measure(client, size)
    assert answer.status_code == 422
    assert "1" in answer.json()["error"]


def test_a_visitor_cannot_measure(client: Client, screen: Device) -> None:
    before = beat(client).json()["stamp"]
    Device.objects.update(measure_until=now() - timedelta(seconds=1))
    assert beat(client).json()["stamp"] != before  # the button goes when nobody is there
    assert not client.get("/kiosk/perangkat.json").json()["may_measure"]
    assert measure(client, 9).status_code == 409
    actions.let_measure(device=screen, by="Budi", at=now())
    assert measure(client, 9).status_code == 200
