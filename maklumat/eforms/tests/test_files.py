"""Files of a form: sent in pieces or with the page, gone with the draft, or handed in with it."""

from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now, timedelta
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.core import parcels, uploads
from maklumat.core.models import AuditRow, Parcel, StoredFile
from maklumat.eforms import checking, codes, fields
from maklumat.eforms.actions import keeping
from maklumat.eforms.models import ServiceForm, Submission, SubmissionFile
from maklumat.eforms.queries.submissions import answers_of
from maklumat.eforms.tests import factories as make
from maklumat.eforms.tests.test_schema import RULES

BASE = "/formulir/dukcapil/ktp-el-ganti/bukti/"
PAGE, FAMILY = f"{BASE}isi/bukti/", f"{BASE}isi/anak/"
CONTENT: dict[str, Any] = {
    "code": "bukti",
    "title": "Bukti",
    "sections": [
        {
            "id": "bukti",
            "title": "Bukti",
            "questions": [
                {"id": "nama", "type": "text", "label": "Nama"},
                {"id": "foto", "type": "file", "label": "Foto rumah", "most": 2},
            ],
        },
        {
            "id": "anak",
            "title": "Anak",
            "repeat": {"one": "Anak", "least": 0, "most": 3},
            "questions": [
                {"id": "nama", "type": "text", "label": "Nama"},
                {"id": "akta", "type": "file", "label": "Akta", "required": False},
            ],
        },
    ],
}


def photo(colour: str = "red") -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 40), colour).save(written, "JPEG")
    return written.getvalue()


def picture(name: str = "rumah.jpg", colour: str = "red") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(colour), "image/jpeg")


def sent(name: str = "rumah.jpg", colour: str = "red") -> str:
    token, content = parcels.new_token(), photo(colour)
    whole = sha256(content).hexdigest()
    parcels.announce(token=token, name=name, size=len(content), digest=whole, at=now())
    parcels.add_piece(token=token, offset=0, digest=whole, content=content, at=now())
    return token


def attach(client: Client, token: str, page: str = PAGE, question: str = "foto") -> HttpResponse:
    return client.post(page, {"attach": question, "token": token})


def go_on(client: Client, page: str = PAGE, **more: Any) -> HttpResponse:
    return client.post(page, {"q-nama": "Sari", "seen": ["nama", "foto", "akta"], **more})


def hand_in(client: Client) -> Submission:
    client.post(FAMILY)
    answer = client.post(f"{BASE}kirim/", {"email": ""})
    assert "/terkirim/" in answer.url
    return Submission.objects.get()


def on_disk() -> list[Path]:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"]) / parcels.FOLDER
    known = set(Parcel.objects.values_list("mark", flat=True))
    return [path for path in folder.rglob("*") if path.is_file() and path.parent.name in known]


@pytest.fixture
def form(service_a: Service, government: Government) -> ServiceForm:
    return make.form(service_a, CONTENT, takes_submissions=True)


pytestmark = pytest.mark.usefixtures("form")


def test_a_photo_in_pieces_is_handed_in_with_its_question(sari: Client, budi: User) -> None:
    assert sari.get(PAGE).status_code == 200
    token = sent()
    told = attach(sari, token)
    assert (told.status_code, told.json()["name"]) == (201, "rumah.jpg")
    assert attach(sari, token).json()["id"] == told.json()["id"]  # the answer was lost
    assert "rumah.jpg" in sari.get(PAGE).content.decode()
    assert go_on(sari).url == FAMILY
    sari.post(FAMILY)
    assert "Terlampir: rumah.jpg" in sari.get(f"{BASE}periksa/").content.decode()

    row = hand_in(sari)

    file = row.files.get()
    assert (file.question, file.name, file.event) == ("bukti.foto", "rumah.jpg", None)
    assert answers_of(row)["bukti"]["foto"] == [file.file.uid.hex]
    assert not Parcel.objects.exists()
    sari.force_login(budi)
    page = sari.get(f"/petugas/formulir/masuk/{row.number}/").content.decode()
    address = f"/petugas/formulir/masuk/{row.number}/berkas/{file.file.uid}/"
    assert f'<a href="{address}">rumah.jpg</a>' in page
    assert sari.get(address).getvalue().startswith(b"\xff\xd8")
    assert AuditRow.objects.filter(action="eforms.opened", details__contains="file").count() == 1


