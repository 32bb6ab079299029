"""The agencies: found by name, shown with their services, never lost by a reorganisation."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maklumat.agencies.models import Agency, AgencyName, ContactPerson, Government, Succession
from maklumat.agencies.tests.factories import agency as make_agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_agencies_are_listed_by_kind(sari: Client, agency_a: Agency, agency_b: Agency) -> None:
    make_agency("Puskesmas Satu", kind="puskesmas")

    shown = text(sari, "/opd/")

    assert shown.index("Dinas Kependudukan") < shown.index("Puskesmas Satu")
    assert "3 perangkat daerah" in shown


def test_words_keep_the_agencies_that_hold_them(
    sari: Client, agency_a: Agency, agency_b: Agency
) -> None:
    shown = text(sari, "/opd/?q=SOSIAL")

    assert "/opd/dinsos/" in shown
    assert "/opd/dukcapil/" not in shown


@pytest.mark.parametrize("words", ["xyzzy", "<script>alert(1)</script>", "%", "😀" * 300])
def test_a_search_without_result_shows_a_way_on(sari: Client, agency_a: Agency, words: str) -> None:
    response = sari.get("/opd/", {"q": words})

    assert response.status_code == 200
    assert "Tidak ada perangkat daerah" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_a_nul_in_the_search_is_refused_clearly(sari: Client, agency_a: Agency) -> None:
    assert sari.get("/opd/?q=a%00b").status_code in {200, 400}


def test_an_agency_shows_its_own_and_offered_services(
    sari: Client, service_a: Service, agency_a: Agency, agency_b: Agency
) -> None:
    factories.offering(service_a, agency_b)

    for slug in ("dukcapil", "dinsos"):
        assert service_a.get_absolute_url() in text(sari, f"/opd/{slug}/")


def test_drafts_stay_off_the_agency_page(sari: Client, agency_a: Agency) -> None:
    factories.service("Rahasia", agency=agency_a, complete=False)

    assert "Rahasia" not in text(sari, "/opd/dukcapil/")


def test_only_public_contact_persons_are_shown(sari: Client, agency_a: Agency) -> None:
    ContactPerson.objects.create(agency=agency_a, name="Bu Terbuka", is_public=True)
    ContactPerson.objects.create(agency=agency_a, name="Pak Tertutup", phone="0812")

    shown = text(sari, "/opd/dukcapil/")

    assert "Bu Terbuka" in shown
    assert "Pak Tertutup" not in shown


def test_units_stand_on_the_page_of_their_agency(sari: Client, agency_a: Agency) -> None:
    make_agency("UPTD Satu", parent=agency_a)
    make_agency("UPTD Lama", parent=agency_a, valid_to=date(2020, 1, 1))

    shown = text(sari, "/opd/dukcapil/")

    assert "UPTD Satu" in shown
    assert "UPTD Lama" not in shown


def test_an_old_name_leads_to_the_new_page(sari: Client, agency_a: Agency) -> None:
    AgencyName.objects.create(
        agency=agency_a, name="Dispenduk", short_name="D", slug="lama", valid_to=date(2020, 1, 1)
    )

    response = sari.get("/opd/lama/")

    assert response.status_code == 301
    assert response["Location"] == "/opd/dukcapil/"
    assert "Dispenduk" in text(sari, "/opd/dukcapil/")


def test_a_merged_agency_says_who_took_over(
    sari: Client, agency_a: Agency, agency_b: Agency
) -> None:
    agency_b.valid_to = date(2020, 12, 31)
    agency_b.save()
    Succession.objects.create(
        predecessor=agency_b, successor=agency_a, kind="merged", date=date(2021, 1, 1)
    )

    shown = text(sari, "/opd/dinsos/")

    assert "sampai 31 Desember 2020" in shown
    assert "/opd/dukcapil/" in shown
    assert "Meneruskan" in text(sari, "/opd/dukcapil/")


def test_an_unknown_agency_is_missing(sari: Client, government: Government) -> None:
    assert sari.get("/opd/tidak-ada/").status_code == 404


def test_the_list_costs_the_same_for_any_number(sari: Client, agency_a: Agency) -> None:
    for number in range(12):
        make_agency(f"Kelurahan {number}", kind="kelurahan")
    sari.get("/")

    with CaptureQueriesContext(connection) as queries:
        sari.get("/opd/")

    assert len(queries) <= 4


def test_an_uncached_agency_page_costs_few_queries(sari: Client, service_a: Service) -> None:
    sari.get("/layanan/dukcapil/ktp-el-ganti/")

    with CaptureQueriesContext(connection) as queries:
        sari.get("/opd/dukcapil/")

    assert len(queries) <= 12


def test_the_english_page_marks_indonesian_content(sari: Client, agency_a: Agency) -> None:
    assert '<h1 lang="id">' in text(sari, "/en/opd/dukcapil/")
