"""The standards as one flat table, a service a row, in the order of the form of SIPPN."""

from collections.abc import Iterable, Mapping

from django.utils.translation import override

from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component
from maklumat.exchange import tables
from maklumat.exchange.sheets import LISTS, SERVICES

# The first eleven as SIPPN asks; the components that it leaves out stand behind.
ORDER = ("Persyaratan", "Prosedur", "Lama", "Biaya", "Produk", "Pengaduan")
REST = ("Dasar hukum", "Sarana", "Kompetensi", "Pengawasan", "Pelaksana", "Keamanan", "Evaluasi")


def heads() -> list[str]:
    names = {sheet.title: sheet.name for sheet in LISTS}
    names["Lama"] = OFFICIAL_NAMES[Component.DURATION]
    return [
        "Kode",
        "Nama layanan",
        "Nomor SK",
        *(names[title] for title in ORDER),
        "Instansi",
        "Id SIPPN",
        *(names[title] for title in REST),
        OFFICIAL_NAMES[Component.GUARANTEE],
    ]


def rows(services: Iterable[Service], register: Mapping[int, LegalDocument]) -> Iterable[list[str]]:
    """Give one row a service; the items of a list stand below each other in a cell."""
    with override("id"):
        for service in services:
            found = {title: _lines(title, part) for title, part in
                     tables.tables(service, register).items()}  # fmt: skip
            found["Lama"] = _duration(service)
            yield [
                service.code,
                service.name,
                service.decree_number,
                *(found[title] for title in ORDER),
                service.agency.name,
                service.sippn_id,
                *(found[title] for title in REST),
                "\n".join(
                    filter(None, [service.guarantee_statement, service.guarantee_compensation])
                ),
            ]


def _lines(title: str, part: list[tables.Row]) -> str:
    sheet = next(sheet for sheet in (SERVICES, *LISTS) if sheet.title == title)
    told = []
    for row in part:
        shown = (tables.shown(sheet, *pair) for pair in zip(sheet.columns, row, strict=True))
        told.append(" · ".join(str(value) for value in shown if value is not None))
    return "\n".join(told)


def _duration(service: Service) -> str:
    if service.duration_value is None:
        return clean_note(service)
    unit = str(service.get_duration_unit_display())
    return f"{service.duration_value} {unit} {clean_note(service)}".strip()


def clean_note(service: Service) -> str:
    note = service.duration_note
    return f"({note})" if note and service.duration_value else note
