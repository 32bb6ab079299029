"""The booklet of all published standards of an agency, with cover and contents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from maklumat.agencies.models import Agency
from maklumat.catalogue import poster
from maklumat.catalogue.models import Service
from maklumat.core import documents, links, paper
from maklumat.printing import components
from maklumat.printing.letterheads import accent, letterhead

TEMPLATE = "printing/booklet"
# An agency with a hundred services still prints: nobody types this, it is what was published.
MOST_CHARACTERS = 3_000_000
Content = dict[str, Any]  # Any: JSON has no narrower type


def pdf(agency: Agency, services: Sequence[Service], *, at: datetime) -> bytes:
    """Return the booklet as tagged PDF/UA-1. It can be verified."""
    return sheet(agency, services, at=at).pdf()


def sheet(agency: Agency, services: Sequence[Service], *, at: datetime) -> paper.Sheet:
    """Return the booklet ready for printing: its document is issued, its pages not yet set."""
    with override(poster.LANGUAGE):
        shown = content(agency, services)
        title = f"Standar pelayanan {agency.name}"
        document = documents.issue(
            kind="booklet",
            title=title,
            agency_name=agency.name,
            about=f"agency:{agency.pk}",
            data_digest=documents.data_digest(shown),
            url=links.to("agencies:detail", agency.slug),
            at=at,
        )
        local = at.astimezone(agency.government.zone)
        extra = {
            "as_of": date_format(local, "j F Y"),
            "verification": documents.verification(document),
        }
        made = at.replace(microsecond=0)
        return paper.Sheet(TEMPLATE, shown | extra, title, poster.LANGUAGE, made, MOST_CHARACTERS)


def content(agency: Agency, services: Sequence[Service]) -> Content:
    """Return what the booklet says; the same standards give the same content."""
    return {
        "accent": accent(agency),
        "letterhead": letterhead(agency),
        "services": [_service(service, agency) for service in services],
    }


def _service(service: Service, agency: Agency) -> Content:
    return {
        "name": service.name,
        "summary": service.summary,
        "owner": "" if service.agency_id == agency.pk else service.agency.name,
        "decree": poster.decree(service),
        "checked": poster.checked(service),
        "address": poster.card_address(service).split("://", 1)[-1],
        "tables": components.tables(service.published_standard()),
    }
