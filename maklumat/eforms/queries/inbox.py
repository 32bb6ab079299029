"""The inbox of submissions: what waits longest first, narrowed, page by page at the same cost."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core import numbers
from maklumat.core.errors import RuleBroken
from maklumat.eforms.handling import ENDED, OPEN, Status
from maklumat.eforms.models import FormVersion, Submission
from maklumat.eforms.queries.submissions import submissions_for

PAGE, LARGEST_PAGE = 50, 100
MOST_EXPORTED = 5000
OPEN_VALUES = [status.value for status in Status if status in OPEN]
ENDED_VALUES = [status.value for status in Status if status in ENDED]
OURS = [Status.RECEIVED.value, Status.CHECKING.value, Status.ACCEPTED.value]
ANY_ENDED = "ended"
NOBODY, MYSELF = "none", "me"


@dataclass(frozen=True)
class Wanted:
    """What a person asked the inbox for. `status` "" is all that is open; `assignee` a key or word."""

    q: str = ""
    status: str = ""
    service: int | None = None
    version: int | None = None
    assignee: str = ""

    def query(self) -> str:
        """Write it as the end of an address, without what is empty."""
        given = {
            "q": self.q, "status": self.status, "service": self.service,
            "version": self.version, "assignee": self.assignee,
        }  # fmt: skip
        return urlencode({key: value for key, value in given.items() if value not in ("", None)})

    @property
    def narrows(self) -> bool:
        return replace(self, status="") != Wanted()

    @property
    def is_of_ended(self) -> bool:
        return self.status == ANY_ENDED or self.status in ENDED_VALUES


@dataclass(frozen=True)
class Page:
    rows: list[Submission]
    after: str = ""  # what the address of the next page carries; "" on the last one


@dataclass(frozen=True)
class Choices:
    """What the filters offer this person."""

    services: list[Service]
    versions: list[FormVersion]
    people: list[User]


@dataclass(frozen=True)
class Counts:
    """How many submissions are open: ours to do, the applicant's turn, and of ours who has them."""

    ours: int
    asked: int
    unassigned: int
    mine: int


def page(user: User, wanted: Wanted, *, after: str = "", size: int = PAGE) -> Page:
    """Return one page with all that its rows show. Two queries; no answer is read."""
    rows = narrowed(user, wanted)
    at, key = _mark(after)
    if wanted.is_of_ended:
        rows = rows.order_by("-finished_at", "-pk")
        if at:
            rows = rows.filter(Q(finished_at__lt=at) | Q(pk__lt=key), finished_at__lte=at)
    else:
        rows = rows.order_by("received_at", "pk")
        if at:
            rows = rows.filter(Q(received_at__gt=at) | Q(pk__gt=key), received_at__gte=at)
    size = min(size, LARGEST_PAGE)
    found = list(rows.defer("sealed").prefetch_related("events")[: size + 1])
    if len(found) <= size:
        return Page(found)
    last = found[size - 1]
    moment = last.finished_at if wanted.is_of_ended else last.received_at
    return Page(found[:size], f"{moment.isoformat() if moment else ''}~{last.pk}")


def to_export(user: User, wanted: Wanted) -> list[Submission]:
    """Return the rows of a filtered list, with what is sealed only where answers go with them."""
    rows = narrowed(user, wanted).order_by("received_at", "pk")
    return list((rows if wanted.version else rows.defer("sealed"))[:MOST_EXPORTED])


def narrowed(user: User, wanted: Wanted) -> QuerySet[Submission]:
    """Keep of what this person may see what they asked for."""
    rows = submissions_for(user).select_related(
        "service__agency", "agency", "version__form", "assignee"
    )
    if wanted.q:
        rows = rows.filter(number__icontains=_number(wanted.q))
    statuses = _statuses(wanted)
    if statuses:
        rows = rows.filter(status__in=statuses)
    if wanted.service is not None:
        rows = rows.filter(service=wanted.service)
    if wanted.version is not None:
        rows = rows.filter(version=wanted.version)
    if wanted.assignee == NOBODY:
        return rows.filter(assignee=None)
    if wanted.assignee:
        return rows.filter(assignee=user.pk if wanted.assignee == MYSELF else int(wanted.assignee))
    return rows


def _statuses(wanted: Wanted) -> list[str]:
    """Return the statuses that are asked for; all that is open unless a number is looked for."""
    if wanted.status == ANY_ENDED:
        return ENDED_VALUES
    if wanted.status:
        return [wanted.status]
    return [] if wanted.q else OPEN_VALUES


def counts(user: User) -> Counts:
    """Count what is open. One query."""
    rows = submissions_for(user).filter(status__in=OPEN_VALUES).order_by()
    found = rows.aggregate(
        ours=Count("pk", filter=Q(status__in=OURS)),
        asked=Count("pk", filter=Q(status=Status.ASKED.value)),
        unassigned=Count("pk", filter=Q(assignee=None, status__in=OURS)),
        mine=Count("pk", filter=Q(assignee=user, status__in=OURS)),
    )
    return Counts(**found)


def waiting(user: User) -> Counts:
    """Count what the staff home tells; nothing, and no query, for those without an inbox."""
    return counts(user) if may_see(user) else Counts(0, 0, 0, 0)


def check_nothing_open(agency: Agency) -> None:
    """Raise RuleBroken while something that was handed in there is still open."""
    count = Submission.objects.filter(agency=agency, status__in=OPEN_VALUES).count()
    if count:
        raise RuleBroken(
            ngettext(
                "%(count)s form that was handed in is still open there. Finish it first.",
                "%(count)s forms that were handed in are still open there. Finish them first.",
                count,
            )
            % {"count": count}
        )


def is_used() -> bool:
    """Has anything been handed in yet?"""
    return Submission.objects.exists()


def may_see(user: User) -> bool:
    """May this person open the inbox at all?"""
    return policy_for(user).can(Act.VIEW_CASES)


def choices(user: User) -> Choices:
    """Return what the filters offer: services and versions that something came for."""
    mine = submissions_for(user).order_by()
    services = Service.objects.filter(pk__in=mine.values("service")).only("name", "agency")
    versions = FormVersion.objects.filter(pk__in=mine.values("version")).defer("content")
    people = User.objects.filter(pk__in=mine.exclude(assignee=None).values("assignee"))
    return Choices(
        list(services.order_by("name", "pk")),
        list(versions.select_related("form").order_by("form__title", "-number")),
        list(people.order_by("first_name", "pk")),
    )


def _number(text: str) -> str:
    try:
        return str(numbers.parse(text))
    except RuleBroken:
        return text.strip()


def _mark(after: str) -> tuple[datetime | None, int]:
    """Read where a page begins; whatever is no mark is the first page."""
    text, _sign, key = after.partition("~")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None, 0
    if at.tzinfo is None or not key.isdecimal() or len(key) > 18:
        return None, 0
    return at, int(key)
