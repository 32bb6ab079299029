"""The table of steps: every state, party and step; no dead end; "bukan wewenang" ends nothing."""

from itertools import product

import pytest

from maklumat.complaints import labels
from maklumat.complaints.clocks import EFFECTS
from maklumat.complaints.workflow import (
    ENDED,
    OPEN,
    STEPS,
    Move,
    Party,
    Status,
    may,
    moves,
    target,
)

# Written out once more, by hand, from what people may expect: state, party -> steps.
HANDLER, COORDINATOR, INSPECTOR = Party.HANDLER, Party.COORDINATOR, Party.INSPECTOR
EXPECTED = {
    (Status.RECEIVED, Party.COMPLAINANT): "withdraw escalate",
    (Status.RECEIVED, Party.SYSTEM): "verify",
    (Status.RECEIVED, HANDLER): "verify ask supervise merge",
    (Status.RECEIVED, COORDINATOR): "verify ask archive forward supervise escalate merge",
    (Status.RECEIVED, INSPECTOR): "verify ask archive forward escalate merge",
    (Status.VERIFIED, Party.COMPLAINANT): "withdraw escalate",
    (Status.VERIFIED, Party.SYSTEM): "dispose",
    (Status.VERIFIED, HANDLER): "dispose ask supervise merge",
    (Status.VERIFIED, COORDINATOR): "dispose ask archive forward supervise escalate merge",
    (Status.VERIFIED, INSPECTOR): "dispose ask archive forward escalate merge",
    (Status.RETURNED, Party.COMPLAINANT): "withdraw escalate",
    (Status.RETURNED, Party.SYSTEM): "dispose",
    (Status.RETURNED, HANDLER): "dispose ask supervise merge",
    (Status.RETURNED, COORDINATOR): "dispose ask archive forward supervise escalate merge",
    (Status.RETURNED, INSPECTOR): "dispose ask archive forward escalate merge",
    (Status.DISPOSED, Party.COMPLAINANT): "withdraw escalate",
    (Status.DISPOSED, HANDLER): "start reply ask answer return supervise merge",
    (Status.DISPOSED, COORDINATOR): (
        "start reply ask answer transfer forward supervise escalate merge"
    ),
    (Status.DISPOSED, INSPECTOR): "start reply ask answer transfer forward escalate merge",
    (Status.IN_PROGRESS, Party.COMPLAINANT): "withdraw escalate",
    (Status.IN_PROGRESS, HANDLER): "reply ask answer return supervise merge",
    (Status.IN_PROGRESS, COORDINATOR): (
        "reply ask answer transfer forward supervise escalate merge"
    ),
    (Status.IN_PROGRESS, INSPECTOR): "reply ask answer transfer forward escalate merge",
    (Status.WAITING, Party.COMPLAINANT): "complete withdraw escalate",
    (Status.WAITING, Party.SYSTEM): "lapse",
    (Status.WAITING, HANDLER): "supervise",
    (Status.WAITING, COORDINATOR): "supervise escalate",
    (Status.WAITING, INSPECTOR): "escalate",
    (Status.ANSWERED, Party.COMPLAINANT): "accept reopen withdraw escalate",
    (Status.ANSWERED, Party.SYSTEM): "expire",
    (Status.ANSWERED, COORDINATOR): "escalate",
    (Status.ANSWERED, INSPECTOR): "escalate",
    (Status.ESCALATED, Party.COMPLAINANT): "withdraw",
    (Status.ESCALATED, HANDLER): "reply answer",
    (Status.ESCALATED, COORDINATOR): "reply answer",
    (Status.ESCALATED, INSPECTOR): "reply answer",
    (Status.CLOSED, Party.COMPLAINANT): "escalate",
    (Status.CLOSED, COORDINATOR): "escalate",
    (Status.CLOSED, INSPECTOR): "escalate",
    (Status.ARCHIVED, COORDINATOR): "revive",
    (Status.ARCHIVED, INSPECTOR): "revive",
}
OFFICE = {Party.HANDLER, Party.COORDINATOR, Party.INSPECTOR}


@pytest.mark.parametrize(("status", "party"), list(product(Status, Party)))
def test_each_party_may_take_just_these_steps(status: Status, party: Party) -> None:
    expected = set(EXPECTED.get((status, party), "").split())

    assert {move.value for move in moves(status, party)} == expected
    assert {move.value for move in Move if may(move, status, party)} == expected


def reachable(status: Status, parties: set[Party]) -> set[Status]:
    """Return every state that these parties can bring a case to, alone."""
    seen, ahead = set(), [status]
    while ahead:
        here = ahead.pop()
        for party, move in product(parties, Move):
            if may(move, here, party):
                back = Status.DISPOSED if STEPS[move].to is None else None
                there = target(move, back)
                if there not in seen:
                    seen.add(there)
                    ahead.append(there)
    return seen


@pytest.mark.parametrize("status", sorted(OPEN))
def test_no_open_state_is_a_dead_end(status: Status) -> None:
    assert reachable(status, set(Party)) & ENDED


@pytest.mark.parametrize("status", sorted(OPEN))
def test_the_complainant_can_always_leave(status: Status) -> None:
    assert may(Move.WITHDRAW, status, Party.COMPLAINANT)


@pytest.mark.parametrize("status", sorted(OPEN - {Status.WAITING}))
def test_the_office_can_always_bring_a_case_to_an_end(status: Status) -> None:
    assert reachable(status, OFFICE | {Party.SYSTEM}) & ENDED


def test_silence_ends_what_waits_for_the_complainant() -> None:
    assert target(Move.LAPSE) in ENDED
    assert target(Move.EXPIRE) in ENDED
    assert may(Move.LAPSE, Status.WAITING, Party.SYSTEM)
    assert may(Move.EXPIRE, Status.ANSWERED, Party.SYSTEM)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_bukan_wewenang_never_ends_a_case_for_the_citizen(status: Status) -> None:
    ends = [move for move in moves(status, Party.HANDLER) if target(move, status) in ENDED]

    assert target(Move.RETURN) in OPEN
    assert set(ends) <= {Move.MERGE}  # which goes on in the other case
    assert STEPS[Move.RETURN].needs_reason


def test_every_step_has_its_effect_on_the_clocks_and_its_words() -> None:
    assert set(STEPS) == set(Move) == set(EFFECTS)
    assert [key for key, _word in labels.MOVES] == [move.value for move in Move]
    assert [key for key, _word in labels.STATUSES] == [status.value for status in Status]


def test_whoever_ends_a_case_for_another_says_why() -> None:
    said = {
        move
        for move, step in STEPS.items()
        if step.to in ENDED and step.parties - {Party.COMPLAINANT, Party.SYSTEM}
    }

    assert said == {Move.ARCHIVE, Move.FORWARD, Move.MERGE}
    assert all(STEPS[move].needs_reason for move in said)
