"""The demo's microsites: alive, whole, and left alone the second time."""

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Government
from maklumat.agencies.tests import factories as rows
from maklumat.core.datafiles import read
from maklumat.pages.demo import drawing, loading
from maklumat.pages.models import AgencyHome, NewsItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(government: Government) -> User:
    for entry in read(loading.DATA).rows("sites"):
        rows.agency(entry.text("agency"), slug=entry.text("agency"))
    boss = people.user("Teguh")
    boss.is_superuser = True
    boss.save()
    return boss


def test_the_demo_s_sites_live(chief: User, sari: Client) -> None:
    assert loading.load(at=now()) == len(read(loading.DATA).rows("sites"))

    assert NewsItem.objects.filter(live=True).count() >= 5
    assert not NewsItem.objects.filter(picture_alt="").exists()
    for home in AgencyHome.objects.all():
        assert sari.get(home.url).status_code == 200
    assert "Daftar isi tas siaga" in sari.get("/situs/bpbd/unduhan/").text


def test_loading_again_adds_nothing(chief: User) -> None:
    loading.load(at=now())
    NewsItem.objects.first().delete()
    before = NewsItem.objects.count()

    assert loading.load(at=now()) == 0
    assert NewsItem.objects.count() == before


@pytest.mark.parametrize("kind", drawing.KINDS)
def test_every_picture_can_be_drawn(kind: str) -> None:
    assert drawing.drawn(kind).startswith(b"\x89PNG")