def test_who_follows_and_who_exports_reads_the_name(sari: Client, budi: User) -> None:
    attach(sari, sent())
    go_on(sari)
    row = hand_in(sari)
    assert "rumah.jpg</a>" in sari.get(follow(row)).content.decode()
    sari.force_login(budi)
    book = sari.get(f"/petugas/formulir/daftar.xlsx?version={row.version_id}")
    lines = list(load_workbook(BytesIO(book.getvalue())).active.values)
    assert "Terlampir: rumah.jpg" in lines[-1]


def follow(row: Submission, rest: str = "") -> str:
    return f"/formulir/lacak/{codes.token(row.number)}/{rest}"


def test_without_scripts_the_page_brings_the_files(sari: Client) -> None:
    sari.get(PAGE)
    files = [picture("a.jpg"), picture("b.jpg", "blue")]
    added = sari.post(PAGE, {"q-nama": "Sari", "seen": ["nama", "foto"], "q-foto-file": files, "add": "foto"})  # fmt: skip
    page = added.content.decode()
    assert added.status_code == 200
    assert "a.jpg" in page
    assert 'value="Sari"' in page
    assert "error-summary" not in page
    first = page.partition('name="throw" value="')[2].partition('"')[0]

    thrown = sari.post(PAGE, {"q-nama": "Sari", "seen": ["nama", "foto"], "throw": first})

    assert "a.jpg" not in thrown.content.decode()
    assert go_on(sari).url == FAMILY
    row = hand_in(sari)
    assert [file.name for file in row.files.all()] == ["b.jpg"]


