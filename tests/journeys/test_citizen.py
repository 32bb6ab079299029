"""A citizen with a phone: what to bring, what it costs, without an account and without patience."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE
from tests.journeys.steps import Thumb, expect_no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
POLICE = "Surat keterangan kehilangan dari kepolisian"


def test_what_to_bring_for_a_lost_card_is_three_taps_away(page: Page) -> None:
    thumb = Thumb()
    page.goto("/")

    box = page.get_by_role("searchbox")
    box.type("cara buat ktp hilang")
    thumb.enter(box)
    thumb.tap(page.locator(".rows a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Penggantian KTP-el")
    thumb.tap(page.locator(".cases__label", has_text="Hilang"))

    expect(page.get_by_text(POLICE)).to_be_visible()
    expect(page.get_by_text("KTP-el yang rusak")).to_be_hidden()
    assert thumb.taps <= 3
    expect_no_sideways_scroll(page)


def test_the_same_without_scripts(site: LiveServer, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")

    page.get_by_role("searchbox").fill("cara buat ktp hilang")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".rows a").first.click()
    page.locator(".cases__label", has_text="Hilang").click()

    expect(page.get_by_text(POLICE)).to_be_visible()
    page.get_by_text("Standar lengkap").first.click()
    expect(page.locator('[data-component="dasar_hukum"]')).to_be_visible()
    context.close()


def test_suggestions_are_walked_with_the_arrows(desktop: Page) -> None:
    desktop.goto("/")
    box = desktop.get_by_role("searchbox")
    box.type("ktp hil")
    first = desktop.locator(".search-box__suggestion").first
    expect(first).to_be_visible()

    box.press("ArrowDown")
    expect(first).to_be_focused()
    first.press("ArrowUp")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    first.press("Enter")

    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Penggantian KTP-el")


def test_a_typing_error_finds_and_filters_narrow(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").type("kartu keluraga")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".rows")).to_contain_text("Penerbitan Kartu Keluarga baru")

    page.goto("/layanan/")
    count = page.get_by_role("status")
    everything = count.inner_text()
    page.get_by_text("Persempit").tap()
    page.locator(".filters a", has_text="gratis").tap()
    expect(count).not_to_have_text(everything)
    page.locator(".filters a[aria-current]").tap()
    expect(count).to_have_text(everything)


def test_the_card_in_english(page: Page) -> None:
    page.goto("/layanan/dukcapil/ktp-el-ganti/")
    page.get_by_role("link", name="English").first.tap()

    page.wait_for_url("**/en/layanan/dukcapil/ktp-el-ganti/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="What to bring")).to_be_visible()
