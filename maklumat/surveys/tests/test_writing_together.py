"""Many write the same sums at the same moment: nobody waits for ever, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from maklumat.catalogue.models import Service
from maklumat.surveys.actions import answering, tallying
from maklumat.surveys.models import Response, State, Tally
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.sums import everything

EACH = 25


def together(*jobs: Callable[[], object]) -> None:
    """Run jobs side by side, each with a connection of its own; raise what one of them raises."""

    def alone(job: Callable[[], object]) -> None:
        try:
            job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as hands:
        list(hands.map(alone, jobs))


def writer(service: Service, number: int) -> Callable[[], None]:
    """Return a job that lets answers in, each writer with marks of its own."""

    def write() -> None:
        for mark in range(EACH):
            sheet = make.answers(
                service, 1 + (mark + number) % 4, sex="LP"[number % 2], age=20 + number
            )
            answering.receive(answers=sheet, at=make.AT)

    return write


def check() -> None:
    """What was added side by side equals a count of the rows, one by one."""
    before = everything()
    tallying.recount()
    assert everything() == before


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_writers_of_one_sum(service_a: Service) -> None:
    make.version()
    together(*(writer(service_a, number) for number in range(8)))

    assert Tally.objects.get().n == Response.objects.count() == 8 * EACH
    check()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_answers_come_in_while_others_are_held_and_let_go(service_a: Service) -> None:
    rows = [make.response(service_a, 1 + number % 4) for number in range(20)]

    def hold(to: State, some: list[Response]) -> Callable[[], None]:
        def shift() -> None:
            for _time in range(5):
                for state in (to, State.COUNTED):
                    tallying.shift(some, state)

        return shift

    together(
        writer(service_a, 0),
        writer(service_a, 1),
        hold(State.HELD, rows[:10]),
        hold(State.LEFT_OUT, rows[10:]),
    )

    assert sum(Tally.objects.values_list("n", flat=True)) == 20 + 2 * EACH
    check()


@pytest.mark.django_db(transaction=True)
def test_two_writers_wait_for_each_other(service_a: Service) -> None:
    """On SQLite too, where only one may write: no “database is locked”."""
    make.version()
    together(writer(service_a, 0), writer(service_a, 1))

    assert Tally.objects.get().n == 2 * EACH
    check()
