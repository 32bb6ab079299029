"""A citizen files a report: on a phone, without scripts, with the keyboard, without a network."""

import re
import time

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Complaint, Reporter
from maklumat.complaints.tests import factories as make
from maklumat.kiosk import mount
from maklumat.kiosk.tests import factories as kiosk_rows
from tests.browser import PHONE
from tests.journeys.steps import Thumb, expect_no_sideways_scroll, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("terms_and_service")]
NEW = "/pengaduan/baru/"
TEXT = (
    "Penggantian KTP-el saya belum jadi sesudah tiga minggu. Petugas loket 3 bilang blangko habis."
)
NEXT = '.filing__go button[value="next"]'
SEND = '.filing__go button[value="send"]'


@pytest.fixture
def terms_and_service(site: LiveServer, service_a: Service) -> None:
    make.terms()


def number_on(page: Page) -> str:
    expect(page.locator(".filing__keys")).to_be_visible()
    return page.locator(".filing__keys dd").first.inner_text()


def to_last_step(page: Page) -> None:
    page.goto(NEW)
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(NEXT).click()
    expect(page.locator("#about-1")).to_be_checked()
    page.locator(NEXT).click()
    expect(page.locator("#identity-anonymous")).to_be_visible()


def test_anonymous_on_a_phone_within_a_minute(page: Page) -> None:
    thumb, began = Thumb(), time.monotonic()
    page.goto(NEW)
    page.locator("textarea[name=text]").type(TEXT, delay=5)
    thumb.tap(page.locator(NEXT))
    expect(page.locator("#about-1")).to_be_checked()
    expect_no_sideways_scroll(page)
    thumb.tap(page.locator(NEXT))
    thumb.tap(page.locator("label[for=identity-anonymous]"))
    expect(page.locator("input[name=email]")).to_be_hidden()
    expect_no_sideways_scroll(page)
    thumb.tap(page.locator(SEND))
    number = number_on(page)

    assert time.monotonic() - began < 60
    assert thumb.taps <= 4
    expect_no_sideways_scroll(page)
    case = Complaint.objects.get(number=number)
    assert case.anonymous
    assert case.service.slug == "ktp-el-ganti"
    assert not Reporter.objects.exists()
    assert any("proof:" in key for key in _cache_keys()), "the proof of work was not used"
    assert page.evaluate("localStorage.getItem('maklumat:report')") is None
    page.reload()
    assert number_on(page) == number
    assert Complaint.objects.count() == 1


def _cache_keys() -> list[str]:
    return [str(key) for key in getattr(cache, "_cache", {})]


def test_the_same_without_scripts_and_back_again(site: LiveServer, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    to_last_step(page)
    page.locator("input[name=name]").fill("Sari")
    page.locator('.filing__go button[value="back"]').click()
    page.locator("input[name=place]").fill("Loket 3")
    page.locator('.filing__go button[value="back"]').click()
    expect(page.locator("textarea[name=text]")).to_have_value(TEXT)
    page.locator(NEXT).click()
    expect(page.locator("input[name=place]")).to_have_value("Loket 3")
    page.locator(NEXT).click()
    expect(page.locator("input[name=name]")).to_have_value("Sari")
    page.wait_for_timeout(1500)
    page.locator(SEND).click()

    number = number_on(page)
    assert Complaint.objects.get(number=number).reporter.name == "Sari"
    context.close()


def test_with_the_keyboard_alone(desktop: Page) -> None:
    desktop.goto(NEW)
    tab_to(desktop, "textarea[name=text]")
    desktop.keyboard.type(TEXT)
    tab_to(desktop, NEXT)
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#about-1")).to_be_checked()
    expect(desktop.locator("h1")).to_be_focused()
    tab_to(desktop, "#about-1")
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator("#about-other")).to_be_checked()
    desktop.keyboard.press("ArrowUp")
    tab_to(desktop, "input[name=place]")
    desktop.keyboard.type("Loket 3")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#identity-named")).to_be_visible()
    tab_to(desktop, "#identity-named")
    desktop.keyboard.press("ArrowDown")
    tab_to(desktop, SEND)
    desktop.keyboard.press("Space")

    case = Complaint.objects.get(number=number_on(desktop))
    assert (case.anonymous, case.place) == (True, "Loket 3")


def test_without_a_network_nothing_is_lost_and_it_is_sent_once(page: Page) -> None:
    to_last_step(page)
    page.context.set_offline(True)
    page.locator(SEND).tap()
    expect(page.locator("[data-queued]")).to_be_visible()
    expect(page.locator("[data-queued]")).to_contain_text("Tidak ada jaringan")
    assert not Complaint.objects.exists()

    page.context.set_offline(False)

    number = number_on(page)
    assert Complaint.objects.get().number == number


def test_a_report_left_on_the_device_is_offered_and_can_be_deleted(page: Page) -> None:
    to_last_step(page)
    page.locator("input[name=name]").fill("Sari Wulandari")
    kept = page.evaluate("localStorage.getItem('maklumat:report')")
    assert TEXT in kept
    assert "Wulandari" not in kept

    page.goto(NEW)
    page.locator("[data-left-take]").tap()
    expect(page.locator("textarea[name=text]")).to_have_value(TEXT)
    page.goto(NEW)
    page.locator("[data-left-drop]").tap()
    assert page.evaluate("localStorage.getItem('maklumat:report')") is None


def test_a_kiosk_keeps_nothing(page: Page, site: LiveServer, agency_a: Agency) -> None:
    token = kiosk_rows.token(kiosk_rows.device(agency_a))
    page.context.add_cookies([{"name": mount.COOKIE, "value": token, "url": f"{site.url}/kiosk/"}])
    page.goto(mount.INSIDE.rstrip("/") + NEW)
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(NEXT).tap()
    expect(page.locator("#about-1")).to_be_checked()

    assert page.evaluate("localStorage.getItem('maklumat:report')") is None


def test_back_in_the_browser_goes_one_step_back(page: Page) -> None:
    to_last_step(page)
    page.locator("input[name=name]").tap()
    page.go_back()
    expect(page.locator("input[name=place]")).to_be_visible()
    page.locator(NEXT).tap()
    expect(page.locator("#identity-anonymous")).to_be_visible()


def test_the_place_button_cuts_the_position(page: Page) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -6.914744123, "longitude": 107.609810987})
    page.goto(NEW)
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator(NEXT).tap()
    page.locator("[data-spot-take]").tap()
    expect(page.locator("[data-spot-said]")).to_have_text(re.compile("Lokasi"))
    page.locator(NEXT).tap()
    page.locator(SEND).tap()
    case = Complaint.objects.get(number=number_on(page))

    assert (str(case.latitude), str(case.longitude)) == ("-6.91474", "107.60981")
