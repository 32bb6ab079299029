"""The Indonesian calendar: holidays, cuti bersama, what a government changes, and words for it."""

from datetime import date

import pytest
from django.utils import translation

from maklumat.core.calendars import Override, explanation, indonesia, known_until
from maklumat.core.workdays import Pause, deadline


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
    ],
)
def test_knows_holidays_and_joint_leave(day: date, name: str) -> None:
    skipped = indonesia(2026, 2026).skipped(day)
    assert skipped is not None
    assert skipped.name == name


def test_a_deadline_over_lebaran_skips_the_joint_leave() -> None:
    assert deadline(date(2026, 3, 16), 5, indonesia(2026, 2026)).due == date(2026, 3, 30)


def test_a_government_closes_and_opens_on_days_of_its_own() -> None:
    anniversary, leave = date(2026, 11, 24), date(2026, 12, 24)
    own = indonesia(
        2026,
        2026,
        [Override(anniversary, False, "Hari Jadi"), Override(leave, True, "Pelayanan Natal")],  # noqa: FBT003
    )
    assert not own.is_working(anniversary)
    assert own.is_working(leave)
    assert indonesia(2026, 2026).is_working(anniversary)


def test_a_six_day_week_works_on_saturday() -> None:
    saturday = date(2026, 11, 21)
    assert indonesia(2026, 2026, days_a_week=6).is_working(saturday)
    assert not indonesia(2026, 2026).is_working(saturday)
    with pytest.raises(ValueError, match="5 or 6"):
        indonesia(2026, 2026, days_a_week=7)


def test_what_is_not_decreed_yet_is_said() -> None:
    until = known_until()
    assert until >= date(2026, 12, 31)
    far = deadline(date(until.year, 12, 28), 10, indonesia(until.year, until.year + 1))
    with translation.override("en"):
        assert "may still move" in explanation(far)[-1]
    assert far.may_move


def test_explains_a_date_in_both_languages() -> None:
    pause = Pause(date(2026, 3, 25), date(2026, 3, 26), "KTP")
    found = deadline(date(2026, 3, 16), 2, indonesia(2026, 2026), pauses=[pause])
    with translation.override("en"):
        assert explanation(found) == [
            "Counting starts on the day after 16 March 2026.",
            "2 working days are counted; the last one is 27 March 2026.",
            "2 days of rest are not counted.",
            "18 March 2026 is not counted: Cuti Bersama Hari Suci Nyepi.",
            "19 March 2026 is not counted: Hari Suci Nyepi.",
            "20 March 2026 to 24 March 2026 are not counted: Cuti Bersama Hari Raya Idul Fitri.",
            "25 March 2026 to 26 March 2026 are not counted: the clock stands still, KTP.",
        ]
    with translation.override("id"):
        assert explanation(found)[0] == "Penghitungan dimulai sehari setelah 16 Maret 2026."
