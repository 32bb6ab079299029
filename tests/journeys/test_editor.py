"""The editor: gaps are named, nothing typed is lost, strangers find no page."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue import approval
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories
from tests.browser import PHONE
from tests.journeys import steps

pytestmark = pytest.mark.browser
NewPage = Callable[[], Page]
SIX = (
    "Persyaratan",
    "Sistem, mekanisme, dan prosedur",
    "Jangka waktu",
    "Biaya/tarif",
    "Produk",
    "pengaduan",
)


def test_publishing_with_gaps_is_refused_and_nothing_typed_is_lost(
    government: Government, agency_a: Agency, budi: User, desktop: Page
) -> None:
    approval.set_up(government)
    draft = factories.service("Legalisasi dokumen", agency=agency_a, complete=False)
    steps.sign_in(desktop, budi)

    steps.open_editor(desktop, draft)
    desktop.locator("input[name=summary]").fill("Salinan Anda disahkan hari itu juga.")
    steps.send_for_approval(desktop)

    for component in SIX:
        steps.expect_text(desktop, component)
    expect(desktop.locator("input[name=summary]")).to_have_value(
        "Salinan Anda disahkan hari itu juga."
    )
    assert not Service.objects.get(pk=draft.pk).live


def test_the_address_of_a_component_opens_it(service_a: Service, budi: User, desktop: Page) -> None:
    steps.sign_in(desktop, budi)

    steps.open_editor(desktop, service_a, "biaya")

    section = desktop.locator('[data-component="biaya"]')
    expect(section.locator("select").first).to_be_visible()
    expect(section).to_be_in_viewport()
    desktop.locator("input[name=fees-0-note]").fill("Tarif tetap")
    expect(section).to_contain_text("11 / 400")


def test_the_preview_shows_the_draft_in_the_width_of_a_phone(
    service_a: Service, budi: User, desktop: Page
) -> None:
    steps.sign_in(desktop, budi)
    steps.open_editor(desktop, service_a)
    desktop.locator("input[name=summary]").fill("Kalimat yang belum terbit.")

    desktop.locator("[data-side-panel-toggle=preview]").click()

    inside = desktop.frame_locator("iframe:not(.w-preview__proxy)[src*=preview]")
    expect(inside.locator("body")).to_contain_text("Kalimat yang belum terbit.")
    assert inside.locator("html").evaluate("() => innerWidth") < PHONE["width"] + 20


def test_the_editor_of_another_agency_looks_like_any_missing_page(
    service_a: Service, wati: User, someone: NewPage
) -> None:
    there, nowhere = someone(), someone()
    for page in (there, nowhere):
        steps.sign_in(page, wati)

    refused = there.goto(reverse("services:edit", args=[service_a.pk]))
    missing = nowhere.goto(reverse("services:edit", args=[service_a.pk + 999]))

    assert refused
    assert missing
    assert refused.status == missing.status == 404
    assert there.locator("body").inner_text() == nowhere.locator("body").inner_text()
