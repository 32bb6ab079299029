"""Official paper: accessible, safe with any text, quick."""

import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from pdfua import validate
from pypdf import PdfReader

from maklumat.core import paper, qr
from maklumat.core.errors import RuleBroken

VERIFY = "https://nusacontoh.go.id/dokumen/7K3M-Q9TX-2/"


def sheet(**changes: object) -> dict[str, Any]:
    return {
        "letterhead": {
            "government": "Pemerintah Kabupaten Nusa Contoh",
            "agency": "Dinas Kependudukan dan Pencatatan Sipil",
            "address": "Jl. Merdeka 1, Nusa Contoh",
            "phone": "0812 3456 7890",
            "logo": paper.picture(qr.png("emblem"), "image/png"),
        },
        "heading": "Standar pelayanan KTP",
        "number": "500/12/2026",
        "facts": [["Pemohon", "Siti Nur'aini"], ["Berlaku", "22 November 2026"]],
        "text": "Kalimat biasa yang cukup panjang untuk dua halaman. " * 60,
        "fees": [{"name": "Cetak ulang", "amount": 1234567}],
        "signature": {"place": "Nusa Contoh", "position": "Kepala Dinas", "name": "Agus Salim"},
        "verification": {"address": VERIFY, "code": "7K3M-Q9TX-2", "qr": qr.svg(VERIFY)},
        **changes,
    }


def words(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


def findings(document: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(document)
    return [finding.rule_id for finding in validate(file).findings]


def test_every_part_of_paper_passes_pdf_ua(tmp_path: Path) -> None:
    document = paper.pdf("core/sample", sheet(), title="Standar pelayanan KTP")

    assert findings(document, tmp_path) == []
    assert PdfReader(BytesIO(document)).metadata.title == "Standar pelayanan KTP"


def test_paper_shows_head_number_pages_fee_signatory_and_code() -> None:
    seen = words(paper.pdf("core/sample", sheet(), title="KTP"))

    for expected in (
        "PEMERINTAH KABUPATEN NUSA CONTOH",
        "Nomor 500/12/2026",
        "Halaman 1 dari 2",
        "Halaman 2 dari 2",
        "1.234.567",
        "Agus Salim",
        "7K3M-Q9TX-2",
    ):
        assert expected in seen.replace("\xa0", " ")


def test_english_paper_speaks_english() -> None:
    document = paper.pdf("core/sample", sheet(), title="ID card", language="en")

    assert "Page 1 of 2" in words(document)
    assert PdfReader(BytesIO(document)).trailer["/Root"]["/Lang"] == "en-ID"


@pytest.mark.parametrize(
    "text",
    [
        "#panic() *tebal* $x$ <label> @ref // bukan komentar",
        '#import "/settings.py" \\ `raw` = judul',
    ],
)
def test_what_people_type_stays_text(text: str) -> None:
    assert text in words(paper.pdf("core/sample", sheet(text=text), title="x"))


@pytest.mark.parametrize(
    "text",
    [
        "Šebő Nguyễn Þór Ærøskøbing",
        "محمد بن سلمان",
        "nul\x00 bel\x07 escape\x1b separuh\ud800 balik\u202e",
        "x" * 3000,
        "kata\u200dsambung\u200c",
        "baris satu\r\nbaris dua\ttab",
    ],
)
def test_unusual_letters_stay_accessible(text: str, tmp_path: Path) -> None:
    assert findings(paper.pdf("core/sample", sheet(text=text), title="x"), tmp_path) == []


@pytest.mark.parametrize(
    "letters", ["\u05d0\u05d1\u05d2", "\u0710\u0712\u0713", "\u0780\u0781", "\U00010c80"]
)
def test_letters_that_the_engine_panics_at_are_shown_as_unshowable(letters: str) -> None:
    """Long words from right to left without a glyph, over several lines."""
    text = " ".join([letters * 3, "kata"] * 40)

    assert "kata" in words(paper.pdf("core/sample", sheet(text=text), title="x"))
    assert paper.png("core/sample", sheet(text=text), title="x")


def test_a_letter_without_glyph_still_prints_and_the_log_says_so_without_quoting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = paper.pdf("core/sample", sheet(text="Terima kasih 😀"), title="x")

    assert "Terima kasih" in words(document)
    assert "/StructTreeRoot" in PdfReader(BytesIO(document)).trailer["/Root"]
    assert [record.message for record in caplog.records] == ["paper.glyph_missing"]
    assert "Terima" not in caplog.text


def test_five_megabytes_of_text_are_refused_quickly() -> None:
    started = time.thread_time()

    with pytest.raises(RuleBroken, match=r"cetak|print"):
        paper.pdf("core/sample", sheet(text="kata " * 1_000_000), title="x")
    assert time.thread_time() - started < 2


def test_dates_decimals_and_translations_are_taken() -> None:
    facts = [
        ["Tanggal", datetime(2026, 11, 22, tzinfo=UTC)],
        [gettext_lazy("file"), Decimal("1.5")],
    ]

    assert "2026-11-22" in words(paper.pdf("core/sample", sheet(facts=facts), title="x"))


@pytest.mark.parametrize("template", ["core/missing", "../settings", "core/../core/sample", ""])
def test_only_templates_of_apps_are_found(template: str) -> None:
    with pytest.raises(LookupError):
        paper.pdf(template, {}, title="x")


def test_the_same_moment_gives_the_same_paper() -> None:
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)

    first, second = (paper.pdf("core/sample", sheet(), title="x", at=at) for _ in range(2))
    assert first == second


def test_preview_is_a_picture() -> None:
    assert paper.png("core/sample", sheet(), title="x").startswith(b"\x89PNG")


def test_a_picture_for_paper_must_be_a_picture() -> None:
    with pytest.raises(ValueError, match="svg"):
        paper.picture(b"<svg/>", "image/svg+xml")


def test_threads_do_not_mix_their_papers() -> None:
    made: dict[int, str] = {}

    def make(number: int) -> None:
        for _ in range(3):
            made[number] = words(
                paper.pdf("core/sample", sheet(heading=f"Surat {number}"), title="x")
            )

    threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert all(f"Surat {number}" in made[number] for number in range(4))
