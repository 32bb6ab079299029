"""An officer collects: sheets typed in by the keyboard alone, every page fit for a phone and an ear."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.surveys.actions import paper
from maklumat.surveys.models import Response, Served
from maklumat.surveys.tests import factories as make
from tests.browser import PHONE, faults
from tests.journeys import steps

pytestmark = pytest.mark.browser
BASE = "/petugas/survei/"
SHEET = f"{BASE}isi/dukcapil/ktp-el-ganti/"
PAGES = ["isi/", "isi/dukcapil/ktp-el-ganti/", "impor/", "titik/", "dilayani/", "pertanyaan/"]


@pytest.fixture
def printed(service_a: Service, budi: User) -> str:
    """Numbered sheets; the letters they carry."""
    make.version()
    return paper.print_batch(service=service_a, count=5, by=budi, at=make.AT).series.prefix


def test_a_sheet_takes_fifteen_keys(someone: Callable[..., Page], budi: User, printed: str) -> None:
    page = someone(bypass_csp=True)
    steps.sign_in(page, budi)
    page.goto(SHEET)
    page.keyboard.type("1\n")  # the number of the first sheet, once

    for sheet in (1, 2):
        expect(page.locator("[name=persyaratan]")).to_be_focused()
        expect(page.locator("[name=number]")).to_have_value(
            "1" if sheet == 1 else f"{printed}-0002"
        )
        page.keyboard.type("332343433" + "p3454" + "\n")
        expect(page.get_by_text(f"{sheet} lembar hari ini")).to_be_visible()

    rows = Response.objects.order_by("pk")
    assert [row.form_number for row in rows] == [f"{printed}-0001", f"{printed}-0002"]
    assert {(row.sex, row.age, row.education, row.occupation) for row in rows} == {
        ("P", 34, "S1", "SWASTA")
    }
    page.keyboard.type("7")
    expect(page.get_by_role("alert")).to_contain_text("“7” bukan jawaban")
    expect(page.locator("[name=persyaratan]")).to_have_value("")


def test_a_number_of_people_is_saved_as_soon_as_it_is_typed(
    someone: Callable[..., Page], budi: User, printed: str
) -> None:
    page = someone(bypass_csp=True)
    steps.sign_in(page, budi)
    page.goto(f"{BASE}dilayani/")

    page.locator(".dk-cell input").first.fill("1000")
    page.keyboard.press("Enter")

    expect(page.get_by_text("perlu 278 jawaban")).to_be_visible()
    assert Served.objects.get().people == 1000


def test_every_page_fits_a_phone_and_an_ear(
    someone: Callable[..., Page], budi: User, printed: str
) -> None:
    page = someone(viewport=PHONE, bypass_csp=True)
    steps.sign_in(page, budi)
    found: dict[str, list[str]] = {}
    for name in PAGES:
        page.goto(BASE + name)
        steps.expect_no_sideways_scroll(page)
        found[name] = faults(page)

    assert {name: said for name, said in found.items() if said} == {}
