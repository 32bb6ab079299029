"""The demo's cases: believable, true to their clocks, loaded once, silent."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from maklumat.agencies.models import Government
from maklumat.catalogue.demo import loading as government_loading
from maklumat.complaints.actions.ticking import fact
from maklumat.complaints.clocks import due
from maklumat.complaints.demo import cast, loading, stories, ways
from maklumat.complaints.models import Complaint, EventKind, Publication, Reporter
from maklumat.complaints.queries import calendar_from
from maklumat.complaints.queries.routing import routing_rules
from maklumat.core import audit
from maklumat.core.models import Message

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_a_part_of_the_demo(db: None) -> None:
    """Load the demo's government once and sixty cases, because a load takes seconds."""
    government_loading.load(password="kelapa-tenun-ombak", at=AT)  # noqa: S106  only for tests

    assert loading.load(at=AT, count=60) == 60
    cases = list(Complaint.objects.all())

    assert not Message.objects.exists()  # nobody wants to hear of last year
    assert not list(audit.problems())
    assert all(case.received_at <= AT for case in cases)
    check_numbers(cases)
    check_clocks(cases)
    check_secrets(cases)
    check_rules(cases)
    assert loading.load(at=AT, count=60) == 0
    assert Complaint.objects.count() == 60


def check_numbers(cases: Sequence[Complaint]) -> None:
    """Numbers follow the order in which reports came."""
    by_time = sorted(cases, key=lambda case: (case.received_at, case.pk))
    assert [case.pk for case in by_time] == sorted(case.pk for case in cases)


def check_clocks(cases: Sequence[Complaint]) -> None:
    for case in cases:
        for row in case.clocks.filter(held_since=None).prefetch_related("pauses"):
            government = Government.objects.get()
            assert due(fact(row), calendar_from(government, row.start)).due == row.due


def check_rules(cases: Sequence[Complaint]) -> None:
    """The rules were there first; what one passed on at once waited for nobody."""
    rows = list(routing_rules())
    assert [row.name for row in rows] == [way.name for way in ways.WAYS]
    caught = [case for case in cases if case.rule]
    assert caught
    for case in caught:
        assert case.events.filter(kind=EventKind.ROUTED).count() == 1


def check_secrets(cases: Sequence[Complaint]) -> None:
    public = set(Publication.objects.filter(live=True).values_list("complaint_id", flat=True))
    for case in cases:
        assert not (case.pk in public and (case.confidential or case.restricted))
        assert not (case.anonymous and Reporter.objects.filter(complaint=case).exists())


def test_no_two_reports_read_alike(db: None) -> None:
    world = cast.World(
        government=Government(time_zone="Asia/Makassar"),
        agencies=dict.fromkeys({row.agency for row in stories.read()}),  # type: ignore[arg-type]  # only names are read
        services={}, categories={}, coordinator=None, inspector=None, handlers={},  # type: ignore[arg-type]  # as above
    )  # fmt: skip

    made = loading.plans(world, AT, 4, loading.COUNT)

    assert len(made) == 400
    assert len({plan.told.text for plan in made}) == 400
    assert len({plan.told.title for plan in made}) > 300
    assert not [plan.told.text for plan in made if "{" in plan.told.text or "[" in plan.told.text]


@pytest.mark.parametrize("use", range(6))
def test_every_story_can_be_told(use: int) -> None:
    details = dict.fromkeys(("lama", "hari", "jam", "tempat", "telp"), "x")
    known = stories.read()

    assert len(known) >= 120
    for story in known:
        told = stories.tell(story, use, use, details)
        assert told.title
        assert len(told.text) > 40
        assert told.result
