"""The cast and the factories hold what other tests build on."""

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests import factories


def test_service_a_is_live_with_all_components(service_a: Service) -> None:
    assert service_a.live
    assert len(service_a.filled) == len(Component)
    assert service_a.published_standard() == service_a.standard()


def test_an_incomplete_service_is_a_draft(agency_a: Agency) -> None:
    row = factories.service(agency=agency_a, complete=False)

    assert not row.live
    assert row.filled == []


def test_wati_has_no_way_into_agency_a(agency_a: Agency, wati: User, budi: User) -> None:
    assert not policy_for(wati).covers(Act.VIEW, agency_a)
    assert policy_for(budi).covers(Act.CHANGE, agency_a)


def test_dewi_sees_all(agency_a: Agency, agency_b: Agency, dewi: User) -> None:
    assert set(policy_for(dewi).agencies()) == {agency_a, agency_b}
