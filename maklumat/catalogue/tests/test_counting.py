"""Counting equals a slow recount, whatever the services; its sentences say why."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.catalogue.counting import Counted, Move, Reason, moves, percent, ranking, tally
from maklumat.catalogue.standard import SERVICE_DELIVERY, Component

PARTS = [part.value for part in Component]
SERVICES = st.lists(
    st.builds(
        Counted,
        key=st.integers(1, 10_000),
        name=st.just("Layanan"),
        filled=st.frozensets(st.sampled_from(PARTS)) | st.just(frozenset(PARTS)),
        live=st.booleans(),
    ),
    max_size=12,
)


def slowly(services: Iterable[Counted]) -> dict[str, int]:
    """Count as one would on paper: look at each service, each component, one by one."""
    found = dict.fromkeys([*PARTS, "services", "live", "six", "fourteen"], 0)
    for service in services:
        found["services"] += 1
        if service.live:
            found["live"] += 1
        for part in PARTS:
            if part in service.filled:
                found[part] += 1
        if all(part.value in service.filled for part in SERVICE_DELIVERY):
            found["six"] += 1
        if all(part in service.filled for part in PARTS):
            found["fourteen"] += 1
    return found


@given(SERVICES)
def test_a_tally_equals_a_slow_recount(services: list[Counted]) -> None:
    quick, slow = tally(services), slowly(services)

    assert {part.value: cell.complete for part, cell in quick.components} == {
        part: slow[part] for part in PARTS
    }
    assert (quick.services, quick.live) == (slow["services"], slow["live"])
    assert (quick.delivery.complete, quick.whole.complete) == (slow["six"], slow["fourteen"])


@given(SERVICES)
def test_complete_and_missing_make_up_all(services: list[Counted]) -> None:
    for _part, cell in tally(services).components:
        assert cell.of == len(services)


@pytest.mark.parametrize(
    ("with_fee", "without", "reason"),
    [(0, 0, Reason.NOTHING), (2, 0, Reason.ALL), (1, 1, Reason.SOME), (0, 2, Reason.NONE)],
)
def test_a_cell_says_why(with_fee: int, without: int, reason: Reason) -> None:
    rows = [Counted(1, "A", frozenset({"biaya"}))] * with_fee
    rows += [Counted(2, "B", frozenset())] * without

    assert dict(tally(rows).components)[Component.FEE].reason is reason


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, None), (0, 3, 0), (999, 1000, 99), (3, 3, 100)]
)
def test_a_share_is_rounded_down(part: int, whole: int, expected: int | None) -> None:
    assert percent(part, whole) == expected


def test_two_services_are_too_few_for_a_place() -> None:
    whole = Counted(1, "A", frozenset(PARTS))
    tallies = {1: tally([whole] * 2), 2: tally([whole] * 3)}

    assert [place.key for place in ranking(tallies)] == [2]


def test_who_was_not_counted_before_did_not_move() -> None:
    assert moves({1: 50, 2: None}, {1: 40, 2: 10, 3: 90}) == [Move(1, 50, 40)]
