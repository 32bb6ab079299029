"""The editor and the approval of a service, through the pages that staff use."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue import approval
from maklumat.catalogue.models import Service
from maklumat.catalogue.panels import MOST_ROWS
from maklumat.catalogue.tests import factories
from maklumat.core.tests.pageform import form_fields

FORM = "form[data-edit-form]"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, service: Service, **changes: str) -> HttpResponse:
    """Open the editor, change some fields and send the whole form."""
    client = signed_in(user)
    url = reverse("services:edit", args=[service.pk])
    fields = form_fields(client.get(url).content.decode(), FORM)
    return client.post(url, fields | changes)


@pytest.fixture
def two_steps(government: Government) -> Government:
    approval.set_up(government)
    return government


def fee(service: Service) -> str:
    return Service.objects.get(pk=service.pk).published_standard().fees[0].note


def decide(user: User, service: Service, action: str, comment: str = "") -> HttpResponse:
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    url = reverse("services:workflow_action", args=[service.pk, action, state.pk])
    return signed_in(user).post(url, {"comment": comment})


def test_a_service_is_saved_with_only_a_name(budi: User, agency_a: Agency) -> None:
    client = signed_in(budi)
    url = reverse("services:add")
    fields = form_fields(client.get(url).content.decode(), FORM)

    client.post(url, fields | {"name": "Legalisasi dokumen"})

    made = Service.objects.get(name="Legalisasi dokumen")
    assert (made.agency, made.live, made.slug) == (agency_a, False, "legalisasi-dokumen")
    assert made.code == "dukcapil-legalisasi-dokumen"


def test_a_draft_changes_nothing_for_citizens(budi: User, service_a: Service) -> None:
    send(budi, service_a, **{"fees-0-note": "Catatan baru"})

    assert fee(service_a) == ""
    assert Service.objects.get(pk=service_a.pk).get_latest_revision_as_object().fees.all()[0].note


@pytest.mark.usefixtures("two_steps")
def test_a_change_goes_live_after_both_approvals(
    budi: User, agus: User, dewi: User, service_a: Service
) -> None:
    send(budi, service_a, **{"fees-0-note": "Catatan baru", "action-submit": "1"})
    decide(agus, service_a, "approve")
    assert fee(service_a) == ""

    decide(dewi, service_a, "approve")

    assert fee(service_a) == "Catatan baru"


def test_a_small_government_approves_in_one_step(
    budi: User, agus: User, service_a: Service, government: Government
) -> None:
    government.approval_steps = 1
    approval.set_up(government)
    send(budi, service_a, **{"fees-0-note": "Catatan baru", "action-submit": "1"})

    decide(agus, service_a, "approve")

    assert fee(service_a) == "Catatan baru"


@pytest.mark.usefixtures("two_steps")
def test_a_return_needs_a_reason(budi: User, agus: User, service_a: Service) -> None:
    send(budi, service_a, **{"action-submit": "1"})

    decide(agus, service_a, "reject", comment="  ")
    assert Service.objects.get(pk=service_a.pk).current_workflow_state.status == "in_progress"

    decide(agus, service_a, "reject", comment="Dasar hukum tarif belum ada.")
    state = Service.objects.get(pk=service_a.pk).current_workflow_state
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == "Dasar hukum tarif belum ada."


@pytest.mark.usefixtures("two_steps")
def test_an_officer_cannot_approve_his_own_change(budi: User, service_a: Service) -> None:
    send(budi, service_a, **{"fees-0-note": "Catatan baru", "action-submit": "1"})

    decide(budi, service_a, "approve")

    assert Service.objects.get(pk=service_a.pk).current_workflow_state.status == "in_progress"


@pytest.mark.usefixtures("two_steps")
def test_the_head_of_another_agency_finds_nothing_to_approve(
    budi: User, wati: User, service_a: Service
) -> None:
    send(budi, service_a, **{"action-submit": "1"})

    assert decide(wati, service_a, "approve").status_code == 404


@pytest.mark.usefixtures("two_steps")
def test_approval_is_not_asked_for_while_a_public_component_is_missing(
    budi: User, agency_a: Agency
) -> None:
    draft = factories.service("Baru saja dimulai", agency=agency_a, complete=False)

    page = send(budi, draft, **{"action-submit": "1"}).content.decode()

    assert "Persyaratan: " in page
    assert "Biaya/tarif: " in page
    assert Service.objects.get(pk=draft.pk).current_workflow_state is None


def test_the_list_shows_only_the_own_agency(wati: User, budi: User, service_a: Service) -> None:
    url = reverse("services:list")

    assert service_a.name in signed_in(budi).get(url).content.decode()
    assert service_a.name not in signed_in(wati).get(url).content.decode()


def test_another_agencys_service_looks_missing(wati: User, service_a: Service) -> None:
    there = signed_in(wati).get(reverse("services:edit", args=[service_a.pk]))
    missing = signed_in(wati).get(reverse("services:edit", args=[service_a.pk + 999]))

    assert there.status_code == missing.status_code == 404


def test_a_service_cannot_be_made_for_another_agency(
    budi: User, agency_a: Agency, agency_b: Agency
) -> None:
    client = signed_in(budi)
    url = reverse("services:add")
    fields = form_fields(client.get(url).content.decode(), FORM)

    client.post(url, fields | {"name": "Selundupan", "agency": str(agency_b.pk)})

    assert not Service.objects.filter(name="Selundupan").exists()


def test_a_unit_sees_the_shared_service_but_does_not_change_it(
    wati: User, agency_b: Agency, service_a: Service
) -> None:
    factories.offering(service_a, agency_b)
    client = signed_in(wati)

    assert service_a.name in client.get(reverse("services:list")).content.decode()
    assert client.get(reverse("services:inspect", args=[service_a.pk])).status_code == 200
    client.post(reverse("services:edit", args=[service_a.pk]), {"name": "Diubah"})
    assert Service.objects.get(pk=service_a.pk).name == service_a.name


def test_ten_thousand_requirements_get_a_clear_sentence(budi: User, service_a: Service) -> None:
    rows = 10_000
    many = {f"cases-0-items-{row}-text": "x" for row in range(rows)}
    many |= {"cases-0-items-TOTAL_FORMS": str(rows)}
    before = service_a.latest_revision_id

    page = send(budi, service_a, **many)

    assert page.status_code == 413
    assert "terlalu banyak" in page.content.decode().lower()
    assert Service.objects.get(pk=service_a.pk).latest_revision_id == before


def test_more_requirements_than_a_list_holds_are_refused_by_name(
    budi: User, service_a: Service
) -> None:
    many = {f"cases-0-items-{row}-text": "x" for row in range(MOST_ROWS + 1)}
    many |= {f"cases-0-items-{row}-count": "1" for row in range(MOST_ROWS + 1)}
    many |= {"cases-0-items-TOTAL_FORMS": str(MOST_ROWS + 1)}

    page = send(budi, service_a, **many)

    assert str(MOST_ROWS) in page.content.decode()
    standard = Service.objects.get(pk=service_a.pk).get_latest_revision_as_object().standard()
    assert len(standard.requirements[0].items) <= MOST_ROWS


@pytest.mark.parametrize("text", ["😀 KTP", "<script>alert(1)</script>", 'O\'Brien & "rekan"'])
def test_odd_text_is_kept_and_shown_as_text(budi: User, service_a: Service, text: str) -> None:
    send(budi, service_a, **{"steps-0-text": text})

    page = signed_in(budi).get(reverse("services:edit", args=[service_a.pk])).content.decode()
    assert form_fields(page, FORM)["steps-0-text"] == text
    assert "<script>alert(1)" not in page


def test_the_list_costs_the_same_for_many_services(
    budi: User, agency_a: Agency, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        factories.service(f"Layanan {number}", agency=agency_a, complete=False)

    client = signed_in(budi)
    with django_assert_max_num_queries(20):
        client.get(reverse("services:list"))


def test_the_list_is_exported_with_only_own_rows(
    wati: User, budi: User, service_a: Service
) -> None:
    url = reverse("services:list") + "?export=csv"

    assert service_a.name in b"".join(signed_in(budi).get(url)).decode()
    assert service_a.name not in b"".join(signed_in(wati).get(url)).decode()


def test_a_unit_keeps_its_own_hours_of_a_shared_service(
    wati: User, agency_b: Agency, service_a: Service
) -> None:
    offering = factories.offering(service_a, agency_b)
    client = signed_in(wati)
    url = reverse("offerings:edit", args=[offering.pk])
    fields = form_fields(client.get(url).content.decode(), FORM)
    hours = {"weekday": "2", "opens": "13:00", "closes": "15:00", "DELETE": ""}
    more = {f"hours-0-{name}": value for name, value in hours.items()}

    client.post(url, fields | more | {"hours-TOTAL_FORMS": "1", "place": "Loket 3"})

    offering.refresh_from_db()
    assert (offering.place, str(offering.hours.get())) == ("Loket 3", "Rabu 13.00-15.00")
