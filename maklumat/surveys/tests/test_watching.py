"""What comes over a screen is looked at, and held when it stands out."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from maklumat.catalogue.models import Service
from maklumat.surveys.actions import suspecting, tallying, tickets, watching
from maklumat.surveys.actions.watching import Trace
from maklumat.surveys.models import Decision, Point, Response, State, Suspicion, Tally
from maklumat.surveys.tests import factories as make

SLOW = Trace("203.0.113.77", 60)
QUICK = Trace("203.0.113.77", 2)
MIXED = make.marks(3, waktu=2, biaya=4)


def send(service: Service, trace: Trace = SLOW, **fields: object) -> Response:
    fields = {"marks": make.marks(3), **fields}
    answers = make.answers(service, **fields)
    return watching.receive(answers=answers, trace=trace, at=make.AT).response


def test_an_ordinary_answer_counts_and_keeps_its_seconds(service_a: Service) -> None:
    row = send(service_a)
    assert (row.state, row.seconds, row.suspicion) == (State.COUNTED, 60, None)


def test_one_faster_than_reading_is_held(service_a: Service) -> None:
    row = send(service_a, QUICK)

    assert row.state == State.HELD
    assert (row.suspicion.sign, row.suspicion.day) == ("quick", make.DAY)
    assert row.suspicion.unit == row.suspicion.agency == service_a.agency
    assert dict(Tally.objects.values_list("held", "n")) == {True: 1}


def test_two_on_one_day_belong_to_one_suspicion(service_a: Service) -> None:
    assert send(service_a, QUICK).suspicion == send(service_a, QUICK).suspicion


def test_after_a_decision_a_new_suspicion_opens(service_a: Service) -> None:
    first = send(service_a, QUICK).suspicion
    Suspicion.objects.update(decision=Decision.COUNT.value)
    assert send(service_a, QUICK).suspicion != first


def test_the_same_marks_again_and_again_are_held_from_the_fourth_on(service_a: Service) -> None:
    states = [send(service_a, marks=MIXED).state for _one in range(5)]
    assert states == [State.COUNTED] * 3 + [State.HELD] * 2


def test_another_connection_is_not_held_for_it(service_a: Service) -> None:
    for _one in range(4):
        send(service_a, marks=MIXED)
    assert send(service_a, Trace("198.51.100.4", 60), marks=MIXED).state == State.COUNTED


def test_a_counter_s_network_may_send_more_alike(service_a: Service) -> None:
    point = Point.objects.create(
        code="k7q", use="survey", agency=service_a.agency, unit=service_a.agency,
        service=service_a, name="Loket", made_at=make.AT,
    )  # fmt: skip
    states = {send(service_a, marks=MIXED, point=point, channel="qr").state for _one in range(6)}
    assert states == {State.COUNTED}


def test_one_form_sent_again_and_again_counts_once(service_a: Service) -> None:
    answers = make.answers(service_a, marks=MIXED)
    kept = [watching.receive(answers=answers, trace=SLOW, at=make.AT) for _one in range(8)]

    assert [each.again for each in kept] == [False] + [True] * 7
    assert Response.objects.get().state == State.COUNTED


def test_an_incomplete_one_opens_no_suspicion(service_a: Service) -> None:
    assert send(service_a, QUICK, marks={"waktu": 2}).state == State.INCOMPLETE
    assert not Suspicion.objects.exists()


def test_a_one_time_code_vouches_for_a_shared_connection(service_a: Service) -> None:
    make.version()
    codes = tickets.issue(
        service=service_a, unit=service_a.agency, way="sheet", at=make.AT, count=6
    )
    rows = []
    for code in codes:
        answers = make.answers(service_a, marks=MIXED)
        rows.append(watching.receive(answers=answers, trace=SLOW, at=make.AT, code=code).response)
    assert {(row.state, row.proved) for row in rows} == {("counted", True)}


def test_a_form_with_a_code_may_be_sent_twice(service_a: Service) -> None:
    make.version()
    (code,) = tickets.issue(service=service_a, unit=service_a.agency, way="sheet", at=make.AT)
    answers = make.answers(service_a)

    first = watching.receive(answers=answers, trace=SLOW, at=make.AT, code=code)
    again = watching.receive(answers=answers, trace=SLOW, at=make.AT, code=code)

    assert (first.again, again.again) == (False, True)


@pytest.mark.parametrize("trace", [SLOW, QUICK])
def test_a_new_answer_stays_within_ten_queries(service_a: Service, trace: Trace) -> None:
    for _one in range(2):
        answers = make.answers(service_a, sex="P", age=30)
        with CaptureQueriesContext(connection) as asked:
            watching.receive(answers=answers, trace=trace, at=make.AT)
        assert len(asked) <= 10  # with the beginning and the end of the transaction
    with_code = tickets.issue(service=service_a, unit=service_a.agency, way="sheet", at=make.AT)
    answers = make.answers(service_a)
    with CaptureQueriesContext(connection) as asked:
        watching.receive(answers=answers, trace=SLOW, at=make.AT, code=with_code[0])
    assert len(asked) <= 10


# --- Across connections -----------------------------------------------------------------------------


def one_by_one(service: Service, number: int, **fields: object) -> list[Response]:
    """Each from a connection of its own, five minutes apart."""
    rows = []
    for key in range(number):
        answers = make.answers(service, **{"marks": MIXED, **fields})
        at = make.AT + timedelta(minutes=5 * key)
        trace = Trace(f"198.51.100.{key}", 60)
        rows.append(watching.receive(answers=answers, trace=trace, at=at).response)
    return rows


def later(minutes: int = 60) -> dict[str, object]:
    return {"at": make.AT + timedelta(minutes=minutes)}


def test_many_alike_over_many_connections_are_held_afterwards(service_a: Service) -> None:
    one_by_one(service_a, 8)
    other = make.response(service_a, 4)

    assert watching.hold_patterns(**later()) == 8

    assert Suspicion.objects.get().sign == "pattern"
    assert Response.objects.filter(state="held").count() == 8
    other.refresh_from_db()
    assert other.state == State.COUNTED
    equals_a_recount()


def test_a_second_look_holds_nothing_twice(service_a: Service) -> None:
    one_by_one(service_a, 8)
    watching.hold_patterns(**later())
    assert watching.hold_patterns(**later()) == 0


def test_late_ones_of_a_pattern_join_it(service_a: Service) -> None:
    one_by_one(service_a, 8)
    watching.hold_patterns(**later(40))
    make.response(service_a, marks=MIXED, **later(41))

    assert watching.hold_patterns(**later(45)) == 1
    assert Suspicion.objects.get().responses.count() == 9


@pytest.mark.parametrize("fields", [{"channel": "paper"}, {"channel": "import"}, {"proved": True}])
def test_what_staff_enter_and_what_a_code_vouches_for_is_no_pattern(
    service_a: Service, fields: dict[str, object]
) -> None:
    for _one in range(9):
        make.response(service_a, marks=MIXED, **fields)
    assert watching.hold_patterns(**later()) == 0


def test_what_was_decided_to_count_is_not_held_again(service_a: Service, dewi: object) -> None:
    one_by_one(service_a, 8)
    watching.hold_patterns(**later())
    suspecting.decide(
        suspicion=Suspicion.objects.get(), decision=Decision.COUNT, why="Pelatihan.", by=dewi,
        at=make.AT,
    )  # fmt: skip
    assert watching.hold_patterns(**later()) == 0


def equals_a_recount() -> None:
    kept = sorted(Tally.objects.filter(n__gt=0).values_list("held", "n", "total", "squares"))
    counts = sorted(
        Tally.objects.filter(counts__n__gt=0).values_list(
            "held", "counts__subject", "counts__value", "counts__n"
        )
    )
    tallying.recount()
    assert kept == sorted(Tally.objects.values_list("held", "n", "total", "squares"))
    assert counts == sorted(
        Tally.objects.values_list("held", "counts__subject", "counts__value", "counts__n")
    )


# --- At once ------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_held_at_once_open_one_suspicion(service_a: Service) -> None:
    ready, faults = threading.Barrier(6), []
    all_answers = [make.answers(service_a) for _one in range(6)]

    def one(number: int) -> None:
        try:
            ready.wait()
            answers = replace(all_answers[number], client_uid=uuid4())
            watching.receive(answers=answers, trace=Trace(f"192.0.2.{number}", 1), at=make.AT)
        except Exception as error:  # noqa: BLE001  shown by the assertion
            faults.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Suspicion.objects.get().responses.count() == 6
    assert Tally.objects.get(held=True).n == 6


def test_who_calls_a_phone_a_kiosk_gets_no_more_room(service_a: Service) -> None:
    states = [send(service_a, channel="kiosk").state for _one in range(32)]
    assert states == [State.COUNTED] * 30 + [State.HELD] * 2


def test_alike_ones_of_a_kiosk_without_a_point_are_found_across_connections(
    service_a: Service,
) -> None:
    for number in range(40):
        send(service_a, Trace(f"198.51.100.{number}", 60), channel="kiosk")
    assert watching.hold_patterns(at=make.AT) == 40
