"""Clocks against a counter that looks at every day, over twenty years, in random order.

The counter below is written apart from `core.workdays` and from `clocks.py`: it asks the package
of holidays itself, goes from day to day and keeps no pauses, only the set of days on which the
complainant was awaited.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, HolidayOverride
from maklumat.complaints import acting, clocks
from maklumat.complaints.actions import moving, ticking
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.clocks import EFFECTS, Clock, ClockKind, ClockState, Effect, Term, Unit
from maklumat.complaints.models import CaseClock, Complaint
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Kind, Move, Party, Status, may
from maklumat.core import calendars
from maklumat.core.calendars import Override

DAY = timedelta(days=1)
FIRST, LAST = date(2020, 1, 1), date(2039, 12, 31)
OFF = {
    day
    for kind in ("public", "government")  # government: cuti bersama
    for day in holidays.country_holidays("ID", years=range(2020, 2045), categories=kind)
}


def is_worked(day: date, own: dict[date, bool]) -> bool:
    """Is this a working day? `own` holds the government's own days: worked, or closed."""
    if own.get(day):
        return True
    return day.weekday() < 5 and day not in OFF and day not in own


def counted_by_hand(
    start: date, term: Term, awaited: set[date], own: dict[date, bool] | None = None
) -> date:
    """Go on from day to day until enough of them counted."""
    day, left = start, term.days
    while left:
        day += DAY
        counts = term.unit is Unit.CALENDAR_DAYS or is_worked(day, own or {})
        if counts and day not in awaited:
            left -= 1
    return day


days = st.dates(FIRST, LAST)
terms = st.builds(Term, st.integers(1, 60), st.sampled_from(Unit))
# How long after the last one each happens: asked, answered, asked …
waits = st.lists(st.integers(0, 40), max_size=8)
own_days = st.dictionaries(st.dates(FIRST, date(2044, 12, 31)), st.booleans(), max_size=30)


@given(start=days, term=terms, gaps=waits, own=own_days)
@settings(max_examples=150)
def test_a_due_day_is_what_counting_day_by_day_finds(
    start: date, term: Term, gaps: list[int], own: dict[date, bool]
) -> None:
    overrides = [Override(day, worked, "keputusan bupati") for day, worked in sorted(own.items())]
    calendar = calendars.indonesia(start.year, start.year + 4, overrides)
    clock, day, awaited = Clock(ClockKind.RESOLUTION, start, term), start, set()
    for turn, gap in enumerate(gaps):
        if turn % 2:
            awaited |= {day + DAY * n for n in range(1, gap + 1)}
        day += DAY * gap
        clock = clocks.resume(clock, day) if turn % 2 else clocks.hold(clock, day)
    if len(gaps) % 2:  # a question is open: it is answered the same day
        clock = clocks.resume(clock, day)

    assert clocks.due(clock, calendar).due == counted_by_hand(start, term, awaited, own)


@given(start=days, term=terms, held=st.integers(0, 30), late=st.integers(-3, 3))
@settings(max_examples=60)
def test_met_on_the_due_day_itself_and_missed_the_day_after(
    start: date, term: Term, held: int, late: int
) -> None:
    calendar = calendars.indonesia(start.year, start.year + 4)
    clock = clocks.resume(
        clocks.hold(Clock(ClockKind.RESOLUTION, start, term), start), start + DAY * held
    )
    awaited = {start + DAY * n for n in range(1, held + 1)}
    due = counted_by_hand(start, term, awaited)

    ended = clocks.stop(clock, due + DAY * late, calendar)

    assert ended.state is (ClockState.MET if late <= 0 else ClockState.MISSED)
    assert clocks.stop(ended, due + DAY * 99, calendar) == ended
    assert clocks.drop(ended, due + DAY * 99, calendar) == ended


@pytest.mark.parametrize(
    ("start", "days", "own", "due"),
    [
        # Idulfitri 2026: 21–22 March, cuti bersama 20, 23 and 24 March, Nyepi 19, cuti 18.
        (date(2026, 3, 13), 3, {}, date(2026, 3, 25)),
        # The regent lets people work on one of them.
        (date(2026, 3, 13), 3, {date(2026, 3, 24): True}, date(2026, 3, 24)),
        # A day of the regency's own, and the day of independence on a Monday.
        (date(2026, 8, 13), 2, {date(2026, 8, 14): False}, date(2026, 8, 19)),
    ],
)
def test_lebaran_and_days_of_a_government_of_its_own(
    start: date, days: int, own: dict[date, bool], due: date
) -> None:
    overrides = [Override(day, worked, "x") for day, worked in own.items()]
    calendar = calendars.indonesia(2026, 2027, overrides)

    assert clocks.due(Clock(ClockKind.FIRST_ANSWER, start, Term(days)), calendar).due == due
    assert counted_by_hand(start, Term(days), set(), own) == due


