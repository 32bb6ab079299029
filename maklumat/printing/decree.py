"""The draft of the decree that lays standards down, with the standards as its annex.

The words are the project's own, in the usual order of such decrees; number, dates and whatever is
not known stay dotted lines. Laws come from the register and are never made up. A draft is not
issued: it carries no code, because nothing about it is final.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from maklumat.agencies.models import Agency
from maklumat.catalogue import poster
from maklumat.catalogue.labels import LEGAL_KINDS
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.standard import Standard
from maklumat.core import paper
from maklumat.printing import components, queries
from maklumat.printing.booklet import MOST_CHARACTERS
from maklumat.printing.letterheads import accent, letterhead, position_of_head

TEMPLATE = "printing/decree"
# Only these are cited in full: of other kinds the register's own words say who made them.
CITED_IN_FULL = ("uu", "perppu", "pp", "perpres", "inpres")
ORDER = [kind for kind, _label in LEGAL_KINDS]
Content = dict[str, Any]  # Any: JSON has no narrower type


def pdf(agency: Agency, services: Sequence[Service], *, at: datetime) -> bytes:
    """Return the draft for these services of an agency as tagged PDF/UA-1."""
    with override(poster.LANGUAGE):
        shown = content(agency, services, queries.register())
        title = f"Rancangan keputusan tentang {shown['subject']}"
        made = at.replace(microsecond=0)
        return paper.Sheet(TEMPLATE, shown, title, poster.LANGUAGE, made, MOST_CHARACTERS).pdf()


def content(agency: Agency, services: Sequence[Service], register: queries.Register) -> Content:
    """Return what the draft says, in plain values."""
    standards = [queries.latest_standard(service) for service in services]
    one = standards[0][0] if len(standards) == 1 else ""
    return {
        "accent": accent(agency),
        "letterhead": letterhead(agency),
        "subject": f"Standar Pelayanan {one}" if one else f"Standar Pelayanan pada {agency.name}",
        "one": one,
        "agency": agency.name,
        "position": position_of_head(agency),
        "head": agency.head_name,
        "identity": f"NIP {agency.head_nip}" if agency.head_nip else "",
        "laws": laws((standard for _name, standard in standards), register),
        "services": [
            {"name": name, "tables": components.tables(standard)} for name, standard in standards
        ],
    }


def laws(standards: Iterable[Standard], register: queries.Register) -> list[str]:
    """Return the laws in force on which a decree about these standards rests, in order of rank.

    What a standard cites in words that the register does not hold is left out.
    """
    found = {row.pk: row for row in register.general}
    for standard in standards:
        for basis in standard.legal_basis:
            row = register.by_words.get(basis.citation)
            if row is not None:
                found[row.pk] = row
    ranked = sorted(found.values(), key=lambda row: (ORDER.index(row.kind), row.year or 0, row.pk))
    return [citation(row) for row in ranked]


def citation(row: LegalDocument) -> str:
    """Write a law in full where the register knows all parts of its name."""
    short = f"{row.citation.split()[0]} {row.number}/{row.year}"
    is_plain = row.kind in CITED_IN_FULL and row.citation == short
    if not (is_plain and row.number and row.year and row.title):
        return str(row)
    kind = dict(LEGAL_KINDS)[row.kind]
    return f"{kind} Nomor {row.number} Tahun {row.year} tentang {row.title}"
