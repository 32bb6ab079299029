"""Tags that show the profile of an agency."""

from dataclasses import dataclass
from datetime import date

from django import template

from maklumat.agencies import labels
from maklumat.agencies.showcase import Facility, Medium, Showcase
from maklumat.catalogue import details
from maklumat.catalogue.standard import ComplaintChannel, Complaints, Standard

register = template.Library()


@dataclass(frozen=True)
class ShownWay:
    """A way to complain as a link, and when somebody tried it last."""

    contact: details.Contact
    tested_on: date | None


@register.filter
def shown_ways(shown: Showcase) -> list[ShownWay]:
    """Return the ways to complain with their links, as the service card shows them."""
    channels = tuple(ComplaintChannel(row.kind, row.value) for row in shown.ways)
    contacts = details.contacts(Standard(complaints=Complaints(channels=channels)))
    return [
        ShownWay(contact, row.tested_on) for contact, row in zip(contacts, shown.ways, strict=True)
    ]


@register.filter
def medium_kind(medium: Medium) -> str:
    kind = str(dict(labels.MEDIA).get(medium.kind, medium.kind))
    return kind[:1].upper() + kind[1:]


@register.filter
def medium_link(medium: Medium) -> str:
    """Return where a link to this medium leads; "" where it is a place."""
    return details.web_address(medium.address)


@register.filter
def for_all(facilities: tuple[Facility, ...]) -> list[Facility]:
    return [row for row in facilities if not row.for_vulnerable]


@register.filter
def for_vulnerable(facilities: tuple[Facility, ...]) -> list[Facility]:
    return [row for row in facilities if row.for_vulnerable]
