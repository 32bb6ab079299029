"""axe-core finds nothing, in light, in dark and with text of twice the size."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import library
from maklumat.catalogue.models import Service
from maklumat.complaints import acting, codes
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.tests import factories as complaint_rows
from maklumat.complaints.workflow import Move
from maklumat.core import documents
from tests.browser import PHONE, faults_in_every_look
from tests.journeys import steps

pytestmark = pytest.mark.browser
PUBLIC = ["/", "/layanan/", "/layanan/?q=kartu", "/layanan/dukcapil/ktp-el-ganti/", "/opd/"]
PUBLIC += ["/opd/dukcapil/", "/kinerja/", "/akun/masuk/", "/tidak-ada/", "/pengaduan/cara/"]
PUBLIC += ["/formulir/", "/formulir/dukcapil/ktp-el-ganti/ktp-ganti/", "/formulir/lacak/"]
PUBLIC += ["/survei/", "/survei/?q=kartu", "/survei/dukcapil/ktp-el-ganti/"]
PUBLIC += ["/luring/", "/pengaduan/baru/luring/"]

STAFF = [
    "/petugas/",
    "/petugas/layanan/",
    "/petugas/kelengkapan/",
    "/petugas/pernyataan/",
    "/petugas/tempat-layanan/",
    "/petugas/pengaduan/baru/",
    "/petugas/dasar-hukum/",
    "/petugas/pustaka/",
    "/petugas/impor-ekspor/",
    "/petugas/cetak/",
    "/petugas/formulir/susun/",
    "/petugas/formulir/susun/baru/",
    "/petugas/formulir/susun/opd/dukcapil/ktp-ganti/",
    "/petugas/formulir/susun/opd/dukcapil/ktp-ganti/bagian/hilang/",
    "/petugas/formulir/susun/opd/dukcapil/ktp-ganti/pengaturan/",
]
IN_AND_OUT = [
    f"/petugas/pengaduan/{part}/"
    for part in ("masuk-keluar", "impor", "lapor", "webhook", "hapus-data")
]
VIEWS = ["edit", "history"]


def checked_document() -> str:
    """Return the address at which a printed poster is checked."""
    document = documents.issue(
        kind="poster",
        title="Standar pelayanan: Penggantian KTP-el",
        agency_name="Dinas Kependudukan dan Pencatatan Sipil",
        about="service:dukcapil-ktp-el-ganti",
        data_digest="0" * 64,
        url="http://localhost/layanan/dukcapil/ktp-el-ganti/",
        at=now(),
    )
    return f"/dokumen/{document.code}/"


def faults_of(page: Page, address: str, *, fits: bool = True) -> list[str]:
    page.goto(address)
    return faults_in_every_look(page, fits=fits)


@pytest.mark.usefixtures("demo")
def test_public_pages_have_no_fault(someone: Callable[..., Page]) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    found = {}

    for address in [*PUBLIC, checked_document()]:
        found[address] = faults_of(page, address)

    told = [f"{address} {fault}" for address, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)


def own_reports(agency: Agency, officer: User) -> list[str]:
    """Return the pages of reports as their reporters follow them, in each state that differs."""
    asked, answered, ended = (complaint_rows.disposed(agency, at=now()) for _row in range(3))
    by = acting.officer(officer, asked)
    question = Said(text="Loket nomor berapa?")
    moving.take(complaint=asked, move=Move.ASK, by=by, at=now(), said=question)
    for row in (answered, ended):
        moving.answer(complaint=row, by=by, at=now(), result=Result(text="Sudah dicetak."))
    moving.take(complaint=ended, move=Move.ACCEPT, by=acting.COMPLAINANT, at=now())
    tokens = [codes.token(row.number) for row in (asked, answered, ended)]
    pages = [reverse("complaints:follow", args=[token]) for token in tokens]
    pages += [reverse(f"complaints:{step}", args=tokens[:1]) for step in ("withdraw", "ombudsman")]
    return [*pages, "/pengaduan/lacak/", "/pengaduan/lacak/ditutup/", "/pengaduan/lacak/palsu/"]


def test_pages_of_an_own_report_have_no_fault(
    someone: Callable[..., Page], agency_a: Agency, budi: User
) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    found = {}

    for address in own_reports(agency_a, budi):
        found[address] = faults_of(page, address)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
        found[f"{address} opened"] = faults_in_every_look(page)

    told = [f"{address} {fault}" for address, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("service_a")
def test_the_steps_of_filing_have_no_fault(someone: Callable[..., Page]) -> None:
    complaint_rows.terms()
    page = someone(bypass_csp=True, viewport=PHONE)
    found = {"1": faults_of(page, "/pengaduan/baru/?opd=dukcapil")}
    page.locator(".filing__go button").first.click()
    page.locator(".error-summary").wait_for()
    found["1 refused"] = faults_in_every_look(page)
    page.locator("textarea[name=text]").fill("Penggantian KTP-el saya belum jadi juga.")
    for step, sign in (("2", "#about-unknown"), ("3", "#identity-named"), ("4", ".filing__keys")):
        page.locator(".filing__go button").first.click()
        page.locator(sign).wait_for()
        found[step] = faults_in_every_look(page)

    told = [f"step {step} {fault}" for step, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("demo")
def test_staff_pages_have_no_fault(someone: Callable[..., Page]) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    steps.sign_in(page, "budi@nusacontoh.example")
    service = Service.objects.get(code="dukcapil-ktp-el-ganti")
    found = {}

    for address in [*STAFF, *(f"/petugas/layanan/{view}/{service.pk}/" for view in VIEWS)]:
        found[address] = faults_of(page, address, fits=False)

    told = [f"{address} {fault}" for address, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("demo")
def test_pages_of_the_bureau_have_no_fault(someone: Callable[..., Page]) -> None:
    officer = User.objects.get(email="budi@nusacontoh.example")
    service = Service.objects.get(code="dukcapil-ktp-el-ganti")
    offer = library.offer(service=service, by=officer, at=now())
    page = someone(bypass_csp=True, viewport=PHONE)
    steps.sign_in(page, "dewi@nusacontoh.example")
    faults = {}

    complaint_rows.terms()
    offers = ["/petugas/pustaka/tawaran/", f"/petugas/pustaka/tawaran/{offer.pk}/"]
    for address in [*offers, *IN_AND_OUT]:
        faults[address] = faults_of(page, address)

    found = [f"{address} {fault}" for address, lines in faults.items() for fault in lines]
    assert not found, "\n".join(found)
