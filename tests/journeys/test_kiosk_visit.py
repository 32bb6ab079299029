"""A visit at a kiosk: 1080 by 1920 pixels, by touch. Nothing is ever left behind in the history."""

import re
from collections.abc import Callable

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.complaints.tests import factories as complaints
from maklumat.eforms.tests import factories as forms
from maklumat.kiosk import actions
from maklumat.surveys.models import Rating, Response
from maklumat.surveys.tests import factories as surveys
from tests.journeys.kiosk_steps import PORTRAIT, act, expect_start, inner, kiosk
from tests.journeys.steps import Thumb

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]
LENGTH = "history.length"


@pytest.fixture
def screen(someone: Callable[..., Page]) -> Page:
    return someone(**PORTRAIT)


def test_find_a_service_and_take_it_away(screen: Page, service_a: Service) -> None:
    kiosk(screen, service_a.agency)
    before = screen.evaluate(LENGTH)
    screen.locator("[data-search] input").fill("ktp")
    screen.locator("[data-search] button").tap()
    inner(screen).get_by_role("link", name=service_a.name).first.tap()
    expect(inner(screen).get_by_role("heading", level=1)).to_have_text(service_a.name)
    assert service_a.name in screen.title()
    act(screen, "take")
    picture = screen.locator("[data-code] img")
    expect(picture).to_be_visible()
    assert screen.evaluate("document.querySelector('[data-code] img').decode().then(() => true)")
    expect(picture).to_have_attribute("alt", re.compile(rf"/layanan/dukcapil/{service_a.slug}/$"))
    assert "/kiosk/" not in (picture.get_attribute("alt") or "")
    act(screen, "close")

    act(screen, "back")
    expect(inner(screen).locator("input[name=q]")).to_have_value("ktp")
    act(screen, "back")
    expect_start(screen)
    assert screen.evaluate(LENGTH) == before


def test_rate_with_two_taps_at_a_point(screen: Page, service_a: Service) -> None:
    surveys.version()
    kiosk(screen, service_a.agency, point=surveys.point(service_a, use="rating"))
    thumb = Thumb()
    thumb.tap(screen.locator('[data-way="survey"]'))
    with screen.expect_response(lambda told: "/survei/t/" in told.url and told.status == 201):
        thumb.tap(inner(screen).locator("[data-tap-ask] button").first)
    expect(inner(screen).locator("[data-tap-why]")).to_be_visible()
    assert thumb.taps == 2
    assert Rating.objects.get().sent_from == "Kiosk lobi"


def test_answer_the_survey_of_a_service(screen: Page, service_a: Service) -> None:
    surveys.version()
    kiosk(screen, service_a.agency)
    before = screen.evaluate(LENGTH)
    screen.locator('[data-way="service"]').tap()
    inner(screen).get_by_role("link", name=service_a.name).first.tap()
    inner(screen).get_by_role("link", name="Nilai layanan ini").first.tap()
    page = inner(screen)
    for number in range(1, 10):
        question = page.locator(".question[data-now]")
        expect(question.locator(".question__count")).to_have_text(f"{number} dari 9")
        question.locator(".face").nth(2).tap()
        if number == 2:  # the frame's own way back leads through the questions, too
            expect(question.locator(".question__count")).to_have_text("3 dari 9")
            act(screen, "back")
            expect(question.locator(".question__count")).to_have_text("2 dari 9")
            question.locator(".face").nth(2).tap()
    page.locator("[data-send]").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih atas jawaban Anda")
    expect(screen.locator("[data-done]")).to_be_visible()
    assert Response.objects.get().sent_from == "Kiosk lobi"
    assert screen.evaluate(LENGTH) == before
    act(screen, "finish")
    expect_start(screen)


@pytest.fixture
def form(site: LiveServer, service_a: Service, government: Government) -> str:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    forms.form(service_a)
    return "formulir/dukcapil/ktp-el-ganti/ktp-hilang/"


def open_form(screen: Page) -> None:
    screen.locator('[data-way="form"]').tap()
    inner(screen).locator('a[href*="/formulir/dukcapil/"]').first.tap()


def test_a_blank_form_is_printed_at_a_screen_with_a_printer(
    screen: Page, service_a: Service, form: str
) -> None:
    screen.add_init_script("window.print = () => (top.printed = location.href);")
    kiosk(screen, service_a.agency, printer="silent")
    open_form(screen)
    inner(screen).locator('a[href$="kosong.pdf"]').first.tap()
    expect(screen.locator("[data-working-title]")).to_have_text("Mencetak…")
    screen.wait_for_function("() => window.printed")
    assert screen.evaluate("window.printed").startswith("blob:")


