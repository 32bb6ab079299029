"""The whole life of a report through the staff screens, and how these screens are made."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import codes
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Status
from tests.browser import PHONE, faults_in_every_look
from tests.journeys import steps

pytestmark = pytest.mark.browser
NewPage = Callable[..., Page]
INBOX = "/petugas/pengaduan/"


def step(page: Page, name: str) -> Locator:
    """Return the form of a step, opened if it is one of the quiet ones."""
    quiet = page.locator(f"details#langkah-{name}")
    if quiet.count() and quiet.get_attribute("open") is None:
        quiet.locator("summary").click()
    return page.locator(f'form[action$="/langkah/{name}/"]')


def take(page: Page, name: str, **typed: str) -> None:
    """Fill in the form of a step and send it."""
    form = step(page, name)
    for field, value in typed.items():
        control = form.locator(f"[name={field}]")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    steps.send(form.locator("button[type=submit]"))


def case_page(page: Page, case: Complaint) -> None:
    page.goto(reverse("complaints-staff:case", args=[case.number]))


def photo() -> dict[str, object]:
    written = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG")
    return {"name": "bukti.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def result(page: Page, text: str) -> None:
    form = step(page, "answer")
    form.locator("[name=text]").fill(text)
    form.locator("[name=justified][value=yes]").check()
    form.locator("[name=attachments]").set_input_files([photo()])
    steps.send(form.locator("button[type=submit]"))


def test_a_report_lives_through_question_return_transfer_reopening_and_closing(
    someone: NewPage, budi: User, dewi: User, wati: User, agency_a: Agency, agency_b: Agency
) -> None:
    case = make.complaint(contact=make.contact(), at=now() - timedelta(days=1))
    follow = reverse("complaints:follow", args=[codes.token(case.number)])
    citizen, other = someone(viewport=PHONE), someone()
    officer, organiser = someone(viewport=PHONE, has_touch=True), someone()
    for page, person in ((officer, budi), (organiser, dewi), (other, wati)):
        steps.sign_in(page, person)

    organiser.goto(INBOX + "?tab=teruskan")
    organiser.get_by_role("link", name=case.title).click()
    take(organiser, "dispose", agency=str(agency_a.pk))

    officer.goto(INBOX)
    steps.expect_no_sideways_scroll(officer)
    officer.get_by_role("link", name=case.title).tap()
    officer.wait_for_url("**/PGD-*/")
    steps.expect_no_sideways_scroll(officer)
    officer.get_by_role("button", name="Terima dan kerjakan").tap()
    steps.expect_text(officer, "Laporan ini sekarang Anda kerjakan")
    take(officer, "reply", text="Sedang kami cek di bagian pencetakan.")
    take(officer, "ask", text="Tanggal berapa Anda datang?")
    steps.expect_text(officer, "Pelapor perlu menjawab")

    citizen.goto(follow)
    steps.expect_text(citizen, "Tanggal berapa Anda datang?")
    citizen.locator('form[action$="/jawab/"] textarea').fill("Tanggal 2 November.")
    steps.send(citizen.locator('form[action$="/jawab/"] button[type=submit]'))

    case_page(officer, case)
    steps.expect_text(officer, "Tanggal 2 November.")
    take(officer, "return", reason="Ini urusan bantuan sosial.", agency=str(agency_b.pk))
    assert officer.url.endswith(INBOX)

    case_page(organiser, case)
    steps.expect_text(organiser, "Usulan: Dinsos")
    take(organiser, "dispose", agency=str(agency_b.pk))
    case_page(other, case)
    steps.expect_text(other, case.text)
    case_page(organiser, case)
    take(organiser, "transfer", agency=str(agency_a.pk), reason="Ternyata soal cetak KTP.")
    case_page(other, case)
    expect(other.get_by_text(case.text)).to_have_count(0)

    case_page(officer, case)
    steps.send(officer.get_by_role("button", name="Terima dan kerjakan"))
    take(officer, "reply", text="Kami tangani hari ini.")
    result(officer, "KTP sudah dicetak.")

    citizen.goto(follow)
    steps.expect_text(citizen, "KTP sudah dicetak.")
    citizen.locator("summary", has_text="belum").click()
    citizen.locator('form[action$="/belum/"] textarea').fill("Namanya salah tulis.")
    steps.send(citizen.locator('form[action$="/belum/"] button[type=submit]'))

    case_page(officer, case)
    steps.expect_text(officer, "Namanya salah tulis.")
    take(officer, "reply", text="Kami betulkan.")
    result(officer, "KTP dengan nama yang benar sudah jadi.")
    citizen.goto(follow)
    steps.send(citizen.locator('form[action$="/selesai/"] button[type=submit]'))

    case_page(officer, case)
    steps.expect_text(officer, "Pelapor menyatakan selesai")
    case.refresh_from_db()
    assert case.state is Status.CLOSED
    assert [outcome.round for outcome in case.outcomes.all()] == [1, 2]


def test_the_inbox_and_the_page_of_a_case_have_no_fault(
    someone: NewPage, budi: User, agency_a: Agency
) -> None:
    rows = [make.complaint(agency=agency_a, at=now() - timedelta(days=day)) for day in (20, 1)]
    working = make.disposed(agency_a, contact=make.contact(), at=now() - timedelta(days=2))
    page = someone(bypass_csp=True, viewport=PHONE)
    steps.sign_in(page, budi)
    addresses = ["/petugas/", INBOX, INBOX + "?q=ktp&overdue=1", INBOX + "?tab=selesai"]
    addresses += [reverse("complaints-staff:case", args=[row.number]) for row in (*rows, working)]
    found = []

    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found += [f"{address} {fault}" for fault in faults_in_every_look(page)]

    assert not found, "\n".join(found)
