"""How many people were served, as it was noted, beside how many answered."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys.models import Served
from maklumat.surveys.periods import Period, month_of
from maklumat.surveys.queries.instruments import current
from maklumat.surveys.queries.sums import SERVED, Where, totals


def months_until(period: Period, today: date) -> list[date]:
    """Return the months of a period that have begun."""
    first, last = period.first, min(period.last, month_of(today))
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def noted(
    unit: Agency, services: Collection[Service], period: Period
) -> dict[tuple[int, date], Served]:
    """Return what a unit noted, by service and month. One query."""
    rows = Served.objects.filter(
        unit=unit, service__in=services, month__gte=period.first, month__lte=period.last
    )
    return {(row.service_id, row.month): row for row in rows}


def in_period(services: Collection[Service], period: Period) -> dict[int, int]:
    """Return how many each service served at all units together: the population of its survey."""
    rows = Served.objects.filter(
        service__in=services, month__gte=period.first, month__lte=period.last
    )
    return dict(rows.order_by().values_list("service").annotate(came=Sum(SERVED)))


def answers(services: Collection[Service], period: Period) -> dict[int, int]:
    """Return how many complete questionnaires each service has in a period. One query."""
    keys = [service.pk for service in services]
    found = totals(Where(current(), period, services=keys), "service")
    return {int(str(key)): sums.n for key, sums in found.items()}
