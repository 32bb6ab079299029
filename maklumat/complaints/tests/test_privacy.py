"""What anonymous, confidential and restricted promise, looked for in everything that is kept or shown."""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints.actions import moving
from maklumat.complaints.models import Complaint, Publication
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests.test_filing_pages import at_last_step, begin, fields, old_stamp, post

ADDRESS = "203.0.113.77"
PERSON = {
    "name": "Zubaidah Kencanawungu",
    "email": "zubaidah.kw@contoh.example",
    "phone": "081298765432",
    "address": "Jalan Kenanga Ungu 99",
}
TRACES = (*PERSON.values(), ADDRESS, "kencanawungu", "+6281298765432")


@pytest.fixture(autouse=True)
def _terms(government: Any) -> None:
    make.terms()


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """A folder that holds all files the system writes: uploads and the cache of real life."""
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "uploads")},
        },
    }
    cache = {"BACKEND": "maklumat.core.filecache.FileCache", "LOCATION": str(tmp_path / "cache")}
    settings.CACHES = {"default": cache}
    return tmp_path


def photo_that_tells() -> SimpleUploadedFile:
    """A picture whose hidden data names the person and the place."""
    buffer = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PERSON["name"]  # description
    exif[0x013B] = PERSON["name"]  # artist
    Image.new("RGB", (32, 32), "green").save(buffer, "JPEG", exif=exif, comment=PERSON["email"])
    return SimpleUploadedFile(f"{PERSON['name']}.jpg", buffer.getvalue(), "image/jpeg")


def all_rows() -> Iterator[str]:
    """Every value of every row of every table, sessions decoded."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names from the database itself
            for row in cursor.fetchall():
                yield f"{table}: {row!r}"
    for session in Session.objects.all():
        yield f"session: {session.get_decoded()!r}"


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def test_of_an_anonymous_person_nothing_is_left_anywhere(
    sari: Client, service_a: Service, kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sari.defaults |= {"REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS}
    first = begin(sari, "?layanan=dukcapil/ktp-el-ganti")
    second = fields(
        post(sari, first, text="Petugas meminta uang rokok.", attachments=photo_that_tells())
    )
    third = fields(post(sari, second))
    last = {**third, "begun": old_stamp()}

    answer = post(
        sari, last, "send", identity="anonymous", confidential="on", tell_by="email", **PERSON
    )

    assert answer.status_code == 302
    assert Complaint.objects.get().anonymous
    assert Complaint.objects.get().attachments.count() == 1
    sari.get(answer["Location"])
    held = [*all_rows(), *(record.getMessage() for record in caplog.records)]
    held += [str(vars(record)) for record in caplog.records if record.name.startswith("maklumat")]
    for trace in TRACES:
        assert [line[:200] for line in held if trace.lower() in line.lower()] == []
        for path, content in files_below(kept):
            assert trace.lower().encode() not in content.lower(), path
            assert trace.lower() not in path.lower()


def test_the_same_search_finds_who_gave_a_name(sari: Client, kept: Path) -> None:
    """The search above can fail: a named report is found by it."""
    last = at_last_step(sari)

    post(sari, last, "send", identity="named", **PERSON)

    assert any(PERSON["name"] in line for line in all_rows())


PUBLIC = (
    "/",
    "/pengaduan/",
    "/pengaduan/baru/",
    "/pengaduan/lacak/",
    "/kinerja/",
    "/layanan/?q=kerahasiaan",
    "/opd/dukcapil/",
    "/layanan/dukcapil/ktp-el-ganti/",
    "/sitemap.xml",
    "/pengaduan/?q=kerahasiaan",
)
SECRET = "Kerahasiaan laporan zamrud"  # noqa: S105  a title that must not show


def secret_case(agency: Agency, service: Service) -> Complaint:
    """A confidential case whose publication was prepared by mistake."""
    case = make.disposed(agency, text=f"{SECRET}.", service=service, confidential=True)
    Publication.objects.create(
        complaint=case, title=SECRET, text=SECRET, live=True, published_at=make.AT
    )
    return case


@pytest.mark.parametrize("address", PUBLIC)
def test_a_confidential_report_is_on_no_public_page(
    sari: Client, agency_a: Agency, service_a: Service, address: str
) -> None:
    case = secret_case(agency_a, service_a)

    answer = sari.get(address)

    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    page = body.decode()
    assert "zamrud" not in page
    assert case.number not in page


def test_a_guessed_number_of_a_confidential_report_looks_missing(
    sari: Client, agency_a: Agency, service_a: Service
) -> None:
    case = secret_case(agency_a, service_a)

    assert sari.get(f"/pengaduan/{case.number}/").status_code == 404
    assert sari.get("/pengaduan/PGD-2026-000999-9/").status_code == 404


def test_what_goes_to_the_inspectorate_leaves_every_public_page(
    sari: Client, agency_a: Agency, service_a: Service, dewi: User
) -> None:
    case = make.disposed(agency_a, text=f"{SECRET}.", service=service_a)
    Publication.objects.create(
        complaint=case, title=SECRET, text=SECRET, live=True, published_at=make.AT
    )
    moving.supervise(
        complaint=case,
        by=moving.Actor(moving.Party.COORDINATOR, dewi),
        at=make.AT,
        reason="Dugaan pungutan.",
    )

    for address in (*PUBLIC, f"/pengaduan/{case.number}/"):
        assert "zamrud" not in sari.get(address).content.decode()
