"""Made-up cases to measure with: true to the tables, and only in a demo."""

import pytest

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.complaints.actions import seeding
from maklumat.complaints.models import CaseClock, Complaint, Event
from maklumat.complaints.tests import factories as make
from maklumat.core import numbers
from maklumat.core.errors import RuleBroken


def seed(count: int) -> None:
    make.terms()
    seeding.seed(count=count, at=make.AT, say=lambda _done: None)


@pytest.fixture
def demo(government: Government) -> Government:
    Government.objects.update(is_demo=True)
    government.refresh_from_db()
    return government


def test_each_made_up_case_has_its_clocks_and_events(demo: Government, service_a: Service) -> None:
    seed(200)

    assert Complaint.objects.count() == 200
    assert CaseClock.objects.count() == 400
    assert {"filed", "moved"} == set(Event.objects.values_list("kind", flat=True))
    for number in Complaint.objects.values_list("number", flat=True)[:20]:
        assert numbers.parse(number)
    finished = Complaint.objects.filter(status="closed").prefetch_related("clocks")[:20]
    for case in finished:
        for clock in case.clocks.all():
            assert (clock.ended <= clock.due) == (clock.state == "met")


def test_a_real_report_goes_on_counting_behind_made_up_ones(
    demo: Government, agency_a: Agency
) -> None:
    seed(50)
    seed(50)
    last = Complaint.objects.filter(received_at__year=2026).count()

    case = make.complaint(agency=agency_a)

    assert numbers.parse(case.number).serial == last + 1
    assert Complaint.objects.count() == 101


def test_a_real_government_is_never_filled(agency_a: Agency) -> None:
    with pytest.raises(RuleBroken):
        seed(5)

    assert not Complaint.objects.exists()
