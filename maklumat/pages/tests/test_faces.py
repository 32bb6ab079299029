"""Home, card and agency in a real browser: accessible in every look, inside a small phone."""

import pytest
from playwright.sync_api import Page, expect

from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue import models as m
from maklumat.catalogue.tests import factories
from tests.browser import faults

pytestmark = pytest.mark.browser

CARD = "/layanan/dukcapil/ktp-el-ganti/"
PAGES = ["/", CARD, "/en" + CARD, "/opd/", "/opd/dukcapil/"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def portal(page: Page) -> Page:
    """A phone on a portal with one service in two cases at two places."""
    agency = agency_rows.agency("Dinas Kependudukan", slug="dukcapil", short_name="Dukcapil")
    agency_rows.office_hours(agency)
    event = factories.term("life_event", "Kehilangan dokumen", position=1, icon="id-card")
    service = factories.service(
        "Penggantian KTP-el", agency=agency, slug="ktp-el-ganti", home_position=1
    )
    service.life_events = [event]
    service.cases = [
        m.RequirementCase(name="Hilang", items=[m.RequirementRow(text="Surat kehilangan")]),
        m.RequirementCase(name="Rusak", items=[m.RequirementRow(text="KTP-el yang rusak")]),
    ]
    service.fees = [
        m.FeeRow(kind="gratis", amount=0, payer="Warga", basis="UU 24/2013"),
        m.FeeRow(kind="tarif", amount=10000, payer="Orang asing", basis="Perda 1/2026"),
    ]
    service.save_revision().publish()
    factories.offering(service, agency)
    factories.offering(service, agency_rows.agency("Kecamatan Satu", kind="kecamatan"))
    return page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_any_look(portal: Page, path: str) -> None:
    portal.goto(path)
    for theme in ("light", "dark"):
        portal.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        assert faults(portal, theme) == []
    portal.evaluate("document.documentElement.style.fontSize = '200%'")
    assert portal.evaluate(OVERFLOW) == 0
    assert faults(portal, "large") == []


def test_a_case_is_chosen_without_scripts_of_ours(portal: Page) -> None:
    portal.goto(CARD)
    expect(portal.get_by_text("KTP-el yang rusak")).to_be_hidden()

    portal.get_by_label("Rusak", exact=True).check(force=True)

    expect(portal.get_by_text("KTP-el yang rusak")).to_be_visible()
    expect(portal.get_by_text("Surat kehilangan")).to_be_hidden()


def test_paper_shows_every_case(portal: Page) -> None:
    portal.goto(CARD)
    portal.emulate_media(media="print")

    expect(portal.get_by_text("Surat kehilangan")).to_be_visible()
    expect(portal.get_by_text("KTP-el yang rusak")).to_be_visible()


def test_the_card_is_two_taps_from_home(portal: Page) -> None:
    portal.goto("/")

    portal.get_by_role("link", name="Penggantian KTP-el").first.click()

    expect(portal.get_by_role("heading", level=1)).to_have_text("Penggantian KTP-el")
