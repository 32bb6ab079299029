"""Agencies are renamed, merged, moved and closed; nothing of their past is lost."""

from datetime import date, timedelta

import pytest
from django.db.models import Model
from django.test import Client

from maklumat.accounts.models import User
from maklumat.agencies import queries, reorganisation
from maklumat.agencies.models import Agency, AgencyName, Membership, Succession
from maklumat.agencies.policy import policy_for
from maklumat.agencies.reorganisation import Basis
from maklumat.agencies.roles import Act
from maklumat.agencies.tests import factories
from maklumat.agencies.tests.factories import AT
from maklumat.core import audit
from maklumat.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
TODAY = AT.date()
BASIS = Basis(TODAY, "Perda 4/2026")


@pytest.fixture
def below_a(agency_a: Agency) -> Agency:
    return factories.agency("UPTD Contoh", parent=agency_a, kind="uptd")


def actions_on(agency: Agency) -> list[str]:
    return [row.action for row in audit.history(f"agency:{agency.slug}")]


# --- Rename -----------------------------------------------------------------------------------


def renamed(agency: Agency, by: User, slug: str = "dukcapil-baru", basis: Basis = BASIS) -> Agency:
    return reorganisation.rename(
        agency=agency,
        name="Dinas Kependudukan Baru",
        short_name="Disduk",
        slug=slug,
        basis=basis,
        by=by,
        at=AT,
    )


def test_old_name_is_kept_and_old_link_leads_on(
    agency_a: Agency, service_a: Model, dewi: User, client: Client
) -> None:
    renamed(agency_a, dewi)

    former = AgencyName.objects.get(agency=agency_a)
    assert (former.name, former.valid_to) == ("Dinas Kependudukan", TODAY - timedelta(days=1))
    assert client.get("/opd/dukcapil/").url == "/opd/dukcapil-baru/"
    assert client.get("/layanan/dukcapil/ktp-el-ganti/").url == (
        "/layanan/dukcapil-baru/ktp-el-ganti/"
    )
    assert client.get("/opd/dukcapil-baru/").status_code == 200


def test_renaming_is_written_down(agency_a: Agency, dewi: User) -> None:
    row = renamed(agency_a, dewi)

    written = audit.history(f"agency:{row.slug}").get()
    assert (written.action, written.actor) == ("agencies.renamed", dewi.email)
    assert "Perda 4/2026" in written.details


def test_address_of_another_is_refused(agency_a: Agency, agency_b: Agency, dewi: User) -> None:
    with pytest.raises(RuleBroken):
        renamed(agency_a, dewi, slug=agency_b.slug)