# --- Whole lives on real rows -------------------------------------------------------------------

EDITS = ("note", "write", "recount", "title")
ENDS = (Move.WITHDRAW, Move.FORWARD, Move.ARCHIVE, Move.MERGE, Move.LAPSE, Move.EXPIRE, Move.ACCEPT)
turns = st.lists(
    st.tuples(
        st.integers(0, 9),  # days later
        st.one_of(st.integers(0, 19), st.integers(0, 19), st.sampled_from(EDITS)),
        st.integers(0, 1),  # which agency
    ),
    min_size=6,
    max_size=24,
)


def step_of(turn: int, status: Status) -> tuple[Move, Party] | None:
    """Return one of the steps that somebody may take here; the ends come seldom."""
    possible = [
        (move, party)
        for move in Move
        for party in (Party.COMPLAINANT, Party.COORDINATOR, Party.HANDLER, Party.SYSTEM)
        if may(move, status, party) and move is not Move.SUPERVISE and (move in ENDS) == (turn > 17)
    ]
    return possible[turn % len(possible)] if possible else None


def snapshot(case: Complaint) -> dict[int, tuple[object, ...]]:
    rows = case.clocks.prefetch_related("pauses")
    return {
        row.pk: (row.kind, row.days, row.unit, row.start, row.state, row.held_since, row.due,
                 row.ended, *((pause.first, pause.last) for pause in row.pauses.all()))
        for row in rows
    }  # fmt: skip


def edit(case: Complaint, what: str, government: Government, at: datetime) -> None:
    """Change a case in every way that is no step."""
    if what == "note":
        moving.note(complaint=case, by=acting.SYSTEM, at=at, text="Catatan.")
    elif what == "write" and case.is_open:
        moving.write(complaint=case, at=at, text="Masih menunggu.")
    elif what == "recount":
        ticking.recount(government=government, actor="uji", at=at)
    elif what == "title":
        case.title = "Judul lain"
        case.save(update_fields=["title"])


def awaited_days(case: Complaint, round_from: date, zone: object) -> set[date]:
    """Return the days on which the complainant was awaited, read from the timeline alone."""
    asked, found = None, set()
    for event in case.events.filter(kind="moved"):
        day = event.at.astimezone(zone).date()
        if asked is not None and event.before == Status.WAITING:
            found |= {asked + DAY * n for n in range(1, (day - asked).days + 1)}
            asked = None
        if event.move == Move.ASK:
            asked = day
    return {day for day in found if day > round_from}


@dataclass(frozen=True)
class World:
    """Two agencies and who works on their cases."""

    agencies: tuple[Agency, Agency]
    users: dict[Party, User]

    def other_than(self, agency: Agency | None, turn: int) -> Agency:
        first, second = self.agencies
        wanted = self.agencies[turn]
        return wanted if wanted != agency else second if agency == first else first


@pytest.fixture
def world(agency_a: Agency, agency_b: Agency, budi: User, dewi: User) -> World:
    make.terms()
    return World((agency_a, agency_b), {Party.HANDLER: budi, Party.COORDINATOR: dewi})


@given(
    first=st.dates(date(2024, 1, 1), date(2027, 12, 31)), kind=st.sampled_from(Kind), turns=turns
)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_sequence_of_steps_and_edits_moves_a_clock(
    world: World, first: date, kind: Kind, turns: list[tuple[int, int | str, int]]
) -> None:
    government = world.agencies[0].government
    with transaction.atomic():
        at = datetime.combine(first, time(3), UTC)
        case = make.complaint(agency=world.agencies[0], kind=kind, at=at)
        for gap, what, other in turns:
            at += DAY * gap
            before = snapshot(case)
            if isinstance(what, str):
                edit(case, what, government, at)
                assert snapshot(case) == before, what
                continue
            step = step_of(what, case.state)
            if step is None:
                continue
            move, by = step[0], acting.Actor(step[1], world.users.get(step[1]))
            agency = world.other_than(case.agency, other)
            said = Said(text="Kata.", reason="Sebab.", agency=agency)
            if move is Move.ANSWER:
                moving.answer(complaint=case, by=by, at=at, result=Result(text="Selesai."))
            else:
                moving.take(complaint=case, move=move, by=by, at=at, said=said)
            check_only_named_clocks_changed(case, before, move)
            check_next_term(case)
        check_every_due_day(case, government.zone)
        transaction.set_rollback(True)


