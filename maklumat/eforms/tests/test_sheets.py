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
    [
        "日本 太郎 😀 אבג",
        "Šebő Nguyễn Þór",
        "محمد بن سلمان",
        '#panic("x") *a* $x$',
        "nul\x00 balik\u202e",
        "x" * 200,
    ],
)
def test_unusual_names_stay_accessible(name: str, tmp_path: Path) -> None:
    assert findings(sheets.filled(KTP, lost(nama=name), HEAD).pdf(), tmp_path) == []


@pytest.mark.parametrize("name", ["ʿAbd al-Raḥmān Ṣāliḥ", "Šebő Nguyễn Þór", "I Gusti Ñúñez Đặng"])
def test_letters_with_marks_are_read_back_as_they_were_typed(name: str) -> None:
    assert words(sheets.filled(KTP, lost(nama=name), HEAD).pdf()).count(name) == 2


def test_arabic_names_are_read_back_letter_by_letter() -> None:
    seen = words(sheets.filled(KTP, lost(nama="محمد بن سلمان"), HEAD).pdf())
    for part in ("محمد", "سلمان"):
        assert seen.count(part) == 2
    assert "ب" in seen  # of “بن”, whose two joined letters readers give in different orders


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


REQUEST = form(library.forms()["informasi-publik"].content)
UNPRINTABLE = "Sebagian huruf tidak dapat dicetak"


def asking_for(text: str) -> dict[str, Any]:
    return {
        "pemohon": {**PERSON, "jenis": "perorangan", "nama": text[:200]},
        "informasi": {"rincian": text, "tujuan": text[:5000]},
        "cara": {"perolehan": "lihat"},
    }


@pytest.mark.parametrize(
    ("text", "is_noted"),
    [
        ("Kata " * 4_000, False),
        ("x" * 20_000, False),
        ("\u0645\u062d\u0645\u062f " * 4_000, False),
        ("\u65e5\u672c" * 10_000, True),
        ("\U0001f600 " * 2_000, True),
        ("\u05d0\u05d1\u05d2 " * 4_000, True),
        ('#panic("x") $ <a> @b \\ ' * 500, False),
        ("nul\x00 balik\u202e\u2066 sambung\u200d" * 500, False),
        ("a" + "\u0301" * 5_000, False),
        ("baris\n" * 3_000, False),
    ],
    ids=[
        "long",
        "one word",
        "Arabic",
        "Chinese",
        "emoji",
        "Hebrew",
        "source",
        "controls",
        "marks",
        "lines",
    ],
)
def test_any_text_gives_a_paper_that_says_what_it_lacks(text: str, is_noted: bool) -> None:  # noqa: FBT001  a table's column
    sheet = sheets.filled(REQUEST, asking_for(text), HEAD)
    document = sheet.pdf()

    assert (UNPRINTABLE in words(document)) is is_noted
    assert len(PdfReader(BytesIO(document)).pages) <= 30
    assert sheets.preview(sheet).startswith(b"\x89PNG")


def test_a_long_answer_is_all_there() -> None:
    each = [f"kata{number}" for number in range(2_000)]
    seen = words(sheets.filled(REQUEST, asking_for(" ".join(each)), HEAD).pdf())
    assert set(each) <= set(seen.split())
    letters = words(sheets.filled(REQUEST, asking_for("y" * 20_000), HEAD).pdf())
    assert letters.replace(" ", "").count("y") > 20_000


def test_eight_members_of_a_family_stand_in_tables_that_name_them_again() -> None:
    made = form(library.forms()["kk-baru"].content)
    people = [{"nama": f"Anggota{number}", "ayah": f"Ayah{number}"} for number in range(1, 9)]
    seen = words(sheets.filled(made, {"anggota": people}, HEAD).pdf())

    assert all(seen.count(f"Anggota{number}") >= 2 for number in range(1, 9))
    assert all(f"Ayah{number}" in seen for number in range(1, 9))


def test_thirty_goods_flow_over_pages_below_a_repeated_heading() -> None:
    made = form(library.forms()["tera"].content)
    goods = [{"merek": f"Merek{number}"} for number in range(1, 31)]
    document = sheets.filled(made, {"alat": goods}, HEAD).pdf()

    seen = words(document)
    assert all(f"Merek{number} " in seen for number in range(1, 31))
    assert seen.count("Merek dan tipe") == 2


def test_a_repeated_section_that_nobody_needs_says_so() -> None:
    made = form(library.forms()["mutasi-siswa"].content)
    assert "Tidak ada isian" in words(sheets.filled(made, {"saudara": []}, HEAD).pdf())


def test_blank_rows_are_enough_to_begin_and_more_go_on_another_sheet() -> None:
    made = form(library.forms()["tera"].content)
    assert "Lanjutkan di lembar lain" in words(sheets.blank(made, HEAD).pdf())
