"""Whoever leaves a kiosk leaves nothing: after idling, by the button, with the browser killed."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.eforms.models import FormVersion, ServiceForm
from maklumat.eforms.sitting import COOKIE as SITTING
from maklumat.eforms.sitting import Sitting
from maklumat.eforms.tests import factories as forms
from maklumat.kiosk import mount
from maklumat.surveys.tests import factories as surveys
from tests.browser import FLAGS, PATIENCE
from tests.journeys.kiosk_steps import PORTRAIT, READY, act, expect_start, inner, kiosk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]
IDLE = 75  # seconds, as a device is set at first
# What a script finds in the browser. Caches are named with what they hold: public pages may stay.
FOUND = """async () => {
  const left = { cookies: document.cookie, local: localStorage.length, session: sessionStorage.length };
  left.memory = Object.values(window.kioskMemory ?? {}).reduce((sum, rows) => sum + rows.size, 0);
  left.databases = (await indexedDB.databases()).map(({ name }) => name);
  left.stores = {};
  for (const name of left.databases) {
    const base = await new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of base.objectStoreNames) {
      left.stores[store] = await new Promise((done) => {
        base.transaction(store).objectStore(store).count().onsuccess = ({ target }) => done(target.result);
      });
    }
    base.close();
  }
  left.kept = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) left.kept.push(url);
  }
  left.told = self.unsent.answers.size;
  left.code = document.querySelector("[data-code-address]").textContent;
  left.frames = document.querySelectorAll("iframe").length;
  return left;
}"""
SOILED = """() => {
  localStorage.setItem("sisa", "Sari");
  sessionStorage.setItem("sisa", "Sari");
  document.cookie = "sisa=Sari; path=/kiosk/";
  document.cookie = "sisa=Sari; path=/kiosk/buka/";
  caches.open("sisa").then((cache) => cache.put("/kiosk/buka/sisa", new Response("Sari")));
  indexedDB.open("sisa").onsuccess = ({ target }) => target.result.close();
  document.querySelector("[data-code-address]").textContent = "Sari";
  self.unsent.answers.set("sisa", { number: "PGD-1", code: "Sari" });
  const row = { uid: "sisa", kind: "complaint", address: "/", fields: [["text", "Sari"]], tries: 1 };
  return self.unsent.put({ ...row, refused: { text: ["Terlalu pendek."] } });
}"""


@pytest.fixture
def form(site: LiveServer, service_a: Service, government: Government) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    surveys.version()
    return forms.form(service_a)


@pytest.fixture
def screen(someone: Callable[..., Page]) -> Page:
    page = someone(**PORTRAIT)
    page.clock.install()
    return page


def use(page: Page) -> str:
    """Fill in the first page of a form, and leave traces as a careless page would."""
    page.locator('[data-way="form"]').tap()
    inner(page).locator('a[href*="/formulir/dukcapil/"]').first.tap()
    inner(page).locator('a[href*="/isi/"], form[action*="/isi/"] button').first.tap()
    inner(page).get_by_label("Nama lengkap").fill("Sari Wulandari")
    inner(page).get_by_label("NIK").fill("3204114505900001")
    inner(page).get_by_label("Rusak").check()
    inner(page).get_by_role("button", name="Lanjut", exact=True).tap()
    expect(inner(page).get_by_label("Nama lengkap")).to_have_count(0)
    page.evaluate(SOILED)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    return cookies[SITTING].strip('"')


def draft(cookie: str, form: ServiceForm) -> object:
    request = RequestFactory().get("/")
    request.COOKIES[SITTING] = cookie
    version = FormVersion.objects.get(form=form, published_at__isnull=False)
    return Sitting(request).draft(form.pk, version.pk)


def expect_nothing_left(page: Page) -> None:
    """Look into every place where a browser keeps something."""
    expect(page.locator("[data-said]")).to_have_text("Semua sudah dihapus.")
    expect_start(page)
    assert {one["name"] for one in page.context.cookies()} == {mount.COOKIE}
    found = page.evaluate(FOUND)
    kept = found.pop("kept")
    assert not [url for url in kept if ("/formulir/" in url and "/isi/" in url) or "sisa" in url]
    assert set(found.pop("databases")) <= {"luring"}
    assert set(found.pop("stores").values()) <= {0}
    assert not found.pop("code")
    assert found == {"cookies": "", "local": 0, "session": 0, "memory": 0, "told": 0, "frames": 0}
    assert not Session.objects.exists()


def test_after_idling_nothing_of_the_visit_is_left(
    screen: Page, service_a: Service, form: ServiceForm
) -> None:
    kiosk(screen, service_a.agency, idle_seconds=IDLE)
    before = screen.evaluate("history.length")
    session = SessionStore()
    session.create()
    screen.context.add_cookies(
        [{"name": "sessionid", "value": session.session_key or "", "domain": "localhost",
          "path": "/", "httpOnly": True}]
    )  # fmt: skip
    cookie = use(screen)
    assert draft(cookie, form) is not None

    warning = screen.locator('[data-dialog="idle"]')
    screen.clock.fast_forward((IDLE + 1) * 1000)
    expect(warning).to_be_visible()
    act(screen, "stay")
    expect(warning).to_be_hidden()
    assert draft(cookie, form) is not None

    screen.clock.fast_forward((IDLE + 1) * 1000)
    expect(warning).to_be_visible()
    screen.clock.fast_forward(31_000)
    expect_nothing_left(screen)
    assert draft(cookie, form) is None
    assert screen.evaluate("history.length") == before


def test_the_button_erases_at_once(screen: Page, service_a: Service, form: ServiceForm) -> None:
    kiosk(screen, service_a.agency)
    cookie = use(screen)
    screen.locator('[data-language="en"]').tap()
    expect(inner(screen).locator("html")).to_have_attribute("lang", "en")
    act(screen, "finish")
    expect_nothing_left(screen)
    assert draft(cookie, form) is None
    expect(screen.locator("html")).to_have_attribute("lang", "id")


def test_a_touch_in_the_page_counts(screen: Page, service_a: Service, form: ServiceForm) -> None:
    kiosk(screen, service_a.agency, idle_seconds=IDLE)
    use(screen)
    for _time in range(3):
        screen.clock.fast_forward((IDLE - 20) * 1000)
        inner(screen).locator("h1").first.tap()
    expect(screen.locator('[data-dialog="idle"]')).to_be_hidden()


def test_without_a_network_the_server_is_told_first_when_it_is_back(
    screen: Page, service_a: Service, form: ServiceForm
) -> None:
    kiosk(screen, service_a.agency)
    cookie = use(screen)
    screen.context.set_offline(True)
    act(screen, "finish")
    expect_start(screen)
    screen.locator('[data-way="service"]').tap()
    expect(screen.locator('[data-trouble="offline"]')).to_be_visible()
    assert draft(cookie, form) is not None

    screen.context.set_offline(False)
    expect(inner(screen).get_by_role("heading", level=1)).to_be_visible()
    assert draft(cookie, form) is None
    assert SITTING not in {one["name"] for one in screen.context.cookies()}


@pytest.fixture
def start(chromium: Browser, tmp_path: Path, site: LiveServer) -> Callable[..., BrowserContext]:
    """Start a browser of its own, again and again with the same profile, at the kiosk's address."""

    def one(*args: str, **more: Any) -> BrowserContext:  # Any: Playwright's options
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, *args],
            base_url=site.url,
            locale="id-ID",
            **PORTRAIT,
            **more,
        )
        context.set_default_timeout(PATIENCE)
        return context

    return one


