"""Who is told of which term and when: never twice, never at night, figures only for the leadership."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import working_calendar
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.complaints import acting, ladder
from maklumat.complaints.actions import alerting, moving
from maklumat.complaints.actions.moving import Result
from maklumat.complaints.ladder import Step
from maklumat.complaints.models import Alert, AnswerLink, Complaint
from maklumat.complaints.tests import factories as make
from maklumat.core.models import Message
from maklumat.core.tests.test_worker import environment
from maklumat.core.workdays import between

JAKARTA = ZoneInfo("Asia/Jakarta")
FILED = datetime(2026, 3, 9, 3, tzinfo=UTC)  # a Monday; Lebaran is on 21 and 22 March 2026
HOURS = (0, 6, 7, 11, 17, 18, 23)
DAYS = 60

pytestmark = pytest.mark.django_db


def live_through(
    government: Government, *, days: int = DAYS, start: datetime = FILED
) -> list[tuple[datetime, int]]:
    """Let the worker ask at many hours of every day; return when letters were written."""
    written = []
    first = start.astimezone(JAKARTA).date()
    for day in range(days):
        for hour in HOURS:
            moment = datetime.combine(first + timedelta(days=day), datetime.min.time(), JAKARTA)
            moment = (moment + timedelta(hours=hour)).astimezone(UTC)
            number = alerting.tell(government=government, at=moment)
            if number:
                written.append((moment.astimezone(JAKARTA), number))
    return written


def told(user: User) -> list[tuple[str, str, date]]:
    rows = Alert.objects.filter(user=user).order_by("day", "pk")
    return [(row.clock.kind, row.rung, row.day) for row in rows.select_related("clock")]


def letters_to(user: User) -> list[Message]:
    return list(Message.objects.filter(to=user.email, about="complaints").order_by("pk"))


def person(name: str, role: str, agency: Agency | None = None) -> User:
    user = people.user(name)
    agency_rows.membership(user, role, agency)
    return user


@pytest.fixture
def sekda(government: Government) -> User:
    return person("Sekda", "leader")


@pytest.fixture
def case(agency_a: Agency, service_a: Service) -> Complaint:
    """Passed on to agency A on Monday 9 March and never answered."""
    return make.disposed(
        agency_a,
        service=service_a,
        at=FILED,
        text="Nama saya Sari Wulandari, KTP belum jadi.",
        contact=make.contact(),
    )


def test_sixty_days_with_lebaran(
    budi: User, agus: User, dewi: User, wati: User, sekda: User, case: Complaint
) -> None:
    government = case.agency.government
    written = live_through(government)
    calendar = working_calendar(government, 2026)

    # Never at night, on a day of rest or on a holiday, at the first hour that is allowed.
    assert all(at.hour == 7 and calendar.is_working(at.date()) for at, _number in written)
    # The first reply is due on Monday 16; work begins again on Wednesday 25 March.
    first = [(rung, day) for kind, rung, day in told(budi) if kind == "first_answer"]
    assert first == [("remind", date(2026, 3, 13)), ("unit", date(2026, 3, 17))]
    day_of = {
        user.first_name: next(day for kind, _rung, day in told(user) if kind == "first_answer")
        for user in (agus, dewi, sekda)
    }
    due = date(2026, 3, 16)
    # The day after the miss is day 0; so many whole working days later the next one is told.
    waits = {name: between(due, day, calendar) - 1 for name, day in day_of.items()}
    assert waits == {"Agus": 1, "Dewi": 3, "Sekda": 5}
    assert day_of["Agus"] == date(2026, 3, 25)
    assert told(wati) == []
    # Nobody twice of one clock and rung, and at most one letter a person a day.
    assert set(Counter(Alert.objects.values_list("clock", "rung", "user")).values()) == {1}
    for user in (budi, agus, dewi, sekda):
        days = {day for _kind, _rung, day in told(user)}
        assert len(letters_to(user)) == len(days)


def test_letters_hold_nothing_of_the_citizen(
    budi: User, agus: User, dewi: User, sekda: User, case: Complaint
) -> None:
    live_through(case.agency.government)
    every = "\n".join(
        message.subject + message.text for message in Message.objects.filter(about="complaints")
    )

    for word in ("Sari", "Wulandari", "sari@contoh.example", "0812", "belum jadi"):
        assert word not in every
    assert case.number in letters_to(budi)[0].text
    # The leadership reads figures: no case, no link.
    figures = letters_to(sekda)[0].text
    assert case.number not in figures
    assert "Dukcapil: 1" in figures
    assert "/petugas/" not in figures
    assert "/jawab/" not in figures


def test_of_a_restricted_case_only_its_inspectors_hear(
    budi: User, agus: User, dewi: User, sekda: User, case: Complaint
) -> None:
    inspector = person("Ida", "inspector")
    moving.supervise(complaint=case, by=acting.officer(dewi, case), at=FILED, reason="Pungutan.")

    live_through(case.agency.government if case.agency else Government.objects.get())

    assert [told(user) for user in (budi, agus, dewi, sekda)] == [[], [], [], []]
    assert told(inspector)[0][:2] == ("first_answer", "remind")
    assert "Dukcapil" not in "".join(message.text for message in letters_to(inspector))
    assert not AnswerLink.objects.exists()


def test_nobody_is_told_once_it_is_answered(budi: User, agus: User, case: Complaint) -> None:
    moving.answer(
        complaint=case, by=acting.officer(budi, case), at=FILED, result=Result(text="Sudah jadi.")
    )

    assert live_through(case.agency.government) == []


def test_a_worker_killed_after_one_letter_sends_none_twice(
    budi: User, agus: User, case: Complaint
) -> None:
    government, late = case.agency.government, datetime(2026, 3, 25, 3, tzinfo=UTC)
    running = alerting.letters(government=government, at=late)
    first = next(running)
    running.close()  # killed here: the next letter was not begun
    before = Message.objects.filter(about="complaints").count()

    assert before == 1
    assert alerting.tell(government=government, at=late) == 1
    assert alerting.tell(government=government, at=late) == 0
    assert {len(letters_to(user)) for user in (budi, agus)} == {1}
    assert first in (budi, agus)


KILLED = """
import os, signal, sys, django
django.setup()
from datetime import datetime
from maklumat.agencies.models import Government
from maklumat.complaints.actions import alerting
from maklumat.complaints.models import Alert
from django.db import connection
from maklumat.core.tests.test_worker import environment
kill = lambda **_: os.kill(os.getpid(), signal.SIGKILL)
def kill_after_the_letter(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT") and "core_message" in sql:
        kill()
    return result
if sys.argv[2] == "inside":
    connection.execute_wrappers.append(kill_after_the_letter)
for user in alerting.letters(
    government=Government.objects.get(), at=datetime.fromisoformat(sys.argv[1])
):
    kill()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("where", "written"), [("inside", 0), ("between", 1)])
