"""The files that the public may take away: the figures, and the cases that were made public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maklumat.complaints.board import Board, Line
from maklumat.complaints.clocks import ClockKind
from maklumat.complaints.models import Publication

Value = str | int | float | None
FIGURE_HEADS = (
    "tahun", "kelompok", "kode", "nama", "laporan", "dibuka_kembali", "dinilai_tenggat",
    "selesai_dalam_tenggat", "persen_dalam_tenggat", "median_hari", "perkiraan_tersusut",
    "laporan_tahun_sebelumnya", "disamarkan",
)  # fmt: skip
CASE_HEADS = (
    "nomor", "diterima", "dijawab", "selesai", "jenis", "kategori", "perangkat_daerah", "layanan",
    "keadaan", "judul", "ringkasan", "jawaban", "diterbitkan",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    name: str
    meaning: object  # words to be translated


FIGURE_COLUMNS = (
    Column("tahun", _("Year in which the reports were received.")),
    Column("kelompok", _("What the row counts by: semua, bulan, jenis, keadaan, opd, layanan.")),
    Column("kode", _("Short code of the month, class, state, agency or service.")),
    Column("nama", _("Its name.")),
    Column("laporan", _("Reports received; empty where the number is hidden.")),
    Column("dibuka_kembali", _("Reports that the complainant opened again after the result.")),
    Column("dinilai_tenggat", _("Reports whose limit was kept, missed, or has run out.")),
    Column("selesai_dalam_tenggat", _("Of these, finished within the limit of their class.")),
    Column("persen_dalam_tenggat", _("The same in percent.")),
    Column("median_hari", _("Calendar days from receipt to result that half did not exceed.")),
    Column("perkiraan_tersusut", _("Estimate, drawn towards the government's share (only opd).")),
    Column("laporan_tahun_sebelumnya", _("Reports received in the same months a year earlier.")),
    Column("disamarkan", _("“ya” where a number is hidden because it or another is below three.")),
)
CASE_COLUMNS = (
    Column("nomor", _("Number of the report.")),
    Column("diterima, dijawab, selesai", _("Days of the report, its result and its end.")),
    Column("jenis, kategori", _("Class and category.")),
    Column("perangkat_daerah, layanan", _("Agency that handled it, and the service.")),
    Column("keadaan", _("Where it stands.")),
    Column("judul, ringkasan, jawaban", _("As an officer wrote them for the public.")),
    Column("diterbitkan", _("Day on which it was made public.")),
)


def figure_rows(board: Board) -> Iterator[Sequence[Value]]:
    """Yield the rows of the figures' file, hidden as on the page."""
    yield _figure(board, "semua", board.whole)
    groups: list[tuple[str, Iterable[Line]]] = [
        ("bulan", board.months),
        ("jenis", board.kinds),
        ("keadaan", board.states),
        ("opd", board.agencies),
        ("layanan", board.services),
    ]
    for name, lines in groups:
        for row in lines:
            yield _figure(board, name, row)


def case_rows(publications: Iterable[Publication]) -> Iterator[Sequence[Value]]:
    """Yield the public cases, with nothing of them that an officer did not write for the public."""
    for row in publications:
        case = row.complaint
        days = (case.received_at, case.answered_at, case.ended_at)
        yield [
            case.number,
            *(localdate(moment).isoformat() if moment else "" for moment in days),
            case.get_kind_display(),
            case.category.name if case.category else "",
            case.agency.name if case.agency else "",
            case.service.name if case.service else "",
            case.get_status_display(),
            row.title,
            row.text,
            row.answer,
            localdate(row.published_at).isoformat() if row.published_at else "",
        ]


def _figure(board: Board, group: str, row: Line) -> Sequence[Value]:
    enough = row.share is not None
    shown = row.shows_now
    # A state and a month say when or where, not how well: only their number is told.
    judged = enough and group not in ("bulan", "keadaan")
    again = row.now.reopened if shown and group in ("semua", "opd", "jenis", "layanan") else None
    if board.protected and again is not None and 0 < again < 3:
        again = None
    return [
        board.year,
        group,
        row.slug or "",
        row.name,
        row.now.cases if shown else None,
        again,
        row.timed if judged else None,
        row.now.kept(ClockKind.RESOLUTION) if judged else None,
        float(row.share) if judged and row.share is not None else None,
        _number(row) if judged else None,
        float(row.estimate) if row.estimate is not None and enough else None,
        row.before.cases if row.shows_before else None,
        "" if shown and row.shows_before else "ya",
    ]


def _number(row: Line) -> float | None:
    few = row.now.answered < 3
    median = row.now.median_days()
    return float(median) if median is not None and not few else None
