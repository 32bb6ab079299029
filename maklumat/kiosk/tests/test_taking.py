"""Taking along: codes for the device only, papers that open once."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.kiosk import taken
from maklumat.kiosk.models import Device
from maklumat.kiosk.taken import Paper
from maklumat.kiosk.tests import factories as make

INSIDE = "/kiosk/buka/"


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a)
    make.enrol(row, client)
    return row


@pytest.fixture
def asked(client: Client, screen: Device) -> Callable[[str], tuple[int, str]]:
    def ask(address: str) -> tuple[int, str]:
        response = client.post("/kiosk/ambil/", {"alamat": address})
        return response.status_code, response.json().get("address", "")

    return ask


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("https://example.go.id/a?b=1", 200), ("mailto:a@example.go.id", 200), ("tel:0211234", 200),
        ("javascript:alert(1)", 422), ("", 422), ("https://", 422), ("file:///etc/passwd", 422),
        ("https://a/\n", 422), ("x" * 40, 422), ("https://a/" + "x" * 1300, 422), ("http://[", 422),
    ],
)  # fmt: skip
def test_codes_lead_to_addresses_only(
    client: Client, screen: Device, text: str, status: int
) -> None:
    response = client.get("/kiosk/qr.svg", {"isi": text})
    assert response.status_code == status
    if status == 200:
        assert response["Content-Type"] == "image/svg+xml"


def test_only_a_device_gets_codes_and_papers(client: Client, service_a: Service) -> None:
    assert client.get("/kiosk/qr.svg", {"isi": "https://a.example/"}).status_code == 401
    assert client.post("/kiosk/ambil/", {"alamat": f"{INSIDE}layanan/"}).status_code == 401
    assert client.get("/kiosk/ambil/").status_code == 405


def test_papers_of_one_screen_do_not_fill_the_cache(
    asked: Callable[[str], tuple[int, str]], service_a: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{INSIDE}layanan/{service_a.agency.slug}/{service_a.slug}/standar.pdf"
    assert asked(path)[0] == 200
    monkeypatch.setattr("maklumat.kiosk.views.taking.ROOM", 1)
    assert asked(path)[0] == 429


def test_an_address_with_a_nul_is_no_paper(
    asked: Callable[[str], tuple[int, str]], service_a: Service
) -> None:
    path = f"{INSIDE}survei/{service_a.agency.slug}/{service_a.slug}/kuesioner.pdf?titik=%00"
    assert asked(path)[0] == 404


def test_a_paper_opens_once(
    asked: Callable[[str], tuple[int, str]], service_a: Service, settings: object
) -> None:
    settings.SITE_URL = "http://testserver"  # type: ignore[attr-defined]  # pytest-django's
    path = f"{INSIDE}layanan/{service_a.agency.slug}/{service_a.slug}/standar.pdf"
    status, address = asked(path)
    assert status == 200
    assert address.startswith("http://testserver/ambil/")
    phone = Client()
    for _look in range(2):
        page = phone.get(address)
        assert page.status_code == 200
        assert f"standar-{service_a.slug}-a3.pdf" in page.content.decode()
    fetched = phone.post(address)
    assert fetched.content.startswith(b"%PDF")
    assert "attachment" in fetched["Content-Disposition"]
    for again in (phone.get(address), phone.post(address)):
        assert again.status_code == 404
        assert "10 menit" in again.content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "/layanan/", "https://evil.example/a.pdf", f"{INSIDE}petugas/", f"{INSIDE}layanan/",
     f"{INSIDE}layanan/dukcapil/tidak-ada/standar.pdf", f"{INSIDE}../petugas/", "/kiosk/buka"],
)  # fmt: skip
def test_nothing_but_papers_of_the_portal(
    asked: Callable[[str], tuple[int, str]], service_a: Service, address: str
) -> None:
    assert asked(address) == (404, "")


def test_a_paper_of_the_visitor_needs_the_visitor(
    asked: Callable[[str], tuple[int, str]], service_a: Service
) -> None:
    base = f"{INSIDE}formulir/{service_a.agency.slug}/{service_a.slug}/tidak-ada/isian.pdf"
    assert asked(base) == (404, "")


def test_who_reads_the_cache_reads_nothing() -> None:
    token = taken.keep(Paper("a.pdf", taken.PDF, b"%PDF rahasia"))
    kept = cache.get(taken._address(token.split(".")[0]))  # noqa: SLF001  looked at as a thief would
    assert b"rahasia" not in kept
    assert token.split(".")[1].encode() not in kept
    other = token.split(".")[0] + "." + taken.keep(Paper("b", taken.PDF, b"")).split(".")[1]
    assert taken.take(other) is None
    assert taken.waiting(token) == Paper("a.pdf", taken.PDF, b"%PDF rahasia")
    assert taken.take(token) is not None
    assert taken.take(token) is None


@pytest.mark.parametrize("token", ["", "x", "x.y", "a" * 32, "a" * 32 + ".x", "é" * 32 + ".x"])
def test_made_up_tokens_open_nothing(client: Client, db: None, token: str) -> None:
    assert taken.take(token) is None
    if token:
        assert client.get(f"/ambil/{token}/").status_code == 404


def test_the_frame_speaks_both_languages(client: Client, screen: Device) -> None:
    page = client.get("/kiosk/").content.decode()
    for word in ("Cari layanan", "Find a service", "Selesai dan hapus", "Finish and erase"):
        assert word in page
    assert "style=" not in page
    assert "<script>" not in page
