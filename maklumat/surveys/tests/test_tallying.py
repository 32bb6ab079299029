"""Sums change with each questionnaire and always equal a full recount."""

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import index, queries
from maklumat.surveys.actions import answering, tallying
from maklumat.surveys.actions.answering import Tap
from maklumat.surveys.models import Response
from maklumat.surveys.periods import Period
from maklumat.surveys.queries import Where
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.sums import everything

AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 1))


def some_answers(service: Service, seed: int, unit: Agency) -> None:
    luck = random.Random(seed)  # noqa: S311  repeatable, not secret
    held = make.suspicion(service)
    for _number in range(60):
        marks = {key: luck.randint(1, 4) for key in make.skm().keys}
        if luck.random() < 0.1:
            marks.pop("biaya")
        make.response(
            service,
            marks=marks,
            unit=luck.choice([service.agency, unit]),
            day=date(2026, luck.choice([9, 10, 11]), luck.randint(1, 28)),
            suspicion=held if luck.random() < 0.2 else None,
            sex=luck.choice(["L", "P", ""]),
            age=luck.choice([None, 17, 35, 70]),
            disability=luck.choice([None, True, False]),
        )
    for _number in range(20):
        answering.rate(
            tap=Tap(
                service.agency, unit, luck.randint(1, 4), date(2026, 11, 3), luck.randint(7, 16)
            ),
            at=make.AT,
        )


def test_a_recount_equals_what_was_added_one_by_one(service_a: Service, agency_b: Agency) -> None:
    some_answers(service_a, 1, agency_b)
    before = everything()
    assert tallying.recount() == 60
    assert everything() == before
    assert tallying.recount(service=service_a.pk) == 60
    assert everything() == before


def test_taking_away_is_as_if_it_had_never_come(service_a: Service) -> None:
    make.response(service_a, 3)
    before = everything()
    gone = make.response(service_a, 1, sex="L", age=44)
    tallying.take_away(gone)
    Response.objects.filter(pk=gone.pk).delete()
    assert everything() == before


def test_the_sums_equal_the_pure_rule(service_a: Service, agency_b: Agency) -> None:
    some_answers(service_a, 2, agency_b)
    rows = Response.objects.filter(day__range=(AUTUMN.first, AUTUMN.end))
    sure = [row.marks for row in rows.filter(suspicion=None)]

    found = queries.sums(Where(make.version(), AUTUMN))[None]
    expected = index.add_up(make.skm(), sure)
    assert (found.n, found.total, found.squares) == (expected.n, expected.total, expected.squares)
    for key in make.skm().keys:
        assert found.sum_of(key) == expected.sum_of(key)
    both = queries.sums(Where(make.version(), AUTUMN), held=True)[None]
    assert both.n == index.add_up(make.skm(), [row.marks for row in rows]).n > found.n


@pytest.mark.parametrize("by", ["service", "unit", "agency", "month"])
def test_parts_add_up_to_the_whole(service_a: Service, agency_b: Agency, by: str) -> None:
    some_answers(service_a, 3, agency_b)
    where = Where(make.version(), AUTUMN)
    parts, whole = queries.sums(where, by).values(), queries.sums(where)[None]

    assert sum(part.n for part in parts) == whole.n
    for key in make.skm().keys:
        assert sum(part.sum_of(key) for part in parts) == whole.sum_of(key)
    assert [part.total for part in queries.totals(where, by).values()] == [
        part.total for part in parts
    ]


def test_figures_cost_the_same_for_many(service_a: Service, agency_b: Agency) -> None:
    some_answers(service_a, 4, agency_b)
    version = make.version()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.sums(Where(version, AUTUMN), "service", held=True)
    assert len(asked) == 2


def test_who_answered_is_counted(service_a: Service) -> None:
    make.response(service_a, sex="P", age=35, education="S1")
    make.response(service_a)
    found = queries.profile(Where(make.version(), AUTUMN))
    assert found["sex"] == {"P": 1, "": 1}
    assert found["age"] == {"30-39": 1, "": 1}
    assert found["channel"] == {"web": 2}


def test_people_served_are_unknown_until_noted(service_a: Service) -> None:
    where = Where(make.version(), AUTUMN)
    assert queries.served(where) == {}
    make.served(service_a, 120)
    assert queries.served(where) == {None: 120}
    assert queries.served(where, "service") == {service_a.pk: 120}
