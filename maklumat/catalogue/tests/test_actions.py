"""What happens to services when agencies are reorganised."""

from datetime import date

import pytest
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies import reorganisation
from maklumat.agencies.models import Agency, Government, Profile
from maklumat.agencies.reorganisation import Basis
from maklumat.agencies.tests import factories
from maklumat.agencies.tests.factories import AT
from maklumat.catalogue import approval
from maklumat.catalogue.models import HeadApproval, Offering, Pledge, Service
from maklumat.catalogue.tests import factories as service_rows
from maklumat.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
BASIS = Basis(AT.date(), "Perda 4/2026")


def merged(agency: Agency, into: Agency, by: User) -> None:
    reorganisation.merge(agency=agency, successor=into, basis=BASIS, by=by, at=AT)


def test_services_and_links_move_to_the_successor(
    agency_a: Agency, agency_b: Agency, service_a: Service, dewi: User, client: Client
) -> None:
    unit = Offering.objects.create(service=service_a, unit=agency_a)
    draft = service_a.save_revision()

    merged(agency_a, agency_b, dewi)

    service_a.refresh_from_db()
    unit.refresh_from_db()
    draft.refresh_from_db()
    assert (service_a.agency, unit.unit) == (agency_b, agency_b)
    assert draft.as_object().agency_id == agency_b.pk
    assert client.get("/layanan/dukcapil/ktp-el-ganti/").url == "/layanan/dinsos/ktp-el-ganti/"
    assert client.get("/layanan/dinsos/ktp-el-ganti/").status_code == 200


def test_two_services_with_one_address_both_stay(
    agency_a: Agency, agency_b: Agency, service_a: Service, dewi: User
) -> None:
    service_rows.service("Yang lain", agency=agency_b, slug="ktp-el-ganti")

    merged(agency_a, agency_b, dewi)

    slugs = Service.objects.filter(agency=agency_b).values_list("slug", flat=True)
    assert sorted(slugs) == ["ktp-el-ganti", "ktp-el-ganti-2"]


def test_unit_with_the_same_service_is_not_doubled(
    agency_a: Agency, agency_b: Agency, service_a: Service, dewi: User
) -> None:
    Offering.objects.filter(service=service_a).delete()
    for unit in (agency_a, agency_b):
        Offering.objects.create(service=service_a, unit=unit)

    merged(agency_a, agency_b, dewi)

    assert [row.unit for row in Offering.objects.filter(service=service_a)] == [agency_b]


def test_link_follows_a_chain_of_mergers(
    agency_a: Agency, agency_b: Agency, service_a: Service, dewi: User, client: Client
) -> None:
    third = factories.agency("Dinas Ketiga")
    merged(agency_a, agency_b, dewi)
    merged(agency_b, third, dewi)

    assert client.get("/layanan/dukcapil/ktp-el-ganti/").url == (
        "/layanan/dinas-ketiga/ktp-el-ganti/"
    )


def test_a_signed_pledge_stays_and_is_history_of_the_successor(
    agency_a: Agency, agency_b: Agency, dewi: User, client: Client
) -> None:
    service_rows.pledge(agency_a, text="Kami sanggup dahulu")
    third = factories.agency("Dinas Ketiga")

    merged(agency_a, agency_b, dewi)
    merged(agency_b, third, dewi)

    assert Pledge.objects.get().agency == agency_a
    text = client.get("/opd/dinas-ketiga/").content.decode()
    assert "Kami sanggup dahulu" in text.partition("Maklumat terdahulu")[2]
    assert agency_a.name in text
    assert client.get("/opd/dinas-ketiga/maklumat.pdf").status_code == 404
    assert "Kami sanggup dahulu" in client.get("/opd/dukcapil/").content.decode()


def test_a_draft_of_a_pledge_goes_along_to_the_head_of_the_successor(
    government: Government, agency_a: Agency, agency_b: Agency, budi: User, dewi: User
) -> None:
    approval.set_up(government)
    day = date(2026, 1, 2)
    service_rows.pledge(agency_b, valid_from=day)
    draft = service_rows.pledge(agency_a, live=False, valid_from=day)
    draft.get_workflow().start(draft, budi)
    head = people.user("Ratna")
    factories.membership(head, "head", agency_b)

    merged(agency_a, agency_b, dewi)

    draft.refresh_from_db()
    assert (draft.agency, draft.valid_from) == (agency_b, date(2026, 1, 3))
    assert draft.get_latest_revision_as_object().agency == agency_b
    step = HeadApproval.objects.get()
    states = step.get_task_states_user_can_moderate(head)
    assert [state.workflow_state.content_object for state in states] == [draft]


def test_nothing_waits_for_the_head_of_an_agency_that_is_no_more(
    government: Government, agency_a: Agency, agency_b: Agency, budi: User, dewi: User
) -> None:
    approval.set_up(government)
    profile = Profile(agency=agency_a, motto="Cepat", live=False)
    profile.save()
    profile.save_revision(user=budi)
    profile.get_workflow().start(profile, budi)

    merged(agency_a, agency_b, dewi)

    assert Profile.objects.get().current_workflow_state is None


def test_agency_with_published_services_is_not_closed(
    agency_a: Agency, service_a: Service, dewi: User
) -> None:
    with pytest.raises(RuleBroken):
        reorganisation.close(agency=agency_a, basis=BASIS, by=dewi, at=AT)
