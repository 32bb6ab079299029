"""Every read of checks: what an agency publishes, when it was checked, who must be reminded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, Membership
from maklumat.agencies.policy import Policy
from maklumat.agencies.queries import living_agencies
from maklumat.agencies.roles import Act, Role
from maklumat.catalogue import labels
from maklumat.catalogue.models import (
    AgencyReview,
    ReviewReminder,
    Service,
    Statement,
    StatementLine,
)
from maklumat.catalogue.points import AgencyFacts
from maklumat.catalogue.queries import agency_facts
from maklumat.catalogue.reminding import LOOK_BACK, Item, Reviewed, Step, due_of
from maklumat.core.errors import NotFound

ROLES = {Step.OFFICER: Role.OFFICER, Step.HEAD: Role.HEAD, Step.ORGANISER: Role.ORGANISER}


@dataclass(frozen=True)
class Thing:
    """One thing that an agency publishes, and when it must be checked."""

    key: str
    agency: Agency
    name: str
    due: date
    reviewed: Reviewed
    reviewed_by: str = ""
    service: Service | None = None
    item: str = ""

    @property
    def public_url(self) -> str:
        """Return where citizens read it."""
        if self.service:
            return self.service.get_absolute_url()
        return self.agency.get_absolute_url()

    @property
    def staff_url(self) -> str:
        """Return where it is mended; facts of an agency are signed for together."""
        if self.service:
            return reverse("services:edit", args=[self.service.pk])
        return reverse("catalogue-reviews:agency", args=[self.agency.pk])

    def days_late(self, today: date) -> int:
        return (today - self.due).days


def things_of(agencies: Iterable[Agency], government: Government, on: date) -> list[Thing]:
    """Return all that these agencies publish, services first. A few queries for any number."""
    known = {agency.pk: agency for agency in agencies}
    services = Service.objects.filter(live=True, agency__in=known).order_by("name")
    found = [_of_service(row, known, government, on) for row in services.select_related("owner")]
    facts = agency_facts(known.values(), on)
    reviews = {
        (row.agency_id, row.item): row for row in AgencyReview.objects.filter(agency__in=known)
    }
    for agency in known.values():
        for item in Item:
            if _is_published(item, facts[agency.pk]):
                row = reviews.get((agency.pk, item.value))
                found.append(_of_item(agency, item, row, government, on))
    return found


def overdue(agencies: Iterable[Agency], government: Government, today: date) -> list[Thing]:
    """Return what should have been checked before today, the longest wait first."""
    late = [thing for thing in things_of(agencies, government, today) if thing.due < today]
    return sorted(late, key=lambda thing: (thing.due, thing.agency.position, thing.name))


def living(policy: Policy, on: date, act: Act = Act.VIEW) -> QuerySet[Agency]:
    """Return the agencies of a day in which a person may do this."""
    return policy.agencies(act).filter(pk__in=living_agencies(on).order_by().values("pk"))


def last_statements(agencies: Iterable[Agency]) -> dict[int, date]:
    """Return when each agency was signed for last."""
    rows = Statement.objects.filter(agency__in=list(agencies)).order_by()
    return dict(rows.values("agency").annotate(last=Max("day")).values_list("agency", "last"))


def statements_of(agency: Agency) -> QuerySet[Statement]:
    return Statement.objects.filter(agency=agency)


def statement_for(policy: Policy, pk: int) -> Statement:
    """Return a statement of an agency that this person may see.

    Raises NotFound.
    """
    rows = Statement.objects.select_related("agency__government").prefetch_related("lines")
    found = policy.rows(rows, Act.VIEW).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def statement_by_uid(uid: UUID) -> Statement | None:
    return Statement.objects.filter(uid=uid).first()


def open_notes(agencies: Iterable[Agency]) -> dict[str, str]:
    """Return what the last statement of each agency said must change, by the key of the thing."""
    last = Statement.objects.filter(agency__in=list(agencies)).order_by()
    keys = last.values("agency").annotate(last=Max("pk")).values("last")
    rows = StatementLine.objects.filter(statement__in=keys, is_true=False)
    return {
        service_key(service) if service else item_key(agency, item): note
        for service, agency, item, note in rows.values_list(
            "service", "statement__agency", "item", "note"
        )
    }


def service_key(pk: int) -> str:
    return f"service:{pk}"


def item_key(agency: int, item: str) -> str:
    return f"agency:{agency}:{item}"


# --- Who is reminded --------------------------------------------------------------------------


class Staff:
    """Who answers for which agency. One query for all of it."""

    def __init__(self, on: date) -> None:
        alive = Q(agency=None) | Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
        rows = Membership.objects.filter(
            alive, role__in=[role.value for role in ROLES.values()], user__is_active=True
        )
        self.rows = [
            (row.role, row.agency.path if row.agency else "", row.user)
            for row in rows.select_related("agency", "user").order_by("user_id")
        ]

    def for_step(self, step: Step, thing: Thing) -> list[User]:
        """Return who is told at a step; where nobody holds the role, whoever comes next."""
        owner = thing.service.owner if thing.service else None
        if step is Step.OFFICER and owner and owner.is_active:
            return [owner]
        for role in list(ROLES.values())[list(ROLES).index(step) :]:
            people = self._nearest(role, thing.agency)
            if people:
                return people
        return []

    def _nearest(self, role: Role, agency: Agency) -> list[User]:
        """Return those whose agency is the nearest at or above this one."""
        reach = [
            (path, user)
            for held, path, user in self.rows
            if held == role.value and agency.path.startswith(path)
        ]
        longest = max((len(path) for path, _user in reach), default=0)
        return [user for path, user in reach if len(path) == longest]


def told_last(today: date) -> Mapping[tuple[int, str, date], date]:
    """Return when each person was last reminded of each thing, by person, thing and its due day."""
    rows = ReviewReminder.objects.filter(day__gte=today - LOOK_BACK).order_by()
    found = rows.values("user", "thing", "due").annotate(last=Max("day"))
    return {(row["user"], row["thing"], row["due"]): row["last"] for row in found}


def told_today(today: date) -> set[int]:
    return set(ReviewReminder.objects.filter(day=today).values_list("user", flat=True))


def _of_service(
    row: Service, known: Mapping[int, Agency], government: Government, on: date
) -> Thing:
    row.agency = known[row.agency_id]
    reviewed = Reviewed(row.reviewed_at, row.review_due)
    started = row.first_published_at.date() if row.first_published_at else on
    return Thing(
        key=service_key(row.pk),
        agency=row.agency,
        name=row.name,
        due=due_of(reviewed, started, government.review_months),
        reviewed=reviewed,
        reviewed_by=row.reviewed_by,
        service=row,
    )


def _of_item(
    agency: Agency, item: Item, row: AgencyReview | None, government: Government, on: date
) -> Thing:
    reviewed = Reviewed(row.reviewed_at, row.review_due) if row else Reviewed(None, None)
    return Thing(
        key=item_key(agency.pk, item.value),
        agency=agency,
        name=capfirst(str(dict(labels.REVIEW_ITEMS)[item.value])),
        due=due_of(reviewed, on, government.review_months),
        reviewed=reviewed,
        reviewed_by=row.reviewed_by if row else "",
        item=item.value,
    )


def _is_published(item: Item, facts: AgencyFacts) -> bool:
    """Tell whether citizens can read this of an agency: nobody signs for an empty page."""
    there = {
        Item.CONTACT: True,
        Item.ORGANISER: facts.duties or facts.structure or facts.officials > 0,
        Item.PLEDGE: facts.pledge is not None,
        Item.VISION: facts.vision or facts.motto or facts.missions > 0,
        Item.COMPLAINTS: facts.complaint_officer or bool(facts.channels_tested),
        Item.RECOGNITION: facts.recognitions > 0,
    }
    return there[item]
