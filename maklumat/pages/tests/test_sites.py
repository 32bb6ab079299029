"""Microsites: founded in one click, filled from the facts, read by citizens."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from wagtail.models import Collection, Page

from maklumat.accounts.models import User
from maklumat.agencies import actions as agencies
from maklumat.agencies import reorganisation
from maklumat.agencies.models import Agency, AgencyName
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.pages import sites
from maklumat.pages.models import AgencyHome
from maklumat.pages.tests import factories

pytestmark = pytest.mark.django_db
POINTS = {"organiser", "standards", "pledge", "vision", "complaints", "performance", "recognition"}


@pytest.fixture
def home(agency_a: Agency, budi: User) -> AgencyHome:
    return factories.site(agency_a, budi)


def test_a_new_site_has_a_home_a_list_of_news_and_downloads(home: AgencyHome) -> None:
    below = list(home.get_children().values_list("title", "live", "show_in_menus"))

    assert home.live
    assert below == [("Berita", True, True), ("Unduhan", True, True)]
    assert AuditRow.objects.filter(action="pages.site_founded", target="dukcapil").exists()


def test_a_second_site_is_refused(home: AgencyHome, agency_a: Agency, budi: User) -> None:
    with pytest.raises(RuleBroken):
        factories.site(agency_a, budi)

    assert Page.objects.filter(depth=2).count() == 2
    assert Collection.objects.filter(depth=2).count() == 1


def test_an_agency_that_is_no_more_gets_no_site(agency_a: Agency, budi: User) -> None:
    agency_a.valid_to = localdate() - timedelta(days=1)
    agency_a.save()

    with pytest.raises(RuleBroken):
        factories.site(agency_a, budi)


def test_the_home_page_shows_the_seven_points(
    home: AgencyHome, service_a: Service, sari: Client
) -> None:
    page = HTMLParser(sari.get("/situs/dukcapil/").text)

    assert {node.attributes["data-point"] for node in page.css("[data-point]")} == POINTS
    assert service_a.name in page.text()


def test_a_changed_fact_is_on_the_site_at_once(
    home: AgencyHome, agency_a: Agency, sari: Client, django_capture_on_commit_callbacks: object
) -> None:
    assert "0812 1111" not in sari.get("/situs/dukcapil/").text
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        agency_a.phone = "0812 1111"
        agency_a.save()
        agencies.note_change(agency=agency_a, fields=["phone"], by=home.owner, at=now())

    assert "0812 1111" in sari.get("/situs/dukcapil/").text


def test_an_empty_list_says_something_useful(home: AgencyHome, sari: Client) -> None:
    assert "belum menulis berita" in sari.get("/situs/dukcapil/berita/").text
    assert "belum" in sari.get("/situs/dukcapil/unduhan/").text


def test_a_draft_is_never_public(home: AgencyHome, sari: Client) -> None:
    draft = factories.news(home, "Rancangan rahasia", live=False)

    assert sari.get(f"/situs/dukcapil/berita/{draft.slug}/").status_code == 404
    for address in ("", "berita/", "cari/?q=rancangan"):
        assert "Rancangan rahasia" not in sari.get(f"/situs/dukcapil/{address}").text
    assert draft.slug not in sari.get("/sitemap.xml").text


def test_the_draft_of_a_public_page_is_not_public_either(home: AgencyHome, sari: Client) -> None:
    page = factories.news(home, "Judul lama")
    page.title = "Judul baru"
    page.save_revision()

    text = sari.get(f"/situs/dukcapil/berita/{page.slug}/").text

    assert "Judul lama" in text
    assert "Judul baru" not in text


def test_an_unpublished_home_takes_the_whole_site_along(home: AgencyHome, sari: Client) -> None:
    page = factories.news(home, "Kabar")
    home.unpublish()

    assert sari.get("/situs/dukcapil/").status_code == 404
    assert sari.get(f"/situs/dukcapil/berita/{page.slug}/").status_code == 404
    assert "/situs/" not in sari.get("/opd/dukcapil/").text


def test_a_page_of_another_site_is_not_found_in_this_one(
    home: AgencyHome, agency_b: Agency, wati: User, sari: Client
) -> None:
    other = factories.free_page(factories.site(agency_b, wati), "Milik Dinsos")

    assert sari.get(f"/situs/dinsos/{other.slug}/").status_code == 200
    assert sari.get(f"/situs/dukcapil/{other.slug}/").status_code == 404


def test_the_menu_holds_the_pages_marked_for_it(home: AgencyHome, sari: Client) -> None:
    factories.free_page(home, "Tentang kami", show_in_menus=True)
    factories.free_page(home, "Tersembunyi", show_in_menus=False)

    menu = HTMLParser(sari.get("/situs/dukcapil/").text).css_first("nav.site-header__nav").text()

    assert "Tentang kami" in menu
    assert "Tersembunyi" not in menu


def test_the_search_finds_services_and_pages_of_this_agency_only(
    home: AgencyHome, service_a: Service, agency_b: Agency, wati: User, sari: Client
) -> None:
    factories.news(home, "Layanan KTP keliling")
    factories.news(factories.site(agency_b, wati), "KTP bagi penyandang disabilitas")

    text = HTMLParser(sari.get("/situs/dukcapil/cari/?q=ktp").text).css_first("main").text()

    assert service_a.name in text
    assert "Layanan KTP keliling" in text
    assert "penyandang" not in text


@pytest.mark.parametrize("question", ["", " ", "%", "_", "a" * 500, "'\"<b>"])
def test_any_question_is_answered(question: str, home: AgencyHome, sari: Client) -> None:
    assert sari.get("/situs/dukcapil/cari/", {"q": question}).status_code == 200


def test_the_agency_page_leads_to_the_site(home: AgencyHome, sari: Client) -> None:
    assert 'href="/situs/dukcapil/"' in sari.get("/opd/dukcapil/").text


def test_an_old_name_of_the_agency_leads_on(
    home: AgencyHome, agency_a: Agency, sari: Client
) -> None:
    AgencyName.objects.create(
        agency=agency_a, name="Lama", short_name="Lama", slug="capil", valid_to="2025-01-01"
    )

    assert sari.get("/situs/capil/")["Location"] == "/situs/dukcapil/"
    assert sari.get("/situs/capil/berita/")["Location"] == "/situs/dukcapil/berita/"


def test_the_site_of_a_merged_agency_stays_and_says_so(
    home: AgencyHome, agency_a: Agency, agency_b: Agency, dewi: User, budi: User, sari: Client
) -> None:
    basis = reorganisation.Basis(localdate(), "Perda 1/2026")
    reorganisation.merge(agency=agency_a, successor=agency_b, basis=basis, by=dewi, at=now())

    text = sari.get("/situs/dukcapil/").text

    assert "Dinas Sosial" in text
    assert not sites.may_edit_page(User.objects.get(pk=budi.pk), home.pk)


def test_the_sitemap_and_search_engines_know_the_pages(home: AgencyHome, sari: Client) -> None:
    page = factories.news(home, "Kabar baik", lead="Mulai Senin.")

    assert f"/situs/dukcapil/berita/{page.slug}/" in sari.get("/sitemap.xml").text
    text = sari.get(f"/situs/dukcapil/berita/{page.slug}/").text
    assert '<meta name="description" content="Mulai Senin.">' in text
    assert re.search(r'rel="canonical" href="[^"]+/situs/dukcapil/berita/kabar-baik/"', text)


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 20), ("berita/", 6), ("berita/kabar/", 6), ("unduhan/", 6), ("cari/?q=a", 6)],
)
def test_public_pages_keep_to_their_queries(
    address: str, most: int, home: AgencyHome, service_a: Service, sari: Client
) -> None:
    for number in range(3):
        factories.news(home, f"Kabar {number}", slug=f"kabar{number or ''}", picture=factories.picture(home),
                       picture_alt="Loket")  # fmt: skip
    sari.get(f"/situs/dukcapil/{address}")  # makes the sizes of the pictures
    sari.get("/opd/")
    cache.clear()
    sari.get("/opd/")

    with CaptureQueriesContext(connection) as queries:
        assert sari.get(f"/situs/dukcapil/{address}").status_code == 200

    assert len(queries) <= most, [row["sql"][:120] for row in queries]


def test_english_pages_frame_indonesian_text(home: AgencyHome, sari: Client) -> None:
    page = HTMLParser(sari.get("/en/situs/dukcapil/").text)

    assert page.css_first("html").attributes["lang"] == "en"
    assert page.css_first("h1").attributes["lang"] == "id"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_pages_are_only_read(method: str, home: AgencyHome, sari: Client) -> None:
    assert getattr(sari, method)("/situs/dukcapil/").status_code == 405


def test_a_theme_is_made_for_any_colour_and_nothing_else(sari: Client) -> None:
    assert sari.get("/tema/aa3300.css").status_code == 200
    assert sari.get("/tema/red.css").status_code == 404
