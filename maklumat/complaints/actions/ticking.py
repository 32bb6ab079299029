"""Clocks as rows: started, held, resumed and ended as the pure rules of `clocks.py` say."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from maklumat.agencies.models import Government
from maklumat.complaints import clocks, queries
from maklumat.complaints.clocks import Clock, ClockKind, ClockState, Effect, Effects, Term, Unit
from maklumat.complaints.models import CaseClock, ClockPause, Complaint
from maklumat.complaints.workflow import ENDED, Kind, Move, Status
from maklumat.core import audit
from maklumat.core.workdays import Pause

OURS = [kind.value for kind in clocks.OURS]
RECOUNT_AT_ONCE = 1000
RESUMING = (Move.COMPLETE.value, Move.ESCALATE.value, Move.SUPERVISE.value)
ALIVE = [ClockState.RUNNING.value, ClockState.PAUSED.value]


def fact(row: CaseClock, pauses: Iterable[ClockPause] | None = None) -> Clock:
    """Return a row as the value that the pure rules take."""
    kept = row.pauses.all() if pauses is None else pauses
    return Clock(
        kind=ClockKind(row.kind),
        start=row.start,
        term=Term(row.days, Unit(row.unit)),
        state=ClockState(row.state),
        pauses=tuple(Pause(pause.first, pause.last) for pause in kept),
        held_since=row.held_since,
        ended=row.ended,
    )


def begun(complaint: Complaint, *, government: Government, at: datetime) -> list[CaseClock]:
    """Return the clocks of a new case, to be saved after it, and note its first end of a term."""
    day = at.astimezone(government.zone).date()
    started = (_started(complaint, kind, day, government) for _effect, kind in clocks.FILED)
    rows = [row for row in started if row is not None]
    note_next(complaint, rows)
    return rows


def apply(complaint: Complaint, effects: Effects, *, government: Government, at: datetime) -> None:
    """Do to the case's clocks what a step does, in its order, and note the next end of a term.

    The caller holds the row of the case locked and saves `due` and `due_clock`. A step that does
    nothing to clocks leaves these as they are.
    """
    if not effects:
        return
    day = at.astimezone(government.zone).date()
    rows = complaint.clocks.filter(state__in=ALIVE).prefetch_related("pauses")
    alive = {ClockKind(row.kind): row for row in rows}
    made: list[CaseClock] = []
    for effect, kind in effects:
        if effect is Effect.START:
            row = _started(complaint, kind, day, government)
            if row is not None:
                made.append(row)
                alive[kind] = row
        elif kind in alive:
            _change(alive[kind], effect, day, government)
            if alive[kind].state not in ALIVE:
                del alive[kind]
    if made:
        CaseClock.objects.bulk_create(made)
    note_next(complaint, alive.values())


def note_next(complaint: Complaint, alive: Iterable[CaseClock]) -> None:
    """Set on the case which of our own terms ends next; the caller saves."""
    ahead = [row for row in alive if row.kind in OURS and row.due]
    first = min(ahead, key=lambda row: (row.due, row.kind), default=None)
    complaint.due = first.due if first else None
    complaint.due_clock = first.kind if first else ""


@transaction.atomic
def reclassify(complaint: Complaint, *, government: Government, at: datetime) -> None:
    """Give a case the limit of its new class, counted from the same start.

    The rule says so: the limit hangs on the class. A pause of the old clock stays a pause, and a
    limit that was already missed stays missed. A case that has its result keeps the limit it had.
    """
    if complaint.state in ENDED | {Status.ANSWERED}:
        return
    day = at.astimezone(government.zone).date()
    rows = complaint.clocks.filter(kind=ClockKind.RESOLUTION.value, state__in=ALIVE)
    old = rows.prefetch_related("pauses").first()
    before = fact(old) if old else _so_far(complaint, government)
    if old:
        _end_for_another(old, day, government)
    new = _started(complaint, ClockKind.RESOLUTION, before.start, government)
    if new is not None:
        held = before.state is ClockState.PAUSED
        new.state, new.held_since = before.state.value, before.held_since
        kept = replace(before, term=Term(new.days, Unit(new.unit)))
        ends = clocks.due(kept, queries.calendar_from(government, before.start)).due
        new.due = None if held else ends
        new.save()
        ClockPause.objects.bulk_create(
            ClockPause(clock=new, first=pause.first, last=pause.last) for pause in before.pauses
        )
    note_next(complaint, complaint.clocks.filter(state__in=ALIVE))


def _end_for_another(row: CaseClock, day: date, government: Government) -> None:
    """End a limit that another replaces, and leave its pauses as they are."""
    ended = clocks.drop(fact(row), day, queries.calendar_from(government, row.start))
    row.state, row.ended, row.held_since = ended.state.value, day, None
    row.save(update_fields=["state", "ended", "held_since"])


def _so_far(complaint: Complaint, government: Government) -> Clock:
    """Return the limit that would have run, had the class known one, from the timeline."""
    began, waits = complaint.received_at, (Move.ASK.value, *RESUMING)
    clock = Clock(ClockKind.RESOLUTION, _day(began, government), Term(1))
    for move, at in complaint.events.filter(kind="moved").values_list("move", "at"):
        if move in (Move.REOPEN.value, Move.REVIVE.value):
            clock = Clock(ClockKind.RESOLUTION, _day(at, government), Term(1))
        elif move in waits:
            step = clocks.hold if move == Move.ASK else clocks.resume
            clock = step(clock, _day(at, government))
    return clock


def _day(at: datetime, government: Government) -> date:
    return at.astimezone(government.zone).date()


@transaction.atomic
def recount(*, government: Government, actor: str, at: datetime) -> int:
    """Count all running clocks anew after the calendar of holidays changed; return how many moved.

    Starts, terms and pauses stay, and so does every clock that has ended; only which days are
    worked is new. Cases are locked before their clocks, as every step does.
    """
    running = CaseClock.objects.filter(state=ClockState.RUNNING.value)
    moved = 0
    last = 0
    while keys := list(
        running.filter(complaint__gt=last)
        .order_by("complaint")
        .values_list("complaint", flat=True)
        .distinct()[:RECOUNT_AT_ONCE]
    ):
        moved += _recount(keys, government)
        last = keys[-1]
    if moved:
        audit.record(
            action="complaints.terms_recounted",
            actor=actor,
            target=government.slug,
            at=at,
            details={"clocks": moved},
        )
    return moved


def _recount(keys: list[int], government: Government) -> int:
    rows = CaseClock.objects.filter(complaint__in=keys, state=ClockState.RUNNING.value)
    wrong = []
    for row in rows.prefetch_related("pauses").order_by("pk"):
        if row.due != _ends(row, government):
            wrong.append(row.complaint_id)
    if not wrong:
        return 0
    cases = Complaint.objects.select_for_update(of=("self",)).filter(pk__in=wrong).order_by("pk")
    moved = []
    for case in cases:
        alive = list(case.clocks.filter(state__in=ALIVE).prefetch_related("pauses"))
        for row in alive:
            if row.state == ClockState.RUNNING and row.due != (ends := _ends(row, government)):
                row.due = ends
                moved.append(row)
        note_next(case, alive)
        case.save(update_fields=["due", "due_clock"])
    CaseClock.objects.bulk_update(moved, ["due"], batch_size=500)
    return len(moved)


def _ends(row: CaseClock, government: Government) -> date:
    return clocks.due(fact(row), queries.calendar_from(government, row.start)).due


def _started(
    complaint: Complaint, kind: ClockKind, day: date, government: Government
) -> CaseClock | None:
    """Make a clock that begins on this day; None where the rules know no limit."""
    term = complaint.rules.book.term(kind, Kind(complaint.kind))
    if term is None:
        return None
    ends = clocks.due(Clock(kind, day, term), queries.calendar_from(government, day)).due
    owner = complaint.agency if kind in (ClockKind.FIRST_ANSWER, ClockKind.RESOLUTION) else None
    return CaseClock(
        complaint=complaint,
        kind=kind.value,
        round=complaint.round,
        agency=owner,
        days=term.days,
        unit=term.unit.value,
        start=day,
        due=ends,
    )


def _change(row: CaseClock, effect: Effect, day: date, government: Government) -> None:
    before = fact(row)
    calendar = queries.calendar_from(government, row.start)
    if effect is Effect.PAUSE:
        after = clocks.hold(before, day)
    elif effect is Effect.RESUME:
        after = clocks.resume(before, day)
    elif effect is Effect.STOP:
        after = clocks.stop(before, day, calendar)
    else:
        after = clocks.drop(before, day, calendar)
    if after == before:
        return
    for pause in after.pauses[len(before.pauses) :]:
        ClockPause.objects.create(clock=row, first=pause.first, last=pause.last)
    row.state, row.held_since, row.ended = after.state.value, after.held_since, after.ended
    row.due = None if after.held_since else clocks.due(after, calendar).due
    row.save(update_fields=["state", "held_since", "ended", "due"])
