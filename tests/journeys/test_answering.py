"""An officer answers from the letter: no sign-in, one tap to the case, one to send, once."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints.actions import alerting
from maklumat.complaints.tests import factories as make
from maklumat.core.models import Message
from tests.browser import PHONE, faults_in_every_look
from tests.journeys import steps

pytestmark = pytest.mark.browser


def next_office_morning(agency: Agency) -> object:
    """Return ten in the morning of a coming day on which letters are written, long after a miss."""
    day = now().astimezone(agency.government.zone) + timedelta(days=20)
    day = day.replace(hour=10, minute=0)
    while not alerting.working_calendar(agency.government, day.year).is_working(day.date()):
        day += timedelta(days=1)
    return day


@pytest.fixture
def link(site: object, budi: User, agency_a: Agency, service_a: Service) -> str:
    """The address in the letter that the worker wrote to Budi."""
    make.disposed(
        agency_a,
        service=service_a,
        at=now(),
        text="KTP saya belum jadi, sudah tiga minggu.",
        contact=make.contact(),
    )
    alerting.tell(government=agency_a.government, at=next_office_morning(agency_a))
    text = Message.objects.get(to=budi.email, about="complaints").text
    found = re.search(r"/jawab/[\w-]+/", text)
    assert found
    return found[0]


def test_an_officer_answers_from_the_link_in_the_letter(page: Page, link: str) -> None:
    page.goto(link)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    steps.expect_text(page, "KTP saya belum jadi, sudah tiga minggu.")
    expect(page.get_by_text("sari@contoh.example")).to_have_count(0)
    expect(page.get_by_text("Sari Wulandari")).to_have_count(0)
    steps.expect_no_sideways_scroll(page)
    page.get_by_label("Balasan Anda").fill("KTP Anda dicetak besok pagi.")
    page.get_by_role("button", name="Kirim kepada pelapor").tap()

    expect(page.get_by_role("heading", name="Jawaban Anda sudah terkirim")).to_be_visible()
    page.goto(link)  # a second time: a sentence, and no form
    expect(page.get_by_role("heading", name="Jawaban Anda sudah terkirim")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)


def test_axe_finds_nothing_on_the_page_of_the_link(someone: object, link: str) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    for step in ("balas", "tanya", "hasil"):
        page.goto(f"{link}?langkah={step}")
        assert faults_in_every_look(page) == []


def test_axe_finds_nothing_on_the_staff_pages(
    someone: object, dewi: User, agency_a: Agency
) -> None:
    case = make.disposed(agency_a, at=now())
    page = someone(bypass_csp=True)
    steps.sign_in(page, dewi)
    base = f"/petugas/pengaduan/{case.number}/"
    pages = [f"{base}gabung/", f"{base}bagian/", f"{base}terkait/"]
    pages += ["/petugas/pengaduan/batas-waktu/", "/petugas/pengaduan/batas-waktu/baru/"]
    pages += ["/petugas/balasan-siap/add/", "/petugas/kategori-pengaduan/"]
    faults = {}
    for address in pages:
        page.goto(address)
        faults[address] = faults_in_every_look(page, fits=False, looks=("light", "dark"))
    assert faults == {address: [] for address in pages}


def test_a_ready_text_goes_into_the_reply(
    desktop: Page, budi: User, agency_a: Agency, service_a: Service
) -> None:
    from_factory = make.disposed(agency_a, service=service_a, at=now())
    make.ready_text(agency_a, "Sedang dicetak", "Laporan {nomor} sedang kami proses.")
    steps.sign_in(desktop, budi)
    desktop.goto(f"/petugas/pengaduan/{from_factory.number}/")

    box = desktop.locator("#id_reply_text")
    if not box.is_visible():
        desktop.locator("#langkah-reply > summary").click()
    form = desktop.locator("form", has=box)
    form.get_by_text("Teks siap pakai").click()
    form.get_by_role("button", name="Sisipkan Sedang dicetak").click()

    expect(box).to_have_value(f"Laporan {from_factory.number} sedang kami proses.")