def test_a_real_kill_loses_nothing_and_doubles_nothing(
    budi: User, agus: User, case: Complaint, tmp_path: Path, where: str, written: int
) -> None:
    late = datetime(2026, 3, 25, 3, tzinfo=UTC)

    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", KILLED, late.isoformat(), where], env=environment(tmp_path),
        check=False,
    )  # fmt: skip

    assert done.returncode == -signal.SIGKILL
    assert Message.objects.filter(about="complaints").count() == written
    assert Alert.objects.values("user").distinct().count() == written
    alerting.tell(government=case.agency.government, at=late)
    assert {len(letters_to(user)) for user in (budi, agus)} == {1}


def test_the_person_who_works_on_it_is_told_and_not_the_colleague(
    budi: User, agency_a: Agency, case: Complaint
) -> None:
    colleague = person("Rina", "officer", agency_a)
    Complaint.objects.filter(pk=case.pk).update(assignee=colleague)

    live_through(agency_a.government, days=10)

    assert told(budi) == []
    assert told(colleague)[0][1] == "remind"


def test_what_nobody_passed_on_is_the_coordinators(
    budi: User, dewi: User, agency_a: Agency
) -> None:
    make.complaint(agency=agency_a, at=FILED)

    live_through(agency_a.government, days=6)

    assert [rung for kind, rung, _day in told(dewi) if kind == "verification"] == ["remind", "unit"]
    assert not [kind for kind, _rung, _day in told(budi) if kind == "verification"]


def test_one_letter_for_many_cases_in_few_queries(
    budi: User, agency_a: Agency, django_assert_max_num_queries: object
) -> None:
    for _number in range(12):
        make.disposed(agency_a, at=FILED)
    late = datetime(2026, 3, 17, 3, tzinfo=UTC)

    with django_assert_max_num_queries(32):  # 12 of them make a one-time link each
        assert alerting.tell(government=agency_a.government, at=late) == 1

    assert letters_to(budi)[0].subject.startswith("12 ")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 18), []),
        (date(2026, 11, 19), [Step.REMIND]),
        (date(2026, 11, 20), [Step.REMIND]),  # the due day itself, a Friday
        (date(2026, 11, 21), [Step.UNIT]),
        (date(2026, 11, 23), [Step.UNIT]),
        (date(2026, 11, 24), [Step.UNIT, Step.HEAD]),
        (date(2026, 11, 25), [Step.UNIT, Step.HEAD]),
        (date(2026, 11, 26), [Step.UNIT, Step.HEAD, Step.ORGANISER]),
        (date(2026, 11, 30), [Step.UNIT, Step.HEAD, Step.ORGANISER, Step.LEADER]),
    ],
)
def test_steps_of_the_ladder(government: Government, today: date, expected: list[Step]) -> None:
    calendar = working_calendar(government, 2026)

    assert list(ladder.steps(date(2026, 11, 20), today, make.terms().book, calendar)) == expected
