"""From the library to the wall: an officer of a puskesmas takes a template, citizens get a poster."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests import factories as agencies
from maklumat.catalogue import approval, library
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests.test_library import AT
from tests.journeys import steps

pytestmark = pytest.mark.browser
NewPage = Callable[[], Page]
NAME = "Imunisasi rutin bayi dan anak"


@pytest.fixture
def puskesmas(government: Government) -> Agency:
    return agencies.agency("Puskesmas Melati", slug="pkm-melati", kind="puskesmas")


def member(name: str, role: str, agency: Agency) -> User:
    user = people.user(name)
    agencies.membership(user, role, agency)
    return user


def test_from_template_to_poster(
    government: Government, puskesmas: Agency, dewi: User, someone: NewPage
) -> None:
    approval.set_up(government)
    library.load(at=AT)
    officer, head, organiser = someone(), someone(), someone()
    steps.sign_in(officer, member("Made", "officer", puskesmas))
    steps.sign_in(head, member("Kadek", "head", puskesmas))
    steps.sign_in(organiser, dewi)

    officer.goto("/petugas/pustaka/?q=imunisasi")
    officer.get_by_role("link", name=NAME).click()
    officer.get_by_role("button", name="Pakai templat").click()
    officer.wait_for_url("**/petugas/layanan/edit/**")
    service = Service.objects.get()
    assert (service.agency, service.live) == (puskesmas, False)

    steps.open_editor(officer, service, "penanganan_pengaduan")
    officer.locator("input[name=complaint_officer]").fill("Ketua tim mutu")
    steps.send_for_approval(officer)
    for page in (head, organiser):
        steps.decide(page, service, "approve")

    officer.goto(service.get_absolute_url())
    steps.expect_text(officer, NAME)
    steps.expect_text(officer, "Ketua tim mutu")
    sheet = officer.request.get(service.get_absolute_url() + "standar.pdf")
    text = " ".join(PdfReader(BytesIO(sheet.body())).pages[0].extract_text().split())
    assert NAME in text
