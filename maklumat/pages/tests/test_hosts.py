"""A host name of an agency's own: accepted when it is registered, used when it leads here."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.pages import actions, hosts
from maklumat.pages.models import AgencyHome, SiteHost
from maklumat.pages.tests import factories

pytestmark = pytest.mark.django_db
NAME = "dukcapil.nusacontoh.go.id"
OURS = "layanan.nusacontoh.go.id"


class Book:
    """A name server that knows what a test tells it."""

    def __init__(self, **known: str) -> None:
        self.known = {name.replace("_", "."): address for name, address in known.items()}

    def addresses(self, name: str) -> frozenset[str]:
        return frozenset({self.known[name]} if name in self.known else ())


POINTS_HERE = Book(dukcapil_nusacontoh_go_id="10.1.1.1", layanan_nusacontoh_go_id="10.1.1.1")
POINTS_AWAY = Book(dukcapil_nusacontoh_go_id="10.9.9.9", layanan_nusacontoh_go_id="10.1.1.1")


@pytest.fixture
def home(agency_a: Agency, budi: User) -> AgencyHome:
    return factories.site(agency_a, budi)


@pytest.fixture
def host(home: AgencyHome, budi: User) -> SiteHost:
    made = actions.name_host(home=home, name=NAME, by=budi, at=now())
    assert made
    return checked(made, POINTS_HERE)


@pytest.fixture(autouse=True)
def _closed(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]  # type: ignore[attr-defined]


def checked(host: SiteHost, book: Book) -> SiteHost:
    return actions.check_host(host=host, ours=OURS, resolver=book, at=now())


def test_a_name_that_leads_here_is_noted(host: SiteHost) -> None:
    assert (host.points_here, host.found) == (True, "10.1.1.1")


@pytest.mark.parametrize(("book", "found"), [(POINTS_AWAY, "10.9.9.9"), (Book(), "")])
def test_a_name_that_leads_elsewhere_is_noted_too(host: SiteHost, book: Book, found: str) -> None:
    again = checked(host, book)

    assert (again.points_here, again.found) == (False, found)


def test_the_site_stands_at_the_root_of_its_host(
    host: SiteHost, home: AgencyHome, service_a: Service, sari: Client
) -> None:
    factories.news(home, "Kabar", slug="kabar")

    front = sari.get("/", headers={"host": NAME})

    assert front.status_code == 200
    assert ">Dinas Kependudukan</h1>" in front.text
    assert 'href="/berita/"' in front.text
    assert "/situs/dukcapil/berita/" not in front.text
    assert f'rel="canonical" href="http://{NAME}/"' in front.text
    assert sari.get("/berita/kabar/", headers={"host": NAME}).status_code == 200
    assert sari.get("/cari/?q=kabar", headers={"host": NAME}).status_code == 200
    assert sari.get("/tidak-ada/", headers={"host": NAME}).status_code == 404


def test_the_english_site_stands_below_en(host: SiteHost, sari: Client) -> None:
    page = sari.get("/en/", headers={"host": NAME}).text

    assert 'lang="en"' in page
    assert 'href="/en/berita/"' in page
    assert f'hreflang="id" href="http://{NAME}/"' in page


def test_the_portal_s_pages_are_at_home_on_the_portal(host: SiteHost, sari: Client) -> None:
    for address in ("/layanan/?q=ktp", "/petugas/", "/opd/dukcapil/", "/en/layanan/"):
        answer = sari.get(address, headers={"host": NAME})
        assert answer.status_code == 302
        assert answer["Location"].endswith(address)
        assert answer["Location"].startswith("http")
        assert NAME not in answer["Location"]


@pytest.mark.parametrize("path", ["//evil.example/berita", "//evil.example"])
def test_no_address_on_a_host_leads_away(path: str, host: SiteHost, sari: Client) -> None:
    answer = sari.get("/x", HTTP_HOST=NAME, PATH_INFO=path)

    assert not str(answer.headers.get("Location", "")).startswith("//")


def test_a_stranger_s_host_name_is_refused(host: SiteHost, sari: Client) -> None:
    for name in ("evil.example", f"x.{NAME}", "nusacontoh.go.id"):
        assert sari.get("/", headers={"host": name}).status_code == 400


def test_a_name_taken_away_is_refused_again(
    host: SiteHost,
    home: AgencyHome,
    budi: User,
    sari: Client,
    django_capture_on_commit_callbacks: object,
) -> None:
    assert sari.get("/", headers={"host": NAME}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.name_host(home=home, name="", by=budi, at=now())

    assert sari.get("/", headers={"host": NAME}).status_code == 400


def test_the_portal_s_address_names_the_host_as_canonical(host: SiteHost, sari: Client) -> None:
    page = sari.get("/situs/dukcapil/berita/").text

    assert f'rel="canonical" href="http://{NAME}/berita/"' in page
    assert f'href="http://{NAME}/"' in sari.get("/opd/dukcapil/").text


def test_a_host_that_does_not_lead_here_is_nowhere_named(host: SiteHost, sari: Client) -> None:
    checked(host, POINTS_AWAY)

    assert NAME not in sari.get("/situs/dukcapil/").text


def test_the_sitemap_of_a_host_lists_its_own_pages(host: SiteHost, sari: Client) -> None:
    here = sari.get("/sitemap.xml", headers={"host": NAME}).text

    assert f"http://{NAME}/berita/" in here
    assert "/opd/" not in here
    assert NAME not in sari.get("/sitemap.xml").text
    assert (
        f"Sitemap: http://{NAME}/sitemap.xml"
        in sari.get("/robots.txt", headers={"host": NAME}).text
    )


def test_a_name_belongs_to_one_site(host: SiteHost, agency_b: Agency, wati: User) -> None:
    with pytest.raises(RuleBroken):
        actions.name_host(home=factories.site(agency_b, wati), name=NAME, by=wati, at=now())


@pytest.mark.parametrize(
    "typed", ["localhost", "10.0.0.1", "a b.id", "-x.go.id", "x", "testserver", "<script>.id"]
)
def test_what_is_no_host_name_is_refused_with_a_sentence(
    typed: str, home: AgencyHome, budi: User, client: Client
) -> None:
    client.force_login(budi)

    answer = client.post(reverse("site-staff:host", args=[home.pk]), {"name": typed})

    assert answer.status_code == 200
    assert "nama host" in answer.text.lower() or "portal" in answer.text
    assert not SiteHost.objects.exists()


def test_another_agency_names_no_host(home: AgencyHome, wati: User, client: Client) -> None:
    client.force_login(wati)

    answer = client.post(reverse("site-staff:host", args=[home.pk]), {"name": NAME})

    assert answer.status_code == 404
    assert not SiteHost.objects.exists()


def test_a_name_nobody_knows_is_said_plainly(home: AgencyHome, budi: User, client: Client) -> None:
    client.force_login(budi)

    name = "tidak-ada.invalid"
    answer = client.post(reverse("site-staff:host", args=[home.pk]), {"name": name}, follow=True)

    assert "belum mengarah ke server ini" in answer.text


@pytest.mark.parametrize("path", ["/layanan/", "/en/opd/", "/pengaduan"])
def test_pages_of_the_portal_are_known(path: str) -> None:
    assert hosts.is_portal(path) == (path != "/pengaduan" or hosts.is_portal("/pengaduan/"))
