"""The inbox: cases by what expires next, narrowed by what a person asks for, page by page.

A page costs the same at the first row and at the millionth: each begins after the last row of the
one before, and counting stops at a limit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import in_tree_order, living_agencies_today
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Complaint, SavedFilter
from maklumat.complaints.queries import OPEN_VALUES, cases_for, supervises
from maklumat.complaints.workflow import ENDED, UNROUTED, Status
from maklumat.core import numbers
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.workdays import Calendar, add

MOST_COUNTED = 1000
MOST_SCANNED = 20_000
PAGE = 50
LARGEST_PAGE = 100
SEARCHED_DAYS = 400  # how far back words are looked for among finished cases
SHORTEST_WORD = 3
Moment = TypeVar("Moment", date, datetime)
ENDED_VALUES = [status.value for status in ENDED]
UNROUTED_VALUES = [status.value for status in UNROUTED]
THEIR_TURN = [Status.WAITING.value, Status.ANSWERED.value]
COLUMNS = (
    "number", "title", "status", "kind", "channel", "sent_from", "due", "due_clock", "anonymous",
    "confidential", "restricted", "received_at", "ended_at", "status_since", "round",
    "agency__short_name", "agency__name", "category__name", "category__name_en", "service__name",
    "assignee__first_name", "assignee__last_name", "assignee__email",
)  # fmt: skip


class Tab(StrEnum):
    """A part of the inbox."""

    OPEN = "terbuka"
    MINE = "saya"
    UNASSIGNED = "belum"
    UNROUTED = "teruskan"
    THEIRS = "menunggu"
    ENDED = "selesai"


@dataclass(frozen=True)
class Wanted:
    """What a person asked the inbox for; keys of rows as numbers, words as typed."""

    tab: Tab = Tab.OPEN
    q: str = ""
    status: str = ""
    kind: str = ""
    agency: int | None = None
    service: int | None = None
    category: int | None = None
    channel: str = ""
    since: date | None = None
    until: date | None = None
    overdue: bool = False
    due_from: date | None = None
    due_by: date | None = None
    assignee: int | None = None

    def query(self) -> str:
        """Write it as the end of an address, without what is empty."""
        given = {
            "tab": self.tab.value, "q": self.q, "status": self.status, "kind": self.kind,
            "agency": self.agency, "service": self.service, "category": self.category,
            "channel": self.channel, "since": self.since, "until": self.until,
            "overdue": "1" if self.overdue else "", "due_from": self.due_from, "due_by": self.due_by,
            "assignee": self.assignee,
        }  # fmt: skip
        return urlencode({key: value for key, value in given.items() if value not in ("", None)})

    @property
    def narrows(self) -> int:
        """How many of the filters are set."""
        plain = replace(self, tab=Tab.OPEN)
        return len([part for part in plain.query().split("&") if part]) - 1


@dataclass(frozen=True)
class Page:
    rows: list[Complaint]
    after: str = ""  # what the address of the next page carries; "" on the last one


@dataclass(frozen=True)
class Choices:
    """What the filters offer this person."""

    agencies: list[Agency]
    services: list[Service]
    people: list[User]


def tabs_of(user: User) -> list[Tab]:
    """Return the parts of the inbox that mean something to this person."""
    policy = policy_for(user)
    left_out = set()
    if not policy.can_everywhere(Act.COORDINATE_CASES):
        left_out.add(Tab.UNROUTED)
    return [tab for tab in Tab if tab not in left_out]


def page(user: User, wanted: Wanted, zone: ZoneInfo, today: date, *, after: str = "",
         size: int = PAGE) -> Page:  # fmt: skip
    """Return one page of the inbox. Two queries at most, and no text of a case."""
    rows = _narrowed(tab_rows(cases_for(user), wanted.tab, user), wanted, zone, today)
    rows = rows.select_related("agency", "category", "service", "assignee").only(*COLUMNS)
    size = min(size, LARGEST_PAGE)
    if wanted.tab is Tab.ENDED:
        return _ended_page(rows, after, size)
    return _open_page(rows, after, size)


@dataclass(frozen=True)
class Counts:
    """How many open cases each part holds. `cut`: more are open than were looked at."""

    of: Mapping[Tab, int]
    cut: bool


def counts(user: User) -> Counts:
    """Count the open parts of the inbox among its most urgent `MOST_SCANNED` cases. One query."""
    ours = [value for value in OPEN_VALUES if value not in THEIR_TURN]
    rows = tab_rows(cases_for(user), Tab.OPEN, user).order_by("due", "pk")
    found = rows[:MOST_SCANNED].aggregate(
        open=Count("pk"),
        mine=Count("pk", filter=Q(assignee=user)),
        unassigned=Count("pk", filter=Q(assignee=None, status__in=ours)),
        unrouted=Count("pk", filter=Q(status__in=UNROUTED_VALUES)),
        theirs=Count("pk", filter=Q(status__in=THEIR_TURN)),
    )
    of = {
        Tab.OPEN: found["open"],
        Tab.MINE: found["mine"],
        Tab.UNASSIGNED: found["unassigned"],
        Tab.UNROUTED: found["unrouted"],
        Tab.THEIRS: found["theirs"],
    }
    return Counts(of, found["open"] >= MOST_SCANNED)


def choices(user: User) -> Choices:
    """Return what the filters offer. Three queries."""
    policy = policy_for(user)
    act = Act.SUPERVISE_CASES if not policy.can(Act.VIEW_CASES) else Act.VIEW_CASES
    agencies = in_tree_order(policy.agencies(act) & living_agencies_today())
    mine = policy.rows(Service.objects.all(), act)
    people = User.objects.filter(is_active=True)
    if not policy.can_everywhere(act):
        people = people.filter(memberships__agency__in=agencies.order_by())
    return Choices(
        list(agencies),
        list(mine.only("name", "agency").order_by("name")),
        list(people.filter(memberships__isnull=False).distinct().order_by("first_name", "pk")),
    )


def agencies_to_pass_many_to(user: User, offered: Sequence[Agency]) -> list[Agency]:
    """Keep of the agencies this person sees those to which they may pass a case."""
    if policy_for(user).can(Act.HANDLE_CASES):
        return list(offered)
    return [agency for agency in offered if agency.kind == "inspektorat"]


def cases_by_number(user: User, chosen: list[str]) -> list[Complaint]:
    """Return those of these cases that this person may see, in the order of the list they ticked."""
    found = {
        case.number: case
        for case in cases_for(user)
        .select_related("agency", "rules", "category", "service", "assignee")
        .filter(number__in=chosen[:LARGEST_PAGE])
    }
    return [found[number] for number in chosen if number in found]


def next_working_day(calendar: Calendar, today: date) -> date:
    return add(today, 1, calendar)


def saved_filters(user: User) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(user=user))


def saved_filter(user: User, pk: int) -> SavedFilter:
    """Return one of a person's own filters. Raises NotFound."""
    found = SavedFilter.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def is_inspector_only(user: User) -> bool:
    """Does this person see restricted cases and no others?"""
    policy = policy_for(user)
    return supervises(policy) and not policy.can(Act.VIEW_CASES)


