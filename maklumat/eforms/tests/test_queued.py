"""A form that waited on a device: sealed in its page, handed in once, told plainly when it can't be."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.catalogue.models import Service
from maklumat.core.tests.pageform import form_fields
from maklumat.eforms import codes, sealing, waiting
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.sitting import Draft
from maklumat.eforms.tests.test_following import BASE, NIK, fill, form

SEND = "/formulir/antre/"
__all__ = ["form"]  # the fixture


@pytest.fixture
def page(client: Client, form: ServiceForm) -> dict[str, Any]:
    fill(client)
    return form_fields(client.get(f"{BASE}kirim/").content.decode(), "form[data-hand-in]")


def send(fields: dict[str, Any], **headers: str) -> Any:
    """Send as the queue does: no cookie, no form token."""
    client = Client(enforce_csrf_checks=True)
    return client.post(SEND, fields, headers={"Accept": "application/json", **headers})


def test_it_arrives_once_without_the_cookie(page: dict[str, Any]) -> None:
    first, again = send(page), send(page)
    row = Submission.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"] == row.number
    assert first.json()["uid"] == str(row.client_uid)
    assert first.json()["code"] == codes.code_for(str(row.client_uid))
    assert row.number in Client().get(first.json()["address"]).content.decode()


def test_what_stands_in_the_page_is_read_by_nobody(page: dict[str, Any]) -> None:
    assert NIK not in page["sealed"]
    assert "Sari" not in page["sealed"]


def test_a_draft_that_was_handed_in_is_gone(client: Client, page: dict[str, Any]) -> None:
    address = send(page).json()["address"]
    client.get(address)
    assert client.get(f"{BASE}periksa/").url == f"{BASE}isi/data/"


def test_a_link_to_a_strangers_form_deletes_no_draft(
    client: Client, page: dict[str, Any], form: ServiceForm
) -> None:
    stranger = Client()
    fill(stranger)
    own = form_fields(stranger.get(f"{BASE}kirim/").content.decode(), "form[data-hand-in]")
    assert client.get(send(own).json()["address"]).status_code == 200
    assert client.get(f"{BASE}periksa/").status_code == 200


@pytest.mark.parametrize("sealed", ["", "x" * 200, "gAAAAAB"])
def test_a_damaged_one_says_so(page: dict[str, Any], sealed: str) -> None:
    answer = send({**page, "sealed": sealed})
    assert answer.status_code == 422
    assert answer.json()["errors"][""][0]


def test_something_else_that_was_sealed_here_is_refused(page: dict[str, Any]) -> None:
    assert send({**page, "sealed": sealing.seal({"data": {}})}).status_code == 422


def test_one_that_waited_too_long_is_refused(form: ServiceForm, service_a: Service) -> None:
    draft = Draft(form.versions.get().pk, {})
    old = now() - waiting.WAITS - timedelta(minutes=1)
    sealed = waiting.sealed(form=form.pk, service=service_a.pk, draft=draft, at=old)
    answer = send({"sealed": sealed, "email": ""})
    assert answer.status_code == 422
    assert "30 hari" in answer.json()["errors"][""][0]


def test_a_form_that_changed_or_is_gone_says_so(page: dict[str, Any], form: ServiceForm) -> None:
    version = form.versions.get()
    version.pk, version.number = None, 2
    version.save()
    changed = send(page)
    assert changed.status_code == 409
    assert "berubah" in changed.json()["errors"][""][0]
    form.uses.all().delete()
    gone = send(page)
    assert gone.status_code == 409
    assert "tidak lagi disediakan" in gone.json()["errors"][""][0]
    assert not Submission.objects.exists()


def test_a_wrong_address_of_mail_and_a_foreign_page(page: dict[str, Any]) -> None:
    assert send({**page, "email": "bukan surel"}).status_code == 422
    assert send(page, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Client().get(SEND).status_code == 405
    assert not Submission.objects.exists()


def test_without_keys_nothing_is_taken(page: dict[str, Any], settings: Any) -> None:
    settings.FORM_KEYS = []
    assert send(page).status_code == 422
