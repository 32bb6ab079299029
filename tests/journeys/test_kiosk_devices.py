"""A screen becomes a kiosk: a code from the staff page, typed by touch; and stops being one."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from maklumat.agencies.models import Agency
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make
from tests.browser import faults_in_every_look
from tests.journeys.kiosk_steps import PORTRAIT, READY
from tests.journeys.steps import send, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]
LEAST = 75.6  # pixels: 20 mm as CSS has it, before the screen was measured


def type_code(screen: Page, code: str) -> None:
    for sign in code.replace("-", ""):
        screen.locator(f'[data-sign="{sign}"]').tap()
    screen.get_by_role("button", name="Pasang", exact=True).tap()


def test_from_the_staff_page_to_the_start_screen_and_back(
    someone: Callable[..., Page], agency_a: Agency, budi: Any
) -> None:
    row = make.device(agency_a, name="Kiosk lobi Dukcapil")
    office, screen = someone(), someone(**PORTRAIT)
    sign_in(office, budi)
    office.goto(f"/petugas/kiosk/{row.uid}/pasang/")
    send(office.get_by_role("button", name="Buat kode"))
    code = office.locator(".ki-signs").inner_text()

    screen.goto("/kiosk/")
    expect(screen.get_by_role("heading", name="Pasang layar ini")).to_be_visible()
    for key in screen.locator("[data-pad] button, .enrol__form button").all():
        box = key.bounding_box()
        assert min(box["width"], box["height"]) >= LEAST
    type_code(screen, "AAAAA-AAA")
    expect(screen.get_by_role("alert")).to_contain_text("Minta kode baru")
    for _sign in range(8):
        screen.locator("[data-erase]").tap()
    type_code(screen, code)
    expect(screen.locator(READY)).to_be_attached()

    office.goto(f"/petugas/kiosk/{row.uid}/")
    expect(office.locator(".ki-lead")).to_contain_text("baru saja terdengar")
    office.get_by_role("link", name="Tarik").click()
    send(office.get_by_role("button", name="Tarik kiosk"))
    screen.reload()
    expect(screen.get_by_role("heading", name="Pasang layar ini")).to_be_visible()


def test_a_new_code_moves_the_device_to_another_screen(
    someone: Callable[..., Page], agency_a: Agency
) -> None:
    row = make.device(agency_a)
    first, second = someone(**PORTRAIT), someone(**PORTRAIT)
    for screen in (first, second):
        code = make.actions.invite(device=row, by="Budi", at=make.now())
        screen.goto(f"/kiosk/daftar/?kode={code}")  # as its camera reads it
        screen.get_by_role("button", name="Pasang", exact=True).tap()
        expect(screen.locator(READY)).to_be_attached()
    first.reload()
    expect(first.get_by_role("heading", name="Pasang layar ini")).to_be_visible()
    assert Device.objects.count() == 1


def test_everybody_can_read_the_pages_of_kiosks(
    someone: Callable[..., Page], agency_a: Agency, budi: Any
) -> None:
    row = make.device(agency_a, enrolled_at=make.now(), seen_at=make.now(), waiting=2)
    screen = someone(**PORTRAIT)
    screen.goto("/kiosk/daftar/")
    assert faults_in_every_look(screen) == []
    office = someone()
    sign_in(office, budi)
    for path in ("", "baru/", f"{row.uid}/", f"{row.uid}/pasang/"):
        office.goto(f"/petugas/kiosk/{path}")
        assert faults_in_every_look(office) == []
