"""The pledge: written from the model text, published by the head, never changed afterwards."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import pledges
from maklumat.catalogue.models import Pledge
from maklumat.catalogue.queries import pledges_of_agency
from maklumat.catalogue.tests import factories
from maklumat.core.errors import RuleBroken
from maklumat.core.models import IssuedDocument
from maklumat.core.tests.pageform import form_fields

FORM = "form[data-edit-form]"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, url: str, **changes: object) -> HttpResponse:
    client = signed_in(user)
    fields = form_fields(client.get(url).content.decode(), FORM)
    return client.post(url, {**fields, **changes})


def edit(pledge: Pledge) -> str:
    return reverse("pledges:edit", args=[pledge.pk])


def test_a_new_pledge_begins_with_the_model_text(budi: User, agency_a: Agency) -> None:
    send(budi, reverse("pledges:add"), valid_from="2026-01-02")

    made = Pledge.objects.get(agency=agency_a)
    assert made.text == pledges.model_text(agency_a.name)
    assert not made.live


def test_the_editor_says_which_element_a_text_lacks(budi: User, agency_a: Agency) -> None:
    made = factories.pledge(agency_a, live=False, text="Kami sanggup melayani sesuai standar.")

    page = signed_in(budi).get(edit(made)).content.decode()

    assert 'data-element="sanction"' in page
    assert "memberikan kompensasi kepada pengguna" in page


def test_an_officer_cannot_publish_but_the_head_can(
    budi: User, agus: User, agency_a: Agency
) -> None:
    made = factories.pledge(agency_a, live=False)

    send(budi, edit(made), **{"action-publish": "1"})
    assert not Pledge.objects.get(pk=made.pk).live

    send(agus, edit(made), **{"action-publish": "1"})
    assert Pledge.objects.get(pk=made.pk).live


def test_a_published_pledge_stays_as_it_was_signed(agus: User, agency_a: Agency) -> None:
    made = factories.pledge(agency_a)

    send(agus, edit(made), text="Lain sekali", **{"action-publish": "1"})

    assert Pledge.objects.get(pk=made.pk).text == made.text


def test_an_older_revision_cannot_bring_another_text_back(agency_a: Agency) -> None:
    made = factories.pledge(agency_a, live=False)
    made.text = "Yang lama"
    old = made.save_revision()
    made.text = "Yang baru"
    made.save_revision().publish()

    with pytest.raises(RuleBroken):
        Pledge.objects.get(pk=made.pk).publish(old)


def test_the_scan_can_still_be_added(agus: User, agency_a: Agency) -> None:
    made = factories.pledge(agency_a)
    scan = SimpleUploadedFile("maklumat.png", factories.png(), "image/png")

    send(agus, edit(made), scan=scan, **{"action-publish": "1"})

    assert Pledge.objects.get(pk=made.pk).scan.mime == "image/png"


def test_a_pledge_of_another_agency_looks_missing(wati: User, agency_a: Agency) -> None:
    made = factories.pledge(agency_a)

    for name in ("edit", "history", "inspect"):
        url = reverse(f"pledges:{name}", args=[made.pk])
        assert signed_in(wati).get(url).status_code == 404


def test_the_newest_in_force_is_the_pledge_and_the_others_are_history(agency_a: Agency) -> None:
    for year in (2024, 2026, 2027):
        factories.pledge(agency_a, valid_from=date(year, 1, 2))
    factories.pledge(agency_a, valid_from=date(2025, 1, 2), live=False)

    found = pledges_of_agency(agency_a, date(2026, 6, 1))

    assert [row.valid_from.year for row in found] == [2026, 2024]


def test_the_sheet_is_printed_and_can_be_verified(client: Client, agency_a: Agency) -> None:
    factories.pledge(agency_a, signatory_name="Hj. Sitti Rahmah, S.Sos., M.Si.")

    response = client.get(f"/opd/{agency_a.slug}/maklumat.pdf")

    text = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    document = IssuedDocument.objects.get(kind="pledge")
    assert response["Content-Type"] == "application/pdf"
    assert "MAKLUMAT PELAYANAN" in text
    assert "KAMI MENJALANKAN KEWAJIBAN" in " ".join(text.split())
    assert "Hj. Sitti Rahmah" in text
    assert document.code in text


def test_an_agency_without_a_pledge_has_no_sheet(client: Client, agency_a: Agency) -> None:
    assert client.get(f"/opd/{agency_a.slug}/maklumat.pdf").status_code == 404
