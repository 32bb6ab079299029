"""Made-up answers to measure with: true to the tables, with right sums, and only in a demo."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.surveys import index
from maklumat.surveys.actions import seeding, tallying
from maklumat.surveys.models import Rating, Response, State
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.sums import everything


@pytest.fixture
def demo(government: Government) -> Government:
    Government.objects.update(is_demo=True)
    government.refresh_from_db()
    make.version()
    return government


def seed(count: int) -> None:
    seeding.seed(count=count, at=make.AT, say=lambda _done: None)


def test_sums_of_made_up_answers_equal_a_recount(demo: Government, service_a: Service) -> None:
    seed(300)
    made = everything()

    assert Response.objects.count() == 300
    assert Rating.objects.count() == 150
    assert tallying.recount() == 300
    assert everything() == made


def test_made_up_answers_are_like_real_ones(demo: Government, service_a: Service) -> None:
    seed(300)
    rules = make.skm()
    for row in Response.objects.all():
        assert index.is_complete(rules, row.marks) == (row.state == State.COUNTED)
        assert row.day == row.received_at.date()
        assert row.received_at < make.AT


def test_more_are_added_to_those_that_are_there(demo: Government, service_a: Service) -> None:
    seed(60)
    make.response(service_a)
    seed(40)
    make.response(service_a)
    made = everything()

    assert Response.objects.count() == 102
    tallying.recount()
    assert everything() == made


def test_a_real_government_is_never_filled(agency_a: Agency) -> None:
    make.version()
    with pytest.raises(RuleBroken):
        seed(5)
    with pytest.raises(CommandError):
        call_command("surveys", "seed", "5")

    assert not Response.objects.exists()


def test_a_dry_run_only_says(demo: Government, service_a: Service) -> None:
    told = StringIO()
    call_command("surveys", "seed", "70000", "--dry-run", stdout=told)

    assert "70,000 answers" in told.getvalue()
    assert not Response.objects.exists()


def test_the_command_adds_and_recounts(demo: Government, service_a: Service) -> None:
    told, progress = StringIO(), StringIO()
    call_command("surveys", "seed", "20", stdout=told, stderr=progress)
    call_command("surveys", "recount", stdout=told)

    assert told.getvalue().splitlines() == ["20 answers added", "20 answers counted"]
    assert "20 …" in progress.getvalue()
