"""A form is handed in, followed, answered and taken back; nobody else reads it."""

import hashlib
import re
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import AuditRow, Message
from maklumat.eforms import codes, sealing
from maklumat.eforms.actions import forms, submitting
from maklumat.eforms.actions.submitting import Filled, HandedIn, Said
from maklumat.eforms.handling import Move, Status
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.queries import submissions as queries
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make

BASE = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"
NIK = "3204114505900001"
ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": NIK, "alasan": "rusak"},
    "keluarga": [{"nama": "Budi"}],
}


@pytest.fixture
def form(service_a: Service, government: Government) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


def hand_in(at: datetime = make.AT, **fields: object) -> HandedIn:
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", at)
    base = {"answers": ANSWERS, "client_uid": uuid4(), "email": "sari@contoh.example"}
    return submitting.submit(filled=Filled(offered, **{**base, **fields}), at=at)


def fill(client: Client) -> None:
    client.post(f"{BASE}isi/data/", {"q-nama": "Sari", "q-nik": NIK, "q-alasan": "rusak"})
    client.post(f"{BASE}isi/keluarga/1/", {"q-nama": "Budi"})


def test_from_the_check_to_number_and_code(client: Client, form: ServiceForm) -> None:
    fill(client)
    assert f"{BASE}kirim/" in client.get(f"{BASE}periksa/").content.decode()
    page = client.post(f"{BASE}kirim/", {"email": "sari@contoh.example"}, follow=True)
    row = Submission.objects.get()
    code = codes.code_for(str(row.client_uid))
    assert row.number in page.content.decode()
    assert code in page.content.decode()
    assert client.get(f"{BASE}periksa/").url == f"{BASE}isi/data/", "the draft is gone"
    letter = Message.objects.get()
    assert code in letter.text
    assert NIK not in letter.text

    tracked = Client().post("/formulir/lacak/", {"number": row.number, "code": code}, follow=True)
    assert "akan memeriksanya" in tracked.content.decode()
    assert NIK not in tracked.content.decode()


def test_nothing_readable_is_stored(form: ServiceForm) -> None:
    row = hand_in().submission
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM eforms_submission")
        stored = str(cursor.fetchall())
    assert NIK not in stored
    assert "Sari" not in stored
    assert queries.answers_of(row) == ANSWERS
    assert NIK not in str(list(AuditRow.objects.values()))


def test_sent_twice_it_is_kept_once(form: ServiceForm) -> None:
    uid = uuid4()
    first, again = hand_in(client_uid=uid), hand_in(client_uid=uid)
    assert (first.again, again.again) == (False, True)
    assert first.code == again.code
    assert Submission.objects.count() == 1
    assert Message.objects.count() == 1


def test_an_open_form_is_not_handed_in(client: Client, form: ServiceForm) -> None:
    with pytest.raises(RuleBroken, match="terbuka"):
        hand_in(answers={"data": {"nama": "Sari"}})
    assert client.post(f"{BASE}kirim/", {}).url == f"{BASE}isi/data/"


def test_a_form_for_paper_is_not_handed_in(client: Client, form: ServiceForm) -> None:
    ServiceForm.objects.update(takes_submissions=False)
    fill(client)
    assert f"{BASE}kirim/" not in client.get(f"{BASE}periksa/").content.decode()
    assert client.get(f"{BASE}kirim/").status_code == 404
    with pytest.raises(RuleBroken, match="dicetak"):
        hand_in()


def test_without_a_key_nothing_is_taken_in(client: Client, form: ServiceForm, settings) -> None:
    settings.FORM_KEYS = []
    fill(client)
    assert client.get(f"{BASE}kirim/").status_code == 404
    with pytest.raises(RuleBroken, match="FORM_KEYS"):
        hand_in()


@pytest.mark.parametrize("wrong", ["number", "code"])
def test_a_wrong_pair_opens_nothing(client: Client, form: ServiceForm, wrong: str) -> None:
    done = hand_in()
    pair = {"number": done.submission.number, "code": done.code, wrong: "XXXXX-XXXXX"}
    page = client.post("/formulir/lacak/", pair)
    assert page.status_code == 404
    assert "tidak cocok" in page.content.decode()


