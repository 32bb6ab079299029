"""What a report seems to be about, and what is told of the time after it."""

from datetime import date

import pytest

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.complaints import queries, suggesting, whatnext
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Kind
from maklumat.core.workdays import Calendar


def about(text: str) -> list[str]:
    return [row.value for row in suggesting.about(text, reads.agencies_to_name())]


def test_the_name_of_a_service_in_the_text_suggests_it(service_a: Service) -> None:
    found = suggesting.about("Penggantian KTP-el saya belum jadi.", reads.agencies_to_name())

    assert [row.value for row in found] == ["dukcapil/ktp-el-ganti"]
    assert found[0].sure


def test_the_name_of_an_agency_suggests_the_agency(agency_b: Agency) -> None:
    assert about("Petugas Dinas Sosial tidak ada di tempat") == ["dinsos"]


@pytest.mark.parametrize("text", ["", "saya tidak suka", "KTP", "penggantian lampu jalan"])
def test_loose_words_suggest_nothing(service_a: Service, text: str) -> None:
    assert about(text) == []


def test_a_single_word_is_offered_and_not_chosen_beforehand(agency_b: Agency) -> None:
    services.service("Sambungan air", agency=agency_b, slug="air", synonyms="pdam")

    (found,) = suggesting.about("Air PDAM keruh", reads.agencies_to_name())
    assert (found.value, found.sure) == ("dinsos/air", False)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sudah lama menunggu, belum jadi juga", "waktu"),
        ("Diminta bayar tanpa kuitansi, uang sekian", "biaya"),
        ("Pejabat itu korupsi dan menerima suap", None),  # the Inspektorat is one's own choice
        ("zzz", None),
    ],
)
def test_the_words_of_a_category_suggest_it(db: None, text: str, slug: str | None) -> None:
    make.terms()
    found = suggesting.category(text, queries.categories())

    assert (found.slug if found else None) == slug


def test_what_follows_has_dates_and_reasons(db: None) -> None:
    book = make.terms().book
    calendar = Calendar({date(2026, 8, 17): "Hari Kemerdekaan"})

    found = whatnext.steps(book, Kind.COMPLAINT, date(2026, 8, 14), calendar)

    assert [step.day for step in found] == [date(2026, 8, 20), None, date(2026, 9, 4), None]
    assert "Hari Kemerdekaan" in found[0].why


def test_of_an_aspiration_no_limit_is_invented(db: None) -> None:
    found = whatnext.steps(make.terms().book, Kind.ASPIRATION, date(2026, 8, 14), Calendar())

    assert len([step for step in found if step.day]) == 1
