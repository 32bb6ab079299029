"""Clocks as rows: started, held, resumed and ended as the pure rules of `clocks.py` say."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from maklumat.agencies.models import Government
from maklumat.complaints import clocks, queries
from maklumat.complaints.clocks import Clock, ClockKind, ClockState, Effect, Effects, Term, Unit
from maklumat.complaints.models import CaseClock, ClockPause, Complaint
from maklumat.complaints.workflow import Kind
from maklumat.core import audit
from maklumat.core.workdays import Pause

OURS = [kind.value for kind in clocks.OURS]
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

    The caller holds the row of the case locked and saves `due` and `due_clock`.
    """
    day = at.astimezone(government.zone).date()
    alive = {}
    if effects:
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

    The rule says so: the limit hangs on the class. A pause of the old clock stays a pause.
    """
    day = at.astimezone(government.zone).date()
    rows = complaint.clocks.filter(kind=ClockKind.RESOLUTION.value, state__in=ALIVE)
    old = rows.prefetch_related("pauses").first()
    start = old.start if old else complaint.received_at.astimezone(government.zone).date()
    pauses = list(old.pauses.all()) if old else []
    if old:
        old.state, old.ended = ClockState.VOID.value, day
        old.save(update_fields=["state", "ended"])
    new = _started(complaint, ClockKind.RESOLUTION, start, government)
    if new is not None:
        if old and old.held_since:
            new.state, new.held_since = ClockState.PAUSED.value, old.held_since
        kept = Clock(
            ClockKind.RESOLUTION,
            start,
            Term(new.days, Unit(new.unit)),
            pauses=tuple(Pause(pause.first, pause.last) for pause in pauses),
        )
        ends = clocks.due(kept, queries.calendar_from(government, start)).due
        new.due = None if new.held_since else ends
        new.save()
        ClockPause.objects.bulk_create(
            ClockPause(clock=new, first=pause.first, last=pause.last) for pause in pauses
        )
    note_next(complaint, complaint.clocks.filter(state__in=ALIVE))


@transaction.atomic
def recount(*, government: Government, actor: str, at: datetime) -> int:
    """Count all running clocks anew after the calendar of holidays changed; return how many moved.

    Starts, terms and pauses stay; only which days are worked is new.
    """
    running = CaseClock.objects.filter(state=ClockState.RUNNING.value)
    rows = running.select_for_update().prefetch_related("pauses").order_by("pk")
    moved: dict[int, CaseClock] = {}
    for row in rows.iterator(chunk_size=2000):
        ends = clocks.due(fact(row), queries.calendar_from(government, row.start)).due
        if ends != row.due:
            row.due = ends
            moved[row.pk] = row
    if moved:
        CaseClock.objects.bulk_update(moved.values(), ["due"], batch_size=500)
        _note_next_of({row.complaint_id for row in moved.values()})
        audit.record(
            action="complaints.terms_recounted",
            actor=actor,
            target=government.slug,
            at=at,
            details={"clocks": len(moved)},
        )
    return len(moved)


def _note_next_of(keys: set[int]) -> None:
    cases = Complaint.objects.filter(pk__in=keys).prefetch_related("clocks")
    for case in cases.iterator(chunk_size=500):
        note_next(case, [row for row in case.clocks.all() if row.state in ALIVE])
        case.save(update_fields=["due", "due_clock"])


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
