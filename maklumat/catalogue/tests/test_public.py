"""The service card: whole, true to the minute, cheap, and harmless whatever officers type."""

import json
import re
from datetime import date, time

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maklumat.agencies.models import Agency, AgencyName, OpeningHours
from maklumat.agencies.tests.factories import agency as make_agency
from maklumat.catalogue import models as m
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests import factories

CARD = "/layanan/dukcapil/ktp-el-ganti/"
HOSTILE = "<script>alert(1)</script> 😀 & \"'"


def page(client: Client, path: str = CARD) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def one(of: BeautifulSoup, selector: str) -> Tag:
    found = of.select_one(selector)
    assert found is not None, selector
    return found


def components(client: Client, path: str = CARD) -> list[str]:
    return [str(node["data-component"]) for node in page(client, path).select("[data-component]")]


def change_fee(service: m.Service, amount: int) -> None:
    """Publish another fee, as the last approval does."""
    service.fees = [m.FeeRow(kind="retribusi", amount=amount, basis="Perda 1/2026")]
    service.save_revision().publish()


def test_every_component_stands_on_the_card_once(sari: Client, service_a: m.Service) -> None:
    assert sorted(components(sari)) == sorted(part.value for part in Component)


def test_the_answer_comes_first(sari: Client, service_a: m.Service) -> None:
    strip = one(page(sari), ".fact-strip").text

    assert "Gratis" in strip
    assert "1 hari kerja" in strip


def test_a_missing_component_is_said_in_public_words(sari: Client, service_a: m.Service) -> None:
    service_a.safety_measures = []
    service_a.save_revision().publish()

    shown = page(sari)

    assert "belum ditulis" in one(shown, '[data-component="jaminan_keamanan"]').text
    assert "13 dari 14 komponen" in shown.text


def test_an_uncached_card_costs_three_queries(sari: Client, service_a: m.Service) -> None:
    for number in range(3):
        unit = make_agency(f"Kecamatan {number}")
        factories.offering(service_a, unit)
        OpeningHours.objects.create(agency=unit, weekday=0, opens=time(8), closes=time(15))
    sari.get(
        "/en" + CARD
    )  # the government, its calendar and agencies are now remembered, as in any real hour

    with CaptureQueriesContext(connection) as queries:
        response = sari.get(CARD)

    assert response.status_code == 200
    assert len(queries) <= 3, [query["sql"][:90] for query in queries]


def test_a_cached_card_costs_no_query(sari: Client, service_a: m.Service) -> None:
    sari.get(CARD)

    with CaptureQueriesContext(connection) as queries:
        sari.get(CARD)

    assert len(queries) == 0


@pytest.mark.django_db(transaction=True)
def test_publishing_shows_the_new_fee_at_once(sari: Client, service_a: m.Service) -> None:
    assert "Gratis" in sari.get(CARD).content.decode()

    change_fee(service_a, 12500)

    assert "Rp12.500" in sari.get(CARD).content.decode()
    assert "Rp12.500" in sari.get("/en" + CARD).content.decode()


@pytest.mark.django_db(transaction=True)
def test_new_hours_show_at_once(sari: Client, agency_a: Agency, service_a: m.Service) -> None:
    sari.get(CARD)

    OpeningHours.objects.create(agency=agency_a, weekday=6, opens=time(9), closes=time(10))

    assert "09.00–10.00" in sari.get(CARD).content.decode()


@pytest.mark.django_db(transaction=True)
def test_taking_a_service_down_removes_its_page(sari: Client, service_a: m.Service) -> None:
    sari.get(CARD)

    service_a.unpublish()

    assert sari.get(CARD).status_code == 404


def test_a_draft_has_no_page(sari: Client, agency_a: Agency) -> None:
    draft = factories.service("Rahasia", agency=agency_a, complete=False)

    for tail in ("", "standar.pdf", "qr.svg"):
        assert sari.get(f"/layanan/dukcapil/{draft.slug}/{tail}").status_code == 404


def test_a_draft_change_stays_private(sari: Client, service_a: m.Service) -> None:
    service_a.fees = [m.FeeRow(kind="retribusi", amount=99000, basis="Perda")]
    service_a.save_revision()

    assert "99.000" not in sari.get(CARD).content.decode()


def test_a_service_answers_only_at_its_own_agency(
    sari: Client, service_a: m.Service, agency_b: Agency
) -> None:
    assert sari.get("/layanan/dinsos/ktp-el-ganti/").status_code == 404


