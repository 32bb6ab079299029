"""What an officer needs to handle one case: who may work on it, where it can go, its whole story."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import people_who_may, policy_for
from maklumat.agencies.queries import in_tree_order, living_agencies_today
from maklumat.agencies.roles import Act, roles_that_may
from maklumat.catalogue.models import Service
from maklumat.complaints import clocks, mentions
from maklumat.complaints.actions.ticking import fact
from maklumat.complaints.clocks import ClockState, Unit
from maklumat.complaints.models import (
    Attachment,
    CaseClock,
    Complaint,
    Event,
    Outcome,
    Reporter,
)
from maklumat.complaints.next_step import steps
from maklumat.complaints.queries import calendar_from, case_for, cases_for, party_of
from maklumat.complaints.workflow import UNROUTED, Kind, Move, Party
from maklumat.core import calendars
from maklumat.core.errors import NotFound

# --- People -------------------------------------------------------------------------------------


def handlers_of(case: Complaint) -> QuerySet[User]:
    """Return who may be asked to work on a case: of its agency, or of the Inspektorat."""
    return _people(case, Act.HANDLE_CASES)


def readers_of(case: Complaint) -> QuerySet[User]:
    """Return the staff who may see a case at all: whom a note may name."""
    return _people(case, Act.VIEW_CASES)


def _people(case: Complaint, act: Act) -> QuerySet[User]:
    wanted = Act.SUPERVISE_CASES if case.restricted else act
    if case.agency is not None:
        return people_who_may(wanted, case.agency)
    any_agency = living_agencies_today().order_by("pk").first()
    if any_agency is None:
        return User.objects.none()
    everywhere = people_who_may(wanted, any_agency).filter(memberships__agency=None)
    return everywhere.distinct()


def nobody() -> QuerySet[User]:
    return User.objects.none()


def no_services() -> QuerySet[Service]:
    return Service.objects.none()


def handlers_in(agencies: QuerySet[Agency], case: Complaint) -> QuerySet[User]:
    """Return who could be asked to work on a case that is passed to one of these agencies."""
    may = roles_that_may(Act.SUPERVISE_CASES if case.restricted else Act.HANDLE_CASES)
    mine = User.objects.filter(
        is_active=True,
        memberships__role__in=[role.value for role in may],
        memberships__agency__in=agencies.order_by(),
    )
    return mine.distinct().order_by("first_name", "pk")


def people_named(case: Complaint, text: str) -> tuple[list[User], list[str]]:
    """Return whom a note names with an @, and the names that are nobody who may see the case."""
    if "@" not in text:
        return [], []
    people = list(readers_of(case))
    names = {str(person): person for person in people}
    firsts = [str(person).split()[0] for person in people if str(person)]
    for person in people:
        first = str(person).split()[0]
        if firsts.count(first) == 1:
            names.setdefault(first, person)
    return mentions.mentioned(text, names)


# --- Where a case can go ------------------------------------------------------------------------


def agencies_to_pass_to(user: User, case: Complaint, party: Party) -> QuerySet[Agency]:
    """Return the agencies this person may give the case to: all, or one's own and those below."""
    living = in_tree_order(living_agencies_today())
    if case.restricted:
        return living.filter(kind="inspektorat")
    if party is Party.HANDLER:
        return living & policy_for(user).agencies(Act.HANDLE_CASES)
    return living


def agencies_to_move_to(case: Complaint) -> QuerySet[Agency]:
    return in_tree_order(living_agencies_today()).exclude(pk=case.agency_id)


def own_agency(user: User, case: Complaint) -> Agency | None:
    """Return the agency for which this person would take the case on: the one it names if theirs."""
    policy = policy_for(user)
    act = Act.SUPERVISE_CASES if case.restricted else Act.HANDLE_CASES
    if case.agency is not None and policy.covers(act, case.agency):
        return case.agency
    return (policy.agencies(act) & living_agencies_today()).order_by("path").first()


def services_of(case: Complaint) -> QuerySet[Service]:
    """Return the services a case may be about: those of its agency, and the one it names."""
    chosen = Q(pk=case.service_id)
    if case.agency_id:
        chosen |= Q(agency=case.agency_id)
    return Service.objects.filter(chosen).order_by("name")


# --- The case page ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Timed:
    """A clock as the page shows it, with the reasons for its date."""

    row: CaseClock
    reasons: Sequence[str] = ()
    source: str = ""
    confidence: str = ""

    @property
    def is_running(self) -> bool:
        return self.row.state == ClockState.RUNNING

    @property
    def is_held(self) -> bool:
        return self.row.state == ClockState.PAUSED


@dataclass(frozen=True)
class Dossier:
    """All that the page of a case shows."""

    case: Complaint
    party: Party | None
    reporter: Reporter | None
    events: Sequence[Event]
    files: Sequence[Attachment]
    running: Sequence[Timed]
    ended: Sequence[CaseClock]
    outcomes: Sequence[Outcome]
    moves: Sequence[Move] = field(default=())

    @property
    def seen(self) -> int:
        """The newest line, so that a form knows what its sender had read."""
        return max((event.pk for event in self.events), default=0)


def dossier_for(user: User, number: str, government: Government) -> Dossier:
    """Return the whole of a case that this person may see. Raises NotFound as `case_for` does."""
    case = case_for(user, number)
    party = party_of(user, case)
    attached = Prefetch("attachments", Attachment.objects.select_related("file"))
    events = list(
        case.events.select_related("author", "agency").prefetch_related(attached, "mentions")
    )
    rows = list(case.clocks.prefetch_related("pauses").select_related("agency"))
    alive = (ClockState.RUNNING, ClockState.PAUSED)
    return Dossier(
        case=case,
        party=party,
        reporter=Reporter.objects.filter(complaint=case).first(),
        events=events,
        files=[row for event in events for row in event.attachments.all()],
        running=[_timed(case, row, government) for row in rows if row.state in alive],
        ended=[row for row in rows if row.state not in alive],
        outcomes=list(case.outcomes.select_related("event")),
        moves=steps(case.state, party) if party else (),
    )


def _timed(case: Complaint, row: CaseClock, government: Government) -> Timed:
    sourced = case.rules.book.source(fact(row).kind, Kind(case.kind))
    if row.state == ClockState.PAUSED:
        return Timed(row, (), sourced.source, sourced.confidence)
    found = clocks.due(fact(row), calendar_from(government, row.start))
    reasons = calendars.explanation(found) if row.unit == Unit.WORKING_DAYS else []
    return Timed(row, reasons, sourced.source, sourced.confidence)


def is_visible(user: User, number: str) -> bool:
    """May this person still see the case, after what was done to it?"""
    return cases_for(user).filter(number=number).exists()


def may_decline(case: Complaint, party: Party | None) -> bool:
    """May this person say that a report which only names their agency is another's?"""
    return party is Party.HANDLER and case.state in UNROUTED and case.agency_id is not None


def attachment_for(user: User, number: str, uid: UUID) -> Attachment:
    """Return a file of a case this person may see. Raises NotFound."""
    case = case_for(user, number)
    found = Attachment.objects.select_related("file").filter(complaint=case, file__uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


def service_for(case: Complaint, pk: int) -> Service | None:
    return services_of(case).filter(pk=pk).first()
