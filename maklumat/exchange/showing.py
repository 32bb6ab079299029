"""The components of a service as plain lines, for pages that only show them."""

from dataclasses import dataclass

from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component
from maklumat.exchange import tables
from maklumat.exchange.sheets import LISTS, Sheet


@dataclass(frozen=True)
class Shown:
    """A component as the page shows it."""

    part: Component
    name: str
    lines: tuple[str, ...]


def components(service: Service) -> list[Shown]:
    """Return the 14 components as they stand in this object, saved or not."""
    lines = {sheet.component: _lines(sheet, service) for sheet in LISTS if sheet.component}
    length = f"{service.duration_value or ''} {service.get_duration_unit_display()}".strip()
    lines[Component.DURATION] = _filled(length, service.duration_starts, service.duration_note)
    lines[Component.COMPLAINTS] = _filled(service.complaint_officer, *lines[Component.COMPLAINTS])
    lines[Component.GUARANTEE] = _filled(
        service.guarantee_statement, service.guarantee_compensation, service.guarantee_decree
    )
    return [Shown(part, OFFICIAL_NAMES[part], lines[part]) for part in Component]


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _lines(sheet: Sheet, service: Service) -> tuple[str, ...]:
    if sheet.relation == "legal_basis":
        return tuple(
            " · ".join(_filled(str(row.document), row.article)) for row in service.legal_basis.all()
        )
    found = []
    for row in tables.rows_of(sheet, service, {}):
        cells = (tables.shown(sheet, *pair) for pair in zip(sheet.columns, row, strict=True))
        found.append(" · ".join(str(cell) for cell in cells if cell is not None))
    return tuple(found)
