"""Forms that were finished count as people served; what was typed and larger holds."""

from datetime import date

import pytest

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.catalogue.signals import served
from maklumat.surveys.actions import served as actions
from maklumat.surveys.models import Served
from maklumat.surveys.periods import parse
from maklumat.surveys.queries import people_served
from maklumat.surveys.queries.sums import Where
from maklumat.surveys.queries.sums import served as all_served
from maklumat.surveys.tests import factories as make

DAY = date(2026, 11, 16)


def come(service: Service, times: int = 1) -> None:
    for _time in range(times):
        served.send(sender=Service, service=service, unit=service.agency, day=DAY)


def population(service: Service) -> int | None:
    period = parse("2026-11")
    assert period is not None
    return people_served.in_period([service], period).get(service.pk)


def test_each_one_counts(service_a: Service) -> None:
    come(service_a, 3)
    row = Served.objects.get()
    assert (row.people, row.counted, row.month) == (None, 3, date(2026, 11, 1))
    assert population(service_a) == 3


@pytest.mark.parametrize(("typed", "expected"), [(2, 3), (3, 3), (40, 40)])
def test_the_larger_number_holds(service_a: Service, typed: int, expected: int) -> None:
    make.served(service_a, typed)
    come(service_a, 3)
    assert population(service_a) == expected
    period = parse("2026-11")
    where = Where(make.version(), period)
    assert all_served(where) == {None: expected}


def test_emptying_what_was_typed_keeps_what_was_counted(service_a: Service, budi: User) -> None:
    make.served(service_a, 40)
    come(service_a)
    actions.note(
        unit=service_a.agency, services={service_a.pk: service_a},
        people={(service_a.pk, date(2026, 11, 1)): None}, by=budi, at=make.AT,
    )  # fmt: skip
    assert population(service_a) == 1
