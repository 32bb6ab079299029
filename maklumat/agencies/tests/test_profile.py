"""The profile of an agency: written by its officers, published by its head, shown as published."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Mission, Profile
from maklumat.core.models import StoredFile
from maklumat.core.tests.pageform import form_fields

FORM = "form[data-edit-form]"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def picture(name: str = "bagan.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def send(user: User, url: str, **changes: object) -> HttpResponse:
    """Open the editor, change some fields and send the whole form."""
    client = signed_in(user)
    page = client.get(url)
    fields = form_fields(page.content.decode(), FORM)
    return client.post(url, {**fields, **changes})


def profile(agency: Agency, *, live: bool = True, **fields: object) -> Profile:
    row = Profile(agency=agency, live=False, **fields)
    row.missions = [Mission(text="Melayani dengan cepat")]
    row.full_clean()
    row.save()
    revision = row.save_revision()
    if live:
        revision.publish()
        row = Profile.objects.get(pk=row.pk)
    return row


def test_an_officer_writes_a_draft(budi: User, agency_a: Agency) -> None:
    send(budi, reverse("profiles:add"), motto="Cepat dan ramah")

    made = Profile.objects.get(agency=agency_a)
    assert (made.motto, made.live) == ("Cepat dan ramah", False)
    assert made.published_showcase().motto == ""


def test_an_officer_cannot_publish(budi: User, agency_a: Agency) -> None:
    made = profile(agency_a, live=False)

    send(budi, reverse("profiles:edit", args=[made.pk]), **{"action-publish": "1"})

    assert not Profile.objects.get(pk=made.pk).live


def test_the_head_publishes(agus: User, agency_a: Agency) -> None:
    made = profile(agency_a, live=False)
    url = reverse("profiles:edit", args=[made.pk])

    send(agus, url, motto="Cepat", **{"action-publish": "1"})

    shown = Profile.objects.get(pk=made.pk).published_showcase()
    assert (shown.motto, shown.missions) == ("Cepat", ("Melayani dengan cepat",))


def test_a_draft_leaves_the_published_profile_as_it_was(budi: User, agency_a: Agency) -> None:
    made = profile(agency_a, motto="Lama")

    send(budi, reverse("profiles:edit", args=[made.pk]), motto="Baru")

    assert Profile.objects.get(pk=made.pk).published_showcase().motto == "Lama"


def test_a_picture_is_kept_harmless_and_survives_the_next_edit(
    agus: User, agency_a: Agency
) -> None:
    made = profile(agency_a, live=False)
    url = reverse("profiles:edit", args=[made.pk])

    send(agus, url, structure_picture=picture(), **{"action-publish": "1"})
    send(agus, url, motto="Cepat", **{"action-publish": "1"})

    shown = Profile.objects.get(pk=made.pk).published_showcase()
    stored = StoredFile.objects.get(uid=shown.structure_picture.uid)
    assert (shown.motto, stored.mime, shown.structure_picture.width) == ("Cepat", "image/png", 40)


def test_a_picture_can_be_taken_away(agus: User, agency_a: Agency) -> None:
    made = profile(agency_a, live=False)
    url = reverse("profiles:edit", args=[made.pk])
    send(agus, url, structure_picture=picture(), **{"action-publish": "1"})

    send(agus, url, **{"structure_picture-clear": "on", "action-publish": "1"})

    assert Profile.objects.get(pk=made.pk).published_showcase().structure_picture is None


def test_a_file_that_is_no_picture_gets_a_sentence(budi: User, agency_a: Agency) -> None:
    made = profile(agency_a, live=False)
    wrong = SimpleUploadedFile("bagan.exe", b"MZ" + b"0" * 64)

    response = send(budi, reverse("profiles:edit", args=[made.pk]), structure_picture=wrong)

    assert "bagan.exe" in response.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["edit", "history", "inspect", "usage"])
def test_a_profile_of_another_agency_looks_missing(name: str, wati: User, agency_a: Agency) -> None:
    made = profile(agency_a)

    assert signed_in(wati).get(reverse(f"profiles:{name}", args=[made.pk])).status_code == 404


def test_the_add_form_offers_only_agencies_without_a_profile(
    budi: User, agency_a: Agency, agency_b: Agency
) -> None:
    profile(agency_a)

    page = signed_in(budi).get(reverse("profiles:add")).content.decode()

    assert f'value="{agency_a.pk}"' not in page
    assert f'value="{agency_b.pk}"' not in page
