"""The set-up page: works once, with the right key, and says what is wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies import actions, regions
from maklumat.agencies.founding import new_key
from maklumat.agencies.models import Government, Membership

GIVEN = {
    "name": "Pemerintah Kabupaten Belu",
    "level": "regency",
    "region": "53.04",
    "head_title": "Bupati",
    "time_zone": "Asia/Makassar",
    "admin_name": "Dewi",
    "admin_email": "Dewi@belu.example",
    "password": "kelapa-tenun-ombak",
}


@pytest.fixture
def address(db: None) -> str:
    actions.load_regions(regions=regions.read(regions.CODES))
    return f"/mulai/?kunci={new_key()}"


def test_set_up_makes_government_and_administrator(client: Client, address: str) -> None:
    response = client.post(address, GIVEN)

    government = Government.objects.get()
    user = User.objects.get(email="dewi@belu.example")
    assert response.status_code == 302
    assert response["Location"] == reverse("account_login")
    assert (government.slug, government.short_name) == ("kabupaten-belu", "Pemkab Belu")
    assert not government.is_demo
    assert user.is_superuser
    assert user.check_password(GIVEN["password"])
    assert Membership.objects.get(user=user).role == "organiser"


def test_the_administrator_can_sign_in(client: Client, address: str) -> None:
    client.post(address, GIVEN)

    assert client.login(email="dewi@belu.example", password=GIVEN["password"])


def test_set_up_asks_all_on_one_page(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert all(f'name="{name}"' in page for name in GIVEN)
    assert "Kabupaten Belu" in page


def test_set_up_is_gone_once_there_is_a_government(client: Client, address: str) -> None:
    client.post(address, GIVEN)

    assert client.get(address).status_code == 404
    assert client.post(address, {**GIVEN, "admin_email": "x@belu.example"}).status_code == 404
    assert Government.objects.count() == 1


@pytest.mark.parametrize("key", ["", "guess", "set-up:1:x"])
def test_set_up_is_hidden_without_the_key(client: Client, db: None, key: str) -> None:
    assert client.get(f"/mulai/?kunci={key}").status_code == 404
    assert client.post(f"/mulai/?kunci={key}", GIVEN).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("level", "village"),
        ("region", "53.71"),  # a city, but a regency was chosen
        ("region", "99.99"),
        ("head_title", ""),
        ("time_zone", "Mars/Olympus"),
        ("admin_email", "bukan alamat"),
        ("password", "pendek"),
        ("password", "1234567890"),
        ("name", "x" * 151),
    ],
)
def test_bad_input_is_told_by_the_field(
    client: Client, address: str, name: str, value: str
) -> None:
    response = client.post(address, {**GIVEN, name: value})

    assert response.status_code == 422
    assert response.context["form"].errors[name]
    assert not Government.objects.exists()
    if name != "name":
        assert "Pemerintah Kabupaten Belu" in response.content.decode()


def test_other_methods_are_refused(client: Client, address: str) -> None:
    assert client.put(address).status_code == 405
