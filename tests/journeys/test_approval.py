"""The life of a change: an officer writes it, two people look at it, citizens read it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.catalogue import approval
from maklumat.catalogue.models import Service
from tests.journeys import steps

pytestmark = pytest.mark.browser
NewPage = Callable[[], Page]
REASON = "Sebutkan peraturan daerah yang menetapkan tarif ini."
BASIS = "Perda 4/2024 tentang Pajak dan Retribusi"


def change_fee(page: Page, service: Service, amount: int) -> None:
    steps.open_editor(page, service, "biaya")
    page.locator("select[name=fees-0-kind]").select_option("retribusi")
    page.locator("input[name=fees-0-amount]").fill(str(amount))


def poster(page: Page, service: Service) -> str:
    answer = page.request.get(service.get_absolute_url() + "standar.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    sheets = PdfReader(BytesIO(answer.body())).pages
    return " ".join(word for sheet in sheets for word in sheet.extract_text().split())


def test_a_fee_travels_from_the_officer_to_the_citizen(
    government: Government,
    service_a: Service,
    budi: User,
    agus: User,
    dewi: User,
    someone: NewPage,
) -> None:
    approval.set_up(government)
    citizen, officer, head, organiser = someone(), someone(), someone(), someone()
    citizen.goto(service_a.get_absolute_url())
    steps.expect_text(citizen, "Gratis")
    for page, person in ((officer, budi), (head, agus), (organiser, dewi)):
        steps.sign_in(page, person)

    change_fee(officer, service_a, 12500)
    steps.send_for_approval(officer)

    head.reload()
    steps.expect_text(head, service_a.name)
    return_with_a_reason(head, service_a)

    officer.goto("/petugas/")
    steps.expect_text(officer, REASON)
    officer.get_by_role("link", name=f"Perbaiki: {service_a.name}").click()
    officer.goto(officer.url + "#tab-delivery/biaya")
    officer.locator("input[name=fees-0-basis]").fill(BASIS)
    steps.send_for_approval(officer)

    look_at_the_changes(head, service_a)
    steps.decide(head, service_a, "approve")
    citizen.reload()
    steps.expect_text(citizen, "Gratis")

    steps.decide(organiser, service_a, "approve")
    citizen.reload()
    steps.expect_text(citizen, "Rp12.500")
    paper = poster(citizen, service_a)
    assert "Rp12.500" in paper
    assert BASIS in paper


def look_at_the_changes(head: Page, service: Service) -> None:
    steps.open_editor(head, service)
    head.locator("footer .w-dropdown__toggle").click()
    head.get_by_role("link", name="Lihat yang berubah").click()
    steps.expect_text(head, "12500")


def return_with_a_reason(head: Page, service: Service) -> None:
    """Try without a reason first."""
    steps.decide(head, service, "reject")
    window = head.get_by_role("dialog")
    window.get_by_role("button", name="Kembalikan").click()
    expect(window).to_contain_text("Tulis apa yang harus diperbaiki")
    window.locator("textarea").fill(REASON)
    window.get_by_role("button", name="Kembalikan").click()
    expect(window).to_be_hidden()


def test_in_a_small_government_the_head_alone_approves(
    government: Government, service_a: Service, budi: User, agus: User, someone: NewPage
) -> None:
    government.approval_steps = 1
    government.save()
    approval.set_up(government)
    officer, head, citizen = someone(), someone(), someone()
    steps.sign_in(officer, budi)
    steps.sign_in(head, agus)

    change_fee(officer, service_a, 7000)
    officer.locator("input[name=fees-0-basis]").fill(BASIS)
    steps.send_for_approval(officer)
    steps.decide(head, service_a, "approve")

    citizen.goto(service_a.get_absolute_url())
    steps.expect_text(citizen, "Rp7.000")
