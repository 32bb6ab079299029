"""What people type, and what they must find."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from maklumat.agencies.models import Agency
from maklumat.catalogue import models as m
from maklumat.catalogue import search
from maklumat.catalogue.finding import speed
from maklumat.catalogue.standard import Duration
from maklumat.catalogue.tests import factories


@pytest.fixture
def services(agency_a: Agency, agency_b: Agency) -> dict[str, m.Service]:
    """Four services as a real catalogue has them."""
    rows = {
        "ktp": ("Penggantian KTP-el karena rusak atau hilang", "ktp ilang\nganti ktp"),
        "kk": ("Penerbitan Kartu Keluarga baru", "kk\nbikin kk"),
        "akta": ("Penerbitan kutipan akta kelahiran", "akte lahir\nakta anak"),
        "santunan": ("Santunan kematian", "uang duka"),
    }
    made = {
        key: factories.service(name, agency=agency_a, slug=key, synonyms=synonyms)
        for key, (name, synonyms) in rows.items()
    }
    made["santunan"].agency = agency_b
    made["santunan"].save()
    return made


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("ktp hilang", "ktp"),
        ("cara buat ktp hilang", "ktp"),
        ("kehilangan KTP", "ktp"),
        ("ktp hilng", "ktp"),
        ("akte", "akta"),
        ("buat akta lahir", "akta"),
        ("akta kelahiran anak", "akta"),
        ("birth certificate", "akta"),
        ("kartu keluraga", "kk"),
        ("Kartu Keluarga!!!", "kk"),
        ("meninggal", "santunan"),
        ("uang duka", "santunan"),
    ],
)
def test_the_service_meant_comes_first(
    services: dict[str, m.Service], question: str, first: str
) -> None:
    assert search.find(question, search.Filters()).rows[0].slug == first


@pytest.mark.parametrize("question", ["zzzz", "<script>alert(1)</script>", "😀", "%%%''\"", "\\"])
def test_nonsense_finds_nothing_and_breaks_nothing(
    services: dict[str, m.Service], client: Client, question: str
) -> None:
    page = client.get(reverse("catalogue:list"), {"q": question})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_correction_is_told(services: dict[str, m.Service], client: Client) -> None:
    assert search.find("kartu keluraga", search.Filters()).corrected == "kartu keluarga"
    assert search.find("kartu keluarga", search.Filters()).corrected == ""


def test_five_megabytes_of_question_are_cut(services: dict[str, m.Service]) -> None:
    assert search.find("ktp " * 1_300_000, search.Filters()).rows


def test_filters_narrow_and_count(services: dict[str, m.Service], client: Client) -> None:
    found = search.find("", search.Filters(agency="dinsos"))

    assert [row.slug for row in found.rows] == ["santunan"]
    assert found.counts["agency"] == {"dukcapil": 3, "dinsos": 1}
    page = client.get(reverse("catalogue:list"), {"opd": "dinsos", "q": "kematian"})
    assert "Santunan kematian" in page.content.decode()
    assert "akta kelahiran" not in page.content.decode()


def test_an_unknown_filter_leaves_an_honest_empty_page(
    services: dict[str, m.Service], client: Client
) -> None:
    page = client.get(reverse("catalogue:list"), {"opd": "tidak-ada"})

    assert page.status_code == 200
    assert reverse("catalogue:list") in page.content.decode()


@pytest.mark.parametrize(
    ("beginning", "first"),
    [("kt", "ktp"), ("ktp h", "ktp"), ("akta l", "akta"), ("bikin kk", "kk")],
)
def test_suggestions_come_while_typing(
    services: dict[str, m.Service], beginning: str, first: str
) -> None:
    assert search.suggestions(beginning)[0].slug == first


def test_one_letter_suggests_nothing(services: dict[str, m.Service]) -> None:
    assert search.suggestions("k") == []


def test_a_draft_is_not_found(services: dict[str, m.Service], agency_a: Agency) -> None:
    factories.service("Rahasia dapur", agency=agency_a, complete=False)

    assert search.find("rahasia dapur", search.Filters()).rows == []


def test_what_is_published_is_found_at_once(
    services: dict[str, m.Service],
    agency_a: Agency,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = search.find("retribusi pasar", search.Filters()).rows
    with django_capture_on_commit_callbacks(execute=True):
        factories.service("Retribusi pasar", agency=agency_a)

    assert before == []
    assert search.find("retribusi pasar", search.Filters()).rows[0].name == "Retribusi pasar"


def test_a_search_asks_the_database_for_little(
    services: dict[str, m.Service],
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(reverse("catalogue:list"), {"q": "ktp"})

    with django_assert_max_num_queries(5):
        client.get(reverse("catalogue:list"), {"q": "akta"})


def test_pages_of_the_list_are_linked(agency_a: Agency, client: Client) -> None:
    for number in range(25):
        factories.service(f"Layanan nomor {number:02}", agency=agency_a)

    first = client.get(reverse("catalogue:list")).content.decode()
    last = client.get(reverse("catalogue:list"), {"page": "999"}).content.decode()

    assert 'rel="next"' in first
    assert "Layanan nomor 24" in last


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (24, "jam", "sehari"),
        (25, "jam", "sepekan"),
        (1, "hari_kerja", "sehari"),
        (7, "hari", "sepekan"),
        (8, "hari", ""),
        (1, "bulan", ""),
        (None, "", ""),
    ],
)
def test_speed_has_two_bands(value: int | None, unit: str, expected: str) -> None:
    assert speed(Duration(value, unit)) == expected


@pytest.mark.django_db
def test_the_list_says_in_one_sentence_what_it_is(client: Client, service_a: m.Service) -> None:
    assert (
        '<meta name="description" content="Semua layanan: '
        in client.get("/layanan/").content.decode()
    )
