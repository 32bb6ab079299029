"""What people paste by mistake, or on purpose: a clear sentence, no crash, nothing half-written."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.core.tests.pageform import form_fields

FIVE_MEGABYTES = "panjang " * (5 * 1024 * 1024 // 8 + 1)
ODD = [
    "\x00",
    "a\x00b",
    "😀🏛️",
    "<script>alert(1)</script>",
    "'; DROP TABLE",
    "%",
    "\u202e",
    "a" * 5000,
]


@pytest.fixture
def officer(budi: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(budi)
    return client


def paste(officer: Client, service: Service, text: str) -> HttpResponse:
    """Put a text into the summary of a service and press the button."""
    url = reverse("services:edit", args=[service.pk])
    fields = form_fields(officer.get(url).content.decode(), "form[data-edit-form]")
    return officer.post(url, fields | {"summary": text})


def versions(service: Service) -> int:
    return Service.objects.get(pk=service.pk).revisions.count()


def test_five_megabytes_are_too_large_to_send(officer: Client, service_a: Service) -> None:
    before = versions(service_a)

    page = paste(officer, service_a, FIVE_MEGABYTES)

    assert page.status_code == 413
    assert "terlalu besar" in page.content.decode()
    assert versions(service_a) == before


def test_a_text_that_is_too_long_is_kept_and_counted(officer: Client, service_a: Service) -> None:
    before, text = versions(service_a), "panjang " * 100

    page = paste(officer, service_a, text)

    shown = page.content.decode()
    assert page.status_code == 200
    assert "240" in shown
    assert form_fields(shown, "form[data-edit-form]")["summary"].strip() == text.strip()
    assert versions(service_a) == before


def test_a_character_that_cannot_be_stored_is_named(officer: Client, service_a: Service) -> None:
    before = versions(service_a)

    page = paste(officer, service_a, "KTP\x00 baru")

    assert page.status_code == 400
    assert "tidak terlihat" in page.content.decode()
    assert versions(service_a) == before


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("name", ["catalogue:list", "catalogue:suggestions"])
def test_search_survives_whatever_is_typed(name: str, text: str, sari: Client, db: None) -> None:
    sari.raise_request_exception = True

    page = sari.get(reverse(name), {"q": text, "opd": text, "waktu": text, "page": text})

    assert page.status_code in {200, 400}
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("text", ODD)
def test_the_staff_list_survives_whatever_is_typed(text: str, officer: Client) -> None:
    page = officer.get(reverse("services:list"), {"q": text, "agency": text, "review": text})

    assert page.status_code in {200, 400}
    assert "<script>alert" not in page.content.decode()
