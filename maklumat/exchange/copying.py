"""The public catalogue as a ZIP that opens from a USB stick: plain pages, no address on the web."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string
from django.utils.translation import override

from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import government_or_404
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.rows import fill
from maklumat.catalogue.standard import SERVICE_DELIVERY
from maklumat.exchange import queries
from maklumat.exchange.showing import components

STYLE = Path(__file__).parent / "static" / "exchange" / "copy.css"


def make(
    _agency: Agency | None,
    at: datetime,
    file: IO[bytes],
    begin: Callable[[int], None],
    tell: Callable[[int], None],
) -> list[str]:
    """Write the copy of the whole public catalogue into a file. See `printing.sets.Maker`."""
    services = queries.published_services()
    begin(len(services))
    write(file, government_or_404(), services, at, tell)
    return []


def write(
    file: IO[bytes],
    government: Government,
    services: Iterable[Service],
    at: datetime,
    tell: Callable[[int], None],
) -> None:
    """Write the ZIP: `index.html`, a page for each agency, a page for each service."""
    theirs: dict[Agency, list[Service]] = {}
    for service in services:
        theirs.setdefault(service.agency, []).append(service)
    common = {"government": government, "at": at.astimezone(government.zone)}
    done = 0
    with override("id"), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gaya.css", STYLE.read_text())
        page = {**common, "root": "", "agencies": theirs.items()}
        archive.writestr("index.html", render_to_string("exchange/copy/index.html", page))
        for agency, own in theirs.items():
            page = {**common, "root": "../", "agency": agency, "services": own}
            told = render_to_string("exchange/copy/agency.html", page)
            archive.writestr(f"opd/{agency.slug}.html", told)
            for service in own:
                page = {**common, "root": "../../", "service": service, **_card(service)}
                told = render_to_string("exchange/copy/service.html", page)
                archive.writestr(f"layanan/{agency.slug}/{service.slug}.html", told)
                done += 1
                tell(done)


def _card(service: Service) -> dict[str, object]:
    """Return what was published, never what a draft says."""
    standard = service.published_standard()
    laws = {row.citation: LegalDocument(citation=row.citation) for row in standard.legal_basis}
    public = Service(agency=service.agency, name=service.name)
    fill(public, standard, laws)
    parts = components(public)
    return {
        "first": [part for part in parts if part.part in SERVICE_DELIVERY],
        "others": [part for part in parts if part.part not in SERVICE_DELIVERY],
    }
