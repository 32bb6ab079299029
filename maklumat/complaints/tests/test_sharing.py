"""A photo or words shared by another app become the first step of a report."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from maklumat.agencies.models import Government
from maklumat.complaints.models import Complaint, DraftFile
from maklumat.complaints.tests import factories as make

pytestmark = pytest.mark.usefixtures("rules")
ADDRESS = "/bagikan/"


@pytest.fixture
def rules(government: Government) -> None:
    make.terms()


def photo(name: str = "foto.jpg") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "#888888").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def page(client: Client, sent: Any) -> str:  # Any: as a browser sends it
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 200, answer
    text: str = answer.content.decode()
    return text


def test_words_stand_in_the_first_step_each_once() -> None:
    sent = {
        "title": "Lampu mati",
        "text": "Lampu mati di Jalan Melati",
        "url": "https://a.example/1",
    }

    shown = page(Client(enforce_csrf_checks=True), sent)

    assert "Lampu mati di Jalan Melati\nhttps://a.example/1</textarea>" in shown
    assert not Complaint.objects.exists()


def test_photos_are_attached(client: Client) -> None:
    shown = page(client, {"text": "Jalan rusak", "attachments": [photo(), photo("dua.jpg")]})

    assert DraftFile.objects.count() == 2
    assert "dua.jpg" in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ" + b"\0" * 60), ("foto.jpg", b"not a picture"), ("foto.heic", b"\0" * 99)],
)
def test_what_is_no_photo_is_told_and_the_words_stay(
    client: Client, name: str, content: bytes
) -> None:
    sent = {"text": "Jalan rusak", "attachments": SimpleUploadedFile(name, content)}

    shown = page(client, sent)

    assert not DraftFile.objects.exists()
    assert "Jalan rusak</textarea>" in shown
    assert name in shown


def test_too_many_photos_are_told(client: Client) -> None:
    shown = page(client, {"attachments": [photo(f"{number}.jpg") for number in range(7)]})

    assert DraftFile.objects.count() <= 5
    assert "5" in shown


def test_too_many_words_are_cut(client: Client) -> None:
    assert "a" * 10_000 + "</textarea>" in page(client, {"text": "a" * 12_000})


def test_markup_stays_text(client: Client) -> None:
    assert "<script>alert" not in page(client, {"text": "<script>alert(1)</script>"})


def test_a_foreign_page_can_not_fill_the_form(client: Client) -> None:
    sent = {"text": "jahat", "attachments": photo()}

    answer = client.post(ADDRESS, sent, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 302
    assert not DraftFile.objects.exists()


def test_the_address_alone_leads_to_the_empty_form(client: Client) -> None:
    assert client.get(ADDRESS).headers["Location"] == "/pengaduan/baru/"
    assert client.put(ADDRESS).status_code == 405


def test_what_was_shared_is_filed_like_any_report(client: Client) -> None:
    shown = page(client, {"text": "Lampu jalan mati sejak kemarin malam."})
    uid = shown.split('name="uid" value="')[1].split('"')[0]

    step = client.post(
        "/pengaduan/baru/",
        {
            "uid": uid,
            "step": "story",
            "go": "next",
            "text": "Lampu jalan mati sejak kemarin malam.",
        },
    )

    assert step.status_code == 200
    assert 'name="step" value="about"' in step.content.decode()
