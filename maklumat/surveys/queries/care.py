"""What is held and who may decide; how many codes are left."""

from collections.abc import Collection, Sequence
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
from maklumat.surveys.index import NONE, Sums, add_up, together
from maklumat.surveys.models import Decision, InstrumentVersion, Response, Suspicion, Ticket
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
    """The service's period without and with the questionnaires of one suspicion.

    What else is held in it is in neither.
    """

    version: InstrumentVersion
    period: Period
    own: int  # complete ones of the suspicion
    without: Sums
    with_them: Sums


def effect(suspicion: Suspicion, rows: Sequence[Response]) -> Effect:
    """Return what this decision changes, whatever was decided so far."""
    version = rows[0].instrument if rows else current()
    period = period_of(suspicion.day)
    where = Where(version, period, services=[suspicion.service_id])
    sure = totals(where).get(None) or NONE
    own = add_up(version.rules, [row.marks for row in rows if row.instrument_id == version.pk])
    if suspicion.decision == Decision.COUNT:
        return Effect(version, period, own.n, _less(sure, own), sure)
    return Effect(version, period, own.n, sure, together(sure, own))


def _less(one: Sums, other: Sums) -> Sums:
    return Sums(one.n - other.n, one.total - other.total, one.squares - other.squares, {})


def asked_now() -> InstrumentVersion | None:
    """Return the SKM that is asked; None before any instrument is loaded."""
    return InstrumentVersion.objects.filter(code=SKM, is_current=True).first()


def splits(rows: Sequence[Suspicion], version: InstrumentVersion | None) -> dict[int, Split]:
    """Return the figures of the service's period for each, by its key: two questions a period."""
    if version is None or not rows:
        return {}
    kind = Kind(settings_of(government_or_404()).period)
    by_period: dict[Period, list[Suspicion]] = {}
    for row in rows:
        by_period.setdefault(periods.current(kind, row.day), []).append(row)
    found: dict[int, Split] = {}
    for period, group in by_period.items():
        services = {row.service_id for row in group}
        known = split(Where(version, period, services=services), "service")
        found |= {row.pk: known.get(row.service_id) or Split(NONE, NONE) for row in group}
    return found


def held_rows(suspicion: Suspicion) -> QuerySet[Response]:
    return suspicion.responses.select_related("instrument", "point").order_by("received_at", "pk")


def quota(service: Service, today: date) -> Quota:
    """Return how many codes of a service are made this month, and may still be."""
    return quotas([service], today)[service.pk].quota


@dataclass(frozen=True)
class Codes:
    """The codes of a service in a month."""

    quota: Quota
    used: int


def quotas(services: Collection[Service], today: date) -> dict[int, Codes]:
    """Return the codes of several services by their key, in five questions.

    Before any instrument is loaded there is nothing to ask, so nobody is invited.
    """
    version = asked_now()
    if version is None or not services:
        return {service.pk: Codes(Quota(monthly=0, issued=0), 0) for service in services}
    settings = settings_of(government_or_404())
    keys = [service.pk for service in services]
    where = Where(version, periods.current(Kind(settings.period), today), services=keys)
    people, sums = served(where, "service"), totals(where, "service")
    made = {
        row["service"]: row
        for row in Ticket.objects.filter(service__in=keys, month=periods.month_of(today))
        .order_by()
        .values("service")
        .annotate(issued=Count("pk"), used=Count("pk", filter=Q(used_on__isnull=False)))
    }
    nothing = {"issued": 0, "used": 0}
    return {
        key: Codes(
            Quota(
                monthly=settings.monthly_invitations,
                issued=made.get(key, nothing)["issued"],
                answered=sums.get(key, NONE).n,
                sample=sampling.needed(people[key]) if people.get(key) else None,
            ),
            made.get(key, nothing)["used"],
        )
        for key in keys
    }


def services_to_invite(user: User) -> QuerySet[Service]:
    """Return the published services for which this person may hand out codes."""
    rows = Service.objects.filter(live=True).select_related("agency__government")
    return policy_for(user).rows(rows, Act.CHANGE).order_by("agency__name", "name")


def instruments_beside_the_skm() -> QuerySet[InstrumentVersion]:
    """Return what a government may ask beside the SKM."""
    return InstrumentVersion.objects.filter(is_current=True).exclude(code=SKM).order_by("code")


def response_to_redact(user: User, pk: int) -> Response:
    """Return a questionnaire whose text this person may delete. Raises NotFound."""
    rows = policy_for(user).rows(Response.objects.select_related("agency"), Act.CHANGE)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found
