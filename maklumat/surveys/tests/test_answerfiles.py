"""Old answers from files: columns told apart, cells read, all good rows or none, once."""

import csv
import io
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.surveys import answerfiles, answersheet
from maklumat.surveys.actions import importing, tallying
from maklumat.surveys.models import Count, Response, SurveyImport, Tally
from maklumat.surveys.queries import importing as reads
from maklumat.surveys.tests import factories as make

BASE = "/petugas/survei/impor/"
TODAY = date(2026, 11, 22)
KEYS = list(make.skm().keys)
HEADS = answersheet.headings(make.skm())
GOOD = ["16/11/2025", "09.30", "P", "34", "S1", "Petani", *["3"] * 9, "Cepat."]


def row(**cells: str) -> list[str]:
    return [cells.get(name, value) for name, value in zip(HEADS, GOOD, strict=True)]


def read(
    *rows: Sequence[str], heads: Sequence[str] = HEADS, order: str = ""
) -> answerfiles.Content:
    rules = make.skm()
    found = answerfiles.columns(heads, rules, order=order)
    return answerfiles.content(rows, heads, found, rules, today=TODAY)


def as_csv(*rows: Sequence[str], heads: Sequence[str] = HEADS, sign: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([heads, *rows])
    return text.getvalue().encode()


# --- Columns ------------------------------------------------------------------------------------


def test_the_template_is_read_as_it_is() -> None:
    found = answerfiles.columns(HEADS, make.skm())

    assert set(found.places) == set(HEADS)
    assert not found.numbered


def test_names_and_questions_tell_a_column_too() -> None:
    rules = make.skm()
    names = ["Timestamp", *(one.name for one in rules.elements), "Kritik dan saran", "Nama", "NIK"]
    asked = ["TANGGAL SURVEI", *(one.question for one in rules.elements)]

    assert answerfiles.columns(names, rules).ignored == ("Nama", "NIK")
    assert set(answerfiles.columns(asked, rules).places) == {"tanggal", *KEYS}


def test_codes_count_as_the_list_and_numbers_as_they_are_said_to() -> None:
    rules = make.skm()
    coded = ["tanggal", *(f"U{at}" for at in range(1, 10))]
    plain = ["tanggal", *(str(at) for at in range(1, 10))]

    by_code = answerfiles.columns(coded, rules)
    assert (by_code.numbered, by_code.by_code) == (True, True)
    assert (by_code.places["pengaduan"], by_code.places["sarana_prasarana"]) == (8, 9)
    for order, eighth in (("list", "pengaduan"), ("sheet", "sarana_prasarana")):
        found = answerfiles.columns(plain, rules, order=order)
        assert found.numbered
        assert not found.by_code
        assert found.places[eighth] == 8


def test_two_columns_of_one_name_are_the_hour_and_the_element() -> None:
    heads = ["waktu" if name == "jam" else name for name in HEADS]

    one = read(row(jam="14.10", waktu="2"), heads=heads).good[0]

    assert (one.half, one.marks["waktu"]) == ("siang", 2)


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (HEADS[1:], "tanggal"),
        ([name for name in HEADS if name != "waktu" and name != "biaya"], "biaya"),
        ([*HEADS, "Tgl"], "tanggal"),
        ([*HEADS, *(f"x{at}" for at in range(100))], "60"),
    ],
)
def test_columns_that_can_not_be_told_get_a_sentence(heads: list[str], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        answerfiles.columns(heads, make.skm())


# --- Cells --------------------------------------------------------------------------------------


def test_a_good_row_says_all_it_says() -> None:
    one = read(row()).good[0]

    assert (one.line, one.day, one.half) == (2, date(2025, 11, 16), "pagi")
    assert (one.sex, one.age, one.education, one.occupation) == ("P", 34, "S1", "LAINNYA")
    assert one.marks == make.marks(3)


@pytest.mark.parametrize(
    "day",
    ["16/11/2025", "16-11-2025", "16.11.2025", "2025-11-16", "2025/11/16 09:30", "16 November 2025",
     "16 nop 2025", "16/11/2025 09:30:11"],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_here(day: str) -> None:
    if "nop" in day:
        assert read(row(tanggal=day)).bad
    else:
        assert read(row(tanggal=day)).good[0].day == date(2025, 11, 16)


@pytest.mark.parametrize("cell", ["3", "3,0", "3.0", "sesuai", "3. Sesuai", "c. sesuai"])
def test_a_mark_is_read_in_its_usual_shapes(cell: str) -> None:
    assert read(row(persyaratan=cell)).good[0].marks["persyaratan"] == 3


@pytest.mark.parametrize("cell", ["", "0", "-", "N/A"])
def test_an_open_question_is_no_fault(cell: str) -> None:
    assert "persyaratan" not in read(row(persyaratan=cell)).good[0].marks


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("persyaratan", "5"), ("persyaratan", "3,5"), ("persyaratan", "baik"), ("biaya", "=1+1"),
        ("tanggal", "25/13/2025"), ("tanggal", ""), ("tanggal", "31/02/2025"),
        ("tanggal", "16/11/25"), ("tanggal", "23/11/2026"), ("tanggal", "31/12/2016"),
        ("jam", "25.00"), ("jam", "kapan-kapan"), ("jenis_kelamin", "1"), ("usia", "7"),
        ("usia", "20-29"), ("usia", "999999999999"), ("pendidikan", "kuliah"),
        ("saran", "x" * 2001),
    ],
)  # fmt: skip
def test_a_bad_cell_is_told_by_row_column_value_and_remedy(column: str, value: str) -> None:
    found = read(row(), row(**{column: value}))

    assert len(found.good) == 1
    (bad,) = found.bad
    assert bad.line == 3
    assert "3" in str(bad)
    assert bad.remedy


