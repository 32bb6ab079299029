"""What the demo's surveys are about: agencies, services and units by their short names; who signs."""

from dataclasses import dataclass
from datetime import datetime

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import people_who_may
from maklumat.agencies.queries import current_government, living_agencies
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import live_services
from maklumat.surveys import queries
from maklumat.surveys.models import InstrumentVersion


@dataclass(frozen=True)
class World:
    """Read once."""

    government: Government
    instrument: InstrumentVersion
    agencies: dict[str, Agency]
    services: dict[str, Service]
    organiser: User

    def units(self, service: Service) -> list[Agency]:
        """Return where a service can be had; the first sees most people."""
        by_key = {row.pk: row for row in self.agencies.values()}
        found = [by_key[row.unit_id] for row in service.offerings.all() if row.unit_id in by_key]
        return found or [service.agency]


def world(at: datetime) -> World | None:
    """Return the demo's world; None where its government or its people are missing."""
    government = current_government()
    if government is None or not government.is_demo:
        return None
    agencies = {row.slug: row for row in living_agencies(at.date())}
    anywhere = next(iter(agencies.values()))
    organisers = [
        user for user in people_who_may(Act.APPROVE_AS_ORGANISER, anywhere) if not user.is_superuser
    ]
    if not organisers:
        return None
    return World(
        government=government,
        instrument=queries.current(),
        agencies=agencies,
        services={row.code: row for row in live_services().prefetch_related("offerings")},
        organiser=organisers[0],
    )
