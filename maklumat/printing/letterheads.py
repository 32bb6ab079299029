"""The head of the paper of an agency."""

from typing import Any

from maklumat.agencies.models import Agency
from maklumat.core.colour import palette


def letterhead(agency: Agency) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Return what `core/paper/paper.typ` draws above a document."""
    return {
        "government": agency.government.name,
        "agency": agency.name,
        "address": agency.address,
        "phone": agency.phone,
        "email": agency.email,
        "website": agency.website,
    }


def accent(agency: Agency) -> str:
    return palette(agency.government.accent).light


# Titles whose name says the kind of agency already: "Camat" leads a "Kecamatan".
LEADS = {"Camat": "Kecamatan ", "Lurah": "Kelurahan ", "Kepala Desa": "Desa "}
ALONE = ("Kepala", "Direktur")


def position_of_head(agency: Agency) -> str:
    """Return the title of the head as it stands above a signature.

    "Kepala Dinas" of "Dinas Sosial" signs as "Kepala Dinas Sosial", the "Camat" of "Kecamatan
    Kota" as "Camat Kota"; any other title stays as it is.
    """
    title, name = agency.head_title, agency.name
    if not title:
        return f"Pimpinan {name}"
    if title in LEADS:
        return f"{title} {name.removeprefix(LEADS[title])}"
    first, _space, kind = title.partition(" ")
    if title in ALONE or (first == "Kepala" and kind.casefold() in name.casefold()):
        return title if name.casefold() in title.casefold() else f"{first} {name}"
    return title
