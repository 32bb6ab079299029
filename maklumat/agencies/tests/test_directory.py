"""What a process remembers of the agencies is as true as the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest

from maklumat.agencies.directory import directory
from maklumat.agencies.models import Agency, OpeningHours, SpecialDay
from maklumat.core import pagecache

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
Asserts = Callable[[int], AbstractContextManager[object]]


def test_agencies_are_read_once(agency_a: Agency, django_assert_num_queries: Asserts) -> None:
    directory(TODAY)

    with django_assert_num_queries(0):
        known = directory(TODAY).by_slug["dukcapil"]
        assert (known.pk, known.government.pk) == (agency_a.pk, agency_a.government_id)
        assert len(known.opening_hours.all()) == 5
        assert known is directory(TODAY).by_key[agency_a.pk]


@pytest.mark.django_db(transaction=True)
def test_a_change_is_known_at_once(agency_a: Agency) -> None:
    assert len(directory(TODAY).by_slug["dukcapil"].opening_hours.all()) == 5

    OpeningHours.objects.create(agency=agency_a, weekday=6, opens=time(9), closes=time(10))

    assert len(directory(TODAY).by_slug["dukcapil"].opening_hours.all()) == 6


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_government_is_known_at_once(agency_a: Agency) -> None:
    directory(TODAY)

    agency_a.government.name = "Kabupaten Baru"
    agency_a.government.save()

    assert directory(TODAY).by_slug["dukcapil"].government.name == "Kabupaten Baru"


def test_what_another_process_changed_is_read_anew(agency_a: Agency) -> None:
    directory(TODAY)
    Agency.objects.filter(pk=agency_a.pk).update(name="Nama baru")  # no signal here
    assert directory(TODAY).by_key[agency_a.pk].name == "Dinas Kependudukan"

    pagecache._renew(["agencies"])  # noqa: SLF001  what the commit of the other process does

    assert directory(TODAY).by_key[agency_a.pk].name == "Nama baru"


def test_special_days_follow_the_calendar(agency_a: Agency) -> None:
    later = TODAY + timedelta(days=40)
    SpecialDay.objects.create(agency=agency_a, date=later, reason="Rapat")

    assert not directory(TODAY).by_key[agency_a.pk].special_days.all()
    assert directory(later).by_key[agency_a.pk].special_days.all()
