"""Reports for supervision are met by the inspectorate and by nobody else."""

import pytest
from django.core import serializers
from django.test import Client

from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.roles import NEED_AN_AGENCY, Role
from maklumat.agencies.tests import factories as rows
from maklumat.complaints.models import Complaint, Event
from tests.access import WALKERS, keys_of_everything, walk
from tests.others import for_inspectors, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys_begin_at_one")]
# On PostgreSQL who may and one who may not: what sets roles apart is a table in Python.
ON_BOTH = {Role.INSPECTOR, Role.ORGANISER}


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=() if role in ON_BOTH else pytest.mark.one_database)
        for role in WALKERS
    ],
)
def test_only_the_inspectorate_meets_a_case_for_supervision(role: Role, agency_b: Agency) -> None:
    """Even in the case's own agency, and in the whole government, nobody else does."""
    officer = people.user("Pelimpah")
    rows.membership(officer, "officer", agency_b)
    for_inspectors(agency_b, officer)
    client = signed_in(role.value, agency_b if role in NEED_AN_AGENCY else None)
    before = serializers.serialize("json", [*Complaint.objects.all(), *Event.objects.all()])

    shown = {
        visit.name for visit in walk(client, keys_of_everything(), "complaints") if visit.leaked
    }

    if role is Role.INSPECTOR:
        assert {"complaints-staff:inbox", "complaints-staff:case"} <= shown
        return
    assert shown == set()
    assert serializers.serialize("json", [*Complaint.objects.all(), *Event.objects.all()]) == before


def test_the_administrator_does_not_meet_it_either(agency_b: Agency) -> None:
    officer = people.user("Pelimpah")
    rows.membership(officer, "officer", agency_b)
    for_inspectors(agency_b, officer)
    client = Client(raise_request_exception=False)
    client.force_login(people.user("Teguh", is_superuser=True, is_staff=True))

    visits = walk(client, keys_of_everything(), under="complaints")

    assert [visit for visit in visits if visit.leaked] == []