def check_only_named_clocks_changed(
    case: Complaint, before: dict[int, tuple[object, ...]], move: Move
) -> None:
    """A step changes the clocks the table names, in the way it says, and no start and no term."""
    after, named = snapshot(case), dict.fromkeys([kind for _effect, kind in EFFECTS[move]])
    for key, facts in before.items():
        if after[key] != facts:
            assert facts[0] in named, move
            assert after[key][:4] == facts[:4], move
            assert facts[4] in ("running", "paused"), move
    started = [after[key][0] for key in after.keys() - before.keys()]
    allowed = [kind.value for effect, kind in EFFECTS[move] if effect is Effect.START]
    assert set(started) <= set(allowed), move


def check_next_term(case: Complaint) -> None:
    """The case itself names the nearest end of a term that is the government's own duty."""
    rows = case.clocks.filter(state="running", kind__in=ticking.OURS).order_by("due", "kind")
    nearest = rows.values_list("due", "kind").first()

    case.refresh_from_db()
    assert (case.due, case.due_clock) == (nearest or (None, ""))


def check_every_due_day(case: Complaint, zone: object) -> None:
    """Each clock, running or ended, ends where the hand count ends."""
    for row in CaseClock.objects.filter(complaint=case):
        awaited = awaited_days(case, row.start, zone)
        if row.kind in ("complainant", "completion"):
            awaited = set()
        elif row.ended:  # a question of a later round held a clock of that round
            awaited = {day for day in awaited if day <= row.ended}
        term = Term(row.days, Unit(row.unit))
        due = counted_by_hand(row.start, term, awaited)
        if row.held_since is None and row.due is not None:
            assert row.due == due, (row.kind, row.state)
        if row.state == "met":
            assert row.ended <= due
        if row.state == "missed":
            assert row.ended > due


# --- A new decree, and a new class --------------------------------------------------------------


def test_a_new_decree_moves_what_runs_and_nothing_that_ended(agency_a: Agency, budi: User) -> None:
    case = make.disposed(agency_a)  # a Monday; the first reply is due the Monday after
    HolidayOverride.objects.create(
        government=agency_a.government, date=date(2026, 11, 18), kind="added", name="Hari jadi"
    )

    moved = ticking.recount(government=agency_a.government, actor="dewi", at=make.AT)
    again = ticking.recount(government=agency_a.government, actor="dewi", at=make.AT)

    case.refresh_from_db()
    assert (moved, again) == (2, 0)
    assert case.due == date(2026, 11, 24)
    assert case.clocks.get(kind="verification").due == date(2026, 11, 19)  # met: a fact


def test_a_new_class_starts_no_clock_after_the_result(agency_a: Agency, budi: User) -> None:
    case = make.answered(agency_a, budi)
    case.kind = Kind.INFORMATION.value

    ticking.reclassify(case, government=agency_a.government, at=make.AT)

    assert case.clocks.filter(kind="resolution").count() == 1


def test_a_new_class_does_not_wash_away_a_missed_limit(agency_a: Agency) -> None:
    case = make.disposed(agency_a, kind=Kind.INFORMATION)
    case.kind = Kind.COMPLAINT.value

    ticking.reclassify(case, government=agency_a.government, at=make.AT + 20 * DAY)

    states = case.clocks.filter(kind="resolution").values_list("days", "state", "start")
    start = make.AT.date()
    assert list(states) == [(5, "missed", start), (14, "running", start)]


def test_an_aspiration_that_becomes_a_complaint_keeps_the_days_it_waited(
    agency_a: Agency, budi: User
) -> None:
    case = make.disposed(agency_a, kind=Kind.ASPIRATION)
    by = acting.officer(budi, case)
    said = Said(text="Di mana?")
    moving.take(complaint=case, move=Move.ASK, by=by, at=make.AT + DAY, said=said)
    moving.take(
        complaint=case, move=Move.COMPLETE, by=acting.COMPLAINANT, at=make.AT + 4 * DAY, said=said
    )
    case.kind = Kind.INFORMATION.value

    ticking.reclassify(case, government=agency_a.government, at=make.AT + 7 * DAY)

    assert case.clocks.get(kind="resolution").due == date(2026, 11, 26)


def test_what_the_ombudsman_sends_back_gets_a_result_of_its_own(
    agency_a: Agency, budi: User, dewi: User
) -> None:
    case = make.answered(agency_a, budi)
    by = acting.officer(dewi, case)
    said = Said(reason="Pelapor menghubungi Ombudsman.")
    moving.take(complaint=case, move=Move.ESCALATE, by=by, at=make.AT + DAY, said=said)

    moving.answer(complaint=case, by=by, at=make.AT + 2 * DAY, result=Result(text="Diperbaiki."))

    assert list(case.outcomes.values_list("round", flat=True)) == [1, 2]
