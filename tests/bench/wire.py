"""What a phone fetches for its first view, how soon it shows it, and how large the app's shell is.

In Chromium, over the wire, headers included. Until the load event is the first view; what follows
(manifest, icon, the worker and what it keeps) is the shell. Needs the packages of the tests.
"""

import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from tests.bench.stage import CARD, MAKLUMAT, Row, Stage, get

PAGES = {
    "home": "/",
    "service card": CARD,
    "survey": "/survei/dukcapil/ktp-el-ganti/",
    "forms": "/formulir/",
    "complaint, step 1": "/pengaduan/baru/",
}
PHONE = {"width": 412, "height": 823}
# Lighthouse's "slow 4G" and phone of the middle class, applied to a real browser.
SLOW = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180_000,
    "uploadThroughput": 84_375,
}
MOST = {"complaint, step 1": 75}  # KB; it brings the queue and the sending of photos along
SLOWER = 4  # times, of the processor
ROUNDS = 3
SETTLED = 3000  # milliseconds after the load event
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
WATCH = """
window.seen = { largest: 0, moved: 0, blocked: 0 };
const watch = (type, add) => new PerformanceObserver((list) => list.getEntries().forEach(add))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.moved += entry.value; });
watch("longtask", (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
"""


@dataclass(frozen=True)
class Seen:
    """One visit: bytes until the load event, and the three measures of how it felt."""

    bytes: int
    largest: float
    moved: float
    blocked: float


def wire(stage: Stage) -> list[Row]:
    """Bytes of each first view, its largest paint, jumps and blocked time; the shell."""
    missing = _missing()
    if missing:
        return [Row("first views in Chromium", 0, "KB", 0, ("<=", 60), absent=missing)]
    site, _ = stage.serve(MAKLUMAT)
    with _browser() as browser:
        rows = [row for name, path in PAGES.items() for row in _rows(browser, site, name, path)]
        return [*rows, _shell(browser, site)]


def _rows(browser: Any, site: str, name: str, path: str) -> Iterator[Row]:  # Any: Playwright's
    get(site + path)  # warm, as all others were
    html = len(get(site + path)) / 1024
    fast = _visit(browser, site + path, is_slow=False)
    slow = [_visit(browser, site + path, is_slow=True) for _ in range(ROUNDS)]
    first = fast.bytes / 1024
    limit = ("<=", float(MOST.get(name, 60)))
    yield Row(f"{name}: first view", first, "KB", html, limit, floor_is="HTML alone")
    largest = statistics.median(one.largest for one in slow)
    yield Row(f"{name}: largest paint, slow 4G and phone", largest / 1000, "s", 0, ("<=", 2.5))
    moved = max(one.moved for one in slow) * 1000
    yield Row(f"{name}: jumps of the page", moved, "thousandths", 0, ("<=", 100))
    blocked = statistics.median(one.blocked for one in slow)
    yield Row(f"{name}: blocked time", blocked, "ms", 0, ("<=", 200))


def _visit(browser: Any, address: str, *, is_slow: bool) -> Seen:  # Any: as above
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, locale="id-ID")
    page = context.new_page()
    page.add_init_script(WATCH)
    wires = context.new_cdp_session(page)
    wires.send("Network.enable")
    if is_slow:
        wires.send("Network.emulateNetworkConditions", SLOW)
        wires.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    came: list[tuple[float, int]] = []
    wires.on(
        "Network.loadingFinished",
        lambda told: came.append((told["timestamp"], int(told["encodedDataLength"]))),
    )
    loaded: list[float] = []
    wires.send("Page.enable")
    wires.on("Page.loadEventFired", lambda told: loaded.append(told["timestamp"]))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    seen = page.evaluate("window.seen")
    context.close()
    return Seen(sum(size for at, size in came if at <= loaded[0]), **seen)


def _shell(browser: Any, site: str) -> Row:  # Any: as above
    """Everything that the worker keeps when it is installed, as it goes over the wire."""
    context = browser.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    page.goto(site + "/", wait_until="load")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(SETTLED)
    kept = page.evaluate(
        """async () => {
          const kept = new Set();
          for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) kept.add(url);
          return [...kept];
        }"""
    )
    context.close()
    bodies = [len(get(address, "br, gzip")) for address in [*kept, site + "/pekerja.js"]]
    name = f"shell of the app ({len(bodies)} files)"
    return Row(name, sum(bodies) / 1024, "KB", 0, ("<=", 200))


def _missing() -> str:
    if find_spec("playwright") is None:
        return "the packages of the tests are not installed"
    return "" if shutil.which("chromium") else "no Chromium"


@contextmanager
def _browser() -> Iterator[Any]:  # Any: as above
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where it is installed

    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