def test_without_a_printer_a_form_is_fetched_once_by_a_phone(
    screen: Page, page: Page, service_a: Service, form: str, settings: object, site: LiveServer
) -> None:
    settings.SITE_URL = site.url  # type: ignore[attr-defined]  # pytest-django's
    kiosk(screen, service_a.agency)
    open_form(screen)
    inner(screen).locator('a[href$="kosong.pdf"]').first.tap()
    picture = screen.locator("[data-code] img")
    expect(picture).to_be_visible()
    address = re.search(r"isi=(.+)", picture.get_attribute("src") or "")
    assert address is not None
    code = screen.evaluate("decodeURIComponent", address[1])
    for _look in range(2):  # looking does not use it up
        page.goto(code)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Ambil berkas").tap()
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
    page.goto(code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Berkas ini sudah tidak ada")


def test_the_number_of_a_report_is_taken_along(screen: Page, service_a: Service) -> None:
    complaints.terms()
    kiosk(screen, service_a.agency)
    before = screen.evaluate(LENGTH)
    screen.locator('[data-way="complaint"]').tap()
    inner(screen).locator("textarea[name=text]").fill("Antre di loket KTP lebih dari tiga jam.")
    for way in ("next", "next", "send"):
        step = inner(screen).locator(f'.filing__go button[value="{way}"]')
        where = inner(screen).locator("h1").inner_text()
        step.tap()
        expect(inner(screen).locator("h1")).not_to_have_text(where)
    expect(screen.locator("[data-done]")).to_be_visible()
    act(screen, "number")
    expect(screen.locator("[data-code] img")).to_have_attribute(
        "alt", re.compile("/pengaduan/lacak/[^/]+/$")
    )
    act(screen, "close")
    assert screen.evaluate(LENGTH) == before
    act(screen, "back")  # what was sent can't be opened once more
    expect_start(screen)


def test_a_form_goes_on_at_a_phone(
    screen: Page, page: Page, service_a: Service, form: str, settings: object, site: LiveServer
) -> None:
    settings.SITE_URL = site.url  # type: ignore[attr-defined]  # pytest-django's
    kiosk(screen, service_a.agency)
    open_form(screen)
    inner(screen).locator('a[href*="/isi/"], form[action*="/isi/"] button').first.tap()
    inner(screen).get_by_label("Nama lengkap").fill("Sari Wulandari")
    inner(screen).get_by_label("NIK").fill("3204114505900001")
    inner(screen).get_by_label("Rusak").check()
    go_on = inner(screen).get_by_role("button", name="Lanjut", exact=True)
    go_on.tap()
    inner(screen).get_by_label("Nama", exact=True).fill("Anggota 1")
    go_on.tap()
    expect(inner(screen).get_by_label("Nama", exact=True)).to_have_count(0)
    go_on.tap()
    inner(screen).locator('form[action*="/alihkan/"] button').first.tap()
    code = inner(screen).locator("[data-address]")
    expect(code.locator("svg")).to_be_visible()
    page.goto(code.get_attribute("data-address") or "")
    page.locator("main form button").first.tap()
    page.wait_for_url("**/periksa/")
    assert "/kiosk/" not in page.url


def test_addresses_outside_become_codes(screen: Page, service_a: Service) -> None:
    kiosk(screen, service_a.agency)
    screen.locator('[data-way="service"]').tap()
    main = inner(screen).locator("main")
    for address in ["https://example.go.id/x", "mailto:a@example.go.id", "tel:0211234"]:
        main.evaluate(
            """(main, address) => {
                const link = Object.assign(document.createElement("a"), { href: address, target: "_blank",
                  textContent: "keluar", className: "test-out" });
                main.querySelector(".test-out")?.remove();
                main.prepend(link);
            }""",
            address,
        )
        inner(screen).locator(".test-out").tap()
        expect(screen.locator("[data-code] img")).to_have_attribute("alt", address)
        act(screen, "close")
    assert len(screen.context.pages) == 1
    assert screen.url.endswith("/kiosk/")


@pytest.mark.parametrize("way", ["contextmenu", "auxclick", "dragstart"])
def test_no_way_of_a_browser_opens_a_window_that_is_not_wiped(
    screen: Page, service_a: Service, way: str
) -> None:
    kiosk(screen, service_a.agency)
    screen.locator('[data-way="service"]').tap()
    link = inner(screen).locator("main a[href]").first
    expect(screen.locator("iframe[data-coming]")).to_have_count(0)
    assert not link.evaluate(
        "(link, way) => link.dispatchEvent(new Event(way, { bubbles: true, cancelable: true }))",
        way,
    )


def test_nothing_a_page_does_makes_history(screen: Page, service_a: Service) -> None:
    kiosk(screen, service_a.agency)
    before = screen.evaluate(LENGTH)
    screen.locator('[data-way="service"]').tap()
    expect(inner(screen).locator("h1")).to_be_visible()
    for move in [
        "location.assign('/kiosk/buka/opd/')",
        "location.hash = 'isi'",
        "history.pushState({}, '', '?q=x')",
        "location.href = '/kiosk/buka/en/layanan/'",
        "window.open('/kiosk/buka/opd/')",
    ]:
        frame = screen.locator("iframe.stage__page").element_handle().content_frame()
        assert frame is not None
        frame.evaluate(move)
        expect(screen.locator("iframe.stage__page")).to_have_count(1)
        expect(screen.locator("iframe[data-coming]")).to_have_count(0)
        expect(inner(screen).locator("h1")).to_be_visible()
    assert screen.evaluate(LENGTH) == before
    assert len(screen.context.pages) == 1


def test_the_other_language_keeps_the_place(screen: Page, service_a: Service) -> None:
    kiosk(screen, service_a.agency)
    screen.locator('[data-language="en"]').tap()
    expect(screen.get_by_role("heading", name="What do you need to arrange?")).to_be_visible()
    screen.locator('[data-way="service"]').tap()
    expect(inner(screen).locator("html")).to_have_attribute("lang", "en")
    screen.locator('[data-language="id"]').tap()
    expect(inner(screen).locator("html")).to_have_attribute("lang", "id")
    act(screen, "restart")
    expect_start(screen)


def test_a_withdrawn_screen_is_left_with_the_enrol_page(screen: Page, service_a: Service) -> None:
    row = kiosk(screen, service_a.agency)
    screen.evaluate("localStorage.setItem('rest', 'x'); caches.open('luring-halaman')")
    actions.revoke(device=row, by="Dewi", at=now())
    screen.locator('[data-way="service"]').tap()
    screen.wait_for_url("**/kiosk/daftar/")
    screen.wait_for_function(  # what a page still held goes once that page is gone
        """async () => !localStorage.length && !(await caches.keys()).length
            && !(await navigator.serviceWorker.getRegistrations()).length
            && !(await indexedDB.databases()).length"""
    )
