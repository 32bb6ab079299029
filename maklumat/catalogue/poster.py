"""The wall poster of a service: the six components that the law wants to be seen, on A3 or A4."""

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import override

from maklumat.catalogue import details, wording
from maklumat.catalogue.cards import Card
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component, Standard
from maklumat.core import documents, links, paper, qr
from maklumat.core.colour import palette

TEMPLATE = "catalogue/poster"
LANGUAGE = "id"  # the wall of an Indonesian office; the code on it leads to both languages
Content = dict[str, Any]  # Any: JSON has no narrower type


def card_address(service: Service) -> str:
    """Return the full address of the card in Indonesian, which posters carry for years."""
    with override(LANGUAGE):
        return links.to("catalogue:service", service.agency.slug, service.slug)


def report_address() -> str:
    """Return where a report is filed, as it stands on paper; "" where this installation takes none."""
    try:
        path = reverse("complaints:new")
    except NoReverseMatch:
        return ""
    return links.typed(path)


def pdf(card: Card, *, size: str, at: datetime) -> bytes:
    """Return the poster of a published service; `size` is "a3" or "a4". It can be verified."""
    return sheet(card, size=size, at=at).pdf()


def sheet(card: Card, *, size: str, at: datetime) -> paper.Sheet:
    """Return the poster ready for printing: its document is issued, its page not yet set."""
    service = card.service
    with override(LANGUAGE):
        shown = content(card)
        address = card_address(service)
        document = documents.issue(
            kind="poster",
            title=f"Standar pelayanan: {service.name}",
            agency_name=service.agency.name,
            about=f"service:{service.code}",
            data_digest=documents.data_digest(shown),
            url=address,
            at=at,
        )
        extra = {
            "size": size,
            "address": address.split("://", 1)[-1],
            "qr": str(qr.svg(address)),
            "report": report_address(),
            "code": document.code,
            "check": documents.address(document).split("://", 1)[-1],
        }
        title = f"Standar pelayanan: {service.name}"
        return paper.Sheet(TEMPLATE, shown | extra, title, LANGUAGE, at.replace(microsecond=0))


def content(card: Card) -> Content:
    """Return what the poster says, in plain values; the same standard gives the same content."""
    service, standard = card.service, card.standard
    government = service.agency.government
    return {
        "accent": palette(government.accent).light,
        "government": government.name,
        "agency": service.agency.name,
        "contact": _contact(service),
        "name": service.name,
        "summary": service.summary,
        "names": {part.value: OFFICIAL_NAMES[part] for part in Component},
        "price": wording.price(standard),
        "duration": wording.duration(standard.duration),
        "starts": standard.duration.starts,
        "duration_note": standard.duration.note,
        "cases": [
            {
                "name": case.name,
                "items": [
                    {"text": row.text, "note": wording.requirement_note(row)} for row in case.items
                ],
            }
            for case in standard.requirements
        ],
        "steps": [{"text": row.text, "note": wording.step_note(row)} for row in standard.procedure],
        "fees": [_fee(standard, index) for index in range(len(standard.fees))],
        "products": [
            " – ".join(filter(None, [row.name, row.validity])) for row in standard.products
        ],
        "contacts": [{"kind": row.kind, "text": row.text} for row in details.contacts(standard)],
        "officer": standard.complaints.officer,
        "limits": wording.limits(standard),
        "places": [_place(card, index) for index in range(len(card.places))],
        "checked": checked(service),
        "decree": decree(service),
    }


def _fee(standard: Standard, index: int) -> Content:
    fee = standard.fees[index]
    return {
        "payer": fee.payer,
        "amount": wording.amount(fee),
        "note": fee.note,
        "basis": fee.basis,
    }


def _place(card: Card, index: int) -> Content:
    where = card.places[index]
    lines = [
        f"{wording.days(first, last)} {wording.times(spans)}"  # type: ignore[arg-type]  # `Place.week` holds spans
        for first, last, spans in where.week
    ]
    return {
        "name": where.unit.name,
        "hours": "Siang dan malam" if where.hours.always else ", ".join(lines),
    }


def _contact(service: Service) -> str:
    agency = service.agency
    return " · ".join(filter(None, [agency.address, agency.phone and f"Telepon {agency.phone}"]))


def checked(service: Service) -> str:
    """Return when the standard was last checked."""
    return date_format(service.reviewed_at, "j F Y") if service.reviewed_at else ""


def decree(service: Service) -> str:
    """Return number and date of the decree that laid the standard down."""
    if not service.decree_number:
        return ""
    day = f" tanggal {date_format(service.decree_date, 'j F Y')}" if service.decree_date else ""
    return service.decree_number + day
