"""People get accounts by invitation, roles within reach, and lose them at once."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD
from maklumat.agencies import people, tokens
from maklumat.agencies.models import Agency, Government, Invitation, Membership
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.tests import factories
from maklumat.agencies.tests.factories import AT
from maklumat.core import audit
from maklumat.core.errors import Refused, RuleBroken
from maklumat.core.models import Message

pytestmark = pytest.mark.django_db
NEW = {"name": "Rina", "password": "kalimat-rahasia-rina"}


def invited(by: User, agency: Agency | None, role: str = "officer", **values: object) -> Invitation:
    return people.invite(
        email=str(values.pop("email", "rina@contoh.example")),
        name="Rina",
        role=role,
        agency=agency,
        government=factories.government(),
        by=by,
        at=values.pop("at", now()),
    )


def page_of(invitation: Invitation) -> str:
    return f"/akun/undangan/{tokens.token_of(invitation)}/"


# --- Invitations ------------------------------------------------------------------------------


def test_letter_holds_the_link_and_says_for_what(dewi: User, agency_a: Agency) -> None:
    invitation = invited(dewi, agency_a)

    letter = Message.objects.get(to="rina@contoh.example")
    assert page_of(invitation) in letter.text
    assert "Dinas Kependudukan" in letter.text
    assert audit.history(f"invitation:{invitation.uid}").get().action == "agencies.invited"


def test_invited_person_makes_an_account_and_is_led_to_a_second_factor(
    dewi: User, agency_a: Agency, client: Client
) -> None:
    page = page_of(invited(dewi, agency_a))
    assert client.get(page).status_code == 200

    response = client.post(page, NEW)

    assert response.url == "/akun/"
    assert client.get("/akun/2fa/aplikasi/").status_code == 200
    user = User.objects.get(email="rina@contoh.example")
    assert policy_for(user).covers(Act.CHANGE, agency_a)
    assert user.check_password(NEW["password"])


def test_link_works_once(dewi: User, agency_a: Agency, client: Client) -> None:
    page = page_of(invited(dewi, agency_a))
    client.post(page, NEW)

    assert Client().get(page).status_code == 404
    assert Client().post(page, NEW | {"name": "Pencuri"}).status_code == 404
    assert User.objects.get(email="rina@contoh.example").first_name == "Rina"


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7.01, 404)])
def test_link_works_seven_days(
    dewi: User, agency_a: Agency, client: Client, days: float, status: int
) -> None:
    invitation = invited(dewi, agency_a, at=now() - timedelta(days=days))

    assert client.get(page_of(invitation)).status_code == status


def test_withdrawn_link_works_no_more(dewi: User, agency_a: Agency, client: Client) -> None:
    invitation = invited(dewi, agency_a)
    people.revoke_invitation(invitation=invitation, by=dewi, at=now())

    assert client.get(page_of(invitation)).status_code == 404


def test_new_letter_ends_the_old_one(dewi: User, agency_a: Agency, client: Client) -> None:
    invitation = invited(dewi, agency_a)
    old = page_of(invitation)

    again = people.resend_invitation(invitation=invitation, by=dewi, at=now())

    assert client.get(old).status_code == 404
    assert client.get(page_of(again)).status_code == 200
    assert Message.objects.filter(to="rina@contoh.example").count() == 2


@pytest.mark.parametrize("token", ["x", "x:y:z", "a" * 300])
def test_made_up_link_works_never(client: Client, db: None, token: str) -> None:
    assert client.get(f"/akun/undangan/{token}/").status_code == 404


def test_changed_link_works_never(dewi: User, agency_a: Agency, client: Client) -> None:
    page = page_of(invited(dewi, agency_a))

    assert client.get(page[:-3] + "xx/").status_code == 404


@pytest.mark.parametrize("password", ["pendek", "password123", "rina@contoh.example"])
def test_weak_password_is_refused_and_the_link_stays(
    dewi: User, agency_a: Agency, client: Client, password: str
) -> None:
    page = page_of(invited(dewi, agency_a))

    answer = client.post(page, NEW | {"password": password})

    assert answer.context["form"].errors["password"]
    assert answer.context["form"]["name"].value() == "Rina"
    assert client.get(page).status_code == 200


def test_known_address_is_not_invited(dewi: User, budi: User, agency_a: Agency) -> None:
    with pytest.raises(RuleBroken):
        invited(dewi, agency_a, email=budi.email.upper())


def test_address_is_not_invited_twice(dewi: User, agency_a: Agency) -> None:
    invited(dewi, agency_a)

    with pytest.raises(RuleBroken):
        invited(dewi, agency_a)


# --- Reach ------------------------------------------------------------------------------------


@pytest.fixture
def local_organiser(agency_a: Agency) -> User:
    """Somebody who manages the people of agency A only."""
    user = User.objects.create_user("lokal@contoh.example", PASSWORD, first_name="Lokal")
    factories.membership(user, "organiser", agency_a)
    return user


def test_nobody_invites_beyond_the_own_reach(
    local_organiser: User, agency_a: Agency, agency_b: Agency
) -> None:
    invited(local_organiser, agency_a)

    for agency in (agency_b, None):
        with pytest.raises(Refused):
            invited(local_organiser, agency, role="organiser", email="lain@contoh.example")


def test_officer_invites_nobody(budi: User, agency_a: Agency) -> None:
    with pytest.raises(Refused):
        invited(budi, agency_a)


def test_officer_needs_an_agency(dewi: User) -> None:
    with pytest.raises(RuleBroken):
        invited(dewi, None, role="officer")


def test_local_organiser_closes_no_account_with_roles_elsewhere(
    local_organiser: User, budi: User, agency_b: Agency, client: Client
) -> None:
    client.force_login(local_organiser)
    factories.membership(budi, "officer", agency_b)

    assert client.post(f"/petugas/orang/{budi.pk}/tutup/").status_code == 404
    budi.refresh_from_db()
    assert budi.is_active


def test_local_organiser_does_not_see_roles_elsewhere(
    local_organiser: User, budi: User, agency_b: Agency, client: Client
) -> None:
    client.force_login(local_organiser)
    other = factories.membership(budi, "officer", agency_b)

    page = client.get(f"/petugas/orang/{budi.pk}/")

    assert [role.agency.slug for role in page.context["person"].shown_roles] == ["dukcapil"]
    assert client.post(f"/petugas/orang/peran/{other.pk}/cabut/").status_code == 404


# --- Leaving ----------------------------------------------------------------------------------


def test_closed_account_is_signed_out_at_once(
    dewi: User, budi: User, government: Government
) -> None:
    browser = Client()
    browser.force_login(budi)
    assert browser.get("/petugas/").status_code == 200

    people.deactivate(person=budi, government=government, by=dewi, at=AT)

    assert browser.get("/petugas/").status_code == 302
    people.reactivate(person=budi, by=dewi, at=AT)
    assert browser.get("/petugas/").status_code == 302, "the old session came back to life"


def test_own_account_is_not_closed(dewi: User, government: Government) -> None:
    with pytest.raises(RuleBroken):
        people.deactivate(person=dewi, government=government, by=dewi, at=AT)


def test_last_organiser_keeps_the_role(dewi: User, government: Government) -> None:
    role = Membership.objects.get(user=dewi)

    with pytest.raises(RuleBroken):
        people.take_role(membership=role, by=dewi, at=AT)

    User.objects.create_superuser("admin@contoh.example", PASSWORD)
    people.take_role(membership=role, by=dewi, at=AT)
    assert not Membership.objects.filter(user=dewi).exists()


def test_closed_organiser_does_not_count_as_one(dewi: User, government: Government) -> None:
    other = User.objects.create_user("dua@contoh.example", PASSWORD, is_active=False)
    factories.membership(other, "organiser", None)

    with pytest.raises(RuleBroken):
        people.take_role(membership=Membership.objects.get(user=dewi), by=dewi, at=AT)


def test_organiser_does_not_touch_the_administrator(dewi: User, client: Client) -> None:
    admin = User.objects.create_superuser("admin@contoh.example", PASSWORD)
    client.force_login(dewi)

    assert client.get(f"/petugas/orang/{admin.pk}/").status_code == 404
    assert client.post(f"/petugas/orang/{admin.pk}/tutup/").status_code == 404


# --- Pages ------------------------------------------------------------------------------------


def test_bureau_invites_on_the_page(dewi: User, agency_a: Agency, client: Client) -> None:
    client.force_login(dewi)

    response = client.post(
        "/petugas/orang/undang/",
        {"name": "Rina", "email": "rina@contoh.example", "role": "head", "agency": agency_a.pk},
    )

    assert response.url == "/petugas/orang/"
    assert b"rina@contoh.example" in client.get("/petugas/orang/").content
    assert Invitation.objects.get().role == "head"


def test_missing_agency_is_said_and_nothing_typed_is_lost(dewi: User, client: Client) -> None:
    client.force_login(dewi)

    page = client.post(
        "/petugas/orang/undang/",
        {"name": "Rina", "email": "rina@contoh.example", "role": "officer", "agency": ""},
    )

    assert page.context["form"].errors["agency"]
    assert b'value="Rina"' in page.content
    assert not Invitation.objects.exists()


def test_role_is_given_and_taken_on_the_page(
    dewi: User, budi: User, agency_b: Agency, client: Client
) -> None:
    client.force_login(dewi)
    client.post(f"/petugas/orang/{budi.pk}/peran/", {"role": "officer", "agency": agency_b.pk})
    role = Membership.objects.get(user=budi, agency=agency_b)

    client.post(f"/petugas/orang/peran/{role.pk}/cabut/")

    assert not Membership.objects.filter(user=budi, agency=agency_b).exists()
    written = [row.action for row in audit.history(f"user:{budi.pk}")]
    assert written == ["agencies.role_taken", "agencies.role_given"]


def test_head_sees_the_own_people_and_changes_nothing(
    agus: User, budi: User, wati: User, client: Client
) -> None:
    client.force_login(agus)

    listed = {person.pk for person in client.get("/petugas/orang/").context["page"]}

    assert listed == {agus.pk, budi.pk}
    assert client.get(f"/petugas/orang/{wati.pk}/").status_code == 404
    assert client.post(f"/petugas/orang/{budi.pk}/tutup/").status_code == 404
    assert client.post(f"/petugas/orang/{budi.pk}/peran/", {"role": "head"}).status_code == 404


def test_wati_finds_nothing_of_it(
    wati: User, budi: User, dewi: User, agency_a: Agency, client: Client
) -> None:
    invitation = invited(dewi, agency_a)
    role = Membership.objects.get(user=budi)
    client.force_login(wati)

    for address in ("orang/", "orang/undang/", f"orang/{budi.pk}/"):
        assert client.get(f"/petugas/{address}").status_code == 404, address
    for address in (
        "orang/undang/",
        f"orang/{budi.pk}/peran/",
        f"orang/{budi.pk}/tutup/",
        f"orang/{budi.pk}/buka/",
        f"orang/peran/{role.pk}/cabut/",
        f"orang/undangan/{invitation.uid}/ulangi/",
        f"orang/undangan/{invitation.uid}/batal/",
        f"perangkat-daerah/{agency_a.pk}/ganti-nama/",
        f"perangkat-daerah/{agency_a.pk}/gabung/",
        f"perangkat-daerah/{agency_a.pk}/pindah/",
        f"perangkat-daerah/{agency_a.pk}/tutup/",
        f"perangkat-daerah/edit/{agency_a.pk}/",
    ):
        assert client.post(f"/petugas/{address}").status_code == 404, address
    budi.refresh_from_db()
    assert budi.is_active


@pytest.mark.parametrize("address", ["tutup/", "buka/", "peran/"])
def test_changes_are_posted(dewi: User, budi: User, client: Client, address: str) -> None:
    client.force_login(dewi)

    assert client.get(f"/petugas/orang/{budi.pk}/{address}").status_code == 405


def test_list_asks_the_same_number_of_questions_for_any_number(
    dewi: User, agency_a: Agency, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        user = User.objects.create_user(f"p{number}@contoh.example", PASSWORD, first_name="P")
        factories.membership(user, "officer", agency_a)
    client.force_login(dewi)

    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/petugas/orang/")


# --- The second factor ------------------------------------------------------------------------


def test_whole_government_needs_a_second_factor(dewi: User, client: Client, settings) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(dewi)

    page = client.get("/petugas/", follow=True)

    assert page.request["PATH_INFO"] == "/akun/"
    assert client.post("/petugas/orang/undang/").status_code == 302


def test_one_agency_may_do_without(budi: User, client: Client, settings) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(budi)

    assert client.get("/petugas/").status_code == 200


def test_second_factor_opens_the_frame(dewi: User, client: Client, settings) -> None:
    settings.REQUIRE_MFA = True
    TOTP.activate(dewi, "JBSWY3DPEHPK3PXP")
    client.force_login(dewi)

    assert client.get("/petugas/").status_code == 200


def test_administrator_needs_one_too(client: Client, db: None, settings) -> None:
    settings.REQUIRE_MFA = True
    client.force_login(User.objects.create_superuser("admin@contoh.example", PASSWORD))

    assert client.get("/petugas/").url == "/akun/"


def test_link_in_the_letter_is_absolute(dewi: User, agency_a: Agency) -> None:
    invited(dewi, agency_a)

    assert re.search(r"https?://\S+/akun/undangan/", Message.objects.get().text)
