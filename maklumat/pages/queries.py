"""What the portal's own pages gather from agencies and catalogue."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Max, Prefetch, Q

from maklumat.agencies.labels import KINDS
from maklumat.agencies.models import Agency, ContactPerson, Succession
from maklumat.agencies.queries import living_agencies, with_hours
from maklumat.catalogue.models import Offering, Service, Term
from maklumat.catalogue.queries import live_services
from maklumat.catalogue.standard import Component
from maklumat.core.errors import NotFound

MOST_WORDS = 8
POPULAR = 6


@dataclass(frozen=True)
class Figures:
    """How the government is doing, as far as its catalogue can tell."""

    services: int
    complete: int
    agencies: int
    changed: datetime | None

    @property
    def complete_percent(self) -> int:
        """Return the share of services with all 14 components, rounded down: 99.9 is not 100."""
        return self.complete * 100 // self.services if self.services else 0


@dataclass(frozen=True)
class ListedAgency:
    """An agency in a list, with how many services a citizen finds there."""

    agency: Agency
    services: int


@dataclass(frozen=True)
class LifeEvent:
    """A life event on the home page, with how many services belong to it."""

    term: Term
    services: int


@dataclass(frozen=True)
class Kind:
    """The agencies of one kind."""

    value: str
    name: str
    agencies: list[ListedAgency] = field(default_factory=list)


def popular_services() -> list[Service]:
    return list(
        live_services()
        .filter(home_position__isnull=False)
        .order_by("home_position", "name")[:POPULAR]
    )


def life_events() -> list[LifeEvent]:
    """Return the life events of the home page, each with its number of live services.

    One that has none yet is left out: it would lead nowhere.
    """
    through = Service.life_events.through
    counted = (
        through.objects.filter(service__live=True)
        .values("term_id")
        .annotate(number=Count("service_id"))
        .values_list("term_id", "number")
    )
    numbers = dict(counted)
    terms = Term.objects.filter(kind="life_event", position__isnull=False)
    return [LifeEvent(term, numbers[term.pk]) for term in terms if term.pk in numbers]


def figures(on: date) -> Figures:
    rows = Service.objects.filter(live=True).values_list("filled", flat=True)
    complete = [len(filled) == len(Component) for filled in rows]
    changed = Service.objects.filter(live=True).aggregate(at=Max("last_published_at"))["at"]
    return Figures(len(complete), sum(complete), living_agencies(on).count(), changed)


def agencies_by_kind(on: date, words: str = "") -> list[Kind]:
    """Return the living agencies whose name or address holds all the words, by kind."""
    found = living_agencies(on)
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(
            Q(name__icontains=word) | Q(short_name__icontains=word) | Q(address__icontains=word)
        )
    numbers = _service_numbers()
    kinds = {value: Kind(value, str(name)) for value, name in KINDS}
    for agency in found:
        row = ListedAgency(agency, numbers.get(agency.pk, 0))
        kinds.setdefault(agency.kind, Kind(agency.kind, agency.kind)).agencies.append(row)
    return [kind for kind in kinds.values() if kind.agencies]


def _service_numbers() -> dict[int, int]:
    """Count for each agency the live services that it owns or offers for another."""
    pairs = set(Service.objects.filter(live=True).values_list("agency_id", "pk"))
    pairs |= set(Offering.objects.filter(service__live=True).values_list("unit_id", "service_id"))
    return Counter(agency for agency, _service in pairs)


def agency_page(slug: str, on: date) -> Agency:
    """Return an agency with all that its page shows of itself.

    `contact_persons` holds only the public ones, `children` only those that exist on the day.

    Raises NotFound.
    """
    found = (
        with_hours(Agency.objects.filter(slug=slug), on)
        .select_related("government", "parent", "site__host")
        .prefetch_related(Prefetch("contact_persons", ContactPerson.objects.filter(is_public=True)))
        .prefetch_related(Prefetch("children", living_agencies(on)))
        .prefetch_related(
            Prefetch("successions", Succession.objects.select_related("successor")),
            Prefetch("origins", Succession.objects.select_related("predecessor")),
        )
        .prefetch_related("former_names")
        .first()
    )
    if found is None:
        raise NotFound(slug)
    return found


@dataclass(frozen=True)
class Standing:
    """What an agency's own services tell of its performance."""

    services: int
    complete: int
    reviewed_on: date | None


def standing_of(services: list[Service]) -> Standing:
    """Count what is known without any survey: complete standards, the last check of one."""
    return Standing(
        len(services),
        sum(len(row.filled) == len(Component) for row in services),
        max((row.reviewed_at for row in services if row.reviewed_at), default=None),
    )


def agencies_in_sitemap(on: date) -> list[Agency]:
    return list(living_agencies(on).only("slug"))


def services_in_sitemap() -> list[Service]:
    return list(live_services().only("slug", "last_published_at", "agency__slug"))
