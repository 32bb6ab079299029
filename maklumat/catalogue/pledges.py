"""The model text of a pledge, and the pledge as an official sheet for the wall."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from maklumat.catalogue.models import Pledge
from maklumat.core import documents, links, paper
from maklumat.core.colour import palette

TEMPLATE = "catalogue/pledge"
LANGUAGE = "id"
TITLE = "Maklumat Pelayanan"
# Own words, after the three elements that are checked; data, because a signed text is Indonesian.
MODEL_TEXT = """Kami, penyelenggara pelayanan pada {unit}, sanggup memberikan pelayanan menurut \
standar yang ditetapkan dengan {decree}.

Kami menjalankan kewajiban dan memperbaikinya terus-menerus.

Bila pelayanan tidak memenuhi standar, kami bersedia menerima sanksi dan memberikan kompensasi \
kepada pengguna."""
NO_UNIT, NO_DECREE = "(nama perangkat daerah)", "Keputusan Nomor …"


def model_text(unit: str = "", decree: str = "") -> str:
    """Return a text that has all three elements, to begin with.

    >>> "menerima sanksi dan memberikan kompensasi" in model_text("Dinas Contoh")
    True
    """
    return MODEL_TEXT.format(unit=unit or NO_UNIT, decree=decree or NO_DECREE)


def pdf(pledge: Pledge, *, at: datetime) -> bytes:
    """Return a published pledge on the agency's letterhead. It can be verified."""
    agency = pledge.agency
    with override(LANGUAGE):
        shown = content(pledge)
        title = f"{TITLE}: {agency.name}"
        document = documents.issue(
            kind="pledge",
            title=title,
            agency_name=agency.name,
            about=f"pledge:{agency.slug}",
            data_digest=documents.data_digest(shown),
            url=links.to("agencies:detail", agency.slug),
            at=at,
        )
        data = {**shown, "verification": documents.verification(document)}
        made = at.replace(microsecond=0)
        return paper.pdf(TEMPLATE, data, title=title, language=LANGUAGE, at=made)


def content(pledge: Pledge) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Return what the sheet says, in plain values; the same pledge gives the same content."""
    agency = pledge.agency
    return {
        "accent": palette(agency.government.accent).light,
        "letterhead": {
            "government": agency.government.name,
            "agency": agency.name,
            "address": agency.address,
            "phone": agency.phone,
            "email": agency.email,
            "website": agency.website.split("://", 1)[-1],
        },
        "title": TITLE,
        "paragraphs": [part.strip() for part in pledge.text.split("\n\n") if part.strip()],
        "decree": pledge.decree,
        "signature": _signature(pledge),
    }


def _signature(pledge: Pledge) -> dict[str, str | None]:
    identity = [
        pledge.signatory_rank,
        f"NIP {pledge.signatory_nip}" if pledge.signatory_nip else "",
    ]
    return {
        "place": pledge.signed_place or None,
        "date": date_format(pledge.signed_on, "j F Y") if pledge.signed_on else None,
        "position": pledge.signatory_office,
        "name": pledge.signatory_name or " ",
        "identity": " · ".join(filter(None, identity)),
    }
