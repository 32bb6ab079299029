"""What is held and who may decide; how many codes are left."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import government_or_404
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.surveys import periods, sampling
from maklumat.surveys.index import NONE
from maklumat.surveys.models import InstrumentVersion, Response, Suspicion, Ticket
from maklumat.surveys.periods import Kind, Period
from maklumat.surveys.queries.instruments import SKM, current, settings_of
from maklumat.surveys.queries.sums import Split, Where, served, split, totals
from maklumat.surveys.quotas import Quota


def may_decide(user: User) -> bool:
    """Only those who see to all agencies decide: nobody decides on the own service's marks."""
    return policy_for(user).can_everywhere(Act.APPROVE_AS_ORGANISER)


def suspicions(user: User) -> QuerySet[Suspicion]:
    """Return what this person may see, open ones first, with `rows`: how many questionnaires."""
    return (
        policy_for(user)
        .rows(Suspicion.objects.all(), Act.VIEW)
        .select_related("service", "agency", "unit")
        .annotate(rows=Count("responses"))
        .order_by(Case(When(decision="", then=0), default=1), "-day", "-pk")
    )


def suspicion_for(user: User, pk: int) -> Suspicion:
    """Return one suspicion. Missing and forbidden look alike. Raises NotFound."""
    found = suspicions(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def waiting(user: User) -> int:
    """Count what waits for this person's decision."""
    return Suspicion.objects.filter(decision="").count() if may_decide(user) else 0


def period_of(day: date) -> Period:
    """Return the reporting period that holds a day."""
    return periods.current(Kind(settings_of(government_or_404()).period), day)


@dataclass(frozen=True)
class Effect:
    """The figures of the service's period that a suspicion touches."""

    period: Period
    split: Split


def effect(suspicion: Suspicion) -> Effect:
    """Return what the service's period is without, and with, all that is held in it."""
    first = Response.objects.filter(suspicion=suspicion).select_related("instrument").first()
    version = first.instrument if first else current()
    period = period_of(suspicion.day)
    where = Where(version, period, services=[suspicion.service_id])
    return Effect(period, split(where).get(None) or Split(NONE, NONE))


def held_rows(suspicion: Suspicion) -> QuerySet[Response]:
    return suspicion.responses.select_related("instrument", "point").order_by("received_at", "pk")


def quota(service: Service, today: date) -> Quota:
    """Return how many codes of a service are made this month, and may still be.

    Before any instrument is loaded there is nothing to ask, so nobody is invited.
    """
    version = InstrumentVersion.objects.filter(code=SKM, is_current=True).first()
    if version is None:
        return Quota(monthly=0, issued=0)
    settings = settings_of(service.agency.government)
    period = periods.current(Kind(settings.period), today)
    where = Where(version, period, services=[service.pk])
    people = served(where).get(None)
    sums = totals(where).get(None)
    return Quota(
        monthly=settings.monthly_invitations,
        issued=Ticket.objects.filter(service=service, month=periods.month_of(today)).count(),
        answered=sums.n if sums else 0,
        sample=sampling.needed(people) if people else None,
    )


@dataclass(frozen=True)
class Used:
    """Codes of a service in one month."""

    issued: int
    used: int


def tickets_used(service: Service, today: date) -> Used:
    row = Ticket.objects.filter(service=service, month=periods.month_of(today)).aggregate(
        issued=Count("pk"), used=Count("pk", filter=Q(used_on__isnull=False))
    )
    return Used(row["issued"], row["used"])


def services_to_invite(user: User) -> QuerySet[Service]:
    """Return the services for which this person may hand out codes."""
    rows = Service.objects.filter(live=True).select_related("agency__government")
    return policy_for(user).rows(rows, Act.CHANGE).order_by("agency__name", "name")