def kill(profile: Path) -> None:
    """End the browser of a profile as a power cut does."""
    mark = f"--user-data-dir={profile}".encode()
    for folder in Path("/proc").iterdir():
        line = folder / "cmdline"
        if folder.name.isdecimal() and line.exists():
            words = line.read_bytes().split(b"\0")
            if mark in words and not any(word.startswith(b"--type=") for word in words):
                os.kill(int(folder.name), signal.SIGKILL)


def test_a_browser_that_was_killed_begins_with_nothing(
    start: Callable[..., BrowserContext],
    tmp_path: Path,
    site: LiveServer,
    service_a: Service,
    form: ServiceForm,
) -> None:
    first = start()
    kiosk(first.pages[0], service_a.agency)
    first.close()  # in an orderly way, so that the profile surely holds the device's token

    context = start(f"--app={site.url}/kiosk/")
    expect(context.pages[0].locator(READY)).to_be_attached()
    cookie = use(context.pages[0])
    kill(tmp_path / "profile")
    with suppress(Error):  # it is gone already
        context.close()
    assert draft(cookie, form) is not None

    again = start(f"--app={site.url}/kiosk/")
    page = again.pages[0]
    expect(page.locator(READY)).to_be_attached()
    expect_nothing_left(page)
    assert draft(cookie, form) is None
    assert page.evaluate("history.length") == 1
    for move in ("back", "forward"):
        page.evaluate(f"history.{move}()")
        expect_start(page)
    again.close()
