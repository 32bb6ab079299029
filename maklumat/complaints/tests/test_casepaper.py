"""The papers of a case: tagged, checkable, with the person's own words and nobody's secrets."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pdfua import validate
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, casepaper, codes
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Result
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as make
from maklumat.core.models import IssuedDocument

TUESDAY = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
KINDS = ["hasil", "rekomendasi", "berkas-laporan"]


@pytest.fixture
def answered(agency_a: Agency, budi: User) -> Complaint:
    row = make.disposed(agency_a, text="KTP saya salah nama.\n\nSudah dua kali.",
                        contact=make.contact(), wish="Cetak ulang.")  # fmt: skip
    moving.answer(complaint=row, by=acting.officer(budi, row), at=TUESDAY, result=Result(
        text="KTP dicetak ulang.", justified=True, compensation="given",
        compensation_text="Diantar ke rumah", compensation_amount=50000,
        compensation_on=date(2026, 11, 18)))  # fmt: skip
    return row


def paper(client: Client, case: Complaint, kind: str) -> bytes:
    address = reverse("complaints:paper", args=[codes.token(case.number), kind])
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf", response.status_code
    assert response["Cache-Control"] == "private, no-store"
    return response.content


def words(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_passes_pdf_ua(
    sari: Client, answered: Complaint, kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(sari, answered, kind))

    assert [finding.rule_id for finding in validate(file).findings] == []


def test_the_result_shows_compensation_and_a_code_to_check_it(
    sari: Client, answered: Complaint
) -> None:
    seen = words(paper(sari, answered, "hasil"))

    for part in (answered.number, "KTP dicetak ulang.", "Diantar ke rumah", "Rp50.000",
                 "18 November 2026", "Laporan dinyatakan beralasan."):  # fmt: skip
        assert part in seen
    issued = IssuedDocument.objects.get()
    assert issued.code in seen
    assert "KTP" not in issued.title


def test_the_whole_file_holds_report_chronology_replies_and_terms(
    sari: Client, answered: Complaint
) -> None:
    seen = words(paper(sari, answered, "berkas-laporan"))

    for part in ("KTP saya salah nama.", "Sudah dua kali.", "Cetak ulang.", "Sari Wulandari",
                 "KTP dicetak ulang.", "Diteruskan ke Dinas Kependudukan"):  # fmt: skip
        assert part in seen


def test_the_same_paper_printed_twice_is_one_document(sari: Client, answered: Complaint) -> None:
    paper(sari, answered, "hasil")
    paper(sari, answered, "hasil")

    assert IssuedDocument.objects.count() == 1


def test_there_is_no_result_before_the_answer(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)
    for kind in ("hasil", "rekomendasi"):
        address = reverse("complaints:paper", args=[codes.token(row.number), kind])
        assert sari.get(address).status_code == 404


def test_a_report_that_was_not_justified_has_no_recommendation(
    sari: Client, agency_a: Agency, budi: User
) -> None:
    row = make.answered(agency_a, budi)
    address = reverse("complaints:paper", args=[codes.token(row.number), "rekomendasi"])

    assert sari.get(address).status_code == 404


def test_paper_of_a_restricted_case_names_no_agency(
    sari: Client, agency_a: Agency, dewi: User
) -> None:
    row = make.disposed(agency_a)
    moving.supervise(complaint=row, by=acting.officer(dewi, row), at=TUESDAY,
                     reason="DUGAAN-PUNGLI")  # fmt: skip

    seen = words(paper(sari, row, "berkas-laporan"))

    assert "DUGAAN-PUNGLI" not in seen
    assert "pengawas internal" in seen
    assert IssuedDocument.objects.get().issuer == agency_a.government.name


def test_an_anonymous_file_says_so(answered: Complaint, agency_a: Agency) -> None:
    row = make.disposed(agency_a, anonymous=True)

    sheet = casepaper.whole_file(row, at=TUESDAY)

    assert "anonim, atas keinginan pelapor sendiri" in sheet.data["reporter"][0]
