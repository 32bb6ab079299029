"""Satisfaction on the pages above the surveys: figures of all agencies, the agency, card and home."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import agency_facts
from maklumat.catalogue.tests import factories as catalogue
from maklumat.surveys import index, periods, standing
from maklumat.surveys.periods import Kind
from maklumat.surveys.tests import factories as make

PERFORMANCE = "/kinerja/"
CARD = "/layanan/dukcapil/ktp-el-ganti/"


def answer(service: Service, times: int, mark: int = 3, **fields: object) -> None:
    for _time in range(times):
        make.response(service, mark, **{"day": localdate(), **fields})


def keep(agency: Agency) -> None:
    standing.keep(agency.government, today=localdate())


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def service_b(agency_b: Agency) -> Service:
    return catalogue.service("Bantuan sosial", agency=agency_b)


def test_agencies_are_ranked_by_their_index(
    sari: Client, service_a: Service, service_b: Service
) -> None:
    answer(service_a, 30, 3)
    answer(service_b, 35, 4)

    page = sari.get(PERFORMANCE)

    found = page.context["satisfaction"]
    expected = index.score(make.skm(), n=65, total=9 * (30 * 3 + 35 * 4))
    assert found.page.whole.score == expected
    assert [(row.place, row.agency.slug, row.score) for row in found.ranked] == [
        (1, "dinsos", "100,00"),
        (2, "dukcapil", "75,00"),
    ]
    assert "Semua kuesioner dijumlahkan" in page.content.decode()


def test_few_answers_give_no_place_and_fewer_no_figure(
    sari: Client, service_a: Service, service_b: Service
) -> None:
    answer(service_a, 29, 3)
    answer(service_b, 4, 4)

    found = sari.get(PERFORMANCE).context["satisfaction"]

    assert not found.ranked
    # With 29 of 33 the four could be found by subtracting: neither is shown.
    assert not found.small
    assert found.untold == 2
    assert found.page.whole.n == 33


def test_the_file_hides_what_the_page_hides(
    sari: Client, service_a: Service, service_b: Service
) -> None:
    answer(service_a, 29, 3)
    answer(service_b, 4, 4)

    text = sari.get("/kinerja/kepuasan.csv").content.decode("utf-8-sig")
    found = {
        row["opd"]: row
        for row in csv.DictReader(io.StringIO(text))
        if row["jawaban"] or row["opd"] != "semua"
    }

    assert found["semua"]["jawaban"] == "33"
    assert (found["dukcapil"]["jawaban"], found["dukcapil"]["disamarkan"]) == ("", "ya")
    assert (found["dinsos"]["indeks"], found["dinsos"]["disamarkan"]) == ("", "kurang dari 5")


def test_another_period_can_be_chosen(sari: Client, service_a: Service) -> None:
    before = periods.current(Kind.SEMESTER, localdate()).previous
    answer(service_a, 30, 3)
    answer(service_a, 40, 4, day=before.first)

    page = sari.get(PERFORMANCE, {"periode": before.code})

    assert page.context["satisfaction"].ranked[0].score == "100,00"
    assert sari.get(PERFORMANCE, {"periode": "besok"}).context["satisfaction"].period != before


def test_without_answers_the_page_says_nothing_of_satisfaction(
    sari: Client, service_a: Service
) -> None:
    make.version()
    answer(service_a, 4)
    assert 'data-point="satisfaction"' not in shown(sari, PERFORMANCE)


def test_held_answers_are_told_in_both_figures(sari: Client, service_a: Service) -> None:
    answer(service_a, 30, 3)
    answer(service_a, 10, 4, suspicion=make.suspicion(service_a))

    page = shown(sari, PERFORMANCE)

    assert "(81,25)" in page
    assert "bila yang sedang diperiksa ikut dihitung" in page


def test_the_page_stays_within_its_queries(
    sari: Client,
    service_a: Service,
    service_b: Service,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    answer(service_a, 30)
    answer(service_b, 30)
    sari.get(f"/en{PERFORMANCE}")

    with django_assert_max_num_queries(12):
        sari.get(PERFORMANCE)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_an_agency_shows_the_live_index(
    sari: Client, service_a: Service, agency_a: Agency, prefix: str
) -> None:
    answer(service_a, 12, 4)
    keep(agency_a)

    page = shown(sari, f"{prefix}/opd/dukcapil/")

    assert ("100,00" if not prefix else "100.00") in page
    assert "A, Sangat baik" in page
    assert "/kinerja/#kepuasan" in page


def test_lines_cost_no_query(
    sari: Client,
    service_a: Service,
    agency_a: Agency,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    answer(service_a, 12, 4)
    keep(agency_a)
    sari.get(f"/en{CARD}")

    with django_assert_max_num_queries(3):
        assert "Kepuasan 100,00 (Sangat baik), 12 jawaban" in shown(sari, CARD)
    with django_assert_max_num_queries(7):
        assert "100,00" in shown(sari, "/")


def test_the_card_names_the_period_once_it_is_over(
    sari: Client, service_a: Service, agency_a: Agency
) -> None:
    before = periods.current(Kind.SEMESTER, localdate()).previous
    answer(service_a, 6, 4, day=before.first)
    keep(agency_a)

    assert "6 jawaban, Semester" in shown(sari, CARD)


def test_an_english_card_marks_the_grade(
    sari: Client, service_a: Service, agency_a: Agency
) -> None:
    answer(service_a, 5, 4)
    keep(agency_a)

    page = shown(sari, f"/en{CARD}")

    assert 'Satisfaction 100.00 (<span lang="id">Sangat baik</span>), 5 answers' in page


def test_without_lines_nothing_is_said(sari: Client, service_a: Service) -> None:
    answer(service_a, 12)
    assert "Kepuasan" not in shown(sari, CARD)


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize(("times", "is_measured"), [(4, False), (5, True)])
def test_a_live_result_completes_the_point_of_performance(
    service_a: Service, agency_a: Agency, times: int, *, is_kept: bool, is_measured: bool
) -> None:
    today = localdate()
    answer(service_a, times)
    if is_kept:
        keep(agency_a)

    found = agency_facts([agency_a], today)[agency_a.pk].measured_on

    assert found == (today if is_measured else None)


def test_a_line_that_is_gone_leaves_the_cache(service_a: Service, agency_a: Agency) -> None:
    answer(service_a, 6)
    keep(agency_a)
    assert standing.line_of_service(service_a.pk)

    standing.keep(agency_a.government, today=localdate() + timedelta(days=8 * 365))

    assert standing.line_of_service(service_a.pk) is None
    assert cache.get(standing.KEY) == {}


def test_results_stand_in_the_sitemap(sari: Client, service_a: Service, agency_a: Agency) -> None:
    answer(service_a, 6)
    keep(agency_a)
    assert "/survei/dukcapil/ktp-el-ganti/hasil/" in shown(sari, "/sitemap.xml")
