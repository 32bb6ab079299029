"""A citizen fills in a form: on a phone, at a kiosk, by keyboard, without scripts; prints, takes it
along, hands it in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.accounts.models import User
from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.eforms import queries
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Said
from maklumat.eforms.handling import Move
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.tests import factories as make
from tests.browser import DESKTOP, PHONE, faults, faults_in_every_look
from tests.journeys.steps import expect_no_sideways_scroll, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("form")]
CARD = "/layanan/dukcapil/ktp-el-ganti/"
BASE = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"
NAME, NIK = "Sari Wulandari", "3204114505900001"
CHECK = re.compile("/periksa/$")
KIOSK = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}


@pytest.fixture
def form(site: LiveServer, service_a: Service, government: Government) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


@pytest.fixture
def plain(site: LiveServer, chromium: Browser) -> Iterator[Page]:
    """A phone on which scripts are switched off."""
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Lanjut", exact=True).click()


def fill_data(page: Page, *, has_scripts: bool = True) -> None:
    """Answer the first part as somebody whose card is lost; the report is asked for then."""
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Hilang").check()
    if not has_scripts:
        go_on(page)
    page.get_by_label("Nomor laporan").fill("LP/12/XI/2026")
    go_on(page)


def fill(page: Page, people: int = 1, *, has_scripts: bool = True) -> None:
    """Fill in the whole form and stand before the answers to check."""
    fill_data(page, has_scripts=has_scripts)
    page.get_by_label("Tanggal").fill("01/11/2026")
    go_on(page)
    for number in range(1, people + 1):
        if number > 1:
            page.get_by_role("link", name="Tambah").click()
        page.get_by_label("Nama").fill(f"Anggota {number}")
        go_on(page)
    go_on(page)
    page.wait_for_url(CHECK)


def test_lost_card_on_a_phone_from_the_service_to_the_paper(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page.goto(CARD)
    page.get_by_role("link", name="Isi formulir").tap()
    page.wait_for_url(f"**{BASE}")
    expect_no_sideways_scroll(page)
    page.get_by_role("link", name="Isi sekarang").tap()
    page.wait_for_url("**/isi/data/")
    expect_no_sideways_scroll(page)
    fill(page)
    expect_no_sideways_scroll(page)
    paper = page.request.get(f"{BASE}isian.pdf")

    assert paper.body().startswith(b"%PDF")
    assert not Submission.objects.exists(), "printing stores nothing"
    for secret in (NAME, NIK, "LP/12"):
        assert secret not in caplog.text


def test_taken_along_and_loaded_again_elsewhere(page: Page, someone, tmp_path: Path) -> None:
    page.goto(f"{BASE}isi/")
    fill(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Bawa sebagai berkas").click()
    file = tmp_path / "isian.json"
    waiting.value.save_as(file)
    assert json.loads(file.read_text())["answers"]["data"]["nama"] == NAME

    other = someone(viewport=DESKTOP)
    other.goto(BASE)
    other.locator("details.accordion > summary").click()
    other.get_by_label("Berkas (berakhiran .json)").set_input_files(file)
    other.locator("details.accordion button").click()
    other.wait_for_url(CHECK)
    expect(other.get_by_role("main")).to_contain_text(NAME)


def test_handed_in_tracked_and_a_question_answered(page: Page, budi: User) -> None:
    page.goto(f"{BASE}isi/")
    fill(page)
    page.get_by_role("link", name="Ajukan").first.click()
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(re.compile("/terkirim/"))
    row = Submission.objects.get()
    expect(page.get_by_role("main")).to_contain_text(row.number)
    follow = page.locator("a[href*='/formulir/lacak/']").first.get_attribute("href")

    for move, said in ((Move.CHECK, Said()), (Move.ASK, Said(text="Jam berapa hilangnya?"))):
        submitting.take(submission=row, move=move, at=now(), by=budi, said=said)
    page.goto(follow or "")
    expect(page.get_by_role("main")).to_contain_text("Jam berapa hilangnya?")
    page.locator("main textarea").fill("Sekitar pukul tujuh pagi.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("main")).to_contain_text("Sekitar pukul tujuh pagi.")


def test_eight_people_in_a_group(page: Page, form: ServiceForm) -> None:
    page.goto(f"{BASE}isi/")
    fill(page, people=8)
    expect(page.get_by_role("main")).to_contain_text("Anggota 8")
    expect_no_sideways_scroll(page)
    assert queries.current_version(form) is not None


def test_from_a_kiosk_to_a_phone_by_qr(someone, page: Page) -> None:
    kiosk = someone(**KIOSK)
    kiosk.goto(f"{BASE}isi/")
    fill(kiosk)
    kiosk.get_by_role("button", name="Lanjutkan di ponsel").click()
    expect(kiosk.locator(".form-code svg")).to_be_visible()
    address = kiosk.locator(".form-code").get_attribute("data-address") or ""
    page.goto(re.sub(r"^https?://[^/]+", "", address))
    page.locator("main form button").tap()
    page.wait_for_url(CHECK)
    expect(page.get_by_role("main")).to_contain_text(NAME)


def test_by_keyboard_alone_to_the_paper(desktop: Page) -> None:
    keys = desktop.keyboard
    desktop.goto(BASE)
    tab_to(desktop, f"main a[href='{BASE}isi/']")
    keys.press("Enter")
    desktop.wait_for_url(re.compile("/isi/data/$"))
    tab_to(desktop, "#q-nama")
    keys.type(NAME)
    tab_to(desktop, "#q-nik")
    keys.type("32")
    tab_to(desktop, "#q-alasan-hilang")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(desktop.locator(".error-summary")).to_be_focused()
    tab_to(desktop, ".error-summary a[href='#q-nik']")
    keys.press("Enter")
    expect(desktop.locator("#q-nik")).to_be_focused()
    keys.press("Control+A")
    keys.type(NIK)
    keys.press("Enter")
    desktop.wait_for_url(re.compile("/keluarga/1/$"))
    tab_to(desktop, "#q-nama")
    keys.type("Budi")
    keys.press("Enter")
    desktop.wait_for_url(re.compile("/keluarga/$"))
    tab_to(desktop, "main form:not([action]) button")
    keys.press("Enter")
    desktop.wait_for_url(CHECK)
    tab_to(desktop, f"a[href='{BASE}isian.pdf']")


def test_a_deep_link_to_a_part_that_the_answers_do_not_lead_to(page: Page) -> None:
    for part in ("polisi/", "keluarga/", "keluarga/1/"):
        page.goto(f"{BASE}isi/{part}")
        page.wait_for_url("**/isi/data/")
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Rusak").check()
    go_on(page)
    page.wait_for_url("**/keluarga/1/")
    page.goto(f"{BASE}isi/polisi/")
    page.wait_for_url("**/keluarga/1/")
    page.goto(f"{BASE}isi/data/")
    expect(page.get_by_label("Nama lengkap")).to_have_value(NAME)


def test_without_scripts(plain: Page) -> None:
    plain.goto(f"{BASE}isi/")
    fill(plain, has_scripts=False)
    expect(plain.get_by_role("main")).to_contain_text(NAME)


def test_the_pages_of_a_form_have_no_fault(someone) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    page.goto(BASE)
    found = faults_in_every_look(page)
    page.goto(f"{BASE}isi/")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_visible()
    found += faults_in_every_look(page)
    fill(page)
    for address in (
        page.url,
        "/formulir/",
        "/formulir/dukcapil/ktp-el-ganti/",
        f"{BASE}isi/keluarga/",
        "/formulir/lacak/",
        f"{BASE}kirim/",
    ):
        page.goto(address)
        found += [f"{address} {fault}" for fault in faults_in_every_look(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_pages_after_handing_in_have_no_fault(look: str, someone, budi: User) -> None:
    page = someone(bypass_csp=True, viewport=PHONE, color_scheme=look)
    page.goto(f"{BASE}isi/")
    fill(page)
    page.get_by_role("link", name="Ajukan").first.click()
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(re.compile("/terkirim/"))
    found = [f"filed {fault}" for fault in faults(page, look)]
    row = Submission.objects.get()
    for move, said in ((Move.CHECK, Said()), (Move.ASK, Said(text="Jam berapa hilangnya?"))):
        submitting.take(submission=row, move=move, at=now(), by=budi, said=said)
    page.goto(page.locator("a[href*='/formulir/lacak/']").first.get_attribute("href") or "")
    page.locator("main details > summary").first.click()
    found += [f"follow {fault}" for fault in faults(page, look)]
    expect_no_sideways_scroll(page)
    page.goto(f"/formulir/lanjut/{'x' * 40}/")
    found += [f"taken over {fault}" for fault in faults(page, look)]
    assert not found, "\n".join(found)
