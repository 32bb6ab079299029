"""Old registers become cases with their own past; files for LAPOR! go once."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import registers
from maklumat.complaints.actions import importing as actions
from maklumat.complaints.models import Complaint, ImportMapping, ImportRun, Reporter, RoutingRule
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.registers import Column, Fault, Known, entries, guessed, moment
from maklumat.complaints.tests import factories as make
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow, Message
from maklumat.core.tests.pageform import form_fields
from maklumat.exchange import sheetfiles

JAKARTA = ZoneInfo("Asia/Jakarta")
PAGE = "/petugas/pengaduan/impor/"
LAPOR = "/petugas/pengaduan/lapor/"
HEADS = ["Tracking ID", "Tanggal Laporan", "Isi Laporan", "Status", "OPD", "Tanggal Disposisi",
         "Tindak Lanjut", "Tanggal Tindak Lanjut", "Tanggal Selesai", "Nama Pelapor", "No HP"]  # fmt: skip
CLOSED = ["1001", "03/11/2025 09.15", "KTP belum jadi", "Selesai", "Dukcapil", "04/11/2025",
          "KTP sudah dicetak", "10/11/2025", "24/11/2025", "Sari Wulandari", "081234567890"]  # fmt: skip
LATE = ["1002", "2025-11-03", "Antrean lama", "Ditanggapi", "DUKCAPIL", "", "Loket ditambah",
        "15 Januari 2026", "", "", ""]  # fmt: skip
NEW = ["1003", "16 November 2026", "Lampu mati", "Baru", "", "", "", "", "", "Budi", ""]
BAD = ["", "31/02/2025", "x", "Entah", "Dinas Antah", "", "", "", "", "", ""]


def as_csv(*rows: list[str], sign: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([HEADS, *rows])
    return text.getvalue().encode()


def as_xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in (HEADS, *rows):
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def brought(content: bytes, by: User, *, kind: str = ".csv", personal: bool = False) -> ImportRun:
    """Bring a register in, from file to end, as the pages and the worker do."""
    row = actions.keep(
        name="register.csv", content=content, kind=kind, source="lapor", by=by, at=make.AT
    )
    headings = [registers.bare(head) for head in HEADS]
    columns = {column.value: headings[at] for column, at in guessed(HEADS).items()}
    actions.name_columns(row=row, columns=columns, personal=personal, name="", at=make.AT)
    actions.begin(row=row, by=by, at=make.AT, start=lambda _pk: None)
    actions.make(pk=row.pk, clock=lambda: make.AT)
    row.refresh_from_db()
    return row


# --- Reading ------------------------------------------------------------------------------------


def test_columns_are_guessed_from_their_headings() -> None:
    found = {column: HEADS[at] for column, at in guessed(HEADS).items()}

    assert found[Column.NUMBER] == "Tracking ID"
    assert found[Column.AGENCY] == "OPD"
    assert found[Column.ANSWERED] == "Tanggal Tindak Lanjut"
    assert found[Column.ENDED] == "Tanggal Selesai"
    assert (found[Column.NAME], found[Column.PHONE]) == ("Nama Pelapor", "No HP")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/11/2025", (2025, 11, 3)),
        ("3-11-2025", (2025, 11, 3)),
        ("2025-11-03", (2025, 11, 3)),
        ("2025-11-03T09:15:00", (2025, 11, 3)),
        ("Senin, 3 November 2025", (2025, 11, 3)),
        ("3 Okt 2025 08.00 WIB", (2025, 10, 3)),
        ("29/02/2024", (2024, 2, 29)),
        ("29/02/2025", None),
        ("11/16/2025", None),
        ("kemarin", None),
        ("2025-11-03 25:00", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(text: str, day: tuple[int, int, int] | None) -> None:
    found = moment(text)

    assert (found and (found.year, found.month, found.day)) == day


@pytest.mark.parametrize(
    ("cells", "column", "fault"),
    [
        ({"NUMBER": ""}, Column.NUMBER, Fault.EMPTY),
        ({"RECEIVED": "x"}, Column.RECEIVED, Fault.DATE),
        ({"RECEIVED": "1/1/2030"}, Column.RECEIVED, Fault.FUTURE),
        ({"RECEIVED": "1/1/1999"}, Column.RECEIVED, Fault.OLD),
        ({"TEXT": "x" * 10_001}, Column.TEXT, Fault.LONG),
        ({"STATE": "entah"}, Column.STATE, Fault.STATE),
        ({"STATE": "selesai", "AGENCY": "dinas a"}, Column.ANSWERED, Fault.NEEDS_ANSWERED),
        ({"STATE": "diproses"}, Column.AGENCY, Fault.NEEDS_AGENCY),
        ({"AGENCY": "Dinas Antah"}, Column.AGENCY, Fault.AGENCY),
        ({"KIND": "whistleblowing"}, Column.KIND, Fault.SUPERVISION),
        ({"KIND": "entah"}, Column.KIND, Fault.KIND),
        ({"ANSWERED": "1/1/2024"}, Column.ANSWERED, Fault.ORDER),
        ({"CONFIDENTIAL": "mungkin"}, Column.CONFIDENTIAL, Fault.YES_NO),
        ({"EMAIL": "sari@"}, Column.EMAIL, Fault.EMAIL),
    ],
)
def test_each_bad_cell_is_named(cells: dict[str, str], column: Column, fault: Fault) -> None:
    given = {"NUMBER": "1", "RECEIVED": "1/2/2025", "TEXT": "Isi"} | cells
    columns = {Column[name]: at for at, name in enumerate(given)}
    known = Known({"dinas a": 1}, {}, {}, first_day=datetime(2013, 1, 1).date(),  # noqa: DTZ001
                  now=datetime(2026, 11, 16))  # fmt: skip  # noqa: DTZ001

    good, bad = entries([list(given.values())], columns, known)

    assert not good
    assert [(cell.line, cell.column, cell.fault) for cell in bad] == [(2, column, fault)]


# --- Bringing in --------------------------------------------------------------------------------


def test_who_knows_the_number_elsewhere_is_not_shown_the_code(
    client: Client, agency_a: Agency, dewi: User
) -> None:
    make.terms()
    brought(as_csv(NEW), dewi, personal=True)
    row = Complaint.objects.get()
    guessed_id = uuid5(NAMESPACE_URL, f"lapor:{row.external_id}")

    client.post("/pengaduan/baru/", {"uid": str(guessed_id), "go": "next"})

    assert guessed_id != row.client_uid
    assert reads.case_of_form(guessed_id) is None


def test_a_row_becomes_a_case_with_its_own_past(agency_a: Agency, dewi: User) -> None:
    make.terms()

    row = brought(as_csv(CLOSED, LATE, NEW), dewi)

    assert (row.state, row.added, row.known, row.bad) == ("done", 3, 0, 0)
    case = Complaint.objects.get(external_id="1001")
    assert (case.status, case.agency, case.channel) == ("closed", agency_a, "lapor")
    assert case.received_at == datetime(2025, 11, 3, 9, 15, tzinfo=JAKARTA)
    assert case.ended_at.astimezone(JAKARTA).date().isoformat() == "2025-11-24"
    assert case.outcomes.get().text == "KTP sudah dicetak"
    assert case.number.startswith("PGD-2025-")
    clocks = dict(case.clocks.values_list("kind", "state"))
    assert (clocks["verification"], clocks["first_answer"], clocks["resolution"]) == (
        "met", "met", "met",
    )  # fmt: skip
    assert not Message.objects.exists()
    assert not default_storage.exists(row.path or "-")
    assert '"added":3' in AuditRow.objects.get(action="complaints.imported").details


def test_no_routing_rule_moves_what_the_register_placed(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    make.terms()
    RoutingRule.objects.create(name="KTP", words="ktp", to=agency_b, dispose=True)
    cache.clear()

    brought(as_csv(CLOSED), dewi)

    assert Complaint.objects.get().agency == agency_a


def test_what_the_register_does_not_tell_is_not_counted(agency_a: Agency, dewi: User) -> None:
    make.terms()

    brought(as_csv(LATE), dewi)

    clocks = dict(Complaint.objects.get().clocks.values_list("kind", "state"))
    assert (clocks["verification"], clocks["first_answer"]) == ("void", "void")
    assert clocks["resolution"] == "missed"


def test_the_same_file_twice_changes_nothing(agency_a: Agency, dewi: User) -> None:
    make.terms()
    brought(as_csv(CLOSED, NEW), dewi)
    before = list(Complaint.objects.order_by("pk").values())

    again = brought(as_csv(CLOSED, NEW), dewi)

    assert (again.added, again.known) == (0, 2)
    assert list(Complaint.objects.order_by("pk").values()) == before


def test_personal_columns_come_only_if_chosen(agency_a: Agency, dewi: User) -> None:
    make.terms()
    brought(as_csv(CLOSED), dewi)
    assert not Reporter.objects.exists()

    brought(as_csv(["1009", *CLOSED[1:]]), dewi, personal=True)

    person = Reporter.objects.get()
    assert (person.name, person.phone, person.tell_by) == ("Sari Wulandari", "081234567890", "")


def test_a_bad_row_is_left_out_and_comes_with_the_next_file(agency_a: Agency, dewi: User) -> None:
    make.terms()

    first = brought(as_csv(BAD, CLOSED), dewi)
    second = brought(as_csv(["1010", *CLOSED[1:]], CLOSED), dewi)

    assert (first.added, first.bad) == (1, 1)
    assert (second.added, second.known) == (1, 1)


def test_a_worker_that_died_is_followed_by_another(agency_a: Agency, dewi: User) -> None:
    make.terms()
    row = brought(as_csv(CLOSED), dewi)
    path = default_storage.save("registers/mati.csv", SimpleUploadedFile("x", as_csv(CLOSED, NEW)))
    ImportRun.objects.filter(pk=row.pk).update(state="running", path=path, added=1)

    actions.make(pk=row.pk, clock=lambda: make.AT)

    row.refresh_from_db()
    assert (row.state, row.added, row.known) == ("done", 2, 0)
    assert Complaint.objects.count() == 2


def test_a_workbook_comes_in_like_a_text(agency_a: Agency, dewi: User) -> None:
    make.terms()
    rows = [[1001, datetime(2025, 11, 3, 9, 15), "=1+1", *CLOSED[3:]],  # noqa: DTZ001
            [1002.0, datetime(2025, 11, 3), *CLOSED[2:]]]  # fmt: skip  # noqa: DTZ001

    row = brought(as_xlsx(*rows), dewi, kind=".xlsx")

    assert (row.added, row.bad) == (1, 1)  # a formula without a stored result is empty
    assert Complaint.objects.get().external_id == "1002"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xls", b"\xd0\xcf"),
        ("x.csv", b""),
        ("x.csv", b"a,b\n"),
        ("x.csv", b"\x00\x01"),
        ("x.xlsx", b"PK\x03\x04 broken"),
        ("x.xlsx", b"not a zip"),
        ("x.csv", b'a,b\n"' + b"x" * 200_000),
    ],
)
def test_a_bad_file_gets_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(RuleBroken):
        sheetfiles.accept(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_text_may_part_its_cells_in_any_usual_way(sign: str) -> None:
    found = sheetfiles.rows(as_csv(CLOSED, sign=sign), ".csv")

    assert found[1] == CLOSED


# --- The pages ----------------------------------------------------------------------------------


def test_from_file_to_progress_by_the_pages(
    client: Client, agency_a: Agency, dewi: User, django_capture_on_commit_callbacks: Callable
) -> None:
    make.terms()
    client.force_login(dewi)
    file = SimpleUploadedFile("lama.csv", as_csv(CLOSED, BAD))
    address = client.post(PAGE, {"file": file, "source": "lapor"})["Location"]
    form = form_fields(
        client.get(address).content.decode(), "#columns ~ form, section form[method=post]"
    )

    client.post(address, form | {"save_as": "LAPOR lama"})
    preview = client.get(address).content.decode()

    assert "Entah" in preview
    assert "Dinas Antah" in preview
    assert ImportMapping.objects.get().name == "LAPOR lama"
    with django_capture_on_commit_callbacks():
        client.post(address, {"begin": "1"})
    row = ImportRun.objects.get()
    assert row.state == "waiting"
    assert 'hx-trigger="every' in client.get(address).content.decode()
    actions.make(pk=row.pk, clock=now)
    assert 'hx-trigger="every' not in client.get(address).content.decode()
    assert Complaint.objects.count() == 1


def test_a_needed_column_that_is_not_named_is_asked_for(
    client: Client, agency_a: Agency, dewi: User
) -> None:
    make.terms()
    client.force_login(dewi)
    file = SimpleUploadedFile("lama.csv", as_csv(CLOSED))
    address = client.post(PAGE, {"file": file, "source": "lapor"})["Location"]

    answer = client.post(address, {"number": "0", "text": "99"})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_file_can_be_dropped(client: Client, agency_a: Agency, dewi: User) -> None:
    make.terms()
    client.force_login(dewi)
    file = SimpleUploadedFile("lama.csv", as_csv(CLOSED))
    address = client.post(PAGE, {"file": file, "source": "lapor"})["Location"]

    assert client.post(f"{address}hapus/").status_code == 302

    assert not ImportRun.objects.exists()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["budi", "agus", "wati"])
def test_in_and_out_are_the_coordinators_alone(
    client: Client, who: str, agency_a: Agency, dewi: User, request: pytest.FixtureRequest
) -> None:
    make.terms()
    row = actions.keep(
        name="x.csv", content=as_csv(CLOSED), kind=".csv", source="x", by=dewi, at=make.AT
    )
    client.force_login(request.getfixturevalue(who))

    for address in (PAGE, f"{PAGE}{row.uid}/", LAPOR, "/petugas/pengaduan/masuk-keluar/"):
        assert client.get(address).status_code == 404
    for address in (PAGE, f"{PAGE}{row.uid}/", f"{PAGE}{row.uid}/hapus/", LAPOR):
        assert client.post(address).status_code == 404
    assert ImportRun.objects.exists()


def test_the_first_page_leads_on(client: Client, dewi: User, settings: object) -> None:
    make.terms()
    settings.IMAP_URL = "imaps://pengaduan:sandi@mail.contoh.go.id/INBOX"
    client.force_login(dewi)

    page = client.get("/petugas/pengaduan/masuk-keluar/").content.decode()

    assert PAGE in page
    assert "sandi" not in page


# --- A file for LAPOR! --------------------------------------------------------------------------


def test_a_report_goes_to_lapor_once_and_says_so(
    client: Client, agency_a: Agency, budi: User, dewi: User
) -> None:
    row = make.answered(agency_a, budi, contact=make.contact(), title="=1+1")
    client.force_login(dewi)
    assert row.number in client.get(LAPOR).content.decode()

    assert client.post(LAPOR, {"nomor": [row.number]}).status_code == 302

    page = client.get(LAPOR).content.decode()
    assert f'value="{row.number}"' not in page
    assert client.post(LAPOR, {"nomor": [row.number]}).status_code == 422
    assert row.events.get(kind="note").text.startswith("Masuk ke berkas")
    sending = row.sendings.get().sending
    text = client.get(f"{LAPOR}{sending.uid}.csv").content.decode()
    assert row.number in text
    assert "'=1+1" in text
    assert "Sari" not in text
    book = load_workbook(io.BytesIO(client.get(f"{LAPOR}{sending.uid}.xlsx").content))
    assert book.active["A2"].value == row.number
    assert client.get(f"{LAPOR}{sending.uid}.exe").status_code == 404


def test_secret_cases_and_those_from_lapor_never_go(
    client: Client, agency_a: Agency, dewi: User
) -> None:
    rows = [
        make.complaint(agency=agency_a, confidential=True),
        make.complaint(category=make.category("penyalahgunaan")),
        make.complaint(agency=agency_a, source="lapor", external_id="7"),
    ]
    client.force_login(dewi)
    page = client.get(LAPOR).content.decode()

    assert not any(row.number in page for row in rows)
    assert client.post(LAPOR, {"nomor": [row.number for row in rows]}).status_code == 422


def test_the_choices_bear_any_input(client: Client, agency_a: Agency, dewi: User) -> None:
    make.terms()
    client.force_login(dewi)

    for query in ("dari=x&sampai=2026-99-99", "opd=abc", "p=-1", "dari=2026-01-01&opd=99999"):
        assert client.get(f"{LAPOR}?{query}").status_code == 200


def test_the_list_costs_the_same_for_many(
    client: Client, agency_a: Agency, dewi: User, django_assert_max_num_queries: Callable
) -> None:
    for _number in range(20):
        make.complaint(agency=agency_a)
    client.force_login(dewi)
    client.get(LAPOR)

    with django_assert_max_num_queries(20):
        client.get(LAPOR)
