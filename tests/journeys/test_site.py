"""A microsite, from the button to the citizen's phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.pages.models import AgencyHome, NewsItem
from maklumat.pages.tests import factories
from tests.browser import PHONE
from tests.journeys import steps
from tests.journeys.test_accessibility import faults_of

pytestmark = pytest.mark.browser
NewPage = Callable[..., Page]
TITLE = "Perekaman di sekolah mulai Senin"
WORDS = "Siswa duduk di depan kamera perekaman"


def choose_a_new_picture(page: Page, file: Path) -> None:
    page.locator("button:visible", has_text="Pilih gambar").first.click()
    page.get_by_role("tab", name="Unggah").click()
    page.set_input_files("input[name=image-chooser-upload-file]", file)
    expect(page.locator("input[name=image-chooser-upload-title]")).not_to_have_value("")
    page.locator("form[data-chooser-modal-creation-form] button[type=submit]").click()
    expect(page.locator(".modal")).to_be_hidden()


def test_news_travels_from_the_officer_to_the_citizen(
    service_a: Service, budi: User, agus: User, someone: NewPage, tmp_path: Path
) -> None:
    picture = tmp_path / "perekaman.png"
    picture.write_bytes(factories.png())
    officer, head, citizen = someone(), someone(), someone(viewport=PHONE)
    steps.sign_in(officer, budi)
    steps.sign_in(head, agus)

    officer.goto("/petugas/situs/")
    officer.get_by_role("button", name="Buat situs").click()
    officer.wait_for_url("**/petugas/situs/*/")
    officer.get_by_role("link", name="Tulis berita").click()
    officer.locator("input[name=title]").type(TITLE)
    officer.locator("input[name=title]").blur()
    choose_a_new_picture(officer, picture)
    steps.save_draft(officer)
    officer.wait_for_url("**/edit/")
    expect(officer.locator("button[name=action-publish]")).to_have_count(0)

    page = NewsItem.objects.get()
    head.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    steps.publish(head)
    steps.expect_text(head, "Tulis singkat apa yang tampak pada gambar")
    assert not NewsItem.objects.get().live
    head.locator("input[name=picture_alt]").fill(WORDS)
    steps.publish(head)
    head.wait_for_url("**/petugas/situs/*/")

    citizen.goto("/opd/dukcapil/")
    citizen.get_by_role("link", name="Berita dan halaman instansi ini").click()
    citizen.get_by_role("link", name=TITLE).click()
    shown = citizen.get_by_role("img", name=WORDS)
    expect(shown).to_be_visible()
    assert shown.evaluate("picture => picture.naturalWidth") > 0
    steps.expect_no_sideways_scroll(citizen)


@pytest.fixture
def full_site(service_a: Service, agus: User) -> AgencyHome:
    home = factories.site(service_a.agency, agus)
    picture = factories.picture(home)
    text = "<h2>Syarat</h2><p>Bawa <b>KTP</b>.</p><ul><li>Satu</li></ul>"
    body = [("text", text), ("quote", {"text": "Cepat sekali.", "person": "Sari"})]
    factories.news(home, "Kabar pertama", lead="Baca dulu.", picture=picture, picture_alt="Loket",
                   body=body, slug="kabar")  # fmt: skip
    factories.free_page(home, "Tentang kami", slug="tentang", show_in_menus=True, body=body)
    downloads = factories.downloads(home)
    downloads.files.create(document=factories.paper(home), title="Formulir", sort_order=0)
    downloads.save_revision().publish(skip_permission_checks=True)
    return home


PUBLIC = ("", "berita/", "berita/kabar/", "tentang/", "unduhan/", "cari/?q=ktp", "cari/?q=zzz")


def test_public_pages_of_a_site_have_no_fault(full_site: AgencyHome, someone: NewPage) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    found = []

    for inner in PUBLIC:
        found += [f"{inner} {fault}" for fault in faults_of(page, f"/situs/dukcapil/{inner}")]

    assert not found, "\n".join(found)


def test_staff_pages_of_a_site_have_no_fault(
    full_site: AgencyHome, agus: User, dewi: User, someone: NewPage
) -> None:
    news = NewsItem.objects.get()
    index = news.get_parent()
    addresses = {
        agus: [
            f"/petugas/situs/{full_site.pk}/",
            reverse("wagtailadmin_pages:edit", args=[news.pk]),
            reverse("wagtailadmin_pages:add", args=["pages", "newsitem", index.pk]),
            reverse("wagtailadmin_pages:history", args=[news.pk]),
            reverse("wagtailimages:index"),
            reverse("wagtailimages:add"),
            reverse("wagtaildocs:index"),
            reverse("wagtaildocs:add"),
        ],
        dewi: ["/petugas/situs/"],
    }
    found = []
    for person, wanted in addresses.items():
        page = someone(bypass_csp=True, viewport=PHONE)
        steps.sign_in(page, person)
        for address in wanted:
            found += [f"{address} {fault}" for fault in faults_of(page, address, fits=False)]

    assert not found, "\n".join(found)
