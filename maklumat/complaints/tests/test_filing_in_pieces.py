"""Photos of a report that came in pieces: each kept once, whatever answer was lost."""

from hashlib import sha256
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Attachment, DraftFile
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests.test_filing_pages import (
    JPEG,
    NEW,
    TEXT,
    begin,
    fields,
    old_stamp,
    post,
)
from maklumat.complaints.tests.test_follow import link
from maklumat.complaints.workflow import Move
from maklumat.core import parcels
from maklumat.core.models import Parcel, StoredFile

pytestmark = pytest.mark.usefixtures("government")


@pytest.fixture(autouse=True)
def _terms(government: object) -> None:
    make.terms()


def sent(name: str = "jalan.jpg") -> str:
    token, content = parcels.new_token(), JPEG.getvalue()
    whole = sha256(content).hexdigest()
    parcels.announce(token=token, name=name, size=len(content), digest=whole, at=now())
    parcels.add_piece(token=token, offset=0, digest=whole, content=content, at=now())
    return token


def test_a_photo_in_pieces_goes_with_the_report(sari: Client) -> None:
    token, first = sent(), begin(sari)
    page = post(sari, first, text=TEXT, parcels=token)
    post(sari, first, text=TEXT, parcels=token)  # the answer was lost
    last = {**fields(post(sari, fields(page))), "begun": old_stamp()}

    post(sari, last, "send", identity="anonymous")

    assert [row.file.name for row in Attachment.objects.all()] == ["lampiran-1.jpg"]
    assert (StoredFile.objects.count(), Parcel.objects.count()) == (1, 0)


def test_what_is_not_there_is_said_and_nothing_else_is_lost(sari: Client) -> None:
    page = post(sari, begin(sari), text=TEXT, parcels=["unknown", parcels.new_token()])
    assert page.content.decode().count("Ada berkas yang sudah tidak ada di sini") == 2
    assert fields(page)["text"] == TEXT
    assert not DraftFile.objects.exists()


def test_a_sixth_file_is_left_out(sari: Client) -> None:
    page = post(sari, begin(sari), "files", text=TEXT, parcels=[sent() for _ in range(6)])
    assert DraftFile.objects.count() == 5
    assert "paling banyak 5 berkas" in page.content.decode()


def test_another_form_does_not_get_it_a_second_time(sari: Client) -> None:
    token = sent()
    post(sari, begin(sari), "files", text=TEXT, parcels=token)
    page = sari.post(NEW, {**begin(Client()), "go": "files", "text": TEXT, "parcels": token})
    assert "Ada berkas yang sudah tidak ada di sini" in page.content.decode()
    assert DraftFile.objects.count() == 1


def test_an_answer_and_an_addition_take_photos_in_pieces(
    sari: Client, agency_a: Agency, budi: User
) -> None:
    case = make.disposed(agency_a)
    moving.take(complaint=case, move=Move.ASK, by=acting.officer(budi, case), at=now(),
                said=Said(text="Loket nomor berapa?"))  # fmt: skip
    page = sari.get(link(case)).content.decode()
    assert "data-sends-files" in page

    gone = sari.post(link(case, "answer"), {"text": "Loket 3.", "parcels": "unknown"})
    assert "Ada berkas yang sudah tidak ada di sini" in gone.content.decode()
    sari.post(link(case, "answer"), {"text": "Loket 3.", "parcels": sent("loket.jpg")})
    uid = uuid4()
    added = {"text": "Ini fotonya.", "uid": uid, "parcels": sent("antre.jpg")}
    sari.post(link(case, "write"), added)
    sari.post(link(case, "write"), added)  # the answer was lost

    names = [row.file.name for row in Attachment.objects.order_by("pk")]
    assert names == ["loket.jpg", "antre.jpg"]
    assert not Parcel.objects.exists()