def test_guessing_is_slowed(client: Client, form: ServiceForm) -> None:
    pair = {"number": hand_in().submission.number, "code": "AAAAA-AAAAA"}
    answers = [client.post("/formulir/lacak/", pair).status_code for _try in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[-1] == 429


def link(done: HandedIn) -> str:
    return f"/formulir/lacak/{codes.token(done.submission.number)}/"


def test_a_question_is_answered_with_a_file(client: Client, form: ServiceForm, budi: User) -> None:
    done = hand_in()
    submitting.take(
        submission=done.submission, move=Move.ASK, by=budi, at=make.AT, said=Said("Foto KK mana?")
    )
    assert "Foto KK mana?" in client.get(link(done)).content.decode()
    assert client.post(f"{link(done)}jawab/", {"text": " "}).status_code == 422
    bad = SimpleUploadedFile("kk.exe", b"MZ nothing")
    assert client.post(f"{link(done)}jawab/", {"text": "Ini", "files": bad}).status_code == 422
    pdf = SimpleUploadedFile("kk.pdf", client.get(f"{BASE}kosong.pdf").content)
    assert client.post(f"{link(done)}jawab/", {"text": "Ini", "files": pdf}).status_code == 302
    done.submission.refresh_from_db()
    assert done.submission.status == Status.CHECKING
    page = client.get(link(done)).content.decode()
    address = re.search(r'href="([^"]+/berkas/[^"]+)"', page)[1]
    served = client.get(address)
    assert b"".join(served.streaming_content)[:4] == b"%PDF"
    other = hand_in()
    stolen = f"{link(other)}berkas/{address.split('/berkas/')[1]}"
    assert client.get(stolen).status_code == 404


def test_when_it_is_finished_the_service_may_be_rated_once(
    client: Client, form: ServiceForm, budi: User
) -> None:
    call_command("surveys", "load", stdout=StringIO())
    done = hand_in()
    assert "?kode=" not in client.get(link(done)).content.decode()
    submitting.take(submission=done.submission, move=Move.FINISH, by=budi, at=now())
    page = client.get(link(done)).content.decode()
    address = re.search(r'href="([^"]*/survei/dukcapil/ktp-el-ganti/[^"]*kode=[^"]+)"', page)
    assert address is not None
    letter = Message.objects.order_by("pk").last()
    assert address[1].replace("&amp;", "&") in letter.text


def test_what_was_handed_in_keeps_its_version(client: Client, form: ServiceForm) -> None:
    done = hand_in()
    sections = [{"id": "data", "title": "Lain", "questions": [
        {"id": "kota", "type": "text", "label": "Kota"}]}]  # fmt: skip
    changed = {"code": "ktp-hilang", "title": "KTP baru", "sections": sections}
    forms.change(form=form, content=changed, by="agus", at=make.AT)
    forms.publish(form=form, by="agus", at=make.AT)
    page = client.get(link(done)).content.decode()
    assert "Penggantian KTP-el" in page
    assert "Sari Wulandari" in page


def test_it_is_taken_back_once(client: Client, form: ServiceForm) -> None:
    done = hand_in()
    assert client.post(f"{link(done)}cabut/").status_code == 302
    assert "mencabut" in client.get(link(done)).content.decode()
    assert client.post(f"{link(done)}cabut/").status_code == 409


def test_a_forged_link_opens_nothing(client: Client, form: ServiceForm) -> None:
    for token in ("x", "x" * 300, codes.token("FRM-2026-999999-9")):
        assert client.get(f"/formulir/lacak/{token}/").status_code == 404


def test_the_paper_carries_the_number(client: Client, form: ServiceForm) -> None:
    done = hand_in()
    assert client.get(f"{link(done)}isian.pdf").content[:4] == b"%PDF"


def test_steps_are_told_by_letter_and_the_days_are_counted(form: ServiceForm, budi: User) -> None:
    done = hand_in()
    row = done.submission
    day = timedelta(days=1)
    submitting.take(submission=row, move=Move.CHECK, by=budi, at=make.AT)
    submitting.take(submission=row, move=Move.ASK, by=budi, at=make.AT + day, said=Said("Foto?"))
    submitting.take(
        submission=row, move=Move.ANSWER, by=None, at=make.AT + 3 * day, said=Said("Ini")
    )
    submitting.take(submission=row, move=Move.FINISH, by=budi, at=make.AT + 4 * day)
    assert (row.status, row.took) == (Status.DONE, 2)
    assert Message.objects.count() == 4
    with pytest.raises(RuleBroken, match="sementara itu"):
        submitting.take(submission=row, move=Move.CHECK, by=budi, at=make.AT)


def test_the_citizen_may_not_take_the_agencys_steps(form: ServiceForm) -> None:
    with pytest.raises(RuleBroken):
        submitting.take(submission=hand_in().submission, move=Move.FINISH, by=None, at=make.AT)


def test_a_refusal_needs_a_reason(form: ServiceForm, budi: User) -> None:
    with pytest.raises(RuleBroken):
        submitting.take(submission=hand_in().submission, move=Move.REFUSE, by=budi, at=make.AT)


def test_from_another_agency_it_looks_missing(form: ServiceForm, budi: User, wati: User) -> None:
    number = hand_in().submission.number
    assert queries.submission_for(budi, number).number == number
    with pytest.raises(NotFound):
        queries.submission_for(wati, number)


def test_an_old_key_still_opens_and_can_be_replaced(form: ServiceForm, settings) -> None:
    row = hand_in().submission
    new = "bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleSE="
    settings.FORM_KEYS = [new, *settings.FORM_KEYS]
    again = sealing.sealed_anew(row.sealed)
    settings.FORM_KEYS = [new]
    assert sealing.opened(again)["answers"] == ANSWERS
    with pytest.raises(RuleBroken, match="FORM_KEYS"):
        sealing.opened(row.sealed)


def test_tries_of_a_number_count_however_it_is_written(form: ServiceForm, client: Client) -> None:
    number = hand_in().submission.number
    written = [number, number.lower(), number.title(), f" {number}"] * 3
    statuses = [
        client.post("/formulir/lacak/", {"number": one, "code": "K7QMX-3XWPA"}).status_code
        for one in written
    ]
    assert statuses == [404] * 10 + [429] * 2


def test_the_hash_of_a_code_can_not_be_made_without_our_key(form: ServiceForm) -> None:
    done = hand_in()
    row = done.submission
    bare = hashlib.sha256(f"{row.client_uid}:{done.code}".encode()).hexdigest()
    assert row.code_hash != bare
    assert queries.submission_for_applicant(row.number, done.code) == row


def test_an_address_that_stands_in_the_form_is_not_asked_twice(
    client: Client, service_a: Service
) -> None:
    mail = {"id": "surel", "type": "email", "label": "Surel", "required": False}
    content = {
        **make.CONTENT,
        "code": "surel",
        "sections": [{"id": "data", "title": "Data", "questions": [mail]}],
        "case": "", "signatures": [],
    }  # fmt: skip
    make.form(service_a, content, takes_submissions=True)
    base = "/formulir/dukcapil/ktp-el-ganti/surel/"
    client.post(f"{base}isi/data/", {"q-surel": "warga@contoh.example"})
    assert 'value="warga@contoh.example"' in client.get(f"{base}kirim/").content.decode()
