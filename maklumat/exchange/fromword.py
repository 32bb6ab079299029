"""A Word file on its way to a draft: what was recognised, what the person adds, the service."""

from collections.abc import Mapping

from maklumat.agencies.models import Agency
from maklumat.catalogue.laws import law
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.rows import fill
from maklumat.catalogue.standard import Component
from maklumat.exchange import queries, word
from maklumat.exchange.readers import Text
from maklumat.exchange.recognising import LONGEST_NAME, Found, place_by_hand, recognise
from maklumat.exchange.showing import Shown, components

LONGEST_CITATION, LONGEST_TITLE = 200, 300


def found_in(content: bytes) -> Found:
    """Return what a .docx holds. Raises RuleBroken."""
    document = word.read(content)
    found = recognise(
        [[Text(line.text, line.listed) for line in cell] for cell in row.cells]
        for row in document.rows
    )
    if not found.name:
        found.name = next((text[:LONGEST_NAME] for text in document.loose if len(text) > 3), "")
    return found


def draft(found: Found, agency: Agency, name: str, by_hand: Mapping[int, Component]) -> Service:
    """Return the service, not yet saved; `by_hand` says where the lines in the box belong."""
    for at, part in by_hand.items():
        place_by_hand(found, part, found.left[at])
    made = Service(agency=agency, name=name, live=False)
    fill(made, found.standard, _documents(found))
    return made


def shown(found: Found, agency: Agency) -> list[Shown]:
    """Return each component with its lines as they would be kept."""
    return components(draft(found, agency, found.name, {}))


def _documents(found: Found) -> dict[str, LegalDocument]:
    """Return the law of the register for each citation; new ones are not yet saved."""
    register = queries.register()
    documents: dict[str, LegalDocument] = {}
    for basis in found.standard.legal_basis:
        read = law(basis.citation)
        known = register.find(basis.citation) or register.find(read.citation)
        documents[basis.citation] = known or LegalDocument(
            kind=read.kind,
            citation=read.citation[:LONGEST_CITATION],
            number=read.number,
            year=read.year,
            title=read.title[:LONGEST_TITLE],
        )
    return documents
