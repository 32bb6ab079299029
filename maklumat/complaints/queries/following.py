"""What a complainant reads of the own case: its story, its clock, its papers; nothing of others."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maklumat.agencies.models import Government
from maklumat.agencies.queries import current_government
from maklumat.complaints import clocks, wording
from maklumat.complaints.actions.ticking import ALIVE, fact
from maklumat.complaints.clocks import ClockKind, Unit
from maklumat.complaints.models import (
    Attachment,
    CaseClock,
    Complaint,
    Event,
    EventKind,
    Follower,
    Outcome,
    Publication,
    PushSubscription,
    Reporter,
)
from maklumat.complaints.queries import calendar_from, case_for_complainant
from maklumat.complaints.rulebook import Sourced
from maklumat.complaints.wording import Setting
from maklumat.complaints.workflow import Kind, Move, Party, Status
from maklumat.core import calendars
from maklumat.core.errors import NotFound
from maklumat.core.models import StoredFile

__all__ = ["case_for_complainant"]

OFFICE = frozenset({Party.HANDLER, Party.COORDINATOR, Party.INSPECTOR})
# The steps of a joined case that everybody who reported it may read, without their texts.
COMMON = [
    Move.DISPOSE, Move.START, Move.RETURN, Move.TRANSFER, Move.ANSWER, Move.ACCEPT, Move.EXPIRE,
    Move.REOPEN, Move.ARCHIVE, Move.REVIVE, Move.FORWARD, Move.ESCALATE, Move.SUPERVISE,
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the timeline as the page and the paper show it."""

    title: str
    when: datetime
    promise: str = ""
    reason: str = ""
    text: str = ""
    files: tuple[StoredFile, ...] = ()
    from_office: bool = False
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Running:
    """The clock that matters now: what it is for, its last day, and why on that day."""

    kind: ClockKind
    due: date | None
    yours: bool
    late: bool
    why: tuple[str, ...]
    source: Sourced | None


@dataclass(frozen=True)
class Story:
    """Everything a page of one's own case shows."""

    case: Complaint
    lines: tuple[Line, ...]
    files: tuple[StoredFile, ...]
    running: Running | None
    resolution: Running | None
    question: Line | None
    result: Line | None
    reporter: Reporter | None
    joined: "Story | None" = None
    late_clocks: tuple[CaseClock, ...] = ()
    others: bool = False  # the case that one's own was joined with

    @property
    def headline(self) -> str:
        if self.others and self.case.status in wording.HEADLINES_JOINED:
            return str(wording.HEADLINES_JOINED[self.case.status])
        return str(wording.HEADLINES[self.case.status])

    @property
    def shape(self) -> str:
        return wording.SHAPES.get(self.case.status, "quiet")


def case_by_number(number: str) -> Complaint:
    """Return the case that a signed link or a session names, with all its page shows of the row.

    Raises NotFound, also once the personal data was removed. Whoever calls has checked link, code
    or session.
    """
    rows = Complaint.objects.select_related(
        "agency__government", "service", "category", "rules", "reporter", "merged_into__agency",
        "merged_into__rules",
    )  # fmt: skip
    found = rows.filter(number=number, purged_at=None).first()
    if found is None:
        raise NotFound(number)
    return found


def story(case: Complaint, *, at: datetime) -> Story:
    """Return what the complainant reads. The number of queries does not grow with the case."""
    government = _government()
    setting, told = _setting(case, government, at)
    own = case.events.filter(open=True, kind__in=wording.SHOWN)
    lines = _lines(_with_files(own), setting, _outcomes(case))
    questions = [line for event, line in lines if event.move == Move.ASK]
    results = [line for event, line in lines if event.move == Move.ANSWER]
    attached = [file for event, line in lines for file in line.files
                if event.kind == EventKind.FILED]  # fmt: skip
    return Story(
        case=case,
        lines=tuple(line for _event, line in lines),
        files=tuple(attached),
        running=_running(case, told, government, setting),
        resolution=_of_kind(ClockKind.RESOLUTION, case, told, government, setting),
        question=questions[-1] if questions and case.state is Status.WAITING else None,
        result=results[-1] if results else None,
        reporter=getattr(case, "reporter", None),
        joined=_joined(case, government, at),
        late_clocks=tuple(clock for clock in told if _is_late(clock, setting.today)),
    )


def setting_of(case: Complaint, *, at: datetime) -> Setting:
    """Return what sentences about a case need, for letters."""
    return _setting(case, _government(), at)[0]


