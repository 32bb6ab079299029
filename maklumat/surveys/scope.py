"""Of which agency and service a list shows: chosen in the address, within the rights of who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.surveys.desk import Desk
from maklumat.surveys.queries import Where, places, totals
from maklumat.surveys.queries.ratings import Place
from maklumat.surveys.queries.sums import Key

AGENCY, SERVICE = "opd", "layanan"


@dataclass(frozen=True)
class Scope:
    """`agency` and `service` as chosen; `agencies` all that may be chosen; `keys` None: all."""

    here: Desk
    agencies: Sequence[Agency]
    services: Sequence[Service]
    keys: Sequence[int] | None
    agency: Agency | None = None
    service: Service | None = None

    @property
    def where(self) -> Where:
        services = [self.service.pk] if self.service else None
        return Where(self.here.version, self.here.choice.period, self.keys, services)

    @property
    def place(self) -> Place:
        services = [self.service.pk] if self.service else None
        return Place(self.here.choice.period, self.keys, services)

    @property
    def query(self) -> str:
        parts = [self.here.query]
        if self.agency:
            parts.append(f"{AGENCY}={self.agency.slug}")
        if self.service:
            parts.append(f"{SERVICE}={self.service.slug}")
        return "&".join(parts)

    @property
    def kept_query(self) -> str:
        """What the chooser of the period carries on."""
        return "&".join(f"{name}={value}" for name, value in self.kept)

    @property
    def kept(self) -> list[tuple[str, str]]:
        pairs = [("survei", self.here.version.code if self.here.kept_query else "")]
        pairs.append((AGENCY, self.agency.slug if self.agency else ""))
        pairs.append((SERVICE, self.service.slug if self.service else ""))
        return [(name, value) for name, value in pairs if value]

    @property
    def name(self) -> str:
        if self.service:
            return str(self.service.name)
        return str(self.agency.name) if self.agency else ""

    @property
    def is_everything(self) -> bool:
        """Is nothing chosen by somebody who may read all?"""
        return self.keys is None

    def enough(self) -> set[Key]:
        """Return the services with enough counted answers to show anything of them. One query."""
        return {key for key, sums in totals(self.where, "service").items() if sums.shows}


def scope(request: StaffRequest, here: Desk) -> Scope:
    """Read the choice out of the address. Raises NotFound for what this person may not see."""
    agencies = places.agencies_for(request.user)
    slug, name = request.GET.get(AGENCY, ""), request.GET.get(SERVICE, "")
    everywhere = here.policy.can_everywhere(Act.VIEW)
    if not slug and not everywhere and len(agencies) == 1:
        slug = agencies[0].slug  # nothing to choose: its services are offered at once
    if not slug:
        return Scope(here, agencies, [], None if everywhere else [row.pk for row in agencies])
    agency = places.agency_for(request.user, slug)
    keys = [row.pk for row in agencies if row.path.startswith(agency.path)]
    services = places.services_of(keys)
    # A service of an agency below is found too, as the list of the agency offers it.
    service = next((row for row in services if row.slug == name), None) if name else None
    if name and service is None:
        service = places.service_for(request.user, slug, name)
    return Scope(here, agencies, services, keys, agency, service)