# --- Narrowing ----------------------------------------------------------------------------------


def tab_rows(rows: QuerySet[Complaint], tab: Tab, user: User) -> QuerySet[Complaint]:
    """Keep the rows of one part of the inbox."""
    if tab is Tab.ENDED:
        return rows.filter(status__in=ENDED_VALUES, ended_at__isnull=False)
    rows = rows.filter(ended_at__isnull=True)
    if tab is Tab.MINE:
        return rows.filter(assignee=user, status__in=OPEN_VALUES)
    if tab is Tab.UNASSIGNED:
        ours = [value for value in OPEN_VALUES if value not in THEIR_TURN]
        return rows.filter(assignee=None, status__in=ours)
    if tab is Tab.UNROUTED:
        return rows.filter(status__in=UNROUTED_VALUES)
    if tab is Tab.THEIRS:
        return rows.filter(status__in=THEIR_TURN)
    return rows.filter(status__in=OPEN_VALUES)


def _narrowed(
    rows: QuerySet[Complaint], wanted: Wanted, zone: ZoneInfo, today: date
) -> QuerySet[Complaint]:
    fields: Mapping[str, object] = {
        "status": wanted.status, "kind": wanted.kind, "service": wanted.service,
        "channel": wanted.channel, "assignee": wanted.assignee, "due__lte": wanted.due_by,
        "due__gte": wanted.due_from,
        "received_at__gte": _midnight(wanted.since, zone),
        "received_at__lt": _midnight(wanted.until and wanted.until + timedelta(days=1), zone),
    }  # fmt: skip
    rows = rows.filter(**{key: value for key, value in fields.items() if value not in ("", None)})
    if wanted.category is not None:
        rows = rows.filter(Q(category=wanted.category) | Q(category__parent=wanted.category))
    if wanted.agency is not None:
        rows = rows.filter(agency__path__contains=f"/{wanted.agency}/")
    if wanted.overdue:
        rows = rows.filter(due__lt=today)
    return _with_words(rows, wanted, zone, today) if wanted.q else rows


