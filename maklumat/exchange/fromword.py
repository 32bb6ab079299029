"""A Word file on its way to a draft: what was recognised, what the person adds, the service."""

from collections.abc import Mapping
from dataclasses import dataclass

from maklumat.agencies.models import Agency
from maklumat.catalogue.laws import law
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.rows import fill
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component
from maklumat.exchange import queries, tables, word
from maklumat.exchange.recognising import LONGEST_NAME, Found, Text, place_by_hand, recognise
from maklumat.exchange.sheets import LISTS

LONGEST_CITATION, LONGEST_TITLE = 200, 300


@dataclass(frozen=True)
class Shown:
    """A component as the page shows it."""

    part: Component
    name: str
    lines: tuple[str, ...]


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
    made = draft(found, agency, found.name, {})
    lines = {sheet.component: _lines(sheet, made) for sheet in LISTS if sheet.component}
    duration = [str(made.duration_value or ""), str(made.get_duration_unit_display())]
    lines[Component.DURATION] = tuple(
        filter(None, [" ".join(duration).strip(), made.duration_starts, made.duration_note])
    )
    lines[Component.COMPLAINTS] = tuple(
        filter(None, [made.complaint_officer, *lines[Component.COMPLAINTS]])
    )
    lines[Component.GUARANTEE] = tuple(
        filter(None, [made.guarantee_statement, made.guarantee_compensation])
    )
    return [Shown(part, OFFICIAL_NAMES[part], lines[part]) for part in Component]


def _lines(sheet: tables.Sheet, made: Service) -> tuple[str, ...]:
    if sheet.relation == "legal_basis":
        return tuple(str(row.document) for row in made.legal_basis.all())
    found = []
    for row in tables.rows_of(sheet, made, {}):
        cells = (tables.shown(sheet, *pair) for pair in zip(sheet.columns, row, strict=True))
        found.append(" · ".join(str(cell) for cell in cells if cell is not None))
    return tuple(found)


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