def test_former_address_of_another_is_refused(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    renamed(agency_a, dewi)

    with pytest.raises(RuleBroken):
        renamed(agency_b, dewi, slug="dukcapil")


def test_own_former_name_may_come_back(agency_a: Agency, dewi: User, client: Client) -> None:
    renamed(agency_a, dewi)
    renamed(agency_a, dewi, slug="dukcapil")

    assert client.get("/opd/dukcapil/").status_code == 200
    assert client.get("/opd/dukcapil-baru/").url == "/opd/dukcapil/"


@pytest.mark.parametrize("days", [0, -400])
def test_past_and_present_are_written(agency_a: Agency, dewi: User, days: int) -> None:
    assert renamed(agency_a, dewi, basis=Basis(TODAY + timedelta(days=days)))


def test_what_has_not_come_is_refused(agency_a: Agency, dewi: User) -> None:
    with pytest.raises(RuleBroken):
        renamed(agency_a, dewi, basis=Basis(TODAY + timedelta(days=1)))


# --- Merge ------------------------------------------------------------------------------------


def merged(agency: Agency, into: Agency, by: User, basis: Basis = BASIS) -> Succession:
    return reorganisation.merge(agency=agency, successor=into, basis=basis, by=by, at=AT)


def test_merge_ends_the_one_and_remembers_the_other(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    step = merged(agency_a, agency_b, dewi)

    agency_a.refresh_from_db()
    assert agency_a.valid_to == TODAY - timedelta(days=1)
    assert (step.kind, step.decree, step.date) == ("merged", "Perda 4/2026", TODAY)
    assert agency_a not in queries.living_agencies(TODAY)
    assert actions_on(agency_a)[0] == "agencies.merged"


def test_people_come_along_and_the_head_as_an_officer(
    agency_a: Agency, agency_b: Agency, budi: User, agus: User, dewi: User
) -> None:
    merged(agency_a, agency_b, dewi)

    roles = set(Membership.objects.filter(agency=agency_b).values_list("user", "role"))
    assert roles == {(budi.pk, "officer"), (agus.pk, "officer")}
    assert not Membership.objects.filter(agency=agency_a).exists()


def test_parts_move_below_the_successor(
    agency_a: Agency, agency_b: Agency, below_a: Agency, dewi: User
) -> None:
    deeper = factories.agency("Loket Contoh", parent=below_a, kind="uptd")

    merged(agency_a, agency_b, dewi)

    deeper.refresh_from_db()
    assert deeper.path == f"{agency_b.path}{below_a.pk}/{deeper.pk}/"


@pytest.mark.parametrize("heir", ["itself", "its part"])
def test_circles_are_refused(agency_a: Agency, below_a: Agency, dewi: User, heir: str) -> None:
    with pytest.raises(RuleBroken):
        merged(agency_a, agency_a if heir == "itself" else below_a, dewi)


def test_closed_agency_takes_nobody_in(agency_a: Agency, agency_b: Agency, dewi: User) -> None:
    merged(agency_a, agency_b, dewi)
    third = factories.agency("Dinas Ketiga")

    with pytest.raises(RuleBroken):
        merged(third, agency_a, dewi)


def test_agency_that_began_today_is_not_merged_away(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    Agency.objects.filter(pk=agency_a.pk).update(valid_from=TODAY)

    with pytest.raises(RuleBroken):
        merged(agency_a, agency_b, dewi)

    assert not Succession.objects.exists()


# --- Move -------------------------------------------------------------------------------------


def moved(agency: Agency, parent: Agency | None, by: User) -> Agency:
    return reorganisation.move(agency=agency, parent=parent, basis=BASIS, by=by, at=AT)


def test_whole_branch_moves_and_roles_follow(
    agency_a: Agency, agency_b: Agency, below_a: Agency, wati: User, dewi: User
) -> None:
    moved(agency_a, agency_b, dewi)

    below_a.refresh_from_db()
    assert below_a.path == f"/{agency_b.pk}/{agency_a.pk}/{below_a.pk}/"
    assert policy_for(wati).covers(Act.CHANGE, below_a)


def test_branch_moves_to_the_top(below_a: Agency, dewi: User) -> None:
    row = moved(below_a, None, dewi)

    row.refresh_from_db()
    assert (row.path, row.parent) == (f"/{below_a.pk}/", None)


def test_other_branches_stay_where_they_are(
    agency_a: Agency, agency_b: Agency, below_a: Agency, dewi: User
) -> None:
    beside = factories.agency("UPTD Lain", parent=agency_b, kind="uptd")

    moved(below_a, agency_b, dewi)

    beside.refresh_from_db()
    assert beside.path == f"/{agency_b.pk}/{beside.pk}/"


def test_agency_is_not_placed_below_its_own_part(
    agency_a: Agency, below_a: Agency, dewi: User
) -> None:
    with pytest.raises(RuleBroken):
        moved(agency_a, below_a, dewi)


# --- Close ------------------------------------------------------------------------------------


def closed(agency: Agency, by: User, day: date = TODAY) -> Agency:
    return reorganisation.close(agency=agency, basis=Basis(day), by=by, at=AT)


def test_closed_agency_exists_until_its_last_day(agency_b: Agency, dewi: User) -> None:
    closed(agency_b, dewi, TODAY + timedelta(days=30))

    assert agency_b in queries.living_agencies(TODAY + timedelta(days=30))
    assert agency_b not in queries.living_agencies(TODAY + timedelta(days=31))


def test_agency_with_parts_is_not_closed(agency_a: Agency, below_a: Agency, dewi: User) -> None:
    with pytest.raises(RuleBroken):
        closed(agency_a, dewi)


def test_role_ends_with_its_agency(agency_b: Agency, wati: User, dewi: User) -> None:
    closed(agency_b, dewi, TODAY)
    Agency.objects.filter(pk=agency_b.pk).update(valid_to=date(2020, 1, 1))

    assert not policy_for(wati).acts()