def _with_words(
    rows: QuerySet[Complaint], wanted: Wanted, zone: ZoneInfo, today: date
) -> QuerySet[Complaint]:
    number = _number(wanted.q)
    if number:
        return rows.filter(number=number)
    if wanted.tab is Tab.ENDED and wanted.since is None:
        rows = rows.filter(ended_at__gte=_midnight(today - timedelta(days=SEARCHED_DAYS), zone))
    for word in wanted.q.split()[:6]:
        rows = rows.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(text__icontains=word)
        )
    return rows


def _number(text: str) -> str:
    try:
        return str(numbers.parse(text))
    except RuleBroken:
        return ""


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


# --- Pages --------------------------------------------------------------------------------------


def _open_page(rows: QuerySet[Complaint], after: str, size: int) -> Page:
    """Terms that end first come first; cases without a running term of ours come last."""
    day, key = _mark(after, date.fromisoformat)
    timed = rows.filter(due__isnull=False).order_by("due", "pk")
    untimed = rows.filter(due__isnull=True).order_by("pk")
    found: list[Complaint] = []
    if day or not key:
        if day:
            timed = timed.filter(Q(due__gt=day) | Q(pk__gt=key), due__gte=day)
        found = list(timed[: size + 1])
    if len(found) <= size:
        if key and not day:
            untimed = untimed.filter(pk__gt=key)
        found += list(untimed[: size + 1 - len(found)])
    return _cut(found, size, lambda last: f"{last.due or '-'}~{last.pk}")


def _ended_page(rows: QuerySet[Complaint], after: str, size: int) -> Page:
    """What ended last comes first."""
    at, key = _mark(after, _moment)
    rows = rows.order_by("-ended_at", "-pk")
    if at:
        rows = rows.filter(Q(ended_at__lt=at) | Q(pk__lt=key), ended_at__lte=at)
    found = list(rows[: size + 1])
    return _cut(
        found, size, lambda last: f"{last.ended_at and last.ended_at.isoformat()}~{last.pk}"
    )


def _cut(found: list[Complaint], size: int, mark: Callable[[Complaint], str]) -> Page:
    if len(found) <= size:
        return Page(found)
    rows = found[:size]
    return Page(rows, mark(rows[-1]))


def _mark(after: str, read: Callable[[str], Moment]) -> tuple[Moment | None, int]:
    """Read where a page begins, None for "-"; whatever is no mark is the first page, key 0."""
    text, _sign, key = after.partition("~")
    if not key.isdecimal() or len(key) > 18:
        return None, 0
    if text == "-":
        return None, int(key)
    try:
        return read(text), int(key)
    except ValueError:
        return None, 0


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found
