"""What offices did with the demo's answers: a decision, reports, follow-up; all by the ordinary steps."""

from datetime import UTC, date, datetime, time, timedelta

from maklumat.agencies.models import Agency
from maklumat.surveys.actions import following, reporting, suspecting
from maklumat.surveys.actions.adding import Batch
from maklumat.surveys.actions.following import Standing
from maklumat.surveys.actions.reporting import Publication, Texts
from maklumat.surveys.demo.cast import World
from maklumat.surveys.demo.plan import LinePlan, Plan, ReportPlan
from maklumat.surveys.models import Decision, FollowUp, FollowUpState, Report
from maklumat.surveys.periods import Kind, Period, current
from maklumat.surveys.queries.instruments import settings_of

DECIDED_AFTER = timedelta(days=3)
# While a group of answers waits for its decision, a report says why it is published all the same.
PLACE = "Kota Contoh"
WHY = "Sekelompok jawaban masih diperiksa; laporan memuat kedua angka."


def decide(world: World, plans: Plan, batch: Batch, at: datetime) -> None:
    """Let the organisers decide what was decided long ago; the rest is for whoever tries the demo."""
    wanted = {(row.service, row.sign): row for row in plans.bursts if row.decision}
    for suspicion in batch.suspicions:
        plan = wanted.get((suspicion.service.code, suspicion.sign))
        if plan is not None:
            suspecting.decide(
                suspicion=suspicion,
                decision=Decision(plan.decision),
                why=plan.why,
                by=world.organiser,
                at=min(at, suspicion.opened_at + DECIDED_AFTER),
            )


def write(world: World, plans: Plan, at: datetime) -> int:
    """Write the reports of the periods before, older ones first; return how many."""
    kind = Kind(settings_of(world.government).period)
    today = at.astimezone(world.government.zone).date()
    wanted = [row for row in plans.reports if row.agency in world.agencies]
    for row in sorted(wanted, key=lambda row: -row.back):
        period = current(kind, today).shifted(-row.back)
        _write(world, row, world.agencies[row.agency], period, at)
    return len(wanted)


def _write(world: World, plan: ReportPlan, agency: Agency, period: Period, at: datetime) -> None:
    clock = _Clock(world, period.end, at)
    report = reporting.begin(
        agency=agency, instrument=world.instrument, period=period, by=world.organiser,
        at=clock.after(min(plan.published or 3, 5)),
    )  # fmt: skip
    lines = [(line, _plan(world, report, line, clock)) for line in plan.lines]
    if not plan.published or clock.is_to_come(plan.published):
        return
    _number(world, report, plan, clock)
    why = WHY if any(period.holds(clock.today - timedelta(days=days)) for days in range(10)) else ""
    reporting.publish(report=report, by=world.organiser, at=clock.after(plan.published), why=why)
    for note in plan.notes:
        if not clock.is_to_come(note.days):
            day = clock.day(note.days)
            reporting.note_publication(
                report=report, publication=Publication(note.medium, note.name, day),
                by=world.organiser, at=clock.after(note.days),
            )  # fmt: skip
    for line, row in lines:
        _move(world, row, line, clock)


def _plan(world: World, report: Report, line: LinePlan, clock: "_Clock") -> FollowUp:
    wanted = following.Plan(line.element, line.action, line.person, clock.day(line.due))
    return following.plan(report=report, line=wanted, by=world.organiser, at=clock.after(6))


def _number(world: World, report: Report, plan: ReportPlan, clock: "_Clock") -> None:
    texts = Texts(
        report.background, report.method, report.analysis, report.conclusion, plan.number, PLACE
    )
    reporting.write(report=report, texts=texts, by=world.organiser, at=clock.after(plan.published))


def _move(world: World, row: FollowUp, line: LinePlan, clock: "_Clock") -> None:
    state = FollowUpState(line.state)
    if state is FollowUpState.DONE and clock.is_to_come(line.finished):
        state = FollowUpState.RUNNING
    if state is FollowUpState.PLANNED:
        return
    finished = clock.day(line.finished) if state is FollowUpState.DONE else None
    when = clock.after(line.finished) if finished else clock.after(line.due - 20)
    to = Standing(state.value, finished_on=finished, note=line.note)
    following.move(row=row, to=to, by=world.organiser, at=when)


class _Clock:
    """Days after the end of a period; nothing happens after the day of loading."""

    def __init__(self, world: World, end: date, at: datetime) -> None:
        self.zone, self.end, self.at = world.government.zone, end, at
        self.today = at.astimezone(self.zone).date()

    def day(self, days: int) -> date:
        return self.end + timedelta(days=days)

    def is_to_come(self, days: int) -> bool:
        return self.day(days) > self.today

    def after(self, days: int) -> datetime:
        moment = datetime.combine(self.day(days), time(14, 0), self.zone)
        return min(self.at, moment.astimezone(UTC))
