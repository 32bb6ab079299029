"""Forms on paper: every answer can be read, the blank asks everything, nobody's text is a program."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pdfua import validate
from pypdf import PdfReader

from maklumat.eforms import library, sheets
from maklumat.eforms.definition import form
from maklumat.eforms.sheets import Bring, Head

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAMES = {"32.04": "Kabupaten Nusa Contoh"}
HEAD = Head(
    letterhead={
        "government": "Pemerintah Kabupaten Nusa Contoh",
        "agency": "Dinas Kependudukan dan Pencatatan Sipil",
        "address": "Jl. Merdeka 1, Nusa Contoh",
    },
    at=AT,
    version=3,
    place="Nusa Contoh",
    address="https://nusacontoh.example/formulir/dukcapil/ktp/ktp-ganti/",
    names=NAMES,
)
KTP = form(library.forms()["ktp-ganti"].content)
PERSON: dict[str, Any] = {
    "nama": "Siti Nur'aini",
    "nik": "3204114505900001",
    "kk": "3204112208150003",
    "tempat_lahir": "Sukamaju",
    "tanggal_lahir": "1990-05-05",
    "alamat": {"street": "Jl. Melati 3", "village": "Sukamaju", "district": "Baleendah",
               "region": "32.04"},
    "telepon": "081234567890",
}  # fmt: skip
LOST: dict[str, Any] = {
    "pemohon": PERSON,
    "permohonan": {"alasan": "hilang", "pengambilan": "kecamatan"},
    "hilang": {"tanggal": "2026-11-01", "nomor_laporan": "SKTLK/12/XI/2026",
               "tanggal_laporan": "2026-11-02"},
    "kuasa": {"diwakilkan": False},
}  # fmt: skip


def words(document: bytes) -> str:
    """All text of a paper, on one line."""
    pages = PdfReader(BytesIO(document)).pages
    text = " ".join(page.extract_text() for page in pages).replace("\u200b", "")
    return " ".join(text.split())


def findings(document: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(document)
    return [finding.rule_id for finding in validate(str(file)).findings]


def lost(**changes: Any) -> dict[str, Any]:
    return {**LOST, "pemohon": {**PERSON, **changes}}


def test_the_filled_form_shows_what_was_answered_and_nothing_else(tmp_path: Path) -> None:
    document = sheets.filled(KTP, LOST, HEAD, ["Surat kehilangan dari kepolisian"]).pdf()
    seen = words(document)

    for expected in (
        "PEMERINTAH KABUPATEN NUSA CONTOH",
        "Formulir KTP-GANTI versi 3",
        "Siti Nur'aini",
        "3204114505900001",
        "5 Mei 1990",
        "Jl. Melati 3, Desa/Kelurahan Sukamaju, Kecamatan Baleendah, Kabupaten Nusa Contoh",
        "SKTLK/12/XI/2026",
        "Surat kehilangan dari kepolisian",
        "Nusa Contoh, 22 November 2026",
        "Dicetak oleh pengisi; belum diterima instansi",
        "Halaman 1 dari",
    ):
        assert expected in seen
    assert "KTP-el yang rusak" not in seen
    assert findings(document, tmp_path) == []


def test_the_blank_form_asks_everything_and_says_when(tmp_path: Path) -> None:
    document = sheets.blank(KTP, HEAD, [Bring("Hilang", ["Surat kehilangan"])]).pdf()
    seen = words(document)

    for _section, question in KTP.questions():
        assert question.label in seen
        for option in question.options:
            assert option.label in seen
    for expected in ("Isi jika B1 dijawab Hilang", "Formulir kosong", "Isi di ponsel"):
        assert expected in seen
    assert findings(document, tmp_path) == []


@pytest.mark.parametrize(
    "name",
    ["Šebő Nguyễn Þór", "محمد بن سلمان", '#panic("x") *a* $x$', "nul\x00 balik\u202e", "x" * 200],
)
def test_unusual_names_stay_accessible(name: str, tmp_path: Path) -> None:
    assert findings(sheets.filled(KTP, lost(nama=name), HEAD).pdf(), tmp_path) == []


def test_the_name_stands_below_the_signature() -> None:
    assert words(sheets.filled(KTP, LOST, HEAD).pdf()).count("Siti Nur'aini") == 2


def test_the_preview_is_a_picture() -> None:
    assert sheets.preview(sheets.blank(KTP, HEAD)).startswith(b"\x89PNG")


def test_an_issued_paper_carries_its_code() -> None:
    check = {"address": "https://nusacontoh.example/dokumen/7K3M-Q9TX-2/", "code": "7K3M-Q9TX-2",
             "qr": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'}  # fmt: skip
    head = Head(letterhead=HEAD.letterhead, at=AT, number="FRM-2026-000001-2", verification=check)
    seen = words(sheets.filled(KTP, LOST, head).pdf())

    assert "Kode dokumen 7K3M-Q9TX-2" in seen
    assert "Permohonan FRM-2026-000001-2" in seen
    assert "Diisi petugas" not in seen
