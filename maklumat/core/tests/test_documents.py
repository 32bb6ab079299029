"""Issued documents: once for the same data, and honest about age and validity."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maklumat.core import documents
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import AuditRow, IssuedDocument

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def issued(digest: str = "a" * 64, **changes: object) -> IssuedDocument:
    facts = {
        "kind": "standard",
        "title": "Standar pelayanan KTP <hilang>",
        "agency_name": "Dinas Kependudukan",
        "about": "service:dukcapil/ktp",
        "data_digest": digest,
        "url": "/layanan/dukcapil/ktp/",
        "at": AT,
    }
    return documents.issue(**{**facts, **changes})


def page(client: Client, code: str, language: str = "") -> tuple[int, str]:
    response = client.get(f"{language}/dokumen/{code}/")
    return response.status_code, response.content.decode()


def test_the_same_data_is_the_same_document() -> None:
    first, again = issued(), issued(at=AT + timedelta(days=9))

    assert first.code == again.code
    assert again.issued_at == AT
    assert AuditRow.objects.filter(action="core.document_issued").count() == 1


def test_printing_again_reads_one_row_and_writes_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    issued()

    with django_assert_num_queries(1):
        issued()


@pytest.mark.django_db(transaction=True)
def test_two_who_print_the_same_new_paper_at_once_get_one_document() -> None:
    codes: list[str] = []

    def print_it() -> None:
        codes.append(issued().code)
        connection.close()

    threads = [threading.Thread(target=print_it) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(codes) == 4
    assert len(set(codes)) == 1


def test_new_data_replace_the_old_document() -> None:
    old, new = issued(), issued("b" * 64)
    old.refresh_from_db()

    assert old.superseded_by == new
    assert documents.state(new) == documents.State.GENUINE


def test_data_that_return_make_their_document_current_again() -> None:
    first, second = issued(), issued("b" * 64)

    again = issued()
    second.refresh_from_db()

    assert again == first
    assert documents.state(again) == documents.State.GENUINE
    assert second.superseded_by == first


def test_another_subject_is_left_alone() -> None:
    first = issued()
    issued(about="service:dukcapil/kk")
    first.refresh_from_db()

    assert first.superseded_by is None


def test_a_withdrawn_document_is_not_given_out_again() -> None:
    first = issued()
    documents.withdraw(document=first, reason="Keliru cetak.", actor="agus", at=AT)

    assert issued().code != first.code


def test_a_document_is_withdrawn_once() -> None:
    document = issued()
    documents.withdraw(document=document, reason="Keliru cetak.", actor="agus", at=AT)

    with pytest.raises(RuleBroken):
        documents.withdraw(document=document, reason="Lagi.", actor="agus", at=AT)


def test_a_code_is_found_as_people_type_it() -> None:
    document = issued()

    assert documents.document_by_code(f" {document.code.lower().replace('-', ' ')} ") == document


@pytest.mark.parametrize("code", ["", "x", "\x00", "K7QMX-3XWPA", "<script>", "😀" * 50])
def test_a_code_we_never_gave_out_is_missing(code: str) -> None:
    with pytest.raises(NotFound):
        documents.document_by_code(code)


def test_printed_parts_carry_the_full_address() -> None:
    document = issued()

    with override_settings(SITE_URL="https://nusacontoh.go.id"):
        parts = documents.verification(document)
    assert parts["address"] == f"https://nusacontoh.go.id/dokumen/{document.code}/"
    assert parts["code"] == document.code
    assert parts["qr"].startswith("<svg")


def test_page_of_a_genuine_document_shows_what_the_paper_shows(client: Client) -> None:
    status, text = page(client, issued().code)

    assert status == 200
    assert "asli dan masih yang terbaru" in text
    assert "Standar pelayanan KTP &lt;hilang&gt;" in text
    assert "22 November 2026" in text
    assert "service:dukcapil" not in text


def test_page_of_an_old_document_says_so_and_names_the_newer_date(client: Client) -> None:
    old = issued()
    issued("b" * 64, at=AT + timedelta(days=3))

    text = page(client, old.code)[1]

    assert "ada yang lebih baru" in text
    assert "25 November 2026" in text


def test_page_of_a_withdrawn_document_gives_the_reason(client: Client) -> None:
    document = issued()
    documents.withdraw(document=document, reason="Keliru cetak.", actor="agus", at=AT)

    text = page(client, document.code)[1]

    assert "tidak berlaku sejak 22 November 2026" in text
    assert "Keliru cetak." in text


def test_page_of_an_unknown_code_explains_what_that_means(client: Client) -> None:
    status, text = page(client, "K7QMX-3XWPA")

    assert status == 404
    assert "tidak pernah menerbitkan" in text
    assert "K7QMX-3XWPA" in text


def test_page_speaks_english_too(client: Client) -> None:
    assert "genuine and still the newest" in page(client, issued().code, "/en")[1]


def test_typed_code_leads_to_its_page(client: Client) -> None:
    document = issued()

    response = client.get("/dokumen/", {"kode": document.code.lower()})

    assert response["Location"] == f"/dokumen/{document.code}/"


@pytest.mark.parametrize(("kode", "status"), [("", 200), ("!!!", 404), ("x<script>", 404)])
def test_a_code_that_cannot_be_is_answered_kindly(client: Client, kode: str, status: int) -> None:
    response = client.get("/dokumen/", {"kode": kode})

    assert response.status_code == status
    assert "<script>" not in response.content.decode()


def test_pages_are_not_indexed_nor_kept(client: Client) -> None:
    response = client.get(reverse("documents:search"))

    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/dokumen/").status_code == 405


def test_many_tries_are_stopped(client: Client) -> None:
    answers = {client.get("/dokumen/K7QMX-3XWPA/").status_code for _ in range(61)}

    assert answers == {404, 429}
