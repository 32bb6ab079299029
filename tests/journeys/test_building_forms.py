"""Staff build a form: by keyboard, without scripts; try it out; look at what was handed in."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.accounts.models import User
from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Filled
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make
from tests.browser import DESKTOP, PHONE, faults
from tests.journeys.steps import expect_no_sideways_scroll, sign_in, tab_to

pytestmark = pytest.mark.browser
DESK = "/petugas/formulir/"
BUILD = f"{DESK}susun/"
MADE = f"{BUILD}opd/dukcapil/surat-usaha/"
PART = f"{MADE}bagian/usaha/"
FORM = f"{BUILD}opd/dukcapil/ktp-hilang/"
TRY = f"{FORM}coba/1/"


@pytest.fixture
def form(site: LiveServer, service_a: Service, government: Government) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


@pytest.fixture
def plain(site: LiveServer, chromium: Browser) -> Iterator[Page]:
    """A small screen on which scripts are switched off."""
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector, most=160)
    page.keyboard.press(key)


def send(page: Page, selector: str) -> None:
    """Press the button of a form and wait for what it answers."""
    tab_to(page, selector, most=160)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_in(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector, most=160)
    page.keyboard.type(text)


def test_from_nothing_to_published_by_keyboard_alone(
    desktop: Page, agus: User, service_a: Service
) -> None:
    sign_in(desktop, agus)
    desktop.goto(f"{BUILD}baru/")
    press(desktop, "details:has(input[value=empty]) > summary")
    type_in(desktop, "#id_title", "Surat usaha")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**{MADE}")
    for number, (label, kind) in enumerate((("Punya NIB?", "Ya atau tidak"), ("Nomor NIB", ""))):
        if number == 0:
            type_in(desktop, "#new-part", "Usaha")
            desktop.keyboard.press("Enter")
        desktop.wait_for_url(f"**{PART}")
        type_in(desktop, "#new-label", label)
        if kind:
            type_in(desktop, "#new-type", kind)
        send(desktop, ".fb-add button")
        desktop.wait_for_url(re.compile("/pertanyaan/"))
        if number == 0:
            send(desktop, ".fd-buttons .button")
    type_in(desktop, "#when-1-about", "Punya NIB")
    type_in(desktop, "#when-1-value", "ya")
    send(desktop, ".fd-buttons .button")
    desktop.wait_for_url(f"**{PART}")
    expect(desktop.locator("main")).to_contain_text("Punya NIB")
    desktop.goto(f"{MADE}pengaturan/")
    press(desktop, "input[name=services]", "Space")
    send(desktop, "main form .button")
    desktop.goto(f"{MADE}periksa/")
    send(desktop, "form[action$='/terbitkan/'] .button")
    desktop.goto("/formulir/dukcapil/ktp-el-ganti/surat-usaha/isi/")
    expect(desktop.get_by_label("Nomor NIB")).to_be_hidden()
    desktop.get_by_label("Ya", exact=True).check()
    expect(desktop.get_by_label("Nomor NIB")).to_be_visible()


def test_from_nothing_to_published_without_scripts(
    plain: Page, agus: User, service_a: Service
) -> None:
    sign_in(plain, agus)
    plain.goto(f"{BUILD}baru/")
    way = plain.locator("details:has(input[value=empty])")
    way.locator("summary").click()
    way.locator("input[name=title]").fill("Surat usaha")
    way.locator("button").click()
    plain.locator("#new-part").fill("Usaha")
    plain.locator(".fb-add button").click()
    plain.locator("#new-label").fill("Punya NIB?")
    plain.locator("#new-type").select_option("yes_no")
    plain.locator(".fb-add button").click()
    plain.goto(PART)
    plain.locator("#new-label").fill("Nomor NIB")
    plain.locator(".fb-add button").click()
    plain.locator("#when-1-about").select_option("usaha.punya_nib")
    plain.locator("#when-1-value").fill("ya")
    plain.locator(".fd-buttons .button").click()
    plain.locator(".fb-tools button[value=up]").last.click()
    plain.goto(f"{MADE}periksa/")
    expect(plain.locator(".fb-list")).to_contain_text("Nomor NIB")
    plain.goto(PART)
    plain.locator(".fb-tools button[value=down]").first.click()
    plain.goto(f"{MADE}pengaturan/")
    plain.locator("input[name=services]").first.check()
    plain.locator("main form .button").last.click()
    plain.goto(f"{MADE}periksa/")
    plain.locator("form[action$='/terbitkan/'] .button").click()
    plain.goto("/formulir/dukcapil/ktp-el-ganti/surat-usaha/isi/")
    expect(plain.locator("h1")).to_contain_text("Usaha")


def test_an_officer_tries_a_form_out(
    someone: Callable[..., Page], budi: User, form: ServiceForm
) -> None:
    page = someone(viewport=PHONE)
    sign_in(page, budi)
    page.goto(FORM)
    page.get_by_role("link", name="Coba isi").click()
    expect(page.locator(".form-trial")).to_contain_text("Mencoba versi 1")
    expect_no_sideways_scroll(page)
    page.get_by_role("link", name="Isi sekarang").click()
    page.get_by_label("Nama lengkap").fill("Orang Karangan")
    page.get_by_label("NIK").fill("3204114505900001")
    page.get_by_label("Hilang").check()
    expect(page.get_by_label("Nomor laporan")).to_be_visible()
    page.get_by_label("Nomor laporan").fill("LP/12")
    go_on(page)
    page.get_by_label("Tanggal").fill("01/11/2026")
    go_on(page)
    page.get_by_label("Nama").fill("Anggota")
    go_on(page)
    go_on(page)
    page.wait_for_url(re.compile(f"{TRY}periksa/$"))
    assert page.request.get(f"{TRY}isian.pdf").body().startswith(b"%PDF")
    page.get_by_role("button", name="Mulai lagi").click()
    page.wait_for_url(re.compile(f"{TRY}$"))
    assert not Submission.objects.exists()


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Lanjut", exact=True).click()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_staff_screens_of_forms_have_no_fault(
    look: str, someone: Callable[..., Page], agus: User, form: ServiceForm
) -> None:
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now())
    answers = {
        "data": {"nama": "Sari", "nik": "3204114505900001", "alasan": "rusak"},
        "keluarga": [{"nama": "Budi"}],
    }
    row = submitting.submit(filled=Filled(offered, answers, uuid4()), at=now()).submission
    size = PHONE if look == "light" else DESKTOP
    page = someone(bypass_csp=True, viewport=size, color_scheme=look)
    sign_in(page, agus)
    places = ["", f"masuk/{row.number}/", "lama-layanan/", "susun/", "susun/baru/", "susun/pinjam/"]
    own = ["", "pengaturan/", "periksa/", "versi/", "bagian/keluarga/", "pratinjau/", "coba/1/"]
    own += ["bagian/data/pertanyaan/laporan/", "coba/1/isi/"]
    found = []
    for address in [*(f"{DESK}{place}" for place in places), *(f"{FORM}{place}" for place in own)]:
        page.goto(address)
        found += [f"{address} {fault}" for fault in faults(page, look)]
        expect_no_sideways_scroll(page)
    assert not found, "\n".join(found)
