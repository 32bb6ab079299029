"""What the pages of an agency show of its facts: the seven points, from where they live."""

from datetime import datetime
from typing import Any

from maklumat.agencies.hours import open_state
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import days_off, hours_of, showcase_of
from maklumat.catalogue.cards import Place
from maklumat.catalogue.queries import inherited_pledges, pledges_of_agency, services_of_agency
from maklumat.complaints.agency_point import point_of
from maklumat.pages import queries
from maklumat.surveys.standing import line_of_agency

FEWEST_SECONDS, MOST_SECONDS = 1, 900


def facts_of(agency: Agency, at: datetime) -> dict[str, Any]:  # Any: a template's context
    """Return the context of the templates below `pages/public/agency/`.

    The agency comes from `queries.agency_page`; `at` is in the government's time zone.
    """
    services, pledges = services_of_agency(agency), pledges_of_agency(agency, at.date())
    inherited = inherited_pledges(agency) if agency.origins.all() else []
    return {
        "agency": agency,
        "place": place_of(agency, at),
        "shown": showcase_of(agency),
        "satisfaction": line_of_agency(agency.pk),
        "agency_complaints": point_of(agency.slug, at.date()),
        "pledge": pledges[0] if pledges else None,
        "former_pledges": [*pledges[1:], *inherited],
        "standing": queries.standing_of(services),
        "at": at,
        "is_former": agency.valid_to is not None and agency.valid_to < at.date(),
        "services": services,
    }


def place_of(agency: Agency, at: datetime) -> Place:
    hours = hours_of(agency, days_off(agency.government, at))
    return Place(agency, None, hours, open_state(hours, at))


def seconds_to_keep(place: Place, at: datetime) -> int:
    """Return how long a page that says "open now" stays true."""
    if not place.state.changes:
        return MOST_SECONDS
    left = int((place.state.changes - at).total_seconds())
    return max(FEWEST_SECONDS, min(MOST_SECONDS, left))