def test_an_old_agency_address_leads_on(
    sari: Client, service_a: m.Service, agency_a: Agency
) -> None:
    AgencyName.objects.create(
        agency=agency_a,
        name="Dispenduk",
        short_name="D",
        slug="dispenduk",
        valid_to=date(2020, 1, 1),
    )

    response = sari.get("/layanan/dispenduk/ktp-el-ganti/")

    assert response.status_code == 301
    assert response["Location"] == CARD


@pytest.mark.parametrize("tail", ["", "standar.pdf", "qr.svg"])
def test_a_card_is_only_read(sari: Client, service_a: m.Service, tail: str) -> None:
    assert sari.post(CARD + tail).status_code == 405


def test_a_paused_service_says_why_and_until_when(sari: Client, service_a: m.Service) -> None:
    service_a.status, service_a.status_reason = "paused", "Mesin cetak rusak."
    service_a.status_until = date(2026, 12, 10)
    service_a.save_revision().publish()

    notice = one(page(sari), ".notice").text

    assert "Mesin cetak rusak." in notice
    assert "10 Desember 2026" in notice


def test_what_officers_type_stays_text(sari: Client, service_a: m.Service) -> None:
    service_a.name = service_a.summary = HOSTILE
    service_a.cases = [
        m.RequirementCase(name=HOSTILE, items=[m.RequirementRow(text=HOSTILE, note=HOSTILE)]),
        m.RequirementCase(name="B", items=[m.RequirementRow(text="KK")]),
    ]
    service_a.products = [m.ProductRow(name=HOSTILE)]
    service_a.complaint_channels = [
        m.ComplaintChannelRow(kind="web", value="javascript:alert(1)"),
        m.ComplaintChannelRow(kind="email", value='a"onclick="x@contoh.example'),
    ]
    service_a.save_revision().publish()

    text = sari.get(CARD).content.decode()

    assert "<script>alert" not in text
    assert 'href="javascript:' not in text
    assert "😀" in text
    assert not re.search(r'<[^>]+ onclick="', text)


def test_linked_data_is_json_and_names_the_service(sari: Client, service_a: m.Service) -> None:
    service_a.summary = "</script><b>" + HOSTILE
    service_a.save_revision().publish()

    data = json.loads(one(page(sari), 'script[type="application/ld+json"]').text)

    assert data["@type"] == "GovernmentService"
    assert data["description"] == service_a.summary
    assert data["offers"][0]["price"] == "0"
    assert data["provider"]["name"] == "Dinas Kependudukan"
    assert data["hoursAvailable"][0]["opens"] == "08:00"


def test_the_english_page_marks_indonesian_content(sari: Client, service_a: m.Service) -> None:
    shown = page(sari, "/en" + CARD)

    assert one(shown, "html")["lang"] == "en"
    assert one(shown, "h1")["lang"] == "id"
    assert "Free" in one(shown, ".fact-strip").text
    assert "1 working day" in one(shown, ".fact-strip").text


def test_the_head_tells_languages_and_preview(sari: Client, service_a: m.Service) -> None:
    head = page(sari)

    assert one(head, 'link[rel="canonical"]')["href"].endswith(CARD)
    assert one(head, 'link[hreflang="en"]')["href"].endswith("/en" + CARD)
    assert one(head, 'meta[property="og:title"]')["content"] == service_a.name


def test_a_card_lives_no_longer_than_its_day(sari: Client, service_a: m.Service) -> None:
    response = sari.get(CARD, HTTP_AUTHORIZATION="not cached")

    assert 0 <= response.cache_seconds <= 3600  # type: ignore[attr-defined]  # what the view asked for


def test_a_preview_needs_the_card_alone(service_a: m.Service, sari: Client) -> None:
    service_a.name = "Nama baru"
    context = service_a.get_preview_context(None, "")

    text = render_to_string("catalogue/public/service.html", context)

    assert "Nama baru" in text
    assert "pratinjau" in text


def test_several_places_say_each_whether_it_is_open(sari: Client, service_a: m.Service) -> None:
    for name in ("Puskesmas Satu", "Puskesmas Dua"):
        factories.offering(service_a, make_agency(name), place="Loket 3")

    heads = [node.text for node in page(sari).select(".place-head")]

    assert len(heads) == 2
    assert "Jam buka belum ditulis" in heads[0]


def test_the_qr_code_is_a_drawing(sari: Client, service_a: m.Service) -> None:
    response = sari.get(CARD + "qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
