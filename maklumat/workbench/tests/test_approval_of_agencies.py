"""Profiles and pledges: the officer drafts, the head approves or returns, citizens see it then."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, Profile
from maklumat.catalogue import approval
from maklumat.catalogue.models import Pledge
from maklumat.catalogue.tests import factories
from maklumat.core import audit
from maklumat.core.models import Message
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db
FORM = "form[data-edit-form]"
REASON = "Tulis motto yang lebih pendek."


@pytest.fixture(autouse=True)
def _approval(government: Government) -> None:
    approval.set_up(government)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, url: str, **changes: object) -> HttpResponse:
    client = signed_in(user)
    fields = form_fields(client.get(url).content.decode(), FORM)
    return client.post(url, fields | changes)


def profile(agency: Agency, **values: str) -> Profile:
    row = Profile(agency=agency, live=False, **values)
    row.save()
    row.save_revision()
    return row


def decide(user: User, row: Profile | Pledge, action: str, comment: str = "") -> HttpResponse:
    fresh = type(row).objects.get(pk=row.pk)
    name = row.snippet_viewset.get_url_name("workflow_action")
    url = reverse(name, args=[row.pk, action, fresh.current_workflow_task_state.pk])
    return signed_in(user).post(url, {"comment": comment})


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


def test_the_life_of_a_profile(budi: User, agus: User, sari: Client, agency_a: Agency) -> None:
    row = profile(agency_a)
    url = reverse("profiles:edit", args=[row.pk])

    send(budi, url, motto="Cepat dan ramah", **{"action-submit": "1"})
    home = signed_in(agus).get("/petugas/").content.decode()
    assert f"Profil {agency_a.short_name}" in home
    assert url in home
    decide(agus, row, "reject", REASON)
    assert REASON in signed_in(budi).get("/petugas/").content.decode()
    assert "Cepat dan ramah" not in sari.get(agency_a.get_absolute_url()).content.decode()
    send(budi, url, motto="Ramah", **{"action-submit": "1"})
    decide(agus, row, "approve")
    cache.clear()  # what the commit would have done

    assert "Ramah" in sari.get(agency_a.get_absolute_url()).content.decode()
    named = f"Profil {agency_a.short_name}"
    assert letters() == [
        (agus.email, f"Menunggu persetujuan Anda: {named}"),
        (budi.email, f"Dikembalikan kepada Anda: {named}"),
        (agus.email, f"Menunggu persetujuan Anda: {named}"),
        (budi.email, f"Disetujui: {named}"),
    ]
    assert f"Budi mengirim profil {agency_a.name}." in Message.objects.order_by("pk")[0].text
    deeds = list(audit.history(f"profile:{row.pk}").values_list("action", flat=True))
    assert "agencies.profile_submitted" in deeds
    assert "agencies.profile_returned" in deeds
    assert "agencies.profile_published" in deeds


def test_the_life_of_a_pledge(budi: User, agus: User, sari: Client, agency_a: Agency) -> None:
    row = factories.pledge(agency_a, live=False, text="Kami sanggup melayani sesuai standar.")

    send(budi, reverse("pledges:edit", args=[row.pk]), **{"action-submit": "1"})
    assert "Kami sanggup" not in sari.get(agency_a.get_absolute_url()).content.decode()
    assert f"Maklumat {agency_a.short_name}" in signed_in(agus).get("/petugas/").content.decode()
    decide(agus, row, "approve")
    cache.clear()

    assert "Kami sanggup" in sari.get(agency_a.get_absolute_url()).content.decode()


def test_nothing_is_returned_without_a_reason(budi: User, agus: User, agency_a: Agency) -> None:
    row = factories.pledge(agency_a, live=False)
    send(budi, reverse("pledges:edit", args=[row.pk]), **{"action-submit": "1"})

    decide(agus, row, "reject")

    assert Pledge.objects.get(pk=row.pk).workflow_in_progress


def test_the_officer_does_not_change_what_the_head_is_looking_at(
    budi: User, agus: User, agency_a: Agency
) -> None:
    row = profile(agency_a, motto="Cepat")
    url = reverse("profiles:edit", args=[row.pk])
    send(budi, url, **{"action-submit": "1"})

    signed_in(budi).post(url, {"motto": "Lain"})

    assert Profile.objects.get(pk=row.pk).get_latest_revision_as_object().motto == "Cepat"


def test_nobody_else_decides(budi: User, wati: User, dewi: User, agency_a: Agency) -> None:
    row = profile(agency_a, motto="Cepat")
    send(budi, reverse("profiles:edit", args=[row.pk]), **{"action-submit": "1"})

    for person in (budi, wati, dewi):
        decide(person, row, "approve")

    assert not Profile.objects.get(pk=row.pk).live


def test_an_installation_of_before_gets_the_way_of_approval(government: Government) -> None:
    assert Profile.get_default_workflow() == Pledge.get_default_workflow()
    assert Profile.get_default_workflow().name == approval.WORKFLOWS[1]


# --- Preview ----------------------------------------------------------------------------------


def preview(user: User, row: Profile | Pledge, **changes: str) -> str:
    client = signed_in(user)
    name = row.snippet_viewset.get_url_name
    page = client.get(reverse(name("edit"), args=[row.pk])).content.decode()
    url = reverse(name("preview_on_edit"), args=[row.pk])
    answer = client.post(url, form_fields(page, FORM) | changes)
    assert answer.json()["is_valid"], answer.content
    return client.get(url + "?mode=").content.decode()


def test_the_preview_of_a_profile_is_the_page_that_citizens_will_see(
    budi: User, sari: Client, agency_a: Agency
) -> None:
    text = preview(budi, profile(agency_a), motto="Belum untuk umum")

    assert "Belum untuk umum" in text
    assert "pratinjau" in text
    assert 'data-point="pledge"' in text
    assert "Belum untuk umum" not in sari.get(agency_a.get_absolute_url()).content.decode()


def test_the_preview_of_a_pledge_shows_the_present_one_as_former(
    budi: User, agency_a: Agency
) -> None:
    factories.pledge(agency_a, text="Janji lama", valid_from=date(2025, 1, 2))
    row = factories.pledge(agency_a, live=False, valid_from=date(2026, 1, 2))

    text = preview(budi, row, text="Janji baru")

    assert text.index("Janji baru") < text.index("Maklumat terdahulu") < text.index("Janji lama")


def test_a_picture_of_a_draft_is_for_staff_of_the_agency(
    budi: User, wati: User, sari: Client, agency_a: Agency
) -> None:
    row = profile(agency_a)
    picture = SimpleUploadedFile("bagan.png", factories.png(), "image/png")
    send(budi, reverse("profiles:edit", args=[row.pk]), structure_picture=picture)
    stored = row.__class__.objects.get().get_latest_revision_as_object().structure_picture
    url = reverse("agencies:file", args=[agency_a.slug, stored.uid])

    seen = signed_in(budi).get(url)

    assert seen.status_code == 200
    assert seen["Cache-Control"] == "private, no-store"
    assert BytesIO(b"".join(seen.streaming_content)).getbuffer().nbytes
    assert signed_in(wati).get(url).status_code == 404
    assert sari.get(url).status_code == 404
