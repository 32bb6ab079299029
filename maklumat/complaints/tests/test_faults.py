"""What breaks around filing: no mail server, a disk that takes nothing, the same form at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils.timezone import now

from maklumat.complaints.models import Complaint, DraftFile
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests.test_filing_pages import (
    JPEG,
    NEW,
    TEXT,
    at_last_step,
    begin,
    fields,
    post,
)
from maklumat.core import outbox
from maklumat.core.models import AuditRow, Message
from maklumat.core.tests.mailserver import MailServer, free_port

TIMES, HANDS = 50, 16


@pytest.fixture(autouse=True)
def _terms(government: Any) -> None:
    make.terms()


@pytest.fixture
def nobody_listens(settings: Any) -> int:
    """Send by SMTP, to a port where nobody listens yet."""
    settings.OUTBOX_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    port: int = settings.EMAIL_PORT
    return port


def send(client: Client, **more: Any) -> Any:
    last = at_last_step(client)
    answers = {"identity": "named", "name": "Sari", "email": "sari@contoh.example"}
    return post(client, last, "send", tell_by="email", **answers, **more)


def test_without_a_mail_server_the_report_is_filed_and_the_letter_waits(
    sari: Client, nobody_listens: int
) -> None:
    assert send(sari).status_code == 302
    case = Complaint.objects.get()
    at: datetime = now()
    outbox.Courier(lambda: at).deliver()
    assert Message.objects.get(about=case.number).state == "waiting"
    with MailServer(nobody_listens) as server:
        later = outbox.Courier(lambda: at + timedelta(hours=1))
        later.deliver()
        later.deliver()

    assert [mail["To"] for mail in server.mailbox.values()] == ["sari@contoh.example"]
    assert server.offers.total() == 1


@pytest.fixture
def full_disk(tmp_path: Path, settings: Any) -> None:
    """A place for uploads where nothing can be written: its folder is a file."""
    place = tmp_path / "uploads"
    place.write_text("")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(place)},
        },
    }


def test_a_disk_that_takes_no_file_costs_the_file_and_not_the_report(
    sari: Client, full_disk: None
) -> None:
    photo = SimpleUploadedFile("loket.jpg", JPEG.getvalue(), "image/jpeg")

    page = post(sari, begin(sari), text=TEXT, attachments=photo)

    assert "Berkas belum dapat disimpan saat ini" in page.content.decode()
    assert fields(page)["text"] == TEXT
    assert not DraftFile.objects.exists()
    assert send(sari).status_code == 302
    assert Complaint.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_form_fifty_times_at_once_is_one_report_and_one_letter(sari: Client) -> None:
    last = at_last_step(sari)
    answers = {"identity": "named", "name": "Sari", "email": "sari@contoh.example"}
    sent = {**last, **answers, "tell_by": "email", "go": "send"}

    def press(_time: int) -> tuple[int, str]:
        try:
            answer = Client().post(NEW, sent)
            return answer.status_code, answer.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        answered = list(hands.map(press, range(TIMES)))

    assert {status for status, _where in answered} == {302}
    case = Complaint.objects.get()
    assert Message.objects.filter(about=case.number).count() == 1
    assert AuditRow.objects.filter(action="complaints.filed", target=case.number).count() == 1
    assert case.clocks.count() == 2