def test_a_row_without_any_answer_is_no_questionnaire() -> None:
    empty = dict.fromkeys((key for key in KEYS if key != "waktu"), "")
    cells = [cell if at < 6 else "" for at, cell in enumerate(GOOD)]

    found = read(cells, row(**empty))

    assert found.bad_lines[0] == 2
    assert not read([""] * len(HEADS)).bad


# --- Taking over --------------------------------------------------------------------------------


@pytest.fixture
def service(service_a: Service) -> Service:
    make.version()
    return service_a


def kept(
    service: Service, by: User, content: bytes, kind: str = ".csv", name: str = "lama.csv"
) -> SurveyImport:
    return importing.keep(
        name=name, content=content, kind=kind, service=service, unit=service.agency, by=by,
        at=make.AT,
    )  # fmt: skip


def taken(row: SurveyImport, by: User) -> int:
    seen = reads.preview(row, today=TODAY)
    return importing.take_over(
        row=row, version=make.version(), content=seen.content, left=seen.left, by=by, at=make.AT
    )


def test_good_rows_come_in_and_the_sums_equal_a_recount(service: Service, budi: User) -> None:
    run = kept(service, budi, as_csv(*[row()] * 6, row(biaya=""), row(biaya="7")))

    assert taken(run, budi) == 7
    sums = list(Tally.objects.values_list("n", "total", "incomplete"))
    counts = sorted(Count.objects.values_list("subject", "value", "n"))
    assert sums == [(6, 162, 1)]
    tallying.recount()
    assert sorted(Count.objects.values_list("subject", "value", "n")) == counts
    one = Response.objects.filter(state="counted").first()
    assert one is not None
    assert (one.channel, one.run, one.received_at) == ("import", run, make.AT)
    assert AuditRow.objects.filter(action="surveys.imported").count() == 1


