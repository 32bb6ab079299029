"""Every read of the escalation ladder: which terms end, who answers for them, who was told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Membership
from maklumat.agencies.roles import Role
from maklumat.complaints.clocks import OURS, ClockKind, ClockState
from maklumat.complaints.ladder import LOOK_AHEAD, LOOK_BACK, Step
from maklumat.complaints.models import Alert, CaseClock, Complaint
from maklumat.complaints.queries import OPEN_VALUES

# Whose duty it is to find the agency: until then no agency answers for the term.
OF_THE_COORDINATOR = frozenset({ClockKind.VERIFICATION.value, ClockKind.TRANSFER.value})
WATCHED = (Role.OFFICER, Role.HEAD, Role.ORGANISER, Role.LEADER, Role.INSPECTOR)
Held = tuple[str, str, User]


def ending(today: date) -> QuerySet[CaseClock]:
    """Return the government's own running clocks that end soon or ended lately. Two queries."""
    rows = CaseClock.objects.filter(
        state=ClockState.RUNNING.value,
        kind__in=[kind.value for kind in OURS],
        due__range=(today - LOOK_BACK, today + LOOK_AHEAD),
        complaint__status__in=OPEN_VALUES,
    )
    return rows.select_related(
        "complaint__agency", "complaint__assignee", "complaint__service", "complaint__category",
        "complaint__rules",
    ).order_by("due", "pk")  # fmt: skip


def told(rows: Collection[CaseClock]) -> set[tuple[int, str, int]]:
    """Return who was told of which clock at which step, as keys of clock, step and person."""
    alerts = Alert.objects.filter(clock__in=[row.pk for row in rows])
    return set(alerts.values_list("clock", "rung", "user"))


def told_on(day: date) -> set[int]:
    """Return the people who had their letter of this day."""
    return set(Alert.objects.filter(day=day).values_list("user", flat=True))


def alerts_of(case: Complaint) -> QuerySet[Alert]:
    """Return who was told of the terms of a case, for those who may see the case."""
    rows = Alert.objects.filter(clock__complaint=case).select_related("clock", "user")
    return rows.order_by("day", "pk")


def has_inspector() -> bool:
    """Does anybody hold the role without which restricted cases reach nobody?"""
    rows = Membership.objects.filter(role=Role.INSPECTOR.value, user__is_active=True)
    return rows.exists()


@dataclass(frozen=True)
class Duty:
    """A clock that ends, the step it has reached, and the case it belongs to."""

    clock: CaseClock
    step: Step

    @property
    def case(self) -> Complaint:
        return self.clock.complaint

    @property
    def due(self) -> date:
        assert self.clock.due is not None  # noqa: S101  `ending` asks for a day
        return self.clock.due


class Staff:
    """Who is told at which step. One query for all of it."""

    def __init__(self, on: date) -> None:
        alive = Q(agency=None) | Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
        rows = Membership.objects.filter(
            alive, role__in=[role.value for role in WATCHED], user__is_active=True
        )
        self.rows: list[Held] = [
            (row.role, row.agency.path if row.agency else "", row.user)
            for row in rows.select_related("agency", "user").order_by("user_id")
        ]

    def told_at(self, step: Step, clock: CaseClock) -> list[User]:
        """Return who is told; where nobody holds the role, whoever comes next on the ladder.

        Of a restricted case nobody but its inspectors is told, whatever the step.
        """
        case = clock.complaint
        if case.restricted:
            return self._nearest(Role.INSPECTOR, case.agency)
        if step is Step.LEADER:
            return self._everywhere(Role.LEADER)
        if step is Step.ORGANISER or clock.kind in OF_THE_COORDINATOR or case.agency is None:
            return self._everywhere(Role.ORGANISER)
        if step in (Step.REMIND, Step.UNIT):
            found = self._worker(case) or self._nearest(Role.OFFICER, case.agency)
            if found:
                return found
        return self._nearest(Role.HEAD, case.agency) or self._everywhere(Role.ORGANISER)

    def _worker(self, case: Complaint) -> list[User]:
        """Return who works on the case, if they still may."""
        if case.assignee is None or case.agency is None:
            return []
        path = case.agency.path
        return [
            user
            for role, held, user in self.rows
            if user.pk == case.assignee.pk
            and role in (Role.OFFICER, Role.HEAD, Role.ORGANISER)
            and path.startswith(held)
        ][:1]

    def _nearest(self, role: Role, agency: Agency | None) -> list[User]:
        """Return those whose agency is the nearest at or above this one."""
        path = agency.path if agency else ""
        reach = [
            (held, user) for name, held, user in self.rows if name == role and path.startswith(held)
        ]
        longest = max((len(held) for held, _user in reach), default=0)
        return _once(user for held, user in reach if len(held) == longest)

    def _everywhere(self, role: Role) -> list[User]:
        return _once(user for name, held, user in self.rows if name == role and not held)


def _once(users: Iterable[User]) -> list[User]:
    known: Mapping[int, User] = {user.pk: user for user in users}
    return list(known.values())
