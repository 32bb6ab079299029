"""The home page, and what search engines read."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories
from maklumat.complaints.tests import factories as complaints

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def text(client: Client, path: str = "/") -> str:
    return client.get(path).content.decode()


def test_home_searches_first(sari: Client, service_a: Service) -> None:
    shown = text(sari)

    assert 'action="/layanan/"' in shown
    assert 'name="q"' in shown


def test_home_names_popular_services_and_life_events(sari: Client, service_a: Service) -> None:
    event = factories.term("life_event", "Lahir", position=1, icon="no-such-icon")
    factories.term("life_event", "Menikah", position=2)
    service_a.home_position, service_a.life_events = 1, [event]
    service_a.save_revision().publish()

    shown = text(sari)

    assert service_a.get_absolute_url() in shown
    assert "Lahir" in shown
    assert "Menikah" not in shown  # no service belongs to it yet


def test_home_counts_honestly(sari: Client, service_a: Service) -> None:
    other = factories.service("Akta lahir", agency=service_a.agency)
    other.safety_measures = []
    other.save_revision().publish()

    shown = text(sari)

    assert "1 dari 2 layanan memuat ke-14 komponen." in shown
    assert "50%" in shown


def test_home_of_a_government_without_services(sari: Client, government: Government) -> None:
    assert "Belum ada layanan yang terbit" in text(sari)


def test_home_before_the_set_up_says_what_to_do(sari: Client, db: None) -> None:
    assert "Hampir siap" in text(sari)


def test_home_says_that_a_demo_is_one(sari: Client, government: Government) -> None:
    assert "rekaan" not in text(sari)

    government.is_demo = True
    government.save()

    assert "rekaan" in text(sari, "/en/").replace("fictional", "rekaan")


def test_home_in_english(sari: Client, service_a: Service) -> None:
    assert "What do you need to arrange?" in text(sari, "/en/")


def test_an_uncached_home_costs_few_queries(sari: Client, service_a: Service) -> None:
    sari.get("/opd/")

    with CaptureQueriesContext(connection) as queries:
        sari.get("/")

    assert len(queries) <= 7


def test_the_sitemap_names_every_page_in_both_languages(sari: Client, service_a: Service) -> None:
    draft = factories.service("Rahasia", agency=service_a.agency, complete=False)

    root = ET.fromstring(text(sari, "/sitemap.xml"))  # noqa: S314  our own page
    found = [node.text for node in root.findall("s:url/s:loc", SITEMAP)]

    for path in ("/", "/en/", "/opd/dukcapil/", "/layanan/dukcapil/ktp-el-ganti/"):
        assert settings.SITE_URL + path in found
    assert f"{settings.SITE_URL}/en{service_a.get_absolute_url()}" in found
    assert not any(draft.slug in str(address) for address in found)


def test_robots_find_the_map_and_stay_out_of_staff_pages(sari: Client) -> None:
    shown = text(sari, "/robots.txt")

    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in shown
    assert "Disallow: /petugas/" in shown


@pytest.mark.parametrize("path", ["/", "/opd/", "/sitemap.xml", "/robots.txt"])
def test_pages_are_only_read(sari: Client, government: Government, path: str) -> None:
    assert sari.post(path).status_code == 405


def test_every_link_of_the_home_page_leads_somewhere(sari: Client, service_a: Service) -> None:
    service_a.home_position = 1
    service_a.save_revision().publish()
    complaints.terms()

    for address in sorted(set(re.findall(r'href="(/[^"#]*)"', text(sari)))):
        if not address.startswith(("/static/", "/tema.css", "/petugas/")):
            assert sari.get(address).status_code == 200, address
