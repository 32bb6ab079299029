"""A kiosk falls silent: told once, to the right people, only while its place is open."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maklumat.agencies.models import Agency, OpeningHours, SpecialDay
from maklumat.core.models import Message
from maklumat.kiosk.actions import telling
from maklumat.kiosk.beats import Beat
from maklumat.kiosk.models import Device, DeviceHours
from maklumat.kiosk.silence import LONGEST, Heard, State, is_to_be_told, state
from maklumat.kiosk.tests import factories as make

NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("heard", "opened", "minutes", "expected"),
    [
        (Heard(None), NINE, 0, State.NEVER),
        (Heard(NINE, revoked=NINE), NINE, 90, State.WITHDRAWN),
        (Heard(NINE), NINE, 29, State.HEARD),
        (Heard(NINE), NINE, 30, State.SILENT),
        (Heard(NINE, seen=NINE + timedelta(minutes=10)), NINE, 39, State.HEARD),
        (Heard(NINE, seen=NINE + timedelta(minutes=10)), NINE, 40, State.SILENT),
        (Heard(NINE), None, 600, State.RESTING),
        # Switched off for the night: the half hour begins when the place opens.
        (Heard(NINE - timedelta(hours=17)), NINE, 29, State.RESTING),
        (Heard(NINE - timedelta(hours=17)), NINE, 30, State.SILENT),
    ],
)
def test_how_it_stands(
    heard: Heard, opened: datetime | None, minutes: int, expected: State
) -> None:
    assert state(heard, opened, NINE + timedelta(minutes=minutes)) is expected


def test_a_silence_is_told_once_and_a_new_one_again() -> None:
    told = Heard(NINE, seen=NINE, told=NINE + LONGEST)
    assert not is_to_be_told(told, NINE, NINE + timedelta(days=3))
    again = Heard(NINE, seen=NINE + timedelta(hours=2), told=NINE + LONGEST)
    assert is_to_be_told(again, NINE, NINE + timedelta(hours=2) + LONGEST)


# --- With rows: 09.00 of a Monday in Jakarta is 02.00 UTC -----------------------------------------

AT = make.AT


@pytest.fixture
def screen(agency_a: Agency) -> Device:
    OpeningHours.objects.filter(agency=agency_a).delete()
    for day in range(5):
        OpeningHours.objects.create(agency=agency_a, weekday=day, opens="08:00", closes="15:30")
    return make.device(agency_a, enrolled_at=AT - timedelta(days=3), seen_at=AT, waiting=2)


def letters() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("to", flat=True))


def test_its_officers_get_one_letter(screen: Device, budi: Any, wati: Any, agus: Any) -> None:
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(minutes=29)) == 0
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(minutes=30)) == 1
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=2)) == 0
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(days=1)) == 0
    assert letters() == [budi.email]
    text = Message.objects.get().text
    assert "09.00 WIB" in text
    assert "2 " in text
    assert f"/petugas/kiosk/{screen.uid}/" in text


def test_when_it_was_back_a_new_silence_is_told(screen: Device, budi: Any) -> None:
    telling.tell_of_silent_kiosks(at=AT + LONGEST)
    make.actions.hear(device=screen, beat=Beat(make.uid()), at=AT + timedelta(hours=1))
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=1)) == 0
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=1) + LONGEST) == 1
    assert len(letters()) == 2


@pytest.mark.parametrize(
    "ago",
    [timedelta(hours=10), timedelta(days=5), timedelta(days=5, hours=2)],
    ids=["the evening", "saturday", "later on saturday"],
)
def test_nobody_is_woken(screen: Device, budi: Any, ago: timedelta) -> None:
    assert telling.tell_of_silent_kiosks(at=AT + ago) == 0


def test_on_a_closed_day_nothing_is_told(screen: Device, agency_a: Agency, budi: Any) -> None:
    SpecialDay.objects.create(agency=agency_a, date=AT.date(), reason="Pindahan")
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=2)) == 0


def test_hours_of_its_own_count_before_those_of_the_unit(screen: Device, budi: Any) -> None:
    DeviceHours.objects.create(device=screen, weekday=0, opens="13:00", closes="21:00")
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=4, minutes=29)) == 0  # 13.29
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=4, minutes=30)) == 1


def test_without_an_officer_whoever_may_change_it_is_told(screen: Device, dewi: Any) -> None:
    assert telling.tell_of_silent_kiosks(at=AT + LONGEST) == 1
    assert letters() == [dewi.email]


@pytest.mark.parametrize("change", [{"revoked_at": AT}, {"enrolled_at": None, "seen_at": None}])
def test_what_is_not_in_use_is_not_told(screen: Device, budi: Any, change: dict[str, Any]) -> None:
    Device.objects.update(**change)
    assert telling.tell_of_silent_kiosks(at=AT + timedelta(hours=3)) == 0