def last_step(case: Complaint) -> Event | None:
    """Return the newest step of a case."""
    return case.events.filter(kind=EventKind.MOVED).order_by("-at", "-pk").first()


def was_taken(case: Complaint, move: Move) -> bool:
    """Is this the complainant's step that led to where the case stands? Then it came twice."""
    last = last_step(case)
    return last is not None and last.move == move and last.party == Party.COMPLAINANT


def own_file(case: Complaint, uid: UUID) -> StoredFile:
    """Return a file of this very case that the complainant may see. Raises NotFound."""
    rows = Attachment.objects.select_related("file").filter(complaint=case, open=True)
    found = rows.filter(Q(event=None) | Q(event__open=True), file__uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found.file


def outcome_of(case: Complaint) -> Outcome:
    """Return the latest result. Raises NotFound before there is one."""
    found = case.outcomes.select_related("event__agency__government").last()
    if found is None:
        raise NotFound(case.number)
    return found


# --- Who is told --------------------------------------------------------------------------------


_LISTENERS = f"""
SELECT EXISTS(SELECT 1 FROM {Reporter._meta.db_table} WHERE complaint_id = %s AND tell_by <> ''),
       EXISTS(SELECT 1 FROM {Follower._meta.db_table} WHERE complaint_id = %s AND tell_by <> ''),
       EXISTS(SELECT 1 FROM {PushSubscription._meta.db_table} WHERE complaint_id = %s),
       EXISTS(SELECT 1 FROM {Complaint._meta.db_table} WHERE merged_into_id = %s)
"""  # noqa: S608  names of our own tables


@dataclass(frozen=True)
class Listeners:
    """Whether anybody wants to be told of a case: one query for the many that nobody follows."""

    reporter: bool
    followers: bool
    browsers: bool
    joined: bool


def listeners(case: Complaint) -> Listeners:
    """Ask for all four at once, in plain SQL: every step asks, and building it took four times longer."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTENERS, [case.pk] * 4)
        return Listeners(*(bool(found) for found in cursor.fetchone()))


def reporter_of(case: Complaint) -> Reporter:
    """Return who reported a case. Raises NotFound for an anonymous one."""
    found = Reporter.objects.filter(complaint=case).first()
    if found is None:
        raise NotFound(case.number)
    found.complaint = case
    return found


def public_address(case: Complaint) -> str:
    """Return where anybody can read a case; "" while no summary of it is public."""
    if not Publication.objects.filter(complaint=case, live=True).exists():
        return ""
    try:
        return reverse("complaints:case", args=[case.number])
    except NoReverseMatch:
        return ""


def followers_to_tell(case: Complaint) -> QuerySet[Follower]:
    return Follower.objects.filter(complaint=case).exclude(tell_by="").exclude(to="")


def browsers_to_tell(case: Complaint) -> QuerySet[PushSubscription]:
    return PushSubscription.objects.filter(complaint=case).select_related("complaint")


def joined_reporters(case: Complaint) -> QuerySet[Reporter]:
    """Return those who reported the same and whose cases go on in this one."""
    rows = Reporter.objects.filter(complaint__merged_into=case).exclude(tell_by="")
    return rows.select_related("complaint")


def joined_browsers(case: Complaint) -> QuerySet[PushSubscription]:
    rows = PushSubscription.objects.filter(complaint__merged_into=case)
    return rows.select_related("complaint")


def browser(pk: int) -> PushSubscription | None:
    return PushSubscription.objects.select_related("complaint").filter(pk=pk).first()


def person_told(kind: str, pk: int) -> Reporter | Follower:
    """Return who a link of a letter speaks of. Raises NotFound."""
    rows: QuerySet[Reporter] | QuerySet[Follower] = (
        Reporter.objects.all() if kind == "r" else Follower.objects.all()
    )
    found = rows.select_related("complaint").filter(pk=pk).first()
    if found is None:
        raise NotFound(kind)
    return found


# --- Parts of a story ---------------------------------------------------------------------------


def _government() -> Government:
    found = current_government()
    if found is None:
        raise NotFound("government")
    return found


def _setting(
    case: Complaint, government: Government, at: datetime
) -> tuple[Setting, list[CaseClock]]:
    told = list(case.clocks.prefetch_related("pauses"))
    name = "name_en" if get_language() == "en" else "name"
    reasons = {row.key: getattr(row, name) for row in case.rules.book.archive_reasons}
    today = at.astimezone(government.zone).date()
    return Setting(government.zone, tuple(told), case.restricted, today, reasons), told


def _with_files(events: QuerySet[Event]) -> QuerySet[Event]:
    files = Attachment.objects.filter(open=True).select_related("file")
    return events.select_related("agency").prefetch_related(
        Prefetch("attachments", queryset=files, to_attr="open_files")
    )


def _outcomes(case: Complaint) -> dict[int, Outcome]:
    return {row.event_id: row for row in case.outcomes.all()}


def _lines(
    events: Iterable[Event], setting: Setting, outcomes: dict[int, Outcome]
) -> list[tuple[Event, Line]]:
    made: list[tuple[Event, Line]] = []
    was = ""
    for event in events:
        line = Line(
            title=wording.sentence(event, setting, was),
            when=event.at.astimezone(setting.zone),
            promise=wording.promise(event, setting),
            reason=wording.reason(event, setting),
            text="" if event.move == Move.MERGE else event.text,
            files=tuple(row.file for row in event.open_files),  # type: ignore[attr-defined]  # prefetched above
            from_office=event.party in OFFICE,
            outcome=outcomes.get(event.pk),
        )
        made.append((event, line))
        was = setting.agency(event) if event.agency else was
    return made


def _joined(case: Complaint, government: Government, at: datetime) -> Story | None:
    """Tell how the case goes on in which this one was joined: steps and results, no one's words."""
    main = case.merged_into
    if main is None:
        return None
    setting, told = _setting(main, government, at)
    steps = main.events.filter(open=True, kind=EventKind.MOVED, move__in=COMMON)
    quiet = main.confidential or main.restricted
    lines = []
    for event, line in _lines(_with_files(steps), setting, {}):
        shown = line.text if event.move == Move.ANSWER and not quiet else ""
        other = wording.of_another(event, setting)
        plain = changed(line, title=other or line.title, reason="", text=shown, files=())
        lines.append(changed(plain, promise="") if event.move == Move.ANSWER else plain)
    return Story(
        case=main,
        lines=tuple(lines),
        files=(),
        running=_running(main, told, government, setting, own=False),
        resolution=None,
        question=None,
        result=None,
        reporter=None,
        others=True,
    )


def _is_late(clock: CaseClock, today: date | None) -> bool:
    if ClockKind(clock.kind) not in clocks.OURS:
        return False
    if clock.state == clocks.ClockState.MISSED:
        return True
    return bool(clock.state in ALIVE and clock.due and today and clock.due < today)


def _running(
    case: Complaint,
    told: list[CaseClock],
    government: Government,
    setting: Setting,
    *,
    own: bool = True,
) -> Running | None:
    """Return the clock to show: the person's own time while it is their turn, else our next term."""
    turn = {Status.WAITING: ClockKind.COMPLETION, Status.ANSWERED: ClockKind.COMPLAINANT}
    kind = turn.get(case.state) if own else None
    if kind is None:
        kind = ClockKind(case.due_clock) if case.due_clock else None
    return _of_kind(kind, case, told, government, setting) if kind else None


def _of_kind(
    kind: ClockKind,
    case: Complaint,
    told: list[CaseClock],
    government: Government,
    setting: Setting,
) -> Running | None:
    rows = [row for row in told if row.kind == kind and row.state in ALIVE]
    if not rows:
        return None
    row = rows[-1]
    late = bool(row.due and setting.today and row.due < setting.today)
    return Running(
        kind=kind,
        due=row.due,
        yours=kind not in clocks.OURS,
        late=late,
        why=tuple(_why(row, government)),
        source=None if case.restricted else case.rules.book.source(kind, Kind(case.kind)),
    )


def _why(row: CaseClock, government: Government) -> list[str]:
    """Say which days count and which do not."""
    clock = fact(row)
    if row.due is None:
        return [
            _("This term stands still since %(day)s, until your answer comes.")
            % {"day": wording.plain_date(row.held_since or row.start)}
        ]
    name = _("we waited for your answer")
    named = changed(clock, pauses=tuple(changed(pause, name=name) for pause in clock.pauses))
    ends = clocks.due(named, calendar_from(government, row.start))
    if clock.term.unit is Unit.CALENDAR_DAYS:
        counted = ngettext(
            "%(count)s day is counted, days of rest too.",
            "%(count)s days are counted, days of rest too.",
            row.days,
        )
        return [counted % {"count": row.days}]
    return calendars.explanation(ends)
