"""Chromium for journeys: `page` is a phone, `desktop` a wide screen, both on the live server.

A journey is marked `browser`. It sees what it saves, because tables are emptied after it instead
of rolled back, and rows made by migrations are put back before the next one.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.utils.timezone import now
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Route,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from maklumat.accounts.tests.factories import PASSWORD
from maklumat.catalogue.demo import loading
from maklumat.core.webfont import build_web_font

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PATIENCE = 30_000  # milliseconds until something must have appeared, on a busy machine
# What axe-core looks for. Everything in the light look; the other looks of the same page differ in
# colours or in size only, so there only the rules that colours or size can break.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, list[str] | dict[str, object]] = {
    "light": WCAG,
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "large": {
        "type": "rule",
        "values": ["target-size", "scrollable-region-focusable", "meta-viewport"],
    },
}
# How wide the screen is in a look, and how light.
SHAPES: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "light": (PHONE, "light"),
    "dark": (DESKTOP, "dark"),
    "large": (PHONE, "light"),
}
# Text of the size asked for, and every colour where it will be: a fade would be read half-way.
_DRESS = """size => {
  document.documentElement.style.setProperty('font-size', size, 'important');
  for (const change of document.getAnimations()) try { change.finish() } catch { /* endless */ }
}"""
_TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; each test gets an empty profile of its own."""
    # Playwright keeps an event loop in this thread, and Django then takes every test for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    build_web_font(settings.DATA_DIR / "fonts")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(site: LiveServer, chromium: Browser) -> Iterator[Page]:
    """A phone, 360 pixels wide, that knows only this machine."""
    yield from _page(site, chromium, viewport=PHONE, has_touch=True, device_scale_factor=2)


@pytest.fixture
def desktop(site: LiveServer, chromium: Browser) -> Iterator[Page]:
    """A wide screen with a mouse."""
    yield from _page(site, chromium, viewport=DESKTOP)


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """The running server. Ask for it before anything that saves rows."""
    return live_server


@pytest.fixture
def someone(site: LiveServer, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Each call gives a wide screen of another person, or one with the options given."""
    people = []

    def one_more(**options: Any) -> Page:  # Any: as below
        people.append(_page(site, chromium, **{"viewport": DESKTOP, **options}))
        return next(people[-1])

    yield one_more
    for person in people:
        next(person, None)


@pytest.fixture(scope="session")
def demo_copy() -> Iterator[sqlite3.Connection]:
    """Where the loaded demo is kept for the next journey: loading it takes seconds."""
    copy = sqlite3.connect(":memory:")
    yield copy
    copy.close()


@pytest.fixture
def demo(site: LiveServer, demo_copy: sqlite3.Connection) -> None:
    """The demo government; everybody signs in with the password of the cast."""
    connection.ensure_connection()
    is_kept = demo_copy.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] > 0
    if is_kept:
        demo_copy.backup(connection.connection)
        return
    loading.load(password=PASSWORD, at=now())
    if connection.vendor == "sqlite":
        connection.connection.backup(demo_copy)


def faults(page: Page, look: str = "light") -> list[str]:
    """Return what axe-core finds in a look, one line for each rule and place."""
    violations = Axe().run(page, options={"runOnly": RULES[look]}).response["violations"]
    return [
        f"{found['id']}: {node['target'][0]}: {node['html'][:120]}"
        for found in violations
        for node in found["nodes"]
    ]


def faults_in_every_look(
    page: Page, *, fits: bool = True, looks: Iterable[str] = SHAPES
) -> list[str]:
    """Look at the open page on a light phone, on a wide dark screen, on a phone in double size.

    One visit serves all looks: to draw the page anew costs more than to look at it. With `fits` it
    must also stand beside no screen. The page is left as it was found, on the light phone.
    """
    found = []
    for look in looks:
        wear(page, look)
        found += [f"{look}: {fault}" for fault in faults(page, look)]
        if fits and page.evaluate(_TOO_WIDE) > 0:
            found.append(f"{look}: {page.evaluate(_TOO_WIDE)} px wider than the screen")
    wear(page, "light")
    return found


def wear(page: Page, look: str) -> None:
    """Show the open page in a look, at rest."""
    size, scheme = SHAPES[look]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_DRESS, "200%" if look == "large" else "")


# Any: Playwright's own options of a browser context.
def _page(site: LiveServer, chromium: Browser, **options: Any) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.url, locale="id-ID", **options)
    context.set_default_timeout(PATIENCE)
    _stay_on_this_machine(context, site.url)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


def _stay_on_this_machine(context: BrowserContext, address: str) -> None:
    def answer(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", answer)
