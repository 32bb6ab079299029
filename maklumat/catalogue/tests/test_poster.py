"""The wall poster: the six components, readable, genuine, tagged, and never stale."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pdfua import validate
from pypdf import PdfReader

from maklumat.catalogue import models as m
from maklumat.core.models import IssuedDocument

POSTER = "/layanan/dukcapil/ktp-el-ganti/standar.pdf"
MILLIMETRE = 72 / 25.4


def poster(client: Client, query: str = "") -> PdfReader:
    response = client.get(POSTER + query)
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text(client: Client, query: str = "") -> str:
    return " ".join("\n".join(page.extract_text() for page in poster(client, query).pages).split())


def test_the_poster_shows_the_six_components(sari: Client, service_a: m.Service) -> None:
    shown = text(sari)

    for words in (
        "Kartu Keluarga",
        "Menyerahkan berkas",
        "1 hari kerja",
        "Gratis",
        "KTP-el",
        "Meja pengaduan",
    ):
        assert words in shown


@pytest.mark.parametrize(("query", "width"), [("", 297), ("?ukuran=a4", 210), ("?ukuran=x", 297)])
def test_the_poster_has_the_size_asked_for(
    sari: Client, service_a: m.Service, query: str, width: int
) -> None:
    sheet = poster(sari, query).pages[0].mediabox

    assert round(float(sheet.width) / MILLIMETRE) == width


def test_both_sizes_are_one_document_that_can_be_verified(
    sari: Client, service_a: m.Service
) -> None:
    text(sari)
    shown = text(sari, "?ukuran=a4")

    document = IssuedDocument.objects.get(kind="poster")
    assert document.code in shown
    assert sari.get(f"/dokumen/{document.code}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_publishing_a_fee_makes_a_new_poster_and_replaces_the_old(
    sari: Client, service_a: m.Service
) -> None:
    text(sari)
    old = IssuedDocument.objects.get(kind="poster")

    service_a.fees = [m.FeeRow(kind="retribusi", amount=12500, basis="Perda 1/2026")]
    service_a.save_revision().publish()

    assert "Rp12.500" in text(sari)
    old.refresh_from_db()
    assert old.superseded_by is not None


def test_a_long_service_flows_instead_of_vanishing(sari: Client, service_a: m.Service) -> None:
    service_a.cases = [
        m.RequirementCase(
            name=f"Keadaan {case}",
            items=[m.RequirementRow(text=f"Dokumen {case}-{n} " + "x" * 60) for n in range(12)],
        )
        for case in range(8)
    ]
    service_a.save_revision().publish()

    shown = text(sari)

    assert "Dokumen 7-11" in shown
    assert "Meja pengaduan" in shown
    assert len(poster(sari).pages) <= 4


def test_what_officers_type_is_text_on_paper(sari: Client, service_a: m.Service) -> None:
    service_a.name = "#panic() *tebal* $x$ <b>"
    service_a.steps = [m.StepRow(text="Ambil \u202e nomor 😀 antre")]
    service_a.save_revision().publish()

    shown = text(sari)

    assert "#panic() *tebal* $x$ <b>" in shown
    assert "antre" in shown


@pytest.mark.parametrize("query", ["", "?ukuran=a4"])
def test_the_poster_is_accessible(
    sari: Client, service_a: m.Service, query: str, tmp_path: Path
) -> None:
    file = tmp_path / "poster.pdf"
    file.write_bytes(sari.get(POSTER + query).content)

    findings = validate(file).findings

    assert [finding.rule_id for finding in findings] == []
