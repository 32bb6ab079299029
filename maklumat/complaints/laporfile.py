"""The shape of the file for LAPOR!: our register's columns, in Indonesian, without the reporter.

The official names of the fields that LAPOR! takes in are not known to us; nothing here pretends
to be them. Whoever sends the file matches the columns there. Wording of the file is data.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import override

from maklumat.complaints.models import Complaint
from maklumat.complaints.queries.sending import last_answer

HEADS = ("Nomor Laporan", "Tanggal Masuk", "Klasifikasi", "Judul", "Isi Laporan", "Kategori",
         "Instansi", "Layanan", "Lokasi Kejadian", "Tanggal Kejadian", "Anonim", "Status",
         "Tindak Lanjut", "Tanggal Tindak Lanjut", "Tanggal Selesai")  # fmt: skip


def rows(cases: Sequence[Complaint], zone: ZoneInfo) -> Iterator[list[str]]:
    with override("id"):
        for case in cases:
            yield [
                case.number,
                _at(case.received_at, zone),
                str(case.get_kind_display()),
                case.title,
                case.text,
                case.category.name if case.category else "",
                case.agency.name if case.agency else "",
                case.service.name if case.service else "",
                case.place,
                case.happened_on.isoformat() if case.happened_on else "",
                "Ya" if case.anonymous else "Tidak",
                str(case.get_status_display()),
                last_answer(case),
                _at(case.answered_at, zone),
                _at(case.ended_at, zone),
            ]


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""
