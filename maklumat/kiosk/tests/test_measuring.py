"""Measuring a screen: by whoever set it up, within half an hour."""

import json

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.kiosk import actions
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make

ADDRESS = "/kiosk/ukur/"


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a)
    make.enrol(row, client)
    actions.let_measure(device=row, by="Budi", at=now())
    return row


def send(client: Client, **said: object) -> int:
    answer = client.post("/kiosk/ukuran/", json.dumps(said), content_type="application/json")
    return answer.status_code


def test_a_card_is_drawn_for_whoever_may_measure(client: Client, screen: Device) -> None:
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert 'data-size="3.78"' in page.content.decode()
    assert "data-measure=" in client.get("/kiosk/").content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_visitors_and_strangers_do_not_measure(client: Client, agency_a: Agency) -> None:
    assert Client().get(ADDRESS)["Location"] == "/kiosk/daftar/"
    row = make.device(agency_a)
    make.enrol(row, client)
    Device.objects.filter(pk=row.pk).update(measure_until=None)
    assert client.get(ADDRESS)["Location"] == "/kiosk/"
    assert "data-measure=" not in client.get("/kiosk/").content.decode()
    assert send(client, px_per_mm="4", bottom_mm=800) == 409


def test_size_and_height_are_kept(client: Client, screen: Device) -> None:
    assert send(client, px_per_mm="2.70", bottom_mm=800) == 200
    screen.refresh_from_db()
    assert (str(screen.px_per_mm), screen.bottom_mm) == ("2.70", 800)


@pytest.mark.parametrize("height", [None, "800", -1, 1201, 8.5, True, [1]])
def test_a_height_that_cannot_be_leaves_the_old_one(
    client: Client, screen: Device, height: object
) -> None:
    Device.objects.filter(pk=screen.pk).update(bottom_mm=700)
    assert send(client, px_per_mm="2.70", bottom_mm=height) == 200
    screen.refresh_from_db()
    assert screen.bottom_mm == 700
