"""The officer's side: the inbox, the page of a submission, each step, who may look and who looked."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.core.models import AuditRow
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Filled, HandedIn, Said
from maklumat.eforms.handling import Move, Status
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make

INBOX = "/petugas/formulir/"
NIK = "3204114505900001"
ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": NIK, "alasan": "rusak"},
    "keluarga": [{"nama": "=1+1"}],
}


@pytest.fixture
def form(service_a: Service, government: Government) -> ServiceForm:
    return make.form(service_a, takes_submissions=True)


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def hand_in(days_ago: int = 0) -> HandedIn:
    at = now() - timedelta(days=days_ago)
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", at)
    return submitting.submit(filled=Filled(offered, ANSWERS, uuid4()), at=at)


@pytest.fixture
def row(form: ServiceForm) -> Submission:
    return submitted()


def submitted(days_ago: int = 0) -> Submission:
    """A submission as `submit` leaves it."""
    return hand_in(days_ago).submission


@pytest.fixture(autouse=True)
def _province(government: Government) -> None:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )


def case(row: Submission, rest: str = "") -> str:
    return f"{INBOX}masuk/{row.number}/{rest}"


def test_what_waits_longest_stands_first(desk: Client, form: ServiceForm) -> None:
    young, old = submitted(1), submitted(9)
    page = desk.get(INBOX).content.decode()
    assert page.index(old.number) < page.index(young.number)
    assert "hari kerja" in page
    assert "Sari" not in page


def test_the_inbox_of_others_is_empty(client: Client, row: Submission, wati: User) -> None:
    client.force_login(wati)
    page = client.get(INBOX).content.decode()
    assert row.number not in page
    for rest in ("", "isian.pdf"):
        assert client.get(case(row, rest)).status_code == 404
    for rest in ("nomor/", "petugas/", "langkah/check/"):
        assert client.post(case(row, rest)).status_code == 404
    assert not AuditRow.objects.filter(action="eforms.opened").exists()


def test_whoever_has_no_cases_has_no_inbox(sari: Client, row: Submission) -> None:
    assert sari.get(INBOX).status_code != 200
    assert sari.get(case(row)).status_code != 200


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("status=received", True), ("status=done", False), ("status=ended", False),
        ("assignee=none", True), ("assignee=me", False), ("status=nonsense", True),
        ("service=x&version=9999999999999999999999", True), ("q=tidak-ada", False),
        ("after=nonsense~1", True), ("rows=0", True),
    ],
)  # fmt: skip
def test_it_is_narrowed(desk: Client, row: Submission, query: str, is_found: bool) -> None:  # noqa: FBT001
    assert (row.number in desk.get(f"{INBOX}?{query}").content.decode()) is is_found


def test_a_number_is_found_as_it_is_typed(desk: Client, row: Submission) -> None:
    typed = row.number.lower().replace("-", " ")
    assert row.number in desk.get(INBOX, {"q": typed}).content.decode()


def test_a_hundred_rows_cost_what_one_costs(
    desk: Client, row: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(104):
        copy = Submission.objects.get(pk=row.pk)
        copy.pk, copy.client_uid, copy.number = None, uuid4(), f"FRM-2026-{place:06}-0"
        copy.save()
        copy.events.create(at=copy.received_at, kind="filed", by_citizen=True)
    desk.get(INBOX)
    with django_assert_max_num_queries(20):
        page = desk.get(f"{INBOX}?rows=100").content.decode()
    assert page.count("/petugas/formulir/masuk/") == 100
    after = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert desk.get(f"{INBOX}{after}").content.decode().count("/petugas/formulir/masuk/") == 5


def test_every_look_is_noted_without_what_was_seen(
    desk: Client, row: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(INBOX)
    with django_assert_max_num_queries(40):
        page = desk.get(case(row)).content.decode()
    assert "Sari Wulandari" in page
    assert NIK not in page
    assert NIK in desk.post(case(row, "nomor/")).content.decode().replace(" ", "")
    assert desk.get(case(row, "isian.pdf")).content[:4] == b"%PDF"
    looks = AuditRow.objects.filter(action="eforms.opened", target=row.number)
    assert [look.details for look in looks.order_by("serial")] == [
        '{"what":"page"}', '{"what":"numbers"}', '{"what":"paper"}',
    ]  # fmt: skip
    assert "Sari" not in str(list(AuditRow.objects.values()))


@pytest.mark.parametrize("rest", ["nomor/", "petugas/", "langkah/check/"])
def test_steps_are_posted(desk: Client, row: Submission, rest: str) -> None:
    assert desk.get(case(row, rest)).status_code == 405
    assert desk.post(INBOX).status_code == 405


def test_from_the_check_to_the_end(desk: Client, row: Submission, budi: User) -> None:
    assert desk.post(case(row, "langkah/check/"), {"check-seen": 1}).status_code == 302
    later = f"{now() + timedelta(days=3):%Y-%m-%dT09:30}"
    told = {"accept-seen": 2, "accept-text": "Bawa KK asli.", "accept-appointment_at": later}
    assert desk.post(case(row, "langkah/accept/"), told).status_code == 302
    row.refresh_from_db()
    assert (row.status, f"{row.appointment_at:%H.%M}") == (Status.ACCEPTED, "02.30")
    assert desk.post(case(row, "langkah/finish/"), {"finish-seen": 3}).status_code == 302
    page = desk.get(case(row)).content.decode()
    assert "Bawa KK asli." in page
    assert "langkah/" not in page
    row.refresh_from_db()
    assert (row.status, row.took) == (Status.DONE, 1)


@pytest.mark.parametrize(
    ("move", "given", "sentence"),
    [
        ("ask", {"ask-text": " "}, "Tulis"),
        ("refuse", {}, "Tulis"),
        ("accept", {"accept-appointment_at": "2001-01-01T10:00"}, "lewat"),
        ("accept", {"accept-appointment_at": "besok"}, "accept-appointment_at"),
    ],
)
def test_a_step_that_lacks_something_says_so(
    desk: Client, row: Submission, move: str, given: dict[str, str], sentence: str
) -> None:
    page = desk.post(case(row, f"langkah/{move}/"), given)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert desk.post(case(row, "langkah/withdraw/")).status_code == 404


def test_a_file_goes_with_a_step_and_is_served(
    desk: Client, row: Submission, form: ServiceForm
) -> None:
    bad = SimpleUploadedFile("surat.exe", b"MZ nothing")
    told = {"ask-seen": 1, "ask-text": "Lihat contoh", "ask-files": bad}
    assert desk.post(case(row, "langkah/ask/"), told).status_code == 422
    good = SimpleUploadedFile("contoh.pdf", desk.get(case(row, "isian.pdf")).content)
    assert desk.post(case(row, "langkah/ask/"), {**told, "ask-files": good}).status_code == 302
    uid = row.files.get().file.uid
    assert b"".join(desk.get(case(row, f"berkas/{uid}/")).streaming_content)[:4] == b"%PDF"
    other = submitted()
    assert desk.get(case(other, f"berkas/{uid}/")).status_code == 404


def test_the_second_of_two_officers_is_told_and_keeps_the_text(
    desk: Client, row: Submission, agus: User
) -> None:
    submitting.take(submission=row, move=Move.ASK, by=agus, at=now(), said=Said("KK mana?"))
    page = desk.post(
        case(row, "langkah/refuse/"), {"refuse-seen": 1, "refuse-text": "Alasan panjang saya"}
    )
    assert page.status_code == 409
    assert "Alasan panjang saya" in page.content.decode()
    assert "sementara itu" in page.content.decode()
    gone = desk.post(case(row, "langkah/ask/"), {"ask-seen": 1, "ask-text": "Pertanyaan saya"})
    assert gone.status_code == 409
    assert "Pertanyaan saya" in gone.content.decode()
    row.refresh_from_db()
    assert row.status == Status.ASKED


def test_somebody_of_the_agency_works_on_it(
    desk: Client, row: Submission, agus: User, wati: User
) -> None:
    desk.post(case(row, "petugas/"), {"person": wati.pk})
    row.refresh_from_db()
    assert row.assignee is None
    desk.post(case(row, "petugas/"), {"person": agus.pk})
    row.refresh_from_db()
    assert row.assignee == agus
    assert AuditRow.objects.filter(action="eforms.assigned").count() == 1


def cells(page: bytes) -> list[list[object]]:
    return [[cell.value for cell in line] for line in load_workbook(io.BytesIO(page)).active]


def test_the_list_goes_into_a_workbook(desk: Client, row: Submission) -> None:
    heads, line = cells(desk.get(f"{INBOX}daftar.xlsx").content)
    assert row.number in line
    assert "Data Anda: Nama lengkap" not in heads
    heads, line = cells(desk.get(f"{INBOX}daftar.xlsx?version={row.version_id}").content)
    told = dict(zip(heads, line, strict=True))
    assert told["Data Anda: Nama lengkap"] == "Sari Wulandari"
    assert NIK not in str(line)
    assert not str(told["Anggota keluarga: Nama"]).startswith("=")
    noted = AuditRow.objects.filter(action="eforms.exported").order_by("serial")
    assert [row.number in look.details for look in noted] == [False, True]


def test_the_table_of_days_tells_promise_and_middle(
    desk: Client, row: Submission, budi: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submitting.take(submission=row, move=Move.FINISH, by=budi, at=now())
    desk.get(INBOX)
    with django_assert_max_num_queries(20):
        page = desk.get(f"{INBOX}lama-layanan/").content.decode()
    assert row.service.name in page


def test_a_submission_that_was_emptied_still_opens(desk: Client, row: Submission) -> None:
    Submission.objects.update(sealed="", erased_at=now())
    assert desk.get(case(row)).status_code == 200
    assert desk.get(case(row, "isian.pdf")).status_code == 404
