"""Working days against a day counter so plain that nobody can doubt it."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat.core import workdays
from maklumat.core.workdays import FIVE_DAYS, SIX_DAYS, Calendar, Pause, Why, deadline

FIRST, LAST = date(2015, 1, 1), date(2034, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def calendar(seed: int, week: frozenset[int]) -> Calendar:
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    off = chance.sample(EVERY_DAY, 600)
    return Calendar(
        {day: f"Holiday {day}" for day in off[:500]},
        week,
        dict.fromkeys(off[450:], "Worked"),
    )


def worked_days(calendar: Calendar) -> list[date]:
    """Write down all working days of twenty years, one by one."""
    return [
        day
        for day in EVERY_DAY
        if day in calendar.worked
        or (day.weekday() in calendar.working_weekdays and day not in calendar.holidays)
    ]


@pytest.mark.parametrize("week", [FIVE_DAYS, SIX_DAYS, frozenset({0, 2, 5})])
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 20), offset=st.integers(0, 6000), days=st.integers(0, 200))
def test_agrees_with_a_brute_force_counter(
    week: frozenset[int], seed: int, offset: int, days: int
) -> None:
    cal, start = calendar(seed, week), EVERY_DAY[offset]
    after = [day for day in worked_days(cal) if day > start]
    due = after[days - 1] if days else start

    found = deadline(start, days, cal)

    assert found.due == due
    assert found.counted == tuple(after[:days])
    assert len(found.counted) + len(found.skipped) == (due - start).days
    assert workdays.add(start, days, cal) == due
    assert workdays.between(start, due, cal) == days
    assert workdays.between(due, start, cal) == -days
    assert workdays.subtract(due, days, cal) <= (start if days else due)
    if days and start in worked_days(cal):
        assert workdays.subtract(due, days, cal) == start


def test_every_skipped_day_has_its_reason() -> None:
    cal = Calendar({date(2026, 8, 17): "Hari Kemerdekaan"}, worked={date(2026, 8, 16): "Bazar"})
    pause = Pause(date(2026, 8, 19), date(2026, 8, 20), "data requested")

    found = deadline(date(2026, 8, 14), 3, cal, pauses=[pause])

    assert [(skip.day.day, skip.why, skip.name) for skip in found.skipped] == [
        (15, Why.REST, ""),
        (17, Why.HOLIDAY, "Hari Kemerdekaan"),
        (19, Why.PAUSE, "data requested"),
        (20, Why.PAUSE, "data requested"),
    ]
    assert [day.day for day in found.counted] == [16, 18, 21]


def test_a_pause_reaches_over_a_day_that_is_worked_specially() -> None:
    day = date(2026, 8, 15)
    cal = Calendar(worked={day: "Bazar"})
    assert deadline(date(2026, 8, 14), 1, cal, pauses=[Pause(day, day)]).due == date(2026, 8, 17)


@pytest.mark.parametrize(
    ("known_until", "may_move"),
    [(None, False), (date(2026, 11, 20), False), (date(2026, 11, 19), True)],
)
def test_says_when_the_date_may_still_move(known_until: date | None, may_move: bool) -> None:  # noqa: FBT001
    cal = Calendar(known_until=known_until)
    assert deadline(date(2026, 11, 19), 1, cal).may_move is may_move


def test_refuses_what_would_never_end() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Calendar(working_weekdays=frozenset())
    with pytest.raises(ValueError, match="at least one day"):
        Calendar(working_weekdays=frozenset({7}))
    with pytest.raises(ValueError, match="zero or more"):
        deadline(FIRST, -1, Calendar())
