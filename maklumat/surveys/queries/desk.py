"""What the officers' collecting pages need: their agencies, services and units; what was collected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import current_government, in_tree_order, living_agencies
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Offering, Service
from maklumat.core.errors import NotFound
from maklumat.surveys.models import (
    InstrumentVersion,
    PaperBatch,
    PaperEntry,
    PaperSeries,
    Point,
    Response,
    SurveyImport,
    Wording,
)

LAST_ENTRIES = 5
LAST_BATCHES = 5
LAST_IMPORTS = 20


def may_collect(user: User) -> bool:
    return policy_for(user).can(Act.CHANGE)


def government() -> Government:
    """Return the government. Raises NotFound before it is set up."""
    found = current_government()
    if found is None:
        raise NotFound("government")
    return found


def desk_agencies(user: User, on: date) -> list[Agency]:
    """Return the living agencies for which this person may collect, in tree order."""
    rows = policy_for(user).agencies(Act.CHANGE) & living_agencies(on)
    return list(in_tree_order(rows.select_related("government")))


def desk_agency(user: User, slug: str, on: date) -> Agency | None:
    """Return the agency of this address among them; without one the first, or None.

    Raises NotFound for one that this person may not change.
    """
    rows = desk_agencies(user, on)
    if not slug:
        return rows[0] if rows else None
    found = next((row for row in rows if row.slug == slug), None)
    if found is None:
        raise NotFound(slug)
    return found


def services_at(agency: Agency) -> list[Service]:
    """Return the services that an agency answers for, and those it offers for another."""
    own = Service.objects.filter(agency=agency)
    offered = Service.objects.filter(offerings__unit=agency).exclude(agency=agency)
    keys = {*own.values_list("pk", flat=True), *offered.values_list("pk", flat=True)}
    rows = Service.objects.filter(pk__in=keys).exclude(slug="")
    return list(rows.select_related("agency").order_by("name", "pk"))


def units_of(service: Service, on: date) -> list[Agency]:
    """Return where a service can be had: the units that offer it, then its agency."""
    return units_of_many([service], on)[service.pk]


def units_of_many(services: Collection[Service], on: date) -> dict[int, list[Agency]]:
    """Return the units of several services by their key. One query."""
    living = living_agencies(on).values("pk")
    rows = Offering.objects.filter(service__in=services, unit__in=living).select_related("unit")
    found: dict[int, list[Agency]] = {service.pk: [] for service in services}
    for row in rows.order_by("unit__name"):
        found[row.service_id].append(row.unit)
    for service in services:
        if service.agency_id not in {unit.pk for unit in found[service.pk]}:
            found[service.pk].append(service.agency)
    return found


@dataclass(frozen=True)
class Counter:
    """A service as one person may collect for it: at these units only."""

    service: Service
    units: tuple[Agency, ...]

    def unit(self, key: str) -> Agency | None:
        return next((row for row in self.units if str(row.pk) == key), None)


def counter_for(user: User, agency: str, slug: str, on: date) -> Counter:
    """Return a service for which this person may collect, with the units they may speak for.

    Raises NotFound.
    """
    rows = Service.objects.select_related("agency__government")
    service = rows.filter(agency__slug=agency, slug=slug).first()
    return _counter(user, service, slug, on)


def counter_of(user: User, pk: int, on: date) -> Counter:
    """As `counter_for`, by the key of the service."""
    rows = Service.objects.select_related("agency__government")
    return _counter(user, rows.filter(pk=pk).first(), str(pk), on)


def _counter(user: User, service: Service | None, name: str, on: date) -> Counter:
    if service is None:
        raise NotFound(name)
    policy = policy_for(user)
    units = units_of(service, on)
    if not policy.covers(Act.CHANGE, service.agency):
        units = [unit for unit in units if policy.covers(Act.CHANGE, unit)]
    if not units:
        raise NotFound(name)
    return Counter(service, tuple(units))


# --- Paper -------------------------------------------------------------------------------------


def series_of(service: Service) -> PaperSeries | None:
    return PaperSeries.objects.filter(service=service).first()


def batches_of(services: Collection[Service]) -> dict[int, list[PaperBatch]]:
    """Return the last batches of each service, by its key. One query."""
    found: dict[int, list[PaperBatch]] = {}
    rows = PaperBatch.objects.filter(series__service__in=services).select_related("series")
    for row in rows.order_by("series", "-first"):
        kept = found.setdefault(row.series.service_id, [])
        if len(kept) < LAST_BATCHES:
            kept.append(row)
    return found


def batch_for(service: Service, first: int) -> PaperBatch:
    """Return the batch that begins with this number. Raises NotFound."""
    rows = PaperBatch.objects.select_related("series")
    found = rows.filter(series__service=service, first=first).first()
    if found is None:
        raise NotFound(str(first))
    return found


def entered_today(user: User, service: Service, on: date) -> int:
    """Return how many sheets of a service this person typed in today."""
    return PaperEntry.objects.filter(by=user, day=on, response__service=service).count()


def last_entries(user: User, service: Service, on: date) -> list[PaperEntry]:
    """Return the last sheets that this person typed in today: what can be taken back."""
    rows = PaperEntry.objects.filter(by=user, day=on, response__service=service)
    return list(rows.select_related("response__unit")[:LAST_ENTRIES])


def entries_today(user: User, services: Collection[Service], on: date) -> dict[int, int]:
    """Return how many sheets this person typed in today, by service. One query."""
    rows = PaperEntry.objects.filter(by=user, day=on, response__service__in=services)
    counted = rows.order_by().values_list("response__service").annotate(n=Count("pk"))
    return dict(counted)


def entry_for(user: User, service: Service, pk: int, on: date) -> PaperEntry:
    """Return a sheet that this person typed in today. Raises NotFound."""
    rows = PaperEntry.objects.select_related("response")
    found = rows.filter(pk=pk, by=user, day=on, response__service=service).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def was_entered(service: Service, form_number: str) -> Response | None:
    """Return the questionnaire with this number of paper."""
    return Response.objects.filter(service=service, form_number=form_number).first()


# --- Imports, points, wordings -----------------------------------------------------------------


def imports_for(user: User) -> list[SurveyImport]:
    """Return the last files of the agencies for which this person may collect."""
    rows = SurveyImport.objects.select_related("service__agency", "unit", "owner").defer("rows")
    return list(_collected(user, rows)[:LAST_IMPORTS])


def import_for(user: User, uid: UUID) -> SurveyImport:
    """Return one of them. Raises NotFound."""
    rows = SurveyImport.objects.select_related("service__agency__government", "unit", "agency")
    found = _collected(user, rows).filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


def _collected(user: User, rows: QuerySet[SurveyImport]) -> QuerySet[SurveyImport]:
    return policy_for(user).rows(rows, Act.CHANGE, through=("agency", "unit"))


def points_of(agency: Agency) -> list[Point]:
    """Return the points of an agency and those of others that stand there, in use first."""
    rows = Point.objects.filter(agency=agency) | Point.objects.filter(unit=agency)
    return list(rows.select_related("unit", "service__agency").order_by("-is_active", "name", "pk"))


def point_for(user: User, pk: int) -> Point:
    """Return a point that this person may change. Raises NotFound."""
    rows = Point.objects.select_related("agency__government", "unit", "service__agency")
    found = policy_for(user).rows(rows, Act.CHANGE, through=("agency", "unit")).filter(pk=pk)
    row = found.first()
    if row is None:
        raise NotFound(str(pk))
    return row


def wordings_of(
    version: InstrumentVersion, agency: Agency, service: Service | None
) -> dict[str, str]:
    """Return the questions that an agency, or one service, words itself, by element."""
    rows = Wording.objects.filter(instrument=version, agency=agency, service=service)
    return dict(rows.values_list("element", "question"))
