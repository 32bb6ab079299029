"""A report that a queue sends: whole, once, without session and form token."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from maklumat.catalogue.models import Service
from maklumat.complaints import codes
from maklumat.complaints.actions import drafting
from maklumat.complaints.filing_steps import BEGUN_SALT
from maklumat.complaints.models import Attachment, Complaint, DraftFile
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests.test_filing_pages import JPEG
from maklumat.core import parcels
from maklumat.core.tests.pageform import form_fields

SEND = "/pengaduan/baru/kirim/"
PAGE = "/pengaduan/baru/luring/"
TEXT = "KTP saya belum jadi sesudah tiga minggu di loket 3."


@pytest.fixture(autouse=True)
def _terms(government: Any) -> None:
    make.terms()


def said(**more: Any) -> dict[str, Any]:
    page = form_fields(Client().get(PAGE).content.decode(), "form[data-filing-once-form]")
    began = signing.dumps((now() - timedelta(days=1)).timestamp(), salt=BEGUN_SALT)
    base = {
        "uid": str(uuid4()),
        "begun": began,
        "text": TEXT,
        "identity": "anonymous",
        "ago": "86400",
    }
    return {**page, **base, **more}


def send(fields: dict[str, Any], **headers: str) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(SEND, fields, headers={"Accept": "application/json", **headers})


def test_the_page_is_kept_for_everybody_and_names_no_form(sari: Client) -> None:
    answer = sari.get(PAGE)
    assert "public" in answer["Cache-Control"]
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert 'name="uid"' not in answer.content.decode()


def test_it_is_filed_once_and_tells_number_and_code(service_a: Service) -> None:
    fields = said(about=f"{service_a.agency.slug}/{service_a.slug}", happened_on="2026-11-02")
    first, again = send(fields), send(fields)
    case = Complaint.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {**again.json(), "address": first.json()["address"]}
    assert first.json()["uid"] == fields["uid"]
    assert first.json()["number"] == case.number
    assert first.json()["code"] == codes.code_for(fields["uid"])
    assert (case.text, case.service, case.anonymous) == (TEXT, service_a, True)
    assert settings.SESSION_COOKIE_NAME not in first.cookies
    assert Client().get(first.json()["address"]).status_code == 200


def test_a_page_of_somebody_else_is_refused() -> None:
    answer = send(said(), **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Buka halaman pemerintah ini" in answer.json()["errors"][""][0]
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"text": "x"}, "text"),
        ({"uid": "no-uid"}, ""),
        ({"happened_on": "2099-01-01"}, "happened_on"),
        ({"kind": "nonsense"}, "kind"),
        ({"identity": "named", "tell_by": "email"}, "email"),
        ({"homepage": "http://spam.example"}, ""),
    ],
)
def test_what_can_t_be_taken_says_why(more: dict[str, str], name: str) -> None:
    answer = send(said(**more))
    assert answer.status_code in {422, 429}
    assert answer.json()["errors"][name]
    assert not Complaint.objects.exists()


def parcel(content: bytes) -> str:
    """Send a file in pieces, as the queue does before the report itself."""
    token, client = parcels.new_token(), Client()
    digest = sha256(content).hexdigest()
    words = json.dumps({"name": "foto.jpg", "size": len(content), "digest": digest})
    client.post("/unggah/", words, "application/json", headers={"Parcel": token})
    done = client.post(
        "/unggah/potongan/",
        content,
        "application/octet-stream",
        headers={"Parcel": token, "Parcel-Offset": "0", "Parcel-Digest": digest},
    )
    assert done.json()["state"] == "ready"
    return token


def test_files_go_with_it_once_although_the_answer_was_lost() -> None:
    fields = said(parcels=[parcel(JPEG.getvalue()) for _number in range(3)])
    send(fields)
    send(fields)
    assert Attachment.objects.filter(complaint=Complaint.objects.get()).count() == 3
    assert not DraftFile.objects.exists()


def test_a_file_that_is_gone_is_told_instead_of_left_out() -> None:
    answer = send(said(parcels=[parcels.new_token()]))
    assert answer.status_code == 422
    assert answer.json()["errors"]["attachments"]
    fields = said(files="2")
    assert "kirim tanpa berkas" in send(fields).json()["errors"]["attachments"][0].lower()
    assert not Complaint.objects.exists()
    del fields["files"]
    assert send(fields).status_code == 201


def test_files_of_the_three_steps_count(government: Any) -> None:
    fields = said(files="1")
    file = SimpleUploadedFile("foto.jpg", JPEG.getvalue(), "image/jpeg")
    drafting.keep(client_uid=fields["uid"], files=[file], at=now() - timedelta(hours=2))
    assert send(fields).status_code == 201
    assert Attachment.objects.count() == 1


def test_only_a_post(sari: Client) -> None:
    assert sari.get(SEND).status_code == 405
    assert sari.post(PAGE).status_code == 405
