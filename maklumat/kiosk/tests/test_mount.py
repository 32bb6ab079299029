"""The portal inside the kiosk's face: for known devices, and only what is meant for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from maklumat.agencies.devices import visitor_left
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.kiosk import actions
from maklumat.kiosk.models import Device
from maklumat.kiosk.queries import Book
from maklumat.kiosk.tests import factories as make

INSIDE = "/kiosk/buka/"


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a)
    make.enrol(row, client)
    return row


def test_links_of_a_page_stay_inside(client: Client, screen: Device, service_a: Service) -> None:
    address = f"{INSIDE}layanan/{service_a.agency.slug}/{service_a.slug}/"
    for _again in range(2):  # the second time from the page cache
        response = client.get(address)
        assert response.status_code == 200
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        page = response.content.decode()
        assert f'href="{INSIDE}pengaduan/baru/' in page
        assert 'href="/pengaduan/' not in page
    portal = Client().get(address.removeprefix(INSIDE[:-1])).content.decode()
    assert INSIDE not in portal


@pytest.mark.parametrize(
    "path",
    ["petugas/", "en/petugas/", "akun/masuk/", "situs/x/", "mulai/", "jawab/x/", "", "en/", "kiosk/",
     "..//petugas/", "layanan/../petugas/", "%2e%2e/petugas/", "en/en/petugas/"],
)  # fmt: skip
def test_nothing_but_what_is_named_is_there(client: Client, screen: Device, path: str) -> None:
    assert client.get(INSIDE + path).status_code == 404
    assert client.post(INSIDE + path).status_code in {403, 404}


def test_an_unknown_screen_gets_only_the_enrol_page(client: Client, service_a: Service) -> None:
    client.cookies["perangkat"] = "x" * 43
    assert client.get(f"{INSIDE}layanan/").status_code == 401
    page = client.get(f"{INSIDE}layanan/", headers={"Sec-Fetch-Mode": "navigate"})
    assert page["Location"] == "/kiosk/"
    assert client.get("/kiosk/")["Location"] == "/kiosk/daftar/"


def test_a_withdrawn_device_gets_only_the_enrol_page(
    client: Client, screen: Device, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    assert client.get(f"{INSIDE}layanan/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.revoke(device=screen, by="Dewi", at=make.AT)
    assert client.get(f"{INSIDE}layanan/").status_code == 401
    assert client.get("/kiosk/")["Location"] == "/kiosk/daftar/"


def test_a_device_withdrawn_while_it_is_looked_up_is_not_remembered(
    agency_a: Agency, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    row = make.device(agency_a)
    token, book = make.token(row), Book()
    withdrawn: list[str] = []

    def withdraw(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not withdrawn and "token_hash" in sql:
            withdrawn.append(sql)
            found = execute(sql, *rest)
            with django_capture_on_commit_callbacks(execute=True):
                actions.revoke(device=row, by="Dewi", at=now())
            assert book.device("x" * 43) is None  # another request, after it
            return found
        return execute(sql, *rest)

    with connection.execute_wrapper(withdraw):
        book.device(token)
    assert withdrawn
    assert book.device(token) is None


def test_a_session_means_nothing_inside(client: Client, screen: Device, budi: object) -> None:
    client.force_login(budi)  # type: ignore[arg-type]  # a user of the cast
    assert client.get(f"{INSIDE}petugas/").status_code == 404
    assert "public" in client.get(f"{INSIDE}opd/")["Cache-Control"]


def test_leaving_takes_everything_but_the_device(client: Client, screen: Device) -> None:
    client.cookies["isian"] = "x"
    left = []
    visitor_left.connect(receiver := lambda request, **_more: left.append(request), weak=False)
    try:
        response = client.post("/kiosk/selesai/")
    finally:
        visitor_left.disconnect(receiver)
    assert response.status_code == 204
    assert len(left) == 1
    assert "cache" in response["Clear-Site-Data"]
    assert response.cookies["isian"]["max-age"] == 0
    assert "perangkat" not in response.cookies


def test_a_code_works_once_and_for_half_an_hour(client: Client, agency_a: Agency) -> None:
    row = make.device(agency_a)
    code = actions.invite(device=row, by="Budi", at=now())
    assert client.post("/kiosk/daftar/", {"code": "AAAAA-AAA"}).status_code == 422
    done = client.post("/kiosk/daftar/", {"code": code.lower().replace("-", " ")})
    assert done["Location"] == "/kiosk/"
    assert done.cookies["perangkat"]["path"] == "/kiosk/"
    assert client.get("/kiosk/").status_code == 200
    assert client.post("/kiosk/daftar/", {"code": code}).status_code == 422
