"""Booklet, draft decree and counter codes: complete, genuine, tagged, and safe with any text."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pdfua import validate
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import models as m
from maklumat.catalogue.standard import OFFICIAL_NAMES
from maklumat.catalogue.tests import factories
from maklumat.core.models import IssuedDocument
from maklumat.printing import codes
from maklumat.printing.letterheads import position_of_head

BOOKLET = "/opd/dukcapil/standar.pdf"


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def findings(content: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(content)
    return [finding.rule_id for finding in validate(file).findings]


@pytest.fixture
def staff(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def decree_of(service: m.Service) -> str:
    return f"/petugas/cetak/layanan/{service.pk}/keputusan.pdf"


def test_the_booklet_holds_all_14_components_contents_and_pages(
    sari: Client, service_a: m.Service
) -> None:
    factories.service("Akta kelahiran", agency=service_a.agency)

    shown = words(sari.get(BOOKLET).content)

    assert all(name in shown for name in OFFICIAL_NAMES.values())
    assert "Daftar isi Akta kelahiran" in shown
    assert "Halaman 1 dari " in shown
    assert "2 layanan" in shown


def test_the_booklet_can_be_verified(sari: Client, service_a: m.Service) -> None:
    shown = words(sari.get(BOOKLET).content)

    document = IssuedDocument.objects.get(kind="booklet")
    assert document.code in shown
    assert sari.get(f"/dokumen/{document.code}/").status_code == 200


def test_the_booklet_shows_the_fee_and_no_draft(sari: Client, service_a: m.Service) -> None:
    service_a.fees = [m.FeeRow(kind="retribusi", amount=12500, basis="Perda 1/2026")]
    service_a.save_revision().publish()
    service_a.fees = [m.FeeRow(kind="retribusi", amount=99000, basis="Perda 2/2026")]
    service_a.save_revision()

    shown = words(sari.get(BOOKLET).content)

    assert "Rp12.500" in shown
    assert "99.000" not in shown


def test_an_agency_without_standards_has_no_booklet(sari: Client, agency_b: Agency) -> None:
    assert sari.get("/opd/dinsos/standar.pdf").status_code == 404
    assert sari.get("/opd/tidak-ada/standar.pdf").status_code == 404
    assert sari.post(BOOKLET).status_code in (404, 405)


def test_what_officers_type_is_text_on_every_paper(staff: Client, service_a: m.Service) -> None:
    service_a.name = '#panic("x") *tebal* $x$'
    service_a.steps = [m.StepRow(text="Ambil \u202e nomor 😀 日本 antre " + "x" * 300)]
    service_a.save_revision().publish()

    for address in (
        BOOKLET,
        decree_of(service_a),
        f"/petugas/cetak/opd/{service_a.agency_id}/kode-qr.pdf",
    ):
        assert '#panic("x") *tebal* $x$' in words(staff.get(address).content).replace("\u200b", "")


def test_every_paper_is_accessible(staff: Client, service_a: m.Service, tmp_path: Path) -> None:
    for address in (
        BOOKLET,
        decree_of(service_a),
        f"/petugas/cetak/opd/{service_a.agency_id}/keputusan.pdf",
        f"/petugas/cetak/opd/{service_a.agency_id}/kode-qr.pdf",
    ):
        assert findings(staff.get(address).content, tmp_path) == []


def test_the_draft_decree_rests_on_the_register_and_leaves_blanks(
    staff: Client, service_a: m.Service
) -> None:
    factories.legal_document("UU 1/1900", title="Sudah dicabut", revoked_by="UU 25/2009")
    factories.legal_document("PP 96/2012", kind="pp", title="Pelaksanaan", number="96", year=2012)

    shown = words(staff.get(decree_of(service_a)).content)

    for expected in ("RANCANGAN", "Menimbang", "Mengingat", "MEMUTUSKAN:", "LAMPIRAN", "NOMOR . ."):
        assert expected in shown
    assert "UU 25/2009" in shown
    assert "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan;" in shown
    assert "1/1900" not in shown
    assert not IssuedDocument.objects.filter(kind="decree").exists()


def test_the_draft_decree_shows_what_is_about_to_be_laid_down(
    staff: Client, service_a: m.Service
) -> None:
    service_a.fees = [m.FeeRow(kind="retribusi", amount=99000, basis="Perda 2/2026")]
    service_a.save_revision()

    assert "Rp99.000" in words(staff.get(decree_of(service_a)).content)


def test_a_draft_of_an_incomplete_service_says_what_is_not_written(
    staff: Client, agency_a: Agency
) -> None:
    row = factories.service("Baru dimulai", agency=agency_a, complete=False)

    assert "Belum ditulis" in words(staff.get(decree_of(row)).content)


def test_drafts_and_codes_of_another_agency_look_missing(
    client: Client, wati: User, service_a: m.Service
) -> None:
    client.force_login(wati)

    for address in (
        decree_of(service_a),
        f"/petugas/cetak/opd/{service_a.agency_id}/keputusan.pdf",
        f"/petugas/cetak/opd/{service_a.agency_id}/kode-qr.pdf",
    ):
        assert client.get(address).status_code == 404


def test_the_counter_sheet_names_only_addresses_that_exist(service_a: m.Service) -> None:
    made = codes.cards([service_a])

    assert made[0]["address"].endswith("/layanan/dukcapil/ktp-el-ganti/")
    assert len(made) == 1 + codes.exists("/pengaduan/baru/") + codes.exists(
        "/survei/dukcapil/ktp-el-ganti/"
    )


@pytest.mark.parametrize(
    ("title", "name", "position"),
    [
        ("Kepala Dinas", "Dinas Sosial", "Kepala Dinas Sosial"),
        ("Kepala Puskesmas", "UPTD Puskesmas Kota", "Kepala UPTD Puskesmas Kota"),
        ("Camat", "Kecamatan Kota", "Camat Kota"),
        ("Sekretaris Daerah", "Sekretariat Daerah", "Sekretaris Daerah"),
        ("Direktur", "RSUD Contoh", "Direktur RSUD Contoh"),
        ("", "Dinas Sosial", "Pimpinan Dinas Sosial"),
    ],
)
def test_the_head_signs_with_a_whole_title(title: str, name: str, position: str) -> None:
    assert position_of_head(Agency(name=name, head_title=title)) == position
