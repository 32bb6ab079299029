"""A questionnaire is kept once, checked, and costs the same however many there are."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.surveys.actions import answering
from maklumat.surveys.actions.answering import Tap
from maklumat.surveys.models import Rating, RatingTally, Response, State, Tally
from maklumat.surveys.tests import factories as make


def test_the_same_form_twice_is_one_questionnaire(service_a: Service) -> None:
    answers = make.answers(service_a)
    first = answering.receive(answers=answers, at=make.AT)
    again = answering.receive(answers=answers, at=make.AT)

    assert (first.again, again.again) == (False, True)
    assert first.response == again.response
    assert Response.objects.count() == 1
    assert Tally.objects.get().n == 1


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ({"waktu": 0}, "Waktu Penyelesaian"),
        ({"waktu": 5}, "1"),
        ({"warna": 3}, "warna"),
        ({}, "paling sedikit satu"),
    ],
)
def test_marks_that_can_not_be_are_refused(
    service_a: Service, marks: dict[str, int], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        answering.receive(answers=make.answers(service_a, marks=marks), at=make.AT)
    assert not Response.objects.exists()


@pytest.mark.parametrize("age", [9, 111])
def test_an_age_that_can_not_be_is_refused(service_a: Service, age: int) -> None:
    with pytest.raises(RuleBroken, match="10"):
        answering.receive(answers=make.answers(service_a, age=age), at=make.AT)


def test_a_gap_is_kept_but_does_not_count(service_a: Service) -> None:
    row = make.response(service_a, marks={"waktu": 2}, text="Antre lama.")
    tally = Tally.objects.get()

    assert row.state == State.INCOMPLETE
    assert (tally.n, tally.incomplete, tally.total) == (0, 1, 0)


def test_a_suspicious_one_is_held_apart(service_a: Service) -> None:
    make.response(service_a)
    make.response(service_a, 1, suspicion=make.suspicion(service_a))
    assert dict(Tally.objects.values_list("held", "n")) == {False: 1, True: 1}


def test_a_new_answer_costs_the_same_at_one_and_at_a_hundred(service_a: Service) -> None:
    costs = set()
    for _number in range(3):
        answers = make.answers(service_a, sex="P", age=30)
        with CaptureQueriesContext(connection) as asked:
            answering.receive(answers=answers, at=make.AT)
        costs.add(len(asked))
        for _more in range(10):
            make.response(service_a)
    assert costs == {5}  # savepoint, row, two sums, end of savepoint


def test_a_tap_is_kept_once(service_a: Service) -> None:
    tap = Tap(service_a.agency, service_a.agency, 2, make.DAY, 10, uuid4(), service_a)
    answering.rate(tap=tap, at=make.AT)
    answering.rate(tap=tap, at=make.AT)
    assert Rating.objects.count() == 1
    assert RatingTally.objects.get().n == 1


@pytest.mark.parametrize("value", [0, 5])
def test_a_tap_beside_the_faces_is_refused(service_a: Service, value: int) -> None:
    tap = Tap(service_a.agency, service_a.agency, value, make.DAY, 10)
    with pytest.raises(RuleBroken):
        answering.rate(tap=tap, at=make.AT)
    assert not Rating.objects.exists()
