"""A person decides about what is held, may think again, and the sums follow exactly."""

import pytest

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import AuditRow
from maklumat.surveys.actions import suspecting
from maklumat.surveys.models import Decision, Response, Suspicion, Tally
from maklumat.surveys.queries import care
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.test_watching import equals_a_recount


@pytest.fixture
def held(service_a: Service) -> Suspicion:
    """Three held beside six that count."""
    for mark in (2, 3, 4, 4, 3, 3):
        make.response(service_a, mark, sex="P", age=30)
    suspicion = make.suspicion(service_a)
    for mark in (1, 1, 4):
        make.response(service_a, mark, suspicion=suspicion, sex="L", age=20)
    make.response(service_a, marks={"waktu": 1}, suspicion=suspicion)
    return suspicion


def decide(suspicion: Suspicion, decision: Decision, by: User, **more: object) -> Suspicion:
    said = {"why": "Satu orang mengisi untuk rekan.", **more}
    return suspecting.decide(suspicion=suspicion, decision=decision, by=by, at=make.AT, **said)


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Response.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_left_out_they_are_in_no_sum(held: Suspicion, dewi: User) -> None:
    decide(held, Decision.LEAVE_OUT, dewi)

    assert states() == {"counted": 6, "left_out": 3, "incomplete": 1}
    assert dict(Tally.objects.values_list("held", "n")) == {False: 6, True: 0}
    equals_a_recount()


def test_counted_they_join_the_others(held: Suspicion, dewi: User) -> None:
    decide(held, Decision.COUNT, dewi)

    assert Tally.objects.get(held=False).n == 9
    equals_a_recount()


def test_a_decision_can_be_changed_and_opened_again(held: Suspicion, dewi: User) -> None:
    decide(held, Decision.LEAVE_OUT, dewi)
    decide(held, Decision.COUNT, dewi, why="Ternyata pelatihan.")
    equals_a_recount()
    again = decide(held, Decision.OPEN, dewi, why="Ada bukti baru.")

    assert (again.decision, again.why, again.decided_by, again.decided_at) == ("", "", "", None)
    assert states() == {"counted": 6, "held": 3, "incomplete": 1}
    equals_a_recount()
    assert AuditRow.objects.filter(action="surveys.suspicion_decided").count() == 3


def test_opened_again_they_join_what_was_opened_meanwhile(
    held: Suspicion, service_a: Service, dewi: User
) -> None:
    decide(held, Decision.LEAVE_OUT, dewi)
    newer = make.suspicion(service_a)
    make.response(service_a, 1, suspicion=newer)

    assert decide(held, Decision.OPEN, dewi) == newer
    assert Suspicion.objects.get().responses.count() == 5


def test_chosen_ones_are_decided_alone(held: Suspicion, dewi: User) -> None:
    row = held.responses.filter(state="held").first()

    decided = decide(held, Decision.COUNT, dewi, only=[row.pk])

    assert decided != held
    assert (decided.decision, decided.responses.get()) == ("count", row)
    held.refresh_from_db()
    assert held.decision == ""
    assert states() == {"counted": 7, "held": 2, "incomplete": 1}
    equals_a_recount()


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_is_asked_for(held: Suspicion, dewi: User, why: str) -> None:
    with pytest.raises(RuleBroken, match="alasan"):
        decide(held, Decision.COUNT, dewi, why=why)
    assert states()["held"] == 3


def test_none_chosen_is_no_decision(held: Suspicion, dewi: User) -> None:
    with pytest.raises(RuleBroken, match="paling sedikit satu"):
        decide(held, Decision.COUNT, dewi, only=[])


def test_the_same_decision_twice_is_told(held: Suspicion, dewi: User) -> None:
    decide(held, Decision.COUNT, dewi)
    with pytest.raises(RuleBroken, match="sudah demikian"):
        decide(held, Decision.COUNT, dewi)


def test_the_agency_does_not_decide_on_itself(held: Suspicion, budi: User, agus: User) -> None:
    for person in (budi, agus):
        with pytest.raises(RuleBroken, match="Bagian Organisasi"):
            decide(held, Decision.LEAVE_OUT, person)


def test_each_sees_what_belongs_to_the_own_agency(
    held: Suspicion, budi: User, wati: User, dewi: User
) -> None:
    assert care.suspicion_for(budi, held.pk) == care.suspicion_for(dewi, held.pk) == held
    with pytest.raises(NotFound):
        care.suspicion_for(wati, held.pk)
    assert (care.waiting(dewi), care.waiting(budi)) == (1, 0)


def test_the_audit_says_who_why_and_how_many(held: Suspicion, dewi: User) -> None:
    decide(held, Decision.LEAVE_OUT, dewi)

    row = AuditRow.objects.get(action="surveys.suspicion_decided")
    assert row.actor == dewi.get_username()
    assert '"questionnaires":4' in row.details
    assert "rekan" in row.details


def test_five_hundred_cost_no_more_statements_than_five(
    service_a: Service, dewi: User, django_assert_max_num_queries: object
) -> None:
    suspicion = make.suspicion(service_a)
    for _one in range(60):
        make.response(service_a, 4, suspicion=suspicion)
    with django_assert_max_num_queries(60):  # type: ignore[operator]  # pytest-django's own fixture
        decide(suspicion, Decision.COUNT, dewi)
