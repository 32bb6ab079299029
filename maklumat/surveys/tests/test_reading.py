"""All figures of a page in one shape, and what they mean in words."""

from datetime import date

import pytest
from django.utils import translation

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.surveys import reading, sentences
from maklumat.surveys.index import Verdict
from maklumat.surveys.periods import Period, parse
from maklumat.surveys.queries import Where
from maklumat.surveys.tests import factories as make

NOW = parse("2026-s2")


def figures(service: Service, period: Period = NOW) -> reading.Figures:
    return reading.figures(Where(make.version(), period, services=[service.pk]))


def test_a_page_of_figures_has_the_lowest_element_first(service_a: Service) -> None:
    for _one in range(5):
        make.response(service_a, marks=make.marks(3, waktu=1, biaya=4))
    found = figures(service_a)

    assert found.index is not None
    assert (found.n, found.lowest[0].key, found.elements[-1].key) == (5, "waktu", "biaya")
    assert found.lowest[0].counts == (5, 0, 0, 0)
    assert found.lowest[0].low == 5
    assert len(found.trend) == reading.TREND
    assert found.trend[-1].score == found.index.score


def test_four_answers_show_nothing_at_all(service_a: Service) -> None:
    for _one in range(4):
        make.response(service_a, sex="P")
    found = figures(service_a)

    assert found.too_few
    assert (found.n, found.index, found.elements, found.margin) == (4, None, (), None)
    assert not found.profile
    assert found.trend[-1].score is None
    with translation.override("id"):
        assert sentences.headline(found).startswith("Baru 4 jawaban")


def test_both_figures_stand_while_something_is_held(service_a: Service) -> None:
    doubt = make.suspicion(service_a)
    for _one in range(5):
        make.response(service_a, 3)
    make.response(service_a, 1, suspicion=doubt)
    found = figures(service_a)

    assert found.index is not None
    assert found.with_held is not None
    assert (found.n, found.held) == (5, 1)
    assert found.with_held.score < found.index.score
    with translation.override("id"):
        told = sentences.held(found)
    assert "75,00" in told
    assert "66,67" in told


def test_a_change_is_told_with_its_meaning(service_a: Service) -> None:
    for turn in range(30):
        make.response(service_a, 2 + turn % 2, day=date(2026, 3, 2))
        make.response(service_a, 3 + turn % 2)
    found = figures(service_a)

    assert found.previous.change.verdict is Verdict.UP
    assert found.elements[0].difference == 25
    with translation.override("id"):
        said = sentences.headline(found)
    assert said == (
        "IKM 87,50 (B, Baik) dari 30 jawaban; naik 25,00 dari Semester I 2026, dan kenaikan itu nyata."
    )


def test_the_same_period_a_year_before_is_compared(service_a: Service) -> None:
    for _one in range(5):
        make.response(service_a, 3)
        make.response(service_a, 2, day=date(2025, 8, 4))
    found = figures(service_a, parse("2026-08..2026-11"))

    assert found.year_before.n == 5
    assert found.year_before.change.difference == 25
    assert found.previous.n == 0


def test_lines_pool_what_stands_below(
    service_a: Service, agency_a: Agency, agency_b: Agency
) -> None:
    other = services.service("Bantuan", agency=agency_b, slug="bantuan")
    for _one in range(5):
        make.response(service_a, 4)
        make.response(other, 2)
    where = Where(make.version(), NOW)
    into = {agency_b.pk: (agency_b.pk, agency_a.pk), agency_a.pk: (agency_a.pk,)}

    found = reading.lines(where, "agency", into=into)
    assert (found[agency_a.pk].n, found[agency_b.pk].n) == (10, 5)
    assert found[agency_a.pk].index == reading.figures(where).index


def test_lines_cost_the_same_for_many(
    service_a: Service, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _one in range(6):
        make.response(service_a)
    version = make.version()
    with django_assert_num_queries(4):
        reading.lines(Where(version, NOW), "service")
    with django_assert_num_queries(5):  # one more where there is a period before
        reading.figures(Where(version, NOW))
    with django_assert_num_queries(5):
        reading.page(Where(version, NOW), "service")


def test_whether_enough_answered(service_a: Service) -> None:
    for _one in range(5):
        make.response(service_a)
    with translation.override("id"):
        assert "Belum ada yang mengisi" in sentences.adequacy(figures(service_a).adequacy)
        make.served(service_a, 100)
        assert sentences.adequacy(figures(service_a).adequacy).startswith("Kurang 75 jawaban")


def test_fewer_served_than_answered_leaves_the_margin(service_a: Service) -> None:
    for turn in range(6):
        make.response(service_a, 1 + turn % 4)
    make.served(service_a, 2)
    assert figures(service_a).margin


@pytest.mark.parametrize(
    ("code", "name", "short"),
    [
        ("2026", "Tahun 2026", "2026"),
        ("2026-s2", "Semester II 2026", "S2/26"),
        ("2026-tw3", "Triwulan III 2026", "TW3/26"),
        ("2026-09", "September 2026", "Sep 26"),
        ("2026-01..2026-04", "Januari–April 2026", "01/26–04/26"),
        ("2025-12..2026-03", "Desember 2025–Maret 2026", "12/25–03/26"),
    ],
)
def test_periods_are_named_as_offices_do(code: str, name: str, short: str) -> None:
    with translation.override("id"):
        assert sentences.period_name(parse(code)) == name
        assert sentences.short_period(parse(code)) == short
