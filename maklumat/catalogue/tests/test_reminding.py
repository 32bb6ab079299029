"""Sixty days with Lebaran in them: who is reminded, when, of what, and never twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, HolidayOverride
from maklumat.agencies.queries import working_calendar
from maklumat.catalogue import reviewing
from maklumat.catalogue.models import ReviewReminder, Service
from maklumat.catalogue.reminding import AFTER, AGAIN, Step, is_due_again, may_write, steps
from maklumat.core.models import Message
from maklumat.core.workdays import Calendar, between

JAKARTA = ZoneInfo("Asia/Jakarta")
START = date(2026, 2, 23)  # Lebaran is on 20 and 21 March 2026, with days of leave around it
DUE = date(2026, 3, 9)
DAYS = 60
HOURS = (0, 6, 7, 12, 17, 18, 23)


@pytest.mark.parametrize(
    ("hour", "day", "expected"),
    [
        (6, 23, False),
        (7, 23, True),
        (17, 23, True),
        (18, 23, False),
        (12, 21, False),  # a Saturday
    ],
)
def test_letters_leave_in_office_hours(hour: int, day: int, *, expected: bool) -> None:
    assert may_write(datetime(2026, 11, day, hour, tzinfo=JAKARTA), Calendar()) is expected


@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_taken_on_its_day_and_not_before(step: Step) -> None:
    due = date(2026, 11, 2)
    days = [due + timedelta(days=at) for at in range(40)]

    first = next(day for day in days if step in steps(due, day, Calendar()))

    assert between(due, first, Calendar()) == AFTER[step]


def test_holidays_do_not_count_as_waiting() -> None:
    rest = Calendar({date(2026, 11, 3): "Libur"})

    assert Step.HEAD in steps(date(2026, 11, 2), date(2026, 11, 11), Calendar())
    assert Step.HEAD not in steps(date(2026, 11, 2), date(2026, 11, 11), rest)


def test_nobody_is_told_again_on_the_same_day() -> None:
    assert not is_due_again(date(2026, 11, 2), date(2026, 11, 2), Calendar())


# --- Sixty days -------------------------------------------------------------------------------


def live_through(government: Government) -> list[tuple[datetime, int]]:
    """Let the worker ask at many hours of every day; return when letters were written."""
    written = []
    for day in range(DAYS):
        for hour in HOURS:
            moment = datetime.combine(START + timedelta(days=day), datetime.min.time(), JAKARTA)
            moment = (moment + timedelta(hours=hour)).astimezone(UTC)
            number = reviewing.remind(government=government, at=moment)
            if number:
                written.append((moment.astimezone(JAKARTA), number))
    return written


def days_of(user: User) -> list[date]:
    rows = ReviewReminder.objects.filter(user=user).order_by("day")
    return list(rows.values_list("day", flat=True))


@pytest.fixture
def overdue(service_a: Service, government: Government) -> Service:
    """A standard that should be checked on 9 March 2026; nothing else is due."""
    reviewing.start_reviews(government=government, day=START)
    Service.objects.filter(pk=service_a.pk).update(review_due=DUE)
    HolidayOverride.objects.create(
        government=government, date=date(2026, 4, 6), kind="added", name="Hari jadi"
    )
    return service_a


@pytest.mark.django_db
def test_sixty_days_with_lebaran(
    budi: User, agus: User, dewi: User, wati: User, overdue: Service, government: Government
) -> None:
    written = live_through(government)
    calendar = working_calendar(government, 2026)

    # Never at night, on a day of rest or on a holiday, at the first hour that is allowed.
    assert all(at.hour == 7 and calendar.is_working(at.date()) for at, _number in written)
    # The officer when the day comes, the head 7 working days later, the bureau after 14.
    for user, wait in ((budi, 0), (agus, 7), (dewi, 14)):
        days = days_of(user)
        assert between(DUE, days[0], calendar) == wait
        assert {between(a, b, calendar) for a, b in pairwise(days)} == {AGAIN}
    assert days_of(wati) == []
    # 20 and 21 March and the days of leave lie between: the bureau hears of it only in April.
    assert days_of(agus)[0] > date(2026, 3, 16)
    assert days_of(dewi)[0] >= date(2026, 4, 1)
    # Nobody twice for one thing a day, and as many letters as reminders.
    told = Counter(ReviewReminder.objects.values_list("user", "thing", "day"))
    assert set(told.values()) == {1}
    assert Message.objects.filter(about="review").count() == sum(number for _at, number in written)


@pytest.mark.django_db
def test_nobody_is_reminded_once_it_is_checked(
    budi: User, agus: User, overdue: Service, government: Government
) -> None:
    at = datetime(2026, 3, 9, 3, tzinfo=UTC)
    assert reviewing.remind(government=government, at=at) == 1

    Service.objects.filter(pk=overdue.pk).update(review_due=date(2027, 3, 9))

    later = datetime(2026, 4, 15, 3, tzinfo=UTC)
    assert reviewing.remind(government=government, at=later) == 0


@pytest.mark.django_db
def test_one_letter_tells_of_all_things(
    budi: User, overdue: Service, agency_a: Agency, government: Government
) -> None:
    agency_a.reviews.filter(item="contact").update(review_due=DUE)

    reviewing.remind(government=government, at=datetime(2026, 3, 9, 3, tzinfo=UTC))

    letter = Message.objects.get(about="review", to=budi.email)
    assert "2" in letter.subject
    assert overdue.name in letter.text
    assert f"/petugas/layanan/edit/{overdue.pk}/" in letter.text
    assert f"/petugas/pernyataan/opd/{agency_a.pk}/" in letter.text


@pytest.mark.django_db
def test_without_an_officer_the_head_is_told_at_once(
    agus: User, overdue: Service, government: Government
) -> None:
    reviewing.remind(government=government, at=datetime(2026, 3, 9, 3, tzinfo=UTC))

    assert days_of(agus) == [DUE]


@pytest.mark.django_db
def test_the_officer_in_charge_is_told_and_no_other(
    budi: User, agus: User, overdue: Service, government: Government
) -> None:
    Service.objects.filter(pk=overdue.pk).update(owner=agus)

    reviewing.remind(government=government, at=datetime(2026, 3, 9, 3, tzinfo=UTC))

    assert (days_of(budi), days_of(agus)) == ([], [DUE])