def test_the_same_file_twice_changes_nothing(service: Service, budi: User) -> None:
    content = as_csv(row(), row())
    run = kept(service, budi, content)
    again = kept(service, budi, content)
    assert run.pk == again.pk
    taken(run, budi)

    with pytest.raises(RuleBroken, match="sudah diambil"):
        kept(service, budi, content, name="nama-lain.csv")
    with pytest.raises(RuleBroken, match="sudah diambil"):
        importing.take_over(
            row=run, version=make.version(), content=read(row()), left=[], by=budi, at=make.AT
        )
    assert Response.objects.count() == 2


def test_names_are_not_even_kept_while_a_file_waits(service: Service, budi: User) -> None:
    content = as_csv([*row(), "Sari Wulandari"], heads=[*HEADS, "Nama"])

    run = kept(service, budi, content)

    assert "Sari" not in str(run.rows)
    assert reads.preview(run, today=TODAY).columns.ignored == ("Nama",)
    alien = kept(service, budi, as_csv(["Sari", "3201"], heads=["Nama", "NIK"]))
    assert alien.rows == [["Nama", "NIK"]]


def test_old_files_are_forgotten(service: Service, budi: User) -> None:
    done = kept(service, budi, as_csv(row(), row(biaya="7")))
    taken(done, budi)
    kept(service, budi, as_csv(row(saran="lain")))

    assert importing.forget(before=datetime(2027, 1, 1, tzinfo=UTC)) == 2
    assert SurveyImport.objects.get().rows == []


def test_ten_thousand_rows_come_in_quickly(service: Service, budi: User) -> None:
    rows = [row(tanggal=f"{at % 28 + 1:02d}/{at % 9 + 1:02d}/2025") for at in range(10_000)]
    run = kept(service, budi, as_csv(*rows))

    begun = time.process_time()
    assert taken(run, budi) == 10_000
    assert time.process_time() - begun < 20


# --- The pages ----------------------------------------------------------------------------------


@pytest.fixture
def desk(client: Client, budi: User, service: Service) -> Client:
    client.force_login(budi)
    return client


def send(desk: Client, content: bytes, name: str = "lama.csv") -> str:
    """Upload a file and return where it leads; the page itself when it was refused."""
    service = Service.objects.get()
    answer = desk.post(
        BASE,
        {"place": f"{service.pk}.{service.agency_id}", "file": SimpleUploadedFile(name, content)},
    )
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_from_file_to_figures_by_the_pages(desk: Client) -> None:
    address = send(desk, as_csv(*[row()] * 6, row(biaya="7", saran="=cmd|calc")))
    seen = desk.get(address).content.decode()

    assert "75,00" in seen
    assert "Baris 8, kolom “biaya”: “7”" in seen
    left = desk.get(f"{address}dilewati.csv").content.decode("utf-8-sig")
    assert "'=cmd|calc" in left
    after = desk.post(address, {"yes": "1"}, follow=True).content.decode()
    assert Response.objects.count() == 6
    assert "1 baris dilewati" in after
    assert desk.get(f"{address}dilewati.csv").content.decode("utf-8-sig") == left
    assert "6 dari 7 baris" in desk.get(BASE).content.decode()


def test_a_file_of_four_shows_no_index(desk: Client) -> None:
    seen = desk.get(send(desk, as_csv(*[row()] * 4))).content.decode()

    assert "75,00" not in seen
    assert "kurang dari lima" in seen


def test_numbers_only_wait_for_the_order(desk: Client) -> None:
    heads = ["tanggal", *(str(at) for at in range(1, 10))]
    cells = ["16/11/2025", *["4"] * 7, "1", "2"]
    address = send(desk, as_csv(*[cells] * 5, heads=heads))
    assert 'name="yes"' not in desk.get(address).content.decode()

    refused = desk.post(address, {"yes": "1"})
    assert refused.status_code == 422
    assert "Pilih salah satu" in refused.content.decode()
    desk.post(address, {"order": "list"})
    desk.post(address, {"yes": "1"})

    one = Response.objects.first()
    assert one is not None
    assert (one.marks["pengaduan"], one.marks["sarana_prasarana"]) == (1, 2)


