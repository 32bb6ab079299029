"""A service as its public card shows it, in the order a person needs. Reads only what it is given.

The card is built from a `Standard`, so that the live page, the preview of a draft and the kiosk
show the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from maklumat.agencies import queries as agencies
from maklumat.agencies.hours import Hours, OpenState, open_state, week_lines
from maklumat.agencies.models import Agency
from maklumat.catalogue import completeness
from maklumat.catalogue.standard import Component, Fee, Standard

if TYPE_CHECKING:
    from maklumat.catalogue.models import Offering, Service


@dataclass(frozen=True)
class Place:
    """Where the service can be had, and whether it is open now."""

    unit: Agency
    offering: "Offering | None"
    hours: Hours
    state: OpenState

    @property
    def week(self) -> list[tuple[int, int, tuple[object, ...]]]:
        return [(first, last, spans) for first, last, spans in week_lines(self.hours)]


@dataclass(frozen=True)
class Card:
    """Everything that a service card shows."""

    service: "Service"
    standard: Standard
    places: Sequence[Place]
    verdicts: Sequence[completeness.Verdict]
    filled: frozenset[Component]
    stale_at: datetime | None
    at: datetime

    @property
    def main_place(self) -> Place | None:
        """Return the place to name in the fact strip: one that is open, else the first."""
        is_open = (place for place in self.places if place.state.open)
        return next(is_open, self.places[0] if self.places else None)

    @property
    def lowest_fee(self) -> Fee | None:
        known = [fee for fee in self.standard.fees if fee.amount is not None]
        return min(known, key=lambda fee: fee.amount or 0, default=None)

    @property
    def highest_fee(self) -> Fee | None:
        known = [fee for fee in self.standard.fees if fee.amount is not None]
        return max(known, key=lambda fee: fee.amount or 0, default=None)


def card(service: "Service", standard: Standard, at: datetime) -> Card:
    """Build the card of a service at a moment; `at` decides only what is open."""
    government = service.agency.government
    local = at.astimezone(government.zone)
    off = agencies.days_off(government, local)
    places = _places(service, off, local)
    found = completeness.verdicts(standard)
    changes = [place.state.changes for place in places if place.state.changes]
    return Card(
        service=service,
        standard=standard,
        places=places,
        verdicts=found,
        filled=frozenset(row.component for row in found if row.complete),
        stale_at=min(changes, default=None),
        at=local,
    )


def _places(service: "Service", off: dict[date, str], local: datetime) -> list[Place]:
    offerings = list(service.offerings.all()) if service.pk else []
    places = []
    for offering in offerings:
        hours = agencies.hours_of(offering.unit, off, offering.hours.all())
        places.append(Place(offering.unit, offering, hours, open_state(hours, local)))
    if not places:
        hours = agencies.hours_of(service.agency, off)
        places.append(Place(service.agency, None, hours, open_state(hours, local)))
    return places
