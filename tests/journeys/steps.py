"""What people do again and again in the journeys, and how the pages are looked at."""

from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from maklumat.accounts.models import User
from maklumat.accounts.tests.factories import PASSWORD
from maklumat.catalogue.models import Service


@dataclass
class Thumb:
    """Counts what a person does with a thumb; typing is not counted, sending it is."""

    taps: int = 0

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.tap()

    def enter(self, box: Locator) -> None:
        self.taps += 1
        box.press("Enter")


def sign_in(page: Page, person: User | str, password: str = PASSWORD) -> None:
    """Go through the door that staff use."""
    page.goto("/akun/masuk/")
    page.locator("input[name=login]").fill(str(getattr(person, "email", person)))
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/petugas/")


def open_editor(page: Page, service: Service, component: str = "") -> None:
    place = f"#tab-delivery/{component}" if component else ""
    page.goto(reverse("services:edit", args=[service.pk]) + place)


def send(button: Locator) -> None:
    """Press what sends a form, and wait for the page that comes of it, be it at the same address."""
    with button.page.expect_navigation():
        button.click()


def save_draft(page: Page) -> None:
    send(page.locator("footer button.action-save"))


def send_for_approval(page: Page) -> None:
    _more_actions(page, "action-submit")


def publish(page: Page) -> None:
    _more_actions(page, "action-publish")


def _more_actions(page: Page, name: str) -> None:
    page.locator("footer .w-dropdown__toggle").click()
    send(page.locator(f"footer button[name={name}]"))


def decide(page: Page, service: Service, action: str) -> None:
    """Approve, or open the window that asks why a standard is returned."""
    open_editor(page, service)
    button = page.locator(f'footer [data-workflow-action-name="{action}"]')
    if action == "approve":  # which is the main button
        send(button)
        return
    page.locator("footer .w-dropdown__toggle").click()
    button.click()


def expect_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"


def expect_text(page: Page, text: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(text)


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press the Tab key until the focus is there; somebody without a mouse has no other way."""
    for _step in range(most):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {selector}")