def test_a_file_is_dropped(desk: Client) -> None:
    address = send(desk, as_csv(row()))

    assert "dibuang" in desk.post(f"{address}hapus/", follow=True).content.decode()
    assert not SurveyImport.objects.exists()


def test_a_file_that_was_taken_over_stays(desk: Client) -> None:
    address = send(desk, as_csv(row()))
    desk.post(address, {"yes": "1"})

    desk.post(f"{address}hapus/")

    assert Response.objects.count() == SurveyImport.objects.count() == 1


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_cells_may_be_parted_in_any_usual_way(desk: Client, sign: str) -> None:
    assert send(desk, as_csv(row(), sign=sign)).startswith(BASE)


def test_the_template_comes_back_filled_in(desk: Client) -> None:
    book = load_workbook(io.BytesIO(desk.get(f"{BASE}contoh.xlsx").content))
    sheet = book.worksheets[0]
    sheet.append([datetime(2025, 11, 16), *GOOD[1:6], *[4] * 9, None])  # noqa: DTZ001
    made = io.BytesIO()
    book.save(made)

    desk.post(send(desk, made.getvalue(), "isi.xlsx"), {"yes": "1"})

    one = Response.objects.get()
    assert (one.day, one.state) == (date(2025, 11, 16), "counted")
    assert "tanggal" in desk.get(f"{BASE}contoh.csv").content.decode()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x>" + b" " * 60_000_000)
    return made.getvalue()


def wide() -> bytes:
    book = Workbook()
    book.worksheets[0].append([*HEADS, *(f"k{at}" for at in range(100))])
    book.worksheets[0].append([*GOOD, *["x"] * 100])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xlsx", bomb(), "24 MB"),
        ("x.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
        ("x.xlsx", b"bukan zip", "rusak"),
        ("x.csv", as_csv(row()).decode().encode("utf-16"), "UTF-8"),
        ("x.csv", b"", "kosong"),
        ("x.csv", as_csv(), "tidak berisi baris"),
        ("x.csv", b"a" * 6_000_000, "5 MB"),
    ],
    ids=["bomb", "old", "no-zip", "utf16", "empty", "headings", "large"],
)
def test_a_hostile_file_gets_a_sentence_at_its_field(
    desk: Client, name: str, content: bytes, said: str
) -> None:
    seen = send(desk, content, name)

    assert said in seen
    assert 'role="alert"' in seen
    assert not SurveyImport.objects.exists()


@pytest.mark.parametrize(
    "content", [as_csv(["1"], heads=["a"]), as_csv(row(), heads=HEADS[:-3])], ids=["alien", "short"]
)
def test_a_file_with_other_columns_is_told_on_its_page(desk: Client, content: bytes) -> None:
    answer = desk.get(send(desk, content))

    assert answer.status_code == 422
    assert "tidak punya kolom" in answer.content.decode()


def test_a_hundred_columns_are_told(desk: Client) -> None:
    assert "60" in desk.get(send(desk, wide(), "x.xlsx")).content.decode()


def test_no_file_and_no_service_are_told(desk: Client) -> None:
    answer = desk.post(BASE, {})

    assert answer.status_code == 422
    assert "Pilih berkasnya dahulu" in answer.content.decode()


def test_a_file_of_another_agency_does_not_exist(
    desk: Client, wati: User, agency_b: Agency
) -> None:
    address = send(desk, as_csv(row(), row(biaya="9")))
    desk.force_login(wati)

    for path in (address, f"{address}dilewati.csv", f"{address}hapus/"):
        assert desk.get(path).status_code in (404, 405)
        assert desk.post(path).status_code in (404, 405)
    service = Service.objects.get()
    sent = {"place": f"{service.pk}.{service.agency_id}", "file": SimpleUploadedFile("a.csv", b"a")}
    assert desk.post(BASE, sent).status_code == 422
    assert SurveyImport.objects.count() == 1
