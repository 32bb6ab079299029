"""Nobody sees or changes what belongs to another agency, at any address, in any role."""

import re
from pathlib import Path

import pytest
from django.test import Client

from maklumat import urls as project_urls
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.roles import MAY, Role
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.pages.tests import factories as pages
from tests.access import WALKERS, keys_of_everything, walk
from tests.others import belongings, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys_begin_at_one")]
CODE = Path(project_urls.__file__).parent
KNOW_ROLES = {
    "agencies/roles.py",
    "agencies/policy.py",
    "agencies/labels.py",  # their names
    "agencies/people.py",  # where each can be held
    "agencies/reorganisation.py",  # what becomes of them when agencies merge
    "agencies/demo.py",
    "catalogue/reviews.py",  # who is reminded
    "kiosk/actions/telling.py",  # who is told that a screen is silent
    "complaints/queries/ladder.py",  # who is told of a missed term, rung by rung
    "complaints/queries/__init__.py",  # restricted cases follow the role, not the administrator
}


def test_every_role_is_walked_or_may_just_what_a_walker_may() -> None:
    assert {MAY[role] for role in WALKERS} == {MAY[role] for role in Role}


def test_no_view_knows_a_role_by_name() -> None:
    named = re.compile(r"roles import [^\n]*\b(Role|MAY)\b")
    files = [path for path in CODE.rglob("*.py") if "tests" not in path.parts]
    found = {str(path.relative_to(CODE)) for path in files if named.search(path.read_text())}

    assert found - KNOW_ROLES == set()


# On PostgreSQL one role walks: what sets roles apart is a table in Python, the SQL is the same.
ON_ONE_DATABASE = [
    pytest.param(role, marks=pytest.mark.one_database if role != Role.OFFICER else ())
    for role in WALKERS
]


@pytest.mark.parametrize("role", ON_ONE_DATABASE)
def test_no_role_of_another_agency_sees_or_changes_anything(
    role: Role, agency_a: Agency, agency_b: Agency, others: Service
) -> None:
    services.service("Milik sendiri", agency=agency_a)
    pages.site(agency_a, people.user("Pembuat"))
    client = signed_in(role.value, agency_a)
    before = belongings(agency_b)

    visits = list(walk(client, keys_of_everything()))

    assert [visit for visit in visits if visit.leaked] == []
    assert [visit for visit in visits if visit.broken] == []
    assert belongings(agency_b) == before


@pytest.mark.one_database  # an officer has asked these addresses above, as everybody may
def test_nobody_sees_anything_without_signing_in(agency_b: Agency, others: Service) -> None:
    before = belongings(agency_b)

    visits = list(walk(Client(raise_request_exception=False), keys_of_everything()))

    assert [visit for visit in visits if visit.leaked or visit.broken] == []
    assert belongings(agency_b) == before
