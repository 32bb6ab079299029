"""The demo's surveys: believable, loaded once, equal to what the steps would leave."""

from collections import Counter as Count_of
from datetime import UTC, datetime

import pytest

from maklumat.agencies.models import Agency
from maklumat.catalogue.demo import loading as government_loading
from maklumat.core import audit
from maklumat.core.models import Message
from maklumat.surveys import index, queries
from maklumat.surveys.actions import answering, instruments, tallying
from maklumat.surveys.actions.answering import Answers
from maklumat.surveys.demo import cast, loading, plan, texts
from maklumat.surveys.models import (
    FollowUp,
    FollowUpState,
    Rating,
    Report,
    ReportPublication,
    Response,
    Served,
    State,
    Suspicion,
)
from maklumat.surveys.periods import Kind, Period, current
from maklumat.surveys.queries import Where
from maklumat.surveys.tests.factories import skm
from maklumat.surveys.tests.sums import everything

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
LAST = current(Kind.QUARTER, AT.date())
ALL = Period(LAST.shifted(-5).first, LAST.last)


def test_the_whole_demo(db: None) -> None:
    """Load the demo's government once, because it takes seconds."""
    government_loading.load(password="kelapa-tenun-ombak", at=AT)  # noqa: S106  only for tests

    assert loading.load(at=AT) == {"answers": 3000, "taps": 1500, "reports": 11}
    rows = list(Response.objects.all())
    check_figures()
    check_rows(rows)
    check_offices()
    check_reports()
    assert not Message.objects.exists()
    assert not list(audit.problems())

    before = everything()
    assert loading.load(at=AT) == {}
    assert everything() == before
    check_steps(rows)


def check_figures() -> None:
    """Some are good, some weak, one rises, one falls; people wait the longest for the rest."""
    version = queries.current()
    slugs = dict(Agency.objects.values_list("pk", "slug"))

    def scores(period: Period) -> dict[str, float]:
        sums = queries.totals(Where(version, period), "agency")
        return {
            slugs[int(str(key))]: float(index.score(version.rules, n=row.n, total=row.total))
            for key, row in sums.items()
        }

    whole, first, last = scores(ALL), scores(LAST.shifted(-5)), scores(LAST)
    assert whole["dpmptsp"] > 85
    assert whole["perumdam"] < 65
    assert last["dukcapil"] > first["dukcapil"] + 5
    assert last["rsud"] < first["rsud"] - 5
    assert "kominfo" not in whole
    everybody = index.index(version.rules, queries.sums(Where(version, ALL))[None])
    assert everybody is not None
    assert everybody.lowest_first[0].key == "waktu"


def check_rows(rows: list[Response]) -> None:
    assert max(row.received_at for row in rows) <= AT
    assert min(row.day for row in rows) >= ALL.first
    assert all(row.state != State.COUNTED or len(row.marks) == 9 for row in rows)
    by_quarter = Count_of(current(Kind.QUARTER, row.day).code for row in rows)
    assert len(by_quarter) == 6
    told = Count_of(row.text for row in rows if row.text)
    assert len(told) >= 150
    low = [row for row in rows if row.text and min(row.marks.values()) == 1]
    assert low
    assert max(told.values()) < 12


def check_offices() -> None:
    few = Response.objects.filter(agency__slug="perpus").count()
    assert 0 < few < index.FEWEST
    hours = Count_of(Rating.objects.values_list("hour", flat=True))
    assert hours[9] > hours[12] > hours[16]
    assert Served.objects.filter(month=LAST.last).count() == 0
    assert Served.objects.count() > 300


def check_reports() -> None:
    """Two groups of answers wait for a decision; reports are out, their follow-up in every state."""
    assert Suspicion.objects.filter(decision="").count() == 2
    assert Suspicion.objects.exclude(decision="").get().decided_by
    assert Report.objects.filter(published_at=None).count() == 1
    assert all(row.figures for row in Report.objects.exclude(published_at=None))
    assert {row.value for row in FollowUpState} == set(
        FollowUp.objects.values_list("state", flat=True)
    )
    assert ReportPublication.objects.exclude(medium="website").count() > 5


def check_steps(rows: list[Response]) -> None:
    """Let fifty of them come in by the ordinary step instead: the same sums."""
    some = [row for row in rows if row.suspicion is None][::60]
    Response.objects.exclude(pk__in=[row.pk for row in some]).delete()
    tallying.recount()
    added = everything()
    Response.objects.all().delete()
    tallying.recount()
    for row in some:
        answers = Answers(
            instrument=row.instrument, service=row.service, unit=row.unit, marks=row.marks,
            day=row.day, half=row.half, client_uid=row.client_uid, channel=row.channel,
            sex=row.sex, age=row.age, education=row.education, occupation=row.occupation,
            disability=row.disability,
        )  # fmt: skip
        kept = answering.receive(answers=answers, at=row.received_at).response
        assert (kept.state, kept.agency_id) == (row.state, row.agency_id)
    assert everything() == added
    tallying.recount()


def test_without_a_demo_government_nothing_is_added(agency_a: Agency) -> None:
    instruments.load(at=AT)
    assert cast.world(AT) is None
    assert loading.load(at=AT) == {}
    assert not Response.objects.exists()


def test_the_plan_speaks_of_three_thousand() -> None:
    planned = plan.read()
    assert planned.answers == 3000
    assert sum(row.taps for row in planned.points) == 1500
    assert len(planned.points) == 12


def test_the_sentences_are_many_and_all_different() -> None:
    told = [sentence for deck in texts.read().values() for sentence in deck]
    assert len(told) == len(set(told)) > 200
    assert all(sentence[-1] in ".?" for sentence in told)


@pytest.mark.parametrize("mood", [texts.LOW, texts.HIGH])
def test_something_can_be_said_about_every_element(mood: str) -> None:
    known = texts.read()
    for key in skm().keys:
        assert (texts.EVERYWHERE, key, mood) in known
