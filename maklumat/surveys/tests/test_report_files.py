"""The files of a report: tagged paper with all chapters, a workbook that computes the same index."""

import csv
import io
import random
import re
import resource
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pdfua import validate
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.surveys import index, report_book, report_figures
from maklumat.surveys.actions import following, reporting
from maklumat.surveys.actions.following import Plan
from maklumat.surveys.index import FEWEST
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.reporting import AT, DAY, TODAY, answered, begun, published

PUBLIC = "/survei/laporan/dukcapil/2026-tw3"
STAFF = "/petugas/survei/laporan"
RULES = make.skm()
Marks = list[list[int]]
CHAPTERS = [
    "I. Pendahuluan", "II. Pengumpulan data", "III. Hasil pengolahan data", "IV. Analisis",
    "V. Tindak lanjut periode sebelumnya", "VI. Penutup", "Lampiran 1. Kuesioner",
    "Lampiran 2. Hasil olah data", "Lampiran 3. Publikasi hasil survei", "Rencana tindak lanjut",
    "Dasar hukum", "Karakteristik responden", "Indeks per unsur", "Penentuan jumlah responden",
]  # fmt: skip


def words(document: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
    return " ".join(text.split())


def findings(document: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(document)
    return [finding.rule_id for finding in validate(file).findings]


# --- Paper ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_published_paper_has_every_chapter_and_passes_pdf_ua(
    sari: Client, service_a: Service, agus: User, tmp_path: Path
) -> None:
    row = published(service_a, agus)

    response = sari.get(f"{PUBLIC}.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert findings(response.content, tmp_path) == []
    said = words(response.content)
    assert [chapter for chapter in CHAPTERS if chapter not in said] == []
    assert row.editions.get().code in said
    assert "Halaman 1 dari" in said
    assert "PermenPANRB 14/2017" in said
    assert "UU 25/2009" not in said  # its article was not read in a source


@pytest.mark.django_db
def test_a_draft_says_that_it_is_one(
    client: Client, service_a: Service, budi: User, tmp_path: Path
) -> None:
    row = begun(service_a, budi)
    client.force_login(budi)

    made = client.get(f"{STAFF}/{row.pk}.pdf").content

    assert "belum diterbitkan" in words(made)
    assert findings(made, tmp_path) == []


@pytest.mark.django_db
def test_long_names_and_many_services_still_make_a_valid_paper(
    agency_a: Agency, service_a: Service, agus: User, tmp_path: Path
) -> None:
    for at in range(60):
        name = f"Penerbitan rekomendasi {'teknis sangat panjang ' * 5}{at}"[:150]
        other = services.service(name, agency=agency_a, slug=f"l-{at}", complete=False)
        answered(other, 1)
    row = begun(service_a, agus)
    for element in ("waktu", "persyaratan"):
        following.plan(
            report=row, by=agus, at=AT,
            line=Plan(element, "Pekerjaan " * 40, "Kepala " * 17, TODAY),
        )  # fmt: skip

    made = bytes(reporting.publish(report=row, by=agus, at=AT).paper)

    assert findings(made, tmp_path) == []
    assert "59" in words(made)


@pytest.mark.django_db
def test_what_waits_for_a_decision_is_printed_both_ways(service_a: Service, agus: User) -> None:
    answered(service_a, 5, mark=4, suspicion=make.suspicion(service_a, day=DAY))
    row = begun(service_a, agus)

    edition = reporting.publish(report=row, by=agus, at=AT, why="Pemeriksaan belum selesai.")

    row.refresh_from_db()
    said = words(bytes(edition.paper))
    assert row.figures["score"].replace(".", ",") in said
    assert row.figures["held_score"].replace(".", ",") in said
    assert "Pemeriksaan belum selesai." in said


# --- Marks ------------------------------------------------------------------------------------


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_everybody_gets_marks_without_day_and_profile(
    sari: Client, service_a: Service, agus: User
) -> None:
    published(service_a, agus)

    head, *rows = lines(sari.get(f"{PUBLIC}.csv").content)

    assert head == ["no", *RULES.keys]
    assert len(rows) == 6
    assert [row[1:] for row in rows] == sorted(row[1:] for row in rows)
    book = load_workbook(io.BytesIO(sari.get(f"{PUBLIC}.xlsx").content))
    assert [cell.value for cell in book["Data"][1]][:2] == ["No", "Persyaratan"]


@pytest.mark.django_db
def test_staff_get_day_and_profile_but_no_text_and_no_small_service(
    client: Client, service_a: Service, agency_a: Agency, budi: User
) -> None:
    answered(services.service("Layanan kecil", agency=agency_a, slug="kecil"), 2)
    answered(service_a, 1, text="Nama saya Rahasia")
    row = begun(service_a, budi)
    client.force_login(budi)

    head, *rows = lines(client.get(f"{STAFF}/{row.pk}.csv").content)

    assert head[:5] == ["no", "tanggal", "layanan", "jenis_kelamin", "usia"]
    assert rows[0][1:2] == [DAY.isoformat()]
    assert rows[0][4] == "34"
    assert not any("Rahasia" in cell or cell == "Layanan kecil" for row in rows for cell in row)


@pytest.mark.django_db
def test_a_frozen_matrix_holds_what_was_counted(
    client: Client, service_a: Service, agus: User
) -> None:
    row = published(service_a, agus)
    answered(service_a, 3, mark=4)
    client.force_login(agus)

    assert len(lines(client.get(f"{STAFF}/{row.pk}.csv").content)) == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [f"{PUBLIC}.zip", "/survei/laporan/dukcapil/x.pdf", "/survei/laporan/x/2026-tw3.pdf"]
)
def test_what_is_not_published_is_not_found(
    sari: Client, service_a: Service, agus: User, address: str
) -> None:
    published(service_a, agus)

    assert sari.get(address).status_code == 404
    assert sari.post(f"{PUBLIC}.pdf").status_code == 405


# --- The workbook computes --------------------------------------------------------------------


def rows_of(marks: Marks) -> Iterator[list[str]]:
    yield ["no", *RULES.keys]
    for number, own in enumerate(marks, start=1):
        yield [str(number), *map(str, own)]


def book_of(marks: Marks, target: Path) -> None:
    with target.open("wb") as file:
        report_book.write(file, rules=RULES, title="Uji", rows=rows_of(marks), notes=["catatan"])


def expected(marks: Marks) -> index.Index:
    filled = [dict(zip(RULES.keys, own, strict=True)) for own in marks]
    found = index.index(RULES, index.add_up(RULES, filled))
    assert found is not None
    return found


def shown(file: Path) -> tuple[float, str]:
    sheet = load_workbook(file, data_only=True)["Perhitungan"]
    row = next(row for row in sheet.iter_rows() if row[0].value == RULES.index_name)
    return row[5].value, row[6].value


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=12))
@settings(max_examples=20)
def test_each_formula_carries_the_value_of_the_rule(marks: Marks) -> None:
    file = io.BytesIO()
    report_book.write(file, rules=RULES, title="Uji", rows=rows_of(marks), notes=[])
    sheet = load_workbook(file, data_only=True)["Perhitungan"]
    found = expected(marks)

    values = [(row[1].value, row[5].value) for row in sheet.iter_rows(min_row=4, max_row=12)]

    assert values == [
        (sum(own[at] for own in marks), float(one.score))
        for at, one in enumerate(found.elements)
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same_index(tmp_path: Path) -> None:
    """Formulas without their values: LibreOffice must compute. Halves are among the matrices."""
    chance = random.Random(2017)  # noqa: S311  no secret
    matrices = [
        [[chance.randint(1, 4) for _key in RULES.keys] for _row in range(n)]
        for n in (1, 5, 7, 29, 150, 384)
    ]
    matrices.append(exactly(1000, 27009))  # 75.025, which binary numbers cannot hold
    matrices.append(exactly(1000, 27027))  # 75.075
    matrices.append(exactly(40, 1233))  # 85.625
    for at, marks in enumerate(matrices):
        book_of(marks, tmp_path / f"{at}.xlsx")
        forget_values(tmp_path / f"{at}.xlsx")

    files = [str(tmp_path / f"{at}.xlsx") for at in range(len(matrices))]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "computed"
    subprocess.run(  # noqa: S603  our own files
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files],  # noqa: S607
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    for at, marks in enumerate(matrices):
        found = expected(marks)
        assert shown(out / f"{at}.xlsx") == (float(found.score), found.band.grade)


def exactly(n: int, total: int) -> Marks:
    """Return `n` questionnaires whose marks add up to `total`."""
    low, more = divmod(total, n * 9)
    flat = [low + (at < more) for at in range(n * 9)]
    return [flat[at : at + 9] for at in range(0, n * 9, 9)]


def forget_values(file: Path) -> None:
    """Take out the values that the formulas carry."""
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content))


def test_a_hundred_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with (tmp_path / "large.xlsx").open("wb") as file:
        many = (["1", *["3"] * 9] for _row in range(100_000))
        rows = iter([["no", *RULES.keys]])
        report_book.write(
            file, rules=RULES, title="Uji", notes=[],
            rows=(row for part in (rows, many) for row in part),
        )  # fmt: skip

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024  # kilobytes
    assert zipfile.ZipFile(tmp_path / "large.xlsx").testzip() is None


@pytest.mark.django_db
def test_the_paper_puts_few_people_together(service_a: Service, agus: User) -> None:
    answered(service_a, 8, disability=False)
    answered(service_a, 1, sex="L", disability=True, education="S3")
    row = begun(service_a, agus)

    content = reporting.paper_content(row, report_figures.computed(row), day=None)

    told = {table["title"]: table["rows"] for table in content["profile"]}
    assert {"Cara mengisi", "Usia (tahun)"} & told.keys() == set()  # one group alone tells nothing
    assert all(int(number) >= FEWEST for rows in told.values() for _name, number, _share in rows)
