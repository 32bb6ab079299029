"""What the public figures are made of: one row a service, period and state. Names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, Sum, Value, When

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import live_services
from maklumat.core.errors import NotFound
from maklumat.surveys.index import NONE, Sums, together
from maklumat.surveys.models import FollowUp, FollowUpState, InstrumentVersion, Report, Tally
from maklumat.surveys.periods import Period
from maklumat.surveys.queries.sums import Where, sums

FEW_LINES = 6  # of the follow-up, on one page


@dataclass(frozen=True)
class SpanSum:
    """The complete questionnaires of a service in a period. `is_live`: has it a public page?"""

    agency: int
    service: int
    is_live: bool
    held: bool
    n: int
    total: int
    squares: int


def span_sums(version: InstrumentVersion, spans: Sequence[Period]) -> dict[Period, list[SpanSum]]:
    """Return the sums of all services by period in one question, however many answered."""
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    which = Case(
        *(
            When(month__gte=span.first, month__lte=span.last, then=Value(at))
            for at, span in enumerate(spans)
        )
    )
    rows = (
        Tally.objects.filter(instrument=version, month__gte=first, month__lte=last, n__gt=0)
        .order_by()
        .annotate(span=which)
        .values_list("span", "agency_id", "service_id", "service__live", "held")
        .annotate(Sum("n"), Sum("total"), Sum("squares"))
    )
    found: dict[Period, list[SpanSum]] = {span: [] for span in spans}
    for span, *row in rows:
        found[spans[span]].append(SpanSum(*row))
    return found


def agencies_of(government: Government) -> dict[int, Agency]:
    """Return the agencies by key, those that have ended too: their answers are still counted."""
    return Agency.objects.filter(government=government).in_bulk()


def service_to_show(agency_slug: str, slug: str) -> Service:
    """Return a service that citizens may see, with its agency. Raises NotFound."""
    rows = live_services().filter(agency__slug=agency_slug, slug=slug)
    found = rows.select_related("agency__government").first()
    if found is None:
        raise NotFound(slug)
    return found


def month_counts(
    service: Service, version: InstrumentVersion, spans: Sequence[Period]
) -> dict[Period, Sums]:
    """Return the sums of a service by period, with how often each mark was given. Two questions."""
    whole = Period(min(span.first for span in spans), max(span.last for span in spans))
    found: dict[Period, Sums] = {}
    for month, added in sums(Where(version, whole, services=[service.pk]), "month").items():
        for span in spans:
            if isinstance(month, date) and span.holds(month):
                found[span] = together(found.get(span, NONE), added)
    return found


def published_reports(service: Service) -> list[Report]:
    """Return the published reports of the service's agency, the newest first, with where they are."""
    rows = Report.objects.filter(agency=service.agency_id, published_at__isnull=False)
    return list(rows.prefetch_related("publications").order_by("-last", "-first")[:FEW_LINES])


def follow_ups(service: Service) -> list[FollowUp]:
    """Return what the agency does about this service, from its published reports; open ones first."""
    rows = FollowUp.objects.filter(
        Q(service=service) | Q(service=None),
        agency=service.agency_id,
        report__published_at__isnull=False,
    ).exclude(state=FollowUpState.DROPPED)
    return list(rows.order_by("-report__last", "due", "pk")[:FEW_LINES])
