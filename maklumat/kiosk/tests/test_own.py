"""What a device is told about itself."""

from decimal import Decimal

import pytest
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a, px_per_mm=Decimal("4.10"), place="Lobi, kiri pintu")
    make.enrol(row, client)
    return row


def test_a_device_is_told_what_it_shows(client: Client, screen: Device, service_a: Service) -> None:
    screen.leads.create(service=service_a, sort_order=0)
    told = client.get("/kiosk/perangkat.json").json()
    assert told["name"] == "Kiosk lobi"
    assert told["px_per_mm"] == 4.1
    assert told["measured"]
    lead = told["leads"][0]
    assert lead["title"] == service_a.name
    assert lead["address"] == f"/kiosk/buka/layanan/{service_a.agency.slug}/{service_a.slug}/"
    assert len(told["days"]) == 7


def test_links_are_told_in_the_language_asked_for(
    client: Client, screen: Device, service_a: Service
) -> None:
    told = client.get("/kiosk/perangkat.json?bahasa=en").json()
    assert told["leads"][0]["address"].startswith("/kiosk/buka/en/layanan/")
    assert told["languages"][1]["inside"] == "/kiosk/buka/en/"
    assert told["stamp"] == client.get("/kiosk/perangkat.json?bahasa=xx").json()["stamp"]


def test_its_measure_is_a_stylesheet(client: Client, screen: Device) -> None:
    answer = client.get("/kiosk/tampilan.css")
    assert answer.content == b":root{--mm:4.10px;}\n"
    assert answer["Content-Type"] == "text/css"
    assert "private" in answer["Cache-Control"]


def test_an_unknown_screen_is_told_nothing(client: Client) -> None:
    for path in ("/kiosk/perangkat.json", "/kiosk/tampilan.css"):
        assert client.get(path).status_code == 401
        assert client.post(path).status_code == 405
