"""A card as schema.org sees it, for search engines (JSON-LD GovernmentService)."""

from typing import Any

from maklumat.agencies.hours import Hours
from maklumat.agencies.models import Agency
from maklumat.catalogue import details
from maklumat.catalogue.cards import Card, Place
from maklumat.catalogue.standard import Duration, Fee

Node = dict[str, Any]  # Any: JSON has no narrower type

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# ISO 8601 knows no working day: one working day is written P1D, the original stays in the text.
PERIODS = {
    "menit": "PT{}M",
    "jam": "PT{}H",
    "hari": "P{}D",
    "hari_kerja": "P{}D",
    "minggu": "P{}W",
    "bulan": "P{}M",
    "tahun": "P{}Y",
}


def government_service(card: Card, address: str) -> Node:
    """Return the service at this address as a GovernmentService; empty values are left out."""
    service, standard = card.service, card.standard
    government = service.agency.government
    area = {"@type": "AdministrativeArea", "name": government.short_name or government.name}
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": address,
            "url": address,
            "identifier": service.code,
            "name": service.name,
            "description": service.summary,
            "inLanguage": "id",
            "serviceType": service.sector.name if service.sector else "",
            "provider": organisation(service.agency),
            "serviceOperator": [organisation(place.unit) for place in card.places],
            "jurisdiction": area,
            "areaServed": area,
            "serviceOutput": [_named(row.name) for row in standard.products],
            "offers": [_offer(fee) for fee in standard.fees if fee.amount is not None],
            "hoursAvailable": [
                row for place in card.places[:1] for row in opening_hours(place.hours)
            ],
            "availableChannel": [_channel(place, standard.duration) for place in card.places],
        }
    )


def organisation(agency: Agency) -> Node:
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "name": agency.name,
            "telephone": agency.phone,
            "email": agency.email,
            "url": agency.website,
            "address": agency.address,
        }
    )


def opening_hours(hours: Hours) -> list[Node]:
    """Return one specification for each span of the week."""
    if hours.always:
        return [_opening(list(DAYS), "00:00", "23:59")]
    return [
        _opening([DAYS[day]], f"{span.opens:%H:%M}", f"{span.closes:%H:%M}")
        for day in range(7)
        for span in hours.week.get(day, ())
    ]


def _opening(days: list[str], opens: str, closes: str) -> Node:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{day}" for day in days],
        "opens": opens,
        "closes": closes,
    }


def period(duration: Duration) -> str:
    """Return an ISO 8601 duration; "" where it is not known.

    >>> period(Duration(1, "hari_kerja"))
    'P1D'
    """
    if not duration.value or duration.unit not in PERIODS:
        return ""
    return PERIODS[duration.unit].format(duration.value)


def _offer(fee: Fee) -> Node:
    return _filled(
        {
            "@type": "Offer",
            "price": str(fee.amount),
            "priceCurrency": "IDR",
            "eligibleCustomerType": fee.payer,
            "description": fee.note,
        }
    )


def _channel(place: Place, duration: Duration) -> Node:
    unit = place.unit
    geo = {}
    if details.map_address(unit):
        geo = {
            "@type": "GeoCoordinates",
            "latitude": str(unit.latitude),
            "longitude": str(unit.longitude),
        }
    return _filled(
        {
            "@type": "ServiceChannel",
            "availableLanguage": "id",
            "processingTime": period(duration),
            "servicePhone": {"@type": "ContactPoint", "telephone": unit.phone}
            if unit.phone
            else "",
            "serviceLocation": _filled(
                {"@type": "Place", "name": unit.name, "address": unit.address, "geo": geo}
            ),
        }
    )


def _named(name: str) -> Node:
    return {"@type": "Thing", "name": name}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}
