"""The smallest valid rows of this app."""

from datetime import UTC, datetime
from typing import Any

from maklumat.catalogue.models import Service
from maklumat.eforms.actions import forms
from maklumat.eforms.models import ServiceForm

AT = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)  # a Monday, ten in the morning in Jakarta
LOST = {"question": "data.alasan", "is": "hilang"}
CONTENT: dict[str, Any] = {
    "code": "ktp-hilang",
    "title": "Penggantian KTP-el",
    "purpose": "Untuk mendapat KTP-el pengganti.",
    "case": "data.alasan",
    "declarations": ["Isian ini benar."],
    "signatures": [{"role": "Pemohon", "name": "data.nama"}],
    "sections": [
        {
            "id": "data",
            "title": "Data Anda",
            "questions": [
                {"id": "nama", "type": "text", "label": "Nama lengkap", "known": "person.name"},
                {"id": "nik", "type": "nik", "label": "NIK", "known": "person.nik"},
                {
                    "id": "alasan",
                    "type": "choice",
                    "label": "Alasan",
                    "options": [
                        {"id": "hilang", "label": "Hilang"},
                        {"id": "rusak", "label": "Rusak"},
                    ],
                },
                {"id": "laporan", "type": "text", "label": "Nomor laporan", "when": LOST},
            ],
        },
        {
            "id": "polisi",
            "title": "Laporan polisi",
            "when": LOST,
            "questions": [{"id": "hari", "type": "date", "label": "Tanggal", "past": True}],
        },
        {
            "id": "keluarga",
            "title": "Anggota keluarga",
            "repeat": {"one": "Anggota", "least": 1, "most": 8},
            "questions": [{"id": "nama", "type": "text", "label": "Nama"}],
        },
    ],
}


def form(service: Service, content: dict[str, Any] = CONTENT, **fields: Any) -> ServiceForm:
    """A published form of the service's agency."""
    made = forms.make(agency=service.agency, content=content, services=[service], by="agus", at=AT)
    forms.publish(form=made, by="agus", at=AT)
    if fields:
        ServiceForm.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made
