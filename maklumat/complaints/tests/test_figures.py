"""Figures: sums that equal a recount, small cells hidden, no place for the few."""

from collections import Counter
from datetime import timedelta

import pytest

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.complaints import acting
from maklumat.complaints.actions import counting, moving
from maklumat.complaints.clocks import ClockKind
from maklumat.complaints.fairness import hidden, shrunk
from maklumat.complaints.figures import Sum, total
from maklumat.complaints.models import FigureCell
from maklumat.complaints.queries import figures as queries
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status

LATER = make.AT + timedelta(days=1)


def everything(government: Government) -> Sum:
    return total(queries.count(government).cells.values())


def test_stored_sums_equal_a_recount(
    government: Government, agency_a: Agency, agency_b: Agency, budi: User
) -> None:
    make.answered(agency_a, budi)
    make.disposed(agency_b, at=make.AT - timedelta(days=40))
    live = queries.count(government).cells

    assert counting.count(government=government, at=LATER) == 2
    assert counting.count(government=government, at=LATER) == 0
    stored = {
        queries.Place(row.month, row.agency_id, row.service_id, row.kind): row.counts
        for row in FigureCell.objects.all()
    }

    recounted: dict[queries.Place, Counter[str]] = {
        place: found.counts
        for place, found in queries.month_cells(
            {place.month for place in stored}, government.zone
        ).items()
    }
    assert stored == recounted
    assert queries.count(government).cells == live


def test_what_happened_since_is_counted_at_once(
    government: Government, agency_a: Agency, budi: User
) -> None:
    row = make.answered(agency_a, budi)
    counting.count(government=government, at=LATER)

    moving.take(complaint=row, move=Move.ACCEPT, by=acting.COMPLAINANT, at=LATER)
    found = everything(government)

    assert (found.cases, found.state(Status.CLOSED), found.state(Status.ANSWERED)) == (1, 1, 0)
    assert (found.kept(ClockKind.RESOLUTION), found.timed(ClockKind.RESOLUTION)) == (1, 1)
    assert found.median_days() == 0


def test_restricted_cases_are_in_no_sum(
    government: Government, agency_a: Agency, dewi: User
) -> None:
    row = make.disposed(agency_a)
    moving.supervise(complaint=row, by=acting.officer(dewi, row), at=LATER, reason="Pungutan.")

    assert everything(government).cases == 0


def test_an_open_term_that_ran_out_counts_as_missed(
    government: Government, agency_a: Agency
) -> None:
    make.disposed(agency_a, at=make.AT - timedelta(days=90))

    found = everything(government)

    assert (found.kept(ClockKind.RESOLUTION), found.timed(ClockKind.RESOLUTION)) == (0, 1)


def test_a_merger_makes_the_sums_new(
    government: Government, agency_a: Agency, agency_b: Agency
) -> None:
    make.disposed(agency_a)
    counting.count(government=government, at=LATER)

    moving.hand_over(predecessor=agency_a, successor=agency_b, actor="dewi", at=LATER)
    counting.forget()

    assert {place.agency for place in queries.count(government).cells} == {agency_b.pk}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, set()),
        ({"a": 3, "b": 9}, set()),
        ({"a": 1}, {"a"}),  # the total itself is too small; whoever shows it must ask
        ({"a": 2, "b": 9}, {"a", "b"}),  # else 11 - 9
        ({"a": 1, "b": 1, "c": 9}, {"a", "b", "c"}),  # 1 + 1 is still below three
        ({"a": 1, "b": 2, "c": 9}, {"a", "b"}),
        ({"a": 1, "b": 0, "c": 4, "d": 9}, {"a", "c"}),
        ({"a": 0, "b": 0}, set()),
    ],
)
def test_small_cells_are_hidden(counts: dict[str, int], expected: set[str]) -> None:
    assert hidden(counts) == expected


def test_hiding_looks_at_each_group() -> None:
    counts = {"a1": 1, "a2": 5, "b1": 7, "b2": 3}
    groups = {key: key[0] for key in counts}

    assert hidden(counts, groups) == {"a1", "a2"}


def test_few_cases_are_drawn_to_the_mean() -> None:
    estimate = shrunk({"big": (90, 100), "slow": (40, 100), "tiny": (1, 1), "none": (0, 0)})

    assert 64 < estimate["tiny"] < 90
    assert estimate["none"] < estimate["tiny"]
    assert abs(estimate["big"] - 90) < 2
