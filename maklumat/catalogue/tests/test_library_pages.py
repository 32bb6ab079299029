"""The pages of the template library, as officer, bureau, and those who may not."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue import approval, library, shelf
from maklumat.catalogue.models import Service, Template, TemplateOffer
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests.test_library import AT, STANDARD, newer, shelve, taken
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, *args: object, **asked: str) -> HttpResponse:
    return signed_in(user).get(reverse(f"catalogue-library:{name}", args=args), asked)


def send(user: User, name: str, *args: object, **sent: str) -> HttpResponse:
    return signed_in(user).post(reverse(f"catalogue-library:{name}", args=args), sent)


def viewer(agency: Agency) -> User:
    user = people.user("Vina")
    agency_rows.membership(user, "assessor", agency)
    return user


def test_the_shelf_shows_first_what_suits_and_finds_by_words(budi: User, agency_a: Agency) -> None:
    library.load(at=AT)

    text = page(budi, "list").content.decode()
    found = page(budi, "list", q="sehat surat").content.decode()

    assert text.index("Penerbitan KTP-el baru") < text.index("Rawat jalan")
    assert "Surat keterangan sehat" in found
    assert "Penerbitan KTP-el baru" not in found
    assert "Surat keterangan sehat" in page(budi, "list", kind="puskesmas").content.decode()
    assert page(budi, "list", q="zzz", sector="'").status_code == 200


def test_the_shelf_costs_the_same_for_many(
    budi: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    library.load(at=AT)
    client = signed_in(budi)

    with django_assert_max_num_queries(20):
        client.get(reverse("catalogue-library:list"))


def test_a_template_is_shown_whole_and_as_a_card(budi: User) -> None:
    template = shelve()

    whole = page(budi, "template", template.pk).content.decode()
    card = page(budi, "card", template.pk)

    assert "Menyerahkan berkas" in whole
    assert card.status_code == 200
    assert "Surat sehat" in card.content.decode()


def test_using_a_template_opens_the_editor_of_a_draft(budi: User, agency_a: Agency) -> None:
    answer = send(budi, "take", shelve().pk)

    made = Service.objects.get()
    assert answer.headers["Location"] == reverse("services:edit", args=[made.pk])
    assert (made.agency, made.live) == (agency_a, False)
    assert signed_in(budi).get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("agency", ["", "x", "-1", "9" * 40, "٣"])
def test_a_wrong_agency_looks_missing(
    agency: str, dewi: User, agency_a: Agency, agency_b: Agency
) -> None:
    assert send(dewi, "take", shelve().pk, agency=agency).status_code == 404
    assert not Service.objects.exists()


def test_nobody_takes_for_another_agency(wati: User, agency_a: Agency) -> None:
    assert send(wati, "take", shelve().pk, agency=str(agency_a.pk)).status_code == 404
    assert not Service.objects.exists()


def test_those_who_only_look_find_no_library(agency_a: Agency, budi: User) -> None:
    service = taken(budi, agency_a)
    template, only_looks = Template.objects.get(), viewer(agency_a)

    for name, key in (("take", template.pk), ("changes", service.pk), ("offer", service.pk)):
        assert send(only_looks, name, key).status_code == 404, name
    for name in ("list", "offers"):
        assert page(only_looks, name).status_code == 404, name
    assert Service.objects.count() == 1


def test_a_retired_template_looks_missing(budi: User) -> None:
    template = shelve(retired=True)

    assert page(budi, "template", template.pk).status_code == 404
    assert send(budi, "take", template.pk).status_code == 404
    assert send(budi, "take", template.pk + 99).status_code == 404


def test_taking_needs_a_post(budi: User) -> None:
    assert page(budi, "take", shelve().pk).status_code == 405


def test_changes_are_compared_and_answered(budi: User, agency_a: Agency) -> None:
    service = taken(budi, agency_a)
    newer()
    home = signed_in(budi).get(reverse("wagtailadmin_home")).content.decode()
    address = reverse("catalogue-library:changes", args=[service.pk])
    assert address in home
    assert "P3K" in page(budi, "changes", service.pk).content.decode()

    send(budi, "changes", service.pk, component="jaminan_keamanan", answer="take")
    send(budi, "changes", service.pk, component="jangka_waktu", answer="leave")

    service = Service.objects.get()
    assert shelf.draft_of(service).standard() != service.standard()
    assert service.template_seen == 2
    assert address not in signed_in(budi).get(reverse("wagtailadmin_home")).content.decode()
    assert signed_in(budi).get(reverse("services:edit", args=[service.pk])).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"component": "x", "answer": "take"}, {"component": "biaya"}])
def test_a_wrong_answer_changes_nothing(sent: dict[str, str], budi: User, agency_a: Agency) -> None:
    service = taken(budi, agency_a)
    newer()

    assert send(budi, "changes", service.pk, **sent).status_code == 302
    assert Service.objects.get().template_handled == {}


def test_another_agencys_service_looks_missing(wati: User, budi: User, agency_a: Agency) -> None:
    service = taken(budi, agency_a)
    newer()

    for name in ("changes", "offer"):
        assert page(wati, name, service.pk).status_code == 404
        sent = {"component": "jaminan_keamanan", "answer": "take"}
        assert send(wati, name, service.pk, **sent).status_code == 404
    assert Service.objects.get().template_handled == {}
    assert not TemplateOffer.objects.exists()


def test_a_change_waits_while_a_standard_is_being_approved(budi: User, service_a: Service) -> None:
    approval.set_up(service_a.agency.government)
    Service.objects.filter(pk=service_a.pk).update(
        template=shelve(), template_version=1, template_seen=1
    )
    newer()
    row = Service.objects.get()
    row.get_workflow().start(row, budi)

    send(budi, "changes", row.pk, component="jaminan_keamanan", answer="take")

    assert Service.objects.get().template_handled == {}


def test_an_offer_is_accepted_by_the_bureau(budi: User, dewi: User, service_a: Service) -> None:
    send(budi, "offer", service_a.pk)
    waiting = TemplateOffer.objects.get()
    assert service_a.name in page(dewi, "offers").content.decode()
    assert page(dewi, "decide", waiting.pk).status_code == 200
    assert page(budi, "decide", waiting.pk).status_code == 404
    assert send(budi, "decide", waiting.pk, answer="accept").status_code == 404

    send(dewi, "decide", waiting.pk, answer="accept")

    assert service_a.name in page(budi, "list").content.decode()


def test_declining_without_a_reason_keeps_the_page(
    budi: User, dewi: User, service_a: Service
) -> None:
    send(budi, "offer", service_a.pk)
    waiting = TemplateOffer.objects.get()

    assert send(dewi, "decide", waiting.pk, answer="decline").status_code == 200
    send(dewi, "decide", waiting.pk, answer="decline", reason="Sudah ada.")

    assert "Sudah ada." in page(budi, "offer", service_a.pk).content.decode()


def test_from_template_to_approval(budi: User, agus: User, dewi: User, agency_a: Agency) -> None:
    """An officer takes a template, adds what the agency alone knows, and two people approve."""
    approval.set_up(agency_a.government)
    send(budi, "take", shelve(replace(STANDARD, complaints=STANDARD.complaints)).pk)
    service = Service.objects.get()
    client = signed_in(budi)
    url = reverse("services:edit", args=[service.pk])
    fields = form_fields(client.get(url).content.decode(), "form[data-edit-form]")
    mine = {
        "complaint_officer": "Sekretariat",
        "complaint_channels-TOTAL_FORMS": "1",
        "complaint_channels-0-kind": "desk",
        "complaint_channels-0-value": "Meja pengaduan",
        "complaint_channels-0-ORDER": "1",
        "action-submit": "1",
    }

    client.post(url, fields | mine)
    for user in (agus, dewi):
        state = Service.objects.get().current_workflow_task_state
        action = reverse("services:workflow_action", args=[service.pk, "approve", state.pk])
        signed_in(user).post(action, {"comment": ""})

    live = Service.objects.get()
    assert live.live
    assert live.template_version == 1
    assert Component.COMPLAINTS.value in live.filled
    assert Client().get(live.get_absolute_url()).status_code == 200
