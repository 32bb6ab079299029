"""Machines, floods and hostile files at the form that anybody may send."""

import base64
import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import altcha
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from maklumat.agencies.models import Government
from maklumat.complaints import proof
from maklumat.complaints.models import Complaint, DraftFile
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests.test_filing_pages import (
    NEW,
    TEXT,
    begin,
    fields,
    old_stamp,
    post,
)
from maklumat.complaints.views.filing import PROVED, UNASKED, UNPROVED
from maklumat.core.models import StoredFile
from maklumat.core.tests.test_uploads import object_stream_bomb, photo, photo_with_place


@pytest.fixture(autouse=True)
def _terms(government: Government) -> None:
    make.terms()


def answers(**more: Any) -> dict[str, Any]:
    """A whole report in one post, as a machine would send it."""
    return {
        "uid": str(uuid4()), "begun": old_stamp(), "step": "self", "go": "send", "text": TEXT,
        "about": "-", "kind": "complaint", "identity": "anonymous", **more,
    }  # fmt: skip


def solution(**options: Any) -> str:
    """Do the work that `static/js/proof.js` does."""
    task = proof.challenge(options.pop("at", now()), hardest=50)
    assert task is not None
    made = altcha.ChallengeV1(
        task.algorithm, task.challenge, task.maxnumber, task.salt, task.signature
    )
    solved = altcha.solve_challenge_v1(made, max_number=50)
    assert solved is not None
    given = {"algorithm": task.algorithm, "challenge": task.challenge, "number": solved.number,
             "salt": task.salt, "signature": task.signature} | options  # fmt: skip
    return base64.b64encode(json.dumps(given).encode()).decode()


@pytest.mark.one_database  # tries are counted in the cache; what is filed then is tested on both
def test_a_thousand_posts_behind_changing_headers_are_limited(sari: Client) -> None:
    statuses = [
        sari.post(
            NEW, answers(), headers={"X-Forwarded-For": f"10.{n // 250}.{n % 250}.9"}
        ).status_code
        for n in range(1000)
    ]

    # Twice, when a new hour begins while this runs.
    assert Complaint.objects.count() in (UNPROVED, 2 * UNPROVED)
    assert set(statuses) == {302, 429}


def test_with_one_proxy_of_ours_what_stands_further_left_counts_for_nothing(
    sari: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    for n in range(UNPROVED + 5):
        sari.post(NEW, answers(), headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.7"})

    assert Complaint.objects.count() == UNPROVED


def test_a_limited_report_comes_back_whole(sari: Client) -> None:
    for _n in range(UNPROVED):
        sari.post(NEW, answers())

    response = sari.post(NEW, answers(place="Loket 3"))

    assert response.status_code == 429
    assert fields(response)["text"] == TEXT
    assert fields(response)["place"] == "Loket 3"


def test_with_a_proof_far_more_are_taken(sari: Client) -> None:
    for _n in range(UNPROVED + 5):
        sari.post(NEW, answers(altcha=solution()))

    assert Complaint.objects.count() == UNPROVED + 5
    assert PROVED > UNPROVED


def test_switched_off_there_is_no_task_and_one_limit(sari: Client, settings: Any) -> None:
    settings.ALTCHA = False
    page = post(sari, fields(post(sari, begin(sari), text=TEXT)))
    for _n in range(UNASKED + 5):
        sari.post(NEW, answers())

    assert "data-challenge" not in page.content.decode()
    assert Complaint.objects.count() == UNASKED


def test_the_last_step_carries_a_task(sari: Client) -> None:
    page = post(sari, fields(post(sari, begin(sari), text=TEXT))).content.decode()

    assert "data-challenge" in page
    assert "js/proof" in page


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "nonsense",
        "e30=",  # {}
        "WzFd",  # [1]
        "bnVsbA==",  # null
        "\u00e9" * 10,
        "A" * 5000,
    ],
)
def test_nonsense_is_no_proof(forged: str) -> None:
    assert not proof.accepted(forged)


def test_a_proof_counts_once_unforged_and_fresh() -> None:
    good = solution()

    assert proof.accepted(good)
    assert not proof.accepted(good)
    assert not proof.accepted(solution(number=-1))
    assert not proof.accepted(solution(signature="0" * 64))
    assert not proof.accepted(solution(at=now() - timedelta(hours=3)))


def test_a_machine_that_sends_within_a_second_is_asked_again(sari: Client) -> None:
    quick = {**answers(), "begun": begin(sari)["begun"]}

    response = sari.post(NEW, quick)

    assert response.status_code == 429
    assert fields(response)["text"] == TEXT
    assert not Complaint.objects.exists()


def test_the_hidden_field_stops_a_machine_and_tells_a_person(sari: Client) -> None:
    response = sari.post(NEW, answers(homepage="http://iklan.example"))

    assert not Complaint.objects.exists()
    assert fields(response)["text"] == TEXT


# --- Files through the form ----------------------------------------------------------------------


def sent_with(client: Client, name: str, content: bytes, mime: str) -> str:
    file = SimpleUploadedFile(name, content, mime)
    return post(client, begin(client), "files", text=TEXT, attachments=file).content.decode()


def kept() -> bytes:
    with default_storage.open(StoredFile.objects.get().path) as content:
        return bytes(content.read())


def test_of_a_polyglot_only_the_picture_is_left(sari: Client) -> None:
    polyglot = (
        photo(comment=b"<script>alert(1)</script>") + b"PK\x03\x04<html><script>alert(2)</script>"
    )

    sent_with(sari, "foto.jpg.html", polyglot, "text/html")

    assert b"script" not in kept()
    assert b"PK\x03\x04" not in kept()
    assert DraftFile.objects.get().file.name.endswith(".jpg")


def test_place_and_camera_of_a_photo_are_gone(sari: Client) -> None:
    sent_with(sari, "foto.jpg", photo_with_place(), "image/jpeg")

    with Image.open(BytesIO(kept())) as image:
        assert not image.getexif()
    assert b"SecretCamera" not in kept()
    assert b"secret comment" not in kept()


def test_a_zip_bomb_in_a_pdf_is_refused_with_a_sentence(sari: Client) -> None:
    page = sent_with(sari, "bom.pdf", object_stream_bomb(), "application/pdf")

    assert "bom.pdf" in page
    assert fields(sari.get(NEW))  # the server lives
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg onload=alert(1)>"),
        ("a.html", b"<html>"),
        ("a.exe", b"MZ\x90"),
        ("a.jpg", b""),
    ],
)
def test_other_kinds_are_refused_by_their_content(sari: Client, name: str, content: bytes) -> None:
    page = sent_with(sari, name, content, "image/jpeg")

    assert name in page
    assert not StoredFile.objects.exists()
