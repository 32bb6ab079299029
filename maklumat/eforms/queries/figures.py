"""How long submissions really took, by service: read from what is finished."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.eforms.handling import Status, promised
from maklumat.eforms.models import Submission
from maklumat.eforms.queries.days import promise_of


@dataclass(frozen=True)
class Line:
    """One service: what came in, what is finished, the middle of its working days."""

    service: Service
    received: int
    open: int
    done: int
    middle: float | None
    promise: str
    promised: int | None

    @property
    def is_late(self) -> bool:
        return self.middle is not None and self.promised is not None and self.middle > self.promised


def durations(since: datetime, services: Iterable[int] | None = None) -> dict[int, list[int]]:
    """Return the working days of all that was finished since, by service. One query."""
    rows = Submission.objects.filter(
        status=Status.DONE.value, finished_at__gte=since, took__isnull=False
    ).order_by()
    if services is not None:
        rows = rows.filter(service__in=list(services))
    found: dict[int, list[int]] = defaultdict(list)
    for service, took in rows.values_list("service", "took"):
        if took is not None:
            found[service].append(took)
    return dict(found)


def lines_for(user: User, since: datetime) -> list[Line]:
    """Return the table of this person's agencies, by what came in most. Three queries."""
    mine = policy_for(user).rows(Submission.objects.all(), Act.VIEW_CASES, through=("agency",))
    open_values = [Status.RECEIVED, Status.CHECKING, Status.ASKED, Status.ACCEPTED]
    counts = {
        row["service"]: row
        for row in mine.filter(received_at__gte=since)
        .order_by()
        .values("service")
        .annotate(
            received=Count("pk"),
            open=Count("pk", filter=Q(status__in=[status.value for status in open_values])),
        )
    }
    took = durations(since, counts)
    services = Service.objects.select_related("agency").in_bulk(list(counts))
    found = [_line(services[key], row, took.get(key, [])) for key, row in counts.items()]
    return sorted(found, key=lambda line: (-line.received, line.service.name))


def _line(service: Service, row: Mapping[str, Any], took: list[int]) -> Line:  # Any: counts
    duration = service.published_standard().duration
    return Line(
        service,
        row["received"],
        row["open"],
        len(took),
        float(median(took)) if took else None,
        promise_of(service),
        promised(duration.value, duration.unit),
    )
