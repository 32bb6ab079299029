"""What people do again and again at a kiosk. Its pages stand in a frame; the frame's own window stays."""

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from maklumat.agencies.models import Agency
from maklumat.kiosk import mount
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make

PORTRAIT = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}
SHOWN = "iframe.stage__page:not([data-coming])"
READY = "[data-kiosk][data-ready]"


def kiosk(page: Page, agency: Agency, **fields: object) -> Device:
    """Set this browser up as a kiosk of an agency and stand before its start screen."""
    row = make.device(agency, **fields)
    hold(page.context, row)
    page.goto("/kiosk/")
    expect(page.locator(READY)).to_be_attached()
    return row


def hold(context: BrowserContext, row: Device) -> None:
    """Give the token of a device to a browser."""
    context.add_cookies(
        [{"name": mount.COOKIE, "value": make.token(row), "domain": "localhost",
          "path": mount.FACE, "httpOnly": True, "sameSite": "Strict"}]
    )  # fmt: skip


def inner(page: Page) -> FrameLocator:
    """The page of the portal that is seen."""
    return page.frame_locator(SHOWN)


def act(page: Page, name: str) -> None:
    """Tap one of the frame's own buttons."""
    page.locator(f'[data-act="{name}"]:visible').first.tap()


def expect_start(page: Page) -> None:
    expect(page.locator("[data-start]")).to_be_visible()
    expect(page.locator("[data-stage]")).to_be_hidden()
