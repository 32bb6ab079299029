"""Making a case public: never a confidential one, never what the machine or the reporter named."""

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting
from maklumat.complaints.actions import moving, publishing
from maklumat.complaints.actions.publishing import Words
from maklumat.complaints.models import Complaint, Publication
from maklumat.complaints.tests import factories as make
from maklumat.core.errors import NotFound, RuleBroken

WORDS = Words("Lampu jalan padam", "Lampu jalan padam sebulan.", "Lampu sudah diganti.")
GOOD = {"title": "Lampu jalan padam", "text": "Lampu padam sebulan.", "answer": "Sudah diganti.",
        "read": "on"}  # fmt: skip


def published(row: Complaint, by: User) -> Publication:
    return publishing.publish(complaint=row, by=acting.officer(by, row), at=make.AT, words=WORDS)


def address(row: Complaint) -> str:
    return f"/petugas/pengaduan/{row.number}/publikasi/"


def test_an_officer_publishes_and_takes_back(
    client: Client,
    agency_a: Agency,
    budi: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = make.answered(agency_a, budi)
    client.force_login(budi)

    assert client.post(address(row), GOOD).status_code == 302
    assert "Lampu padam sebulan." in Client().get(f"/pengaduan/{row.number}/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(row), {"unpublish": "1"})
    assert Client().get(f"/pengaduan/{row.number}/").status_code == 404


def test_the_page_begins_with_what_is_blacked_out(
    client: Client, agency_a: Agency, budi: User
) -> None:
    row = make.disposed(
        agency_a, text="Saya Sari Wulandari, dilayani Bapak Rudi.", contact=make.contact()
    )
    client.force_login(budi)

    shown = client.get(address(row)).context["form"]

    assert "Rudi" not in shown["text"].value()
    assert "Sari" not in shown["text"].value()
    assert [found.text for found in shown.blacked_out] == ["Sari Wulandari", "Rudi"] * 2


def test_what_may_be_personal_needs_a_second_look(
    client: Client, agency_a: Agency, budi: User
) -> None:
    row = make.disposed(agency_a)
    client.force_login(budi)
    typed = GOOD | {"text": "Hubungi 0812-3456-7890."}

    refused = client.post(address(row), typed)

    assert refused.status_code == 422
    assert not Publication.objects.exists()
    assert client.post(address(row), typed | {"keep": "on"}).status_code == 302


@pytest.mark.parametrize("left_out", ["title", "text", "read"])
def test_nothing_goes_public_half_done(
    client: Client, agency_a: Agency, budi: User, left_out: str
) -> None:
    row = make.disposed(agency_a)
    client.force_login(budi)

    refused = client.post(address(row), {**GOOD, left_out: ""})

    assert refused.status_code == 422
    assert not Publication.objects.exists()


def test_a_confidential_case_is_never_offered(client: Client, agency_a: Agency, budi: User) -> None:
    row = make.disposed(agency_a, confidential=True)
    client.force_login(budi)

    assert client.get(address(row)).status_code == 404
    with pytest.raises(RuleBroken):
        published(row, budi)


def test_wati_finds_no_such_page(client: Client, agency_a: Agency, wati: User) -> None:
    row = make.disposed(agency_a)
    client.force_login(wati)

    assert client.get(address(row)).status_code == 404
    assert client.post(address(row), GOOD).status_code == 404


def test_supervision_takes_a_case_from_the_public(
    sari: Client,
    agency_a: Agency,
    budi: User,
    dewi: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = make.disposed(agency_a)
    published(row, budi)
    assert sari.get(f"/pengaduan/{row.number}/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        inspected = acting.officer(dewi, row)
        moving.supervise(complaint=row, by=inspected, at=make.AT, reason="Pungutan.")

    for path in (f"{row.number}/", "kasus/", "kasus.csv", "kasus.xml", ""):
        assert (
            "Lampu jalan padam sebulan" not in Client().get(f"/pengaduan/{path}").content.decode()
        )


def test_a_second_withdrawal_is_told(agency_a: Agency, budi: User) -> None:
    row = make.disposed(agency_a)
    with pytest.raises(RuleBroken):
        publishing.unpublish(complaint=row, by=acting.officer(budi, row), at=make.AT)
    with pytest.raises(NotFound):
        publishing.unpublish(complaint=row, by=acting.COMPLAINANT, at=make.AT)
