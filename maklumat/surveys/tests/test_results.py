"""What everybody may read of a service: the page, its file, and where it is not shown."""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as catalogue
from maklumat.surveys import index, periods, sentences, standing
from maklumat.surveys.board import State, board
from maklumat.surveys.models import FollowUp, Report, SurveySettings
from maklumat.surveys.periods import Kind, Period
from maklumat.surveys.tests import factories as make

PAGE = "/survei/dukcapil/ktp-el-ganti/hasil/"
FILE = "/survei/dukcapil/ktp-el-ganti/hasil.csv"
FEW = "Kurang dari lima jawaban"


def running() -> Period:
    return periods.current(Kind.SEMESTER, localdate())


def answer(service: Service, times: int, mark: int = 3, **fields: object) -> None:
    for _time in range(times):
        make.response(service, mark, **{"day": localdate(), **fields})


def mixed(service: Service, times: int) -> list[dict[str, int]]:
    luck = random.Random(times)  # noqa: S311  repeatable, not secret
    found = [{key: luck.randint(1, 4) for key in make.skm().keys} for _time in range(times)]
    for marks in found:
        make.response(service, marks=marks, day=localdate())
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def shown(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def named(found: Iterable[dict[str, str]], period: Period) -> list[dict[str, str]]:
    return [row for row in found if row["periode"] == period.code]


def test_the_page_says_what_the_rule_computes(sari: Client, service_a: Service) -> None:
    expected = index.index(make.skm(), index.add_up(make.skm(), mixed(service_a, 31)))
    assert expected is not None

    page = shown(sari)

    assert f">{sentences.points(expected.score)}<" in page
    assert "dari 31 jawaban" in page
    for element in expected.elements:
        assert make.skm().element(element.key).name in page
        assert f"<strong>{sentences.points(element.score)}</strong>" in page


def test_the_page_names_the_best_and_the_worst_element(sari: Client, service_a: Service) -> None:
    for _time in range(6):
        make.response(service_a, marks=make.marks(3, waktu=1, perilaku=4), day=localdate())

    page = sari.get(PAGE)

    assert page.context["result"].lead == (
        "Tertinggi: Perilaku Pelaksana. Terendah: Waktu Penyelesaian."
    )
    assert [bar.note for bar in page.context["result"].bars if bar.note] == [
        "tertinggi",
        "terendah",
    ]


def test_the_file_counts_every_mark(sari: Client, service_a: Service) -> None:
    given = mixed(service_a, 12)

    found = named(rows(sari.get(FILE).content), running())

    counted = {(row["unsur"], int(row["nilai"])): int(row["jumlah"]) for row in found}
    expected = Counter((key, mark) for marks in given for key, mark in marks.items())
    assert {pair: n for pair, n in counted.items() if n} == expected
    assert {row["jawaban"] for row in found} == {"12"}


@pytest.mark.parametrize("times", [0, 1, 4])
def test_fewer_than_five_are_not_told(sari: Client, service_a: Service, times: int) -> None:
    make.version()
    answer(service_a, times)

    page = shown(sari)

    assert FEW in page
    assert f"{times} jawaban" not in page
    assert "75,00" not in page
    assert "/survei/dukcapil/ktp-el-ganti/" in page
    assert rows(sari.get(FILE).content)[0]["disamarkan"] == "kurang dari 5"


def test_five_are_told(sari: Client, service_a: Service) -> None:
    answer(service_a, 5)
    assert "75,00" in shown(sari)


def test_what_would_tell_another_is_hidden(
    sari: Client, service_a: Service, agency_a: Agency
) -> None:
    other = catalogue.service("Kartu Keluarga", agency=agency_a)
    answer(service_a, 9, 4)
    answer(other, 3)

    page = shown(sari)

    assert "100,00" not in page
    assert "jawaban beberapa orang di layanan lain" in page
    assert rows(sari.get(FILE).content)[0]["disamarkan"] == "ya"
    assert rows(sari.get(FILE).content)[0]["indeks"] == ""


def test_both_figures_stand_while_answers_are_held(sari: Client, service_a: Service) -> None:
    answer(service_a, 8, 3)
    answer(service_a, 5, 4, suspicion=make.suspicion(service_a))

    page = sari.get(PAGE)

    assert page.context["result"].score == "75,00"
    assert "84,62" in page.context["result"].waiting
    assert "84,62" in page.content.decode()
    assert {row["diperiksa"] for row in named(rows(sari.get(FILE).content), running())} == {"5"}


def test_few_held_answers_are_not_told_by_the_difference(sari: Client, service_a: Service) -> None:
    answer(service_a, 8, 3)
    answer(service_a, 4, 4, suspicion=make.suspicion(service_a))

    page = shown(sari)

    assert "Beberapa jawaban tampak janggal" in page
    assert "83,33" not in page
    assert {row["diperiksa"] for row in named(rows(sari.get(FILE).content), running())} == {""}


@pytest.mark.parametrize(
    "code", ["semalam", "2026", "9999-s1", "2020-s1", "<b>", "2026-01..2026-02"]
)
def test_another_period_leaves_the_page_with_a_sentence(
    sari: Client, service_a: Service, code: str
) -> None:
    answer(service_a, 5)

    page = sari.get(PAGE, {"periode": code})

    assert page.status_code == 200
    assert "bukan salah satu periode" in page.content.decode()
    assert page.context["result"].period == running()
    assert "<b>" not in page.content.decode()


def test_an_earlier_period_has_its_own_page(sari: Client, service_a: Service) -> None:
    answer(service_a, 5, 3)
    answer(service_a, 6, 4, day=running().previous.first)

    page = sari.get(PAGE, {"periode": running().previous.code})

    assert page.context["result"].score == "100,00"
    assert [link.is_current for link in page.context["result"].links] == [False, True]
    assert page.context["result"].trend is not None


def test_a_period_that_is_hidden_is_not_compared_with(sari: Client, service_a: Service) -> None:
    answer(service_a, 6, 3)
    answer(service_a, 4, 4, day=running().previous.first)

    assert sari.get(PAGE).context["result"].meaning == ""


def test_in_january_the_year_gone_by_is_shown(service_a: Service) -> None:
    answer(service_a, 40, 4, day=date(2026, 10, 1))
    answer(service_a, 6, 1, day=date(2027, 1, 4))
    found = board(service_a.agency.government, date(2027, 1, 5))
    assert found is not None

    best = found.best_for_service(service_a.pk)

    assert best is not None
    assert best.code == "2026-s2"  # six answers are too few to stand for the service


def test_periods_follow_the_choice_of_the_government(sari: Client, service_a: Service) -> None:
    SurveySettings.objects.create(government=service_a.agency.government, period="quarter")
    answer(service_a, 5)

    found = board(service_a.agency.government, localdate())

    assert found is not None
    assert {span.kind for span in found.periods} == {Kind.QUARTER}
    assert all(
        later.first > earlier.end
        for later, earlier in zip(found.periods, found.periods[1:], strict=False)
    )


def test_who_answered_is_told_coarsely(sari: Client, service_a: Service) -> None:
    answer(service_a, 12, sex="L", age=23)
    answer(service_a, 6, sex="P", age=28)
    answer(service_a, 2, sex="P", age=64)

    groups = {group.name: group.rows for group in sari.get(PAGE).context["result"].who}

    assert groups["Jenis kelamin"] == [("laki-laki", "12", "60 %"), ("perempuan", "8", "40 %")]
    assert "Usia" not in groups  # two of sixty or more would stand alone


def report(agency: Agency, *, is_published: bool) -> Report:
    span = running().previous
    return Report.objects.create(
        agency=agency, instrument=make.version(), first=span.first, last=span.last,
        made_at=make.AT, made_by="Budi", published_at=make.AT if is_published else None,
    )  # fmt: skip


@pytest.mark.parametrize("is_published", [True, False])
def test_the_plan_of_a_published_report_is_shown(
    sari: Client, service_a: Service, agency_a: Agency, *, is_published: bool
) -> None:
    answer(service_a, 5)
    FollowUp.objects.create(
        report=report(agency_a, is_published=is_published), agency=agency_a, element="waktu",
        action="Menambah satu loket cetak", person="Budi Santoso", due=date(2027, 3, 31),
        made_at=make.AT,
    )  # fmt: skip

    page = shown(sari)

    assert ("Menambah satu loket cetak" in page) is is_published
    assert ("/survei/laporan/dukcapil/" in page) is is_published
    assert "Budi Santoso" not in page


def test_the_english_page_marks_the_words_of_the_instrument(
    sari: Client, service_a: Service
) -> None:
    answer(service_a, 5, 4)

    page = shown(sari, f"/en{PAGE}")

    assert "from 5 answers" in page
    assert '<span lang="id">A, Sangat baik</span>' in page
    assert '<span class="element__name" lang="id">Persyaratan</span>' in page


def test_the_page_stays_within_its_queries(
    sari: Client, service_a: Service, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answer(service_a, 12, 2)
    answer(service_a, 12, 3, day=running().previous.first)
    sari.get(f"/en{PAGE}")

    with django_assert_max_num_queries(15):
        sari.get(PAGE)
    with django_assert_max_num_queries(0):
        sari.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_new_answers_renew_what_was_kept(sari: Client, service_a: Service) -> None:
    today, government = localdate(), service_a.agency.government
    answer(service_a, 6, 3)
    standing.keep(government, today=today)
    card = shown(sari, "/layanan/dukcapil/ktp-el-ganti/")
    assert "75,00" in shown(sari)
    answer(service_a, 6, 4)
    assert "75,00" in shown(sari)  # nothing is renewed before the worker comes by

    standing.keep(government, today=today)

    assert "87,50" in shown(sari)
    assert "Kepuasan 75,00 (Kurang baik), 6 jawaban" in card
    assert "Kepuasan 87,50 (Baik), 12 jawaban" in shown(sari, "/layanan/dukcapil/ktp-el-ganti/")


def test_a_service_that_is_not_public_has_no_results(sari: Client, agency_a: Agency) -> None:
    draft = catalogue.service("Rahasia", agency=agency_a, complete=False)
    answer(draft, 9)

    assert sari.get(f"/survei/{agency_a.slug}/{draft.slug}/hasil/").status_code == 404
    assert sari.get(f"/survei/{agency_a.slug}/{draft.slug}/hasil.csv").status_code == 404
    assert sari.post(PAGE).status_code == 405


def test_without_an_instrument_there_are_no_results(sari: Client, service_a: Service) -> None:
    assert sari.get(PAGE).status_code == 404


def test_the_dictionary_names_every_column(sari: Client, service_a: Service) -> None:
    answer(service_a, 5)
    page = shown(sari, "/survei/data/")

    for name in rows(sari.get(FILE).content)[0]:
        assert name in page


def test_a_retired_service_is_hidden_but_still_counts(service_a: Service, agency_a: Agency) -> None:
    old = catalogue.service("Lama", agency=agency_a, complete=False)
    answer(service_a, 9)
    answer(old, 30, day=localdate() - timedelta(days=0))
    found = board(agency_a.government, localdate())
    assert found is not None

    page = found.pages[running()]

    assert page.agency(agency_a.pk).n == 39
    assert page.service(old.pk).state is State.COVERED
    assert page.service(service_a.pk).is_shown
