"""The sheet of QR codes for the counters of an agency, to be cut apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override

from maklumat.agencies.models import Agency
from maklumat.catalogue import poster
from maklumat.catalogue.models import Service
from maklumat.core import links, paper, qr
from maklumat.printing.booklet import MOST_CHARACTERS
from maklumat.printing.letterheads import accent

TEMPLATE = "printing/codes"
Content = dict[str, Any]  # Any: JSON has no narrower type


def pdf(agency: Agency, services: Sequence[Service], *, at: datetime) -> bytes:
    """Return the cards as tagged PDF/UA-1, on as many A4 sheets as they need."""
    with override(poster.LANGUAGE):
        shown = {
            "accent": accent(agency),
            "government": agency.government.name,
            "agency": agency.name,
            "cards": cards(services),
        }
        title = f"Kode QR loket {agency.name}"
        made = at.replace(microsecond=0)
        return paper.Sheet(TEMPLATE, shown, title, poster.LANGUAGE, made, MOST_CHARACTERS).pdf()


def cards(services: Sequence[Service]) -> list[Content]:
    """Return the cards: the standard of each service, and what else this installation has."""
    found = []
    for service in services:
        place = f"{service.agency.slug}/{service.slug}/"
        found.append(_card(service.name, "Syarat, biaya, dan waktu", poster.card_address(service)))
        # Addresses that are fixed for every installation; a part that is not there has no card.
        if exists(f"/survei/{place}"):
            found.append(_card(service.name, "Nilai layanan ini", f"/survei/{place}"))
    if found and exists("/pengaduan/baru/"):
        place = f"/pengaduan/baru/?opd={services[0].agency.slug}"
        found.append(_card("Pengaduan", "Sampaikan keluhan dan saran", place))
    return found


def exists(path: str) -> bool:
    """Does this installation answer at this address?"""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _card(name: str, what: str, address: str) -> Content:
    full = address if urlsplit(address).scheme else links.full(address)
    return {
        "name": name,
        "what": what,
        "address": full.split("://", 1)[-1],
        "qr": str(qr.svg(full)),
    }
