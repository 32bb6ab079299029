"""Addresses that leave the page: the portal's own, whichever face they were made at."""

import pytest
from django.conf import settings
from django.urls import set_script_prefix

from maklumat.core import links


@pytest.fixture
def kiosk_face():
    set_script_prefix("/kiosk/buka/")
    yield
    set_script_prefix("/")


def test_an_address_is_the_portals_own():
    assert links.to("documents:document", "ABCD") == f"{settings.SITE_URL}/dokumen/ABCD/"
    assert links.typed("/pengaduan/lacak/") == f"{settings.SITE_HOST}/pengaduan/lacak/"


@pytest.mark.usefixtures("kiosk_face")
def test_what_is_taken_away_from_a_kiosk_opens_on_a_phone():
    assert links.to("documents:document", "ABCD") == f"{settings.SITE_URL}/dokumen/ABCD/"
    assert links.full("/kiosk/buka/layanan/") == f"{settings.SITE_URL}/layanan/"