def test_going_on_takes_the_files_along(sari: Client) -> None:
    assert go_on(sari, **{"q-foto-file": picture()}).url == FAMILY
    assert hand_in(sari).files.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("surat.pdf", b"MZ\x90\x00" + b"0" * 200), ("kosong.jpg", b""), ("a.jpg", b"\xff\xd8\xffx")],
)
def test_what_will_not_do_is_said_by_the_question(sari: Client, name: str, content: bytes) -> None:
    page = go_on(sari, **{"q-foto-file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422
    said = unescape(page.content.decode())
    assert f"“{name}”" in said
    assert 'value="Sari"' in said
    assert not Parcel.objects.exists()


def test_a_third_file_is_left_out(sari: Client) -> None:
    for colour in ("red", "blue"):
        assert attach(sari, sent(f"{colour}.jpg", colour)).status_code == 201
    answer = attach(sari, sent("green.jpg", "green"))
    assert answer.status_code == 422
    assert "paling banyak 2 berkas" in answer.json()["problem"]


def test_what_is_no_parcel_or_no_question_is_refused(sari: Client) -> None:
    assert attach(sari, "unknown").status_code == 422
    assert attach(sari, sent(), question="nama").status_code == 404
    assert sari.get(PAGE).status_code == 200


def test_files_of_items_move_and_go_with_them(sari: Client) -> None:
    go_on(sari, **{"q-foto": "lampir"})
    for place in (1, 2, 3):
        attach(sari, sent(f"{place}.jpg"), f"{FAMILY}{place}/", "akta")
        sari.post(f"{FAMILY}{place}/", {"q-nama": f"Anak {place}", "seen": ["nama", "akta"]})
    sari.post(f"{FAMILY}2/hapus/")

    row = hand_in(sari)

    assert [file.name for file in row.files.all()] == ["1.jpg", "3.jpg"]
    assert {file.question for file in row.files.all()} == {"anak.akta"}


def test_finish_and_delete_leaves_no_file_and_no_row(
    sari: Client, django_capture_on_commit_callbacks
) -> None:
    attach(sari, sent())
    go_on(sari)
    paper = sari.get(f"{BASE}isian.pdf").content
    assert "Terlampir: rumah.jpg" in PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert on_disk()
    with django_capture_on_commit_callbacks(execute=True):
        sari.post(f"{BASE}hapus/")
    assert not Parcel.objects.exists()
    assert not StoredFile.objects.exists()
    assert on_disk() == []


def test_what_is_left_alone_is_gone_with_the_sitting(sari: Client) -> None:
    attach(sari, sent())
    parcels.sweep(at=now() + timedelta(hours=1, minutes=59))
    assert Parcel.objects.exists()
    parcels.sweep(at=now() + timedelta(hours=2, minutes=1))
    assert not Parcel.objects.exists()
    page = go_on(sari)
    assert page.status_code == 422  # the file is not there any more: the question is open again
    assert "Pilih berkasnya" in page.content.decode()


def test_a_form_for_paper_takes_no_file(sari: Client, form: ServiceForm) -> None:
    ServiceForm.objects.update(takes_submissions=False)
    cache.clear()
    page = sari.get(PAGE).content.decode()
    assert 'type="file"' not in page
    assert go_on(sari, **{"q-foto": "lampir", "q-foto-file": picture()}).url == FAMILY
    attach(sari, sent())
    assert not StoredFile.objects.exists()


def test_another_visitor_cannot_name_it(sari: Client) -> None:
    key = attach(sari, sent()).json()["id"]
    other = Client()
    page = go_on(other, **{"q-foto": key})
    assert page.status_code == 422


def test_taken_along_means_choosing_files_again(sari: Client) -> None:
    attach(sari, sent())
    go_on(sari)
    sari.post(FAMILY)
    assert "pilih lagi berkasnya" in sari.get(f"{BASE}periksa/").content.decode()
    taken = sari.get(f"{BASE}isian.json").content
    assert "tidak ikut" in sari.post(f"{BASE}alihkan/").content.decode()

    other = Client()
    other.post(f"{BASE}muat/", {"file": SimpleUploadedFile("bukti.json", taken)})

    page = other.get(f"{BASE}isi/").url
    assert page == PAGE
    assert "rumah.jpg" not in other.get(page).content.decode()


def test_handed_in_twice_is_there_once(sari: Client) -> None:
    attach(sari, sent())
    go_on(sari)
    sari.post(FAMILY)
    kept = dict(sari.cookies)
    row = hand_in(sari)
    again = Client()
    again.cookies.update(kept)
    again.post(f"{BASE}kirim/", {"email": ""})
    assert Submission.objects.get() == row
    assert SubmissionFile.objects.count() == StoredFile.objects.count() == 1


def test_retention_removes_the_files(sari: Client) -> None:
    attach(sari, sent())
    go_on(sari)
    row = hand_in(sari)
    Submission.objects.update(finished_at=now() - timedelta(days=3000))
    keeping.retain(at=now())
    assert not StoredFile.objects.exists()
    assert "rumah.jpg" not in sari.get(follow(row)).content.decode()


# --- Afterwards -------------------------------------------------------------------------------


def test_files_come_afterwards_from_the_page_that_follows(sari: Client) -> None:
    go_on(sari, **{"q-foto": "lampir"})
    row = hand_in(sari)
    assert "Kirim berkas formulir ini" in sari.get(follow(row)).content.decode()

    done = sari.post(
        follow(row, "susul/"),
        {"question": "bukti.foto", "parcels": sent("a.jpg"), "files": picture("b.jpg")},
    )

    assert done.status_code == 302
    row.refresh_from_db()
    assert [(file.name, file.question) for file in row.files.all()] == [
        ("a.jpg", "bukti.foto"),
        ("b.jpg", "bukti.foto"),
    ]
    page = sari.get(follow(row)).content.decode()
    assert "berkas menyusul" in page.lower()
    assert "Kirim berkas formulir ini" not in page  # the question takes two
    assert AuditRow.objects.filter(action="eforms.enclosed").count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"question": "bukti.foto"},
        {"question": "bukti.nama", "files": "x"},
        {"question": "anak.akta", "files": "x"},
        {"question": "bukti.foto", "parcels": ["unknown"]},
        {"question": "bukti.foto", "parcels": ["a", "b", "c"]},
    ],
)
def test_what_does_not_fit_afterwards_is_refused(sari: Client, said: dict[str, Any]) -> None:
    go_on(sari, **{"q-foto": "lampir"})
    row = hand_in(sari)
    if said.get("files"):
        said = {**said, "files": picture()}
    page = sari.post(follow(row, "susul/"), said)
    assert page.status_code == 422
    assert "Berkas tidak diterima" in page.content.decode()
    assert not SubmissionFile.objects.exists()


# --- The rules --------------------------------------------------------------------------------


def test_as_many_files_as_the_foundation_takes() -> None:
    assert fields.MOST_FILES == uploads.MOST_FILES


@pytest.mark.parametrize(("most", "is_sound"), [(1, True), (5, True), (0, False), (6, False)])
def test_a_question_takes_one_to_five_files(most: int, is_sound: bool) -> None:  # noqa: FBT001
    question = {"id": "foto", "type": "file", "label": "Foto", "most": most}
    content = {**CONTENT, "sections": [{"id": "a", "title": "A", "questions": [question]}]}
    assert (checking.faults(content) == []) is is_sound
    assert RULES.is_valid(content) is is_sound
