"""A screen as an administrator sets it up: the browser is started by the project's own program."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Agency
from maklumat.kiosk import actions
from maklumat.kiosk.tests import factories as make
from tests.browser import FLAGS, PATIENCE

pytestmark = pytest.mark.browser

BROWSER = Path(__file__).resolve().parents[2] / "deploy" / "kiosk" / "browser"


class Screen:
    """A machine at a door: power on, power off, the same disk."""

    def __init__(self, folder: Path, portal: str) -> None:
        self.folder, self.portal = folder, portal
        self.running: subprocess.Popen | None = None
        program = folder / "chromium"
        headless = " ".join([*FLAGS, "--remote-debugging-port=0", "--window-size=1080,1920"])
        program.write_text(f'#!/bin/sh\nexec {shutil.which("chromium")} {headless} "$@"\n')
        program.chmod(0o755)

    def on(self, chromium: Browser) -> Page:
        told = self.folder / "profile" / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PORTAL": self.portal}
        env |= {"CHROMIUM": str(self.folder / "chromium"), "STATE_DIRECTORY": str(self.folder)}
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [BROWSER], env=env, stdout=log, stderr=log, start_new_session=True
            )
        for _try in range(300):
            if told.exists() and "\n" in told.read_text():
                break
            time.sleep(0.1)
        port = told.read_text().splitlines()[0]
        remote = chromium.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
        page = next(page for page in remote.contexts[0].pages if page.url.startswith(self.portal))
        page.set_default_timeout(PATIENCE)
        return page

    def shut_down(self, page: Page) -> None:
        """End it in order, so that what it knows is on the disk."""
        page.context.browser.new_browser_cdp_session().send("Browser.close")
        self.running.wait(PATIENCE / 1000)

    def off(self) -> None:
        """Pull the plug."""
        if self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None


@pytest.fixture
def screen(site: LiveServer, tmp_path: Path) -> Iterator[Screen]:
    one = Screen(tmp_path, site.url)
    yield one
    one.off()


def test_a_screen_is_set_up_once_and_survives_its_plug(
    screen: Screen, chromium: Browser, agency_a: Agency
) -> None:
    row = make.device(agency_a, name="Kiosk lobi Dukcapil")
    page = screen.on(chromium)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/kiosk/daftar/")
    code = actions.invite(device=row, by="Budi", at=now())
    page.goto(f"{screen.portal}/kiosk/daftar/?kode={code}")
    page.locator("main form button:not([type=button])").last.click()
    expect(page.locator("[data-kiosk]")).to_be_visible()
    screen.shut_down(page)  # left alone, a cookie is on the disk within half a minute
    for _day in range(2):
        page = screen.on(chromium)
        expect(page.locator("[data-kiosk]")).to_be_visible()
        screen.off()
    page = screen.on(chromium)
    assert page.url == f"{screen.portal}/kiosk/"
    assert page.evaluate("history.length") == 1
