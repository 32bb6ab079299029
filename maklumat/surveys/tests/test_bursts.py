"""What stands out, on both sides of each limit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.surveys import bursts
from maklumat.surveys.bursts import LIMITS, Came, Ground, Seen, Sign
from maklumat.surveys.tests import factories as make

FLAT = make.marks(4)
MIXED = make.marks(3, waktu=2, biaya=4)


def seen(**fields: object) -> Seen:
    base = {"marks": MIXED, "seconds": 60, "ground": Ground.OWN, "same": 1, "many": 1}
    return Seen(**{**base, **fields})  # type: ignore[arg-type]  # a table of a test


@pytest.mark.parametrize(
    ("fields", "sign"),
    [
        ({}, None),
        ({"seconds": 13}, Sign.QUICK),
        ({"seconds": 14}, None),
        ({"seconds": 0}, Sign.QUICK),
        ({"seconds": -5}, None),
        ({"seconds": None}, None),
        ({"same": 3}, None),
        ({"same": 4}, Sign.SAME),
        ({"same": 8, "marks": FLAT}, None),
        ({"same": 9, "marks": FLAT}, Sign.SAME),
        ({"same": 6, "ground": Ground.SHARED}, None),
        ({"same": 7, "ground": Ground.SHARED}, Sign.SAME),
        ({"same": 30, "ground": Ground.SHARED, "marks": FLAT}, None),
        ({"same": 31, "ground": Ground.SHARED, "marks": FLAT}, Sign.SAME),
        ({"same": 8, "ground": Ground.KIOSK}, None),
        ({"same": 9, "ground": Ground.KIOSK}, Sign.SAME),
        ({"same": 150, "many": 150, "ground": Ground.KIOSK, "marks": FLAT}, None),
        ({"many": 20}, None),
        ({"many": 21}, Sign.MANY),
        ({"many": 60, "ground": Ground.SHARED}, None),
        ({"many": 61, "ground": Ground.SHARED}, Sign.MANY),
        ({"many": 151, "ground": Ground.KIOSK}, Sign.MANY),
        ({"many": 500, "same": 500, "proved": True}, None),
        ({"many": 500, "proved": True, "seconds": 2}, Sign.QUICK),
        ({"many": 21, "same": 4, "seconds": 1}, Sign.SAME),
    ],
)
def test_what_stands_out(fields: dict[str, object], sign: Sign | None) -> None:
    assert bursts.sign_of(seen(**fields)) is sign


def test_the_same_mark_everywhere_is_no_sign_by_itself() -> None:
    assert bursts.sign_of(seen(marks=FLAT)) is None
    assert bursts.sign_of(seen(marks=make.marks(1))) is None


@given(st.integers(1, 200), st.integers(1, 200), st.sampled_from(Ground))
def test_a_shared_connection_is_never_judged_harder(same: int, many: int, ground: Ground) -> None:
    alone = bursts.sign_of(seen(same=same, many=many))
    if alone is None:
        assert bursts.sign_of(seen(same=same, many=many, ground=ground)) is None


def test_limits_grow_with_the_people_behind_a_connection() -> None:
    own, shared, kiosk = (LIMITS[ground] for ground in Ground)
    assert own.many < shared.many < kiosk.many


# --- Across connections ---------------------------------------------------------------------------


def came(number: int, minutes: int = 5, **fields: object) -> list[Came]:
    """So many in a row, so many minutes apart."""
    base = {"service": 1, "marks": MIXED}
    return [
        Came(key=key, at=make.AT + timedelta(minutes=minutes * key), **{**base, **fields})  # type: ignore[arg-type]  # a table of a test
        for key in range(number)
    ]


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        (came(7), 0),
        (came(8), 8),
        (came(12, minutes=8), 12),  # eight of them lie within each hour
        (came(12, minutes=9), 0),
        (came(39, minutes=1, marks=FLAT), 0),
        (came(40, minutes=1, marks=FLAT), 40),
        (came(60, minutes=0, marks=FLAT, kiosk=True), 0),
        (came(60, minutes=0, kiosk=True), 60),
        ([*came(7), *came(7, service=2)], 0),
    ],
)
def test_too_many_alike_within_an_hour(rows: list[Came], held: int) -> None:
    assert len(bursts.alike(rows)) == held


def test_who_came_before_a_burst_is_not_in_it() -> None:
    early = Came(99, 1, MIXED, make.AT - timedelta(hours=2))
    assert bursts.alike([early, *came(8)]) == set(range(8))


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 200)), max_size=60))
def test_the_search_finds_what_a_plain_count_finds(raw: list[tuple[int, int]]) -> None:
    rows = [
        Came(key, service, MIXED, make.AT + timedelta(minutes=minute))
        for key, (service, minute) in enumerate(raw)
    ]
    expected = set()
    for row in rows:
        near = {
            other.key
            for other in rows
            if other.service == row.service
            and timedelta() <= other.at - row.at < bursts.PATTERN_SPAN
        }
        if len(near) >= bursts.PATTERN_ALIKE:
            expected |= near
    assert bursts.alike(rows) == expected


def test_kiosks_are_not_held_for_content_people_but_for_more_than_a_screen_gives() -> None:
    most = bursts.PATTERN_KIOSK
    assert not bursts.alike(came(most - 1, minutes=0, marks=FLAT, kiosk=True))
    assert len(bursts.alike(came(most, minutes=0, marks=FLAT, kiosk=True))) == most
