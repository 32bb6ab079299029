"""Pages: the service card from the cache and without it, its first view, search, memory."""

import re
import statistics
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench import samples
from tests.bench.stage import CARD, MAKLUMAT, Row, Stage, get, in_turns, memory_mb

HEAT = "/petugas/kelengkapan/"
HELLO = "tests.bench.hello:application"
# Somebody who may see more is never answered from the page cache.
UNCACHED = {"HTTP_AUTHORIZATION": "none", "HTTP_HOST": "localhost"}
TYPOS = ("akte kelahirn", "kartu keluraga", "ktp hilng", "buat akta lahir", "ijin usha", "sku")


def card_cached(stage: Stage) -> list[Row]:
    """The card as the public gets it, against a bare Django that says hello."""
    floor, _ = stage.serve(HELLO)
    site, _ = stage.serve(MAKLUMAT)
    hello, card = in_turns(floor + "/", site + CARD)
    return [
        Row(
            "service card, cached",
            card,
            "requests/s",
            hello,
            (">=", 0.5),
            is_ratio=True,
            floor_is="bare Django hello",
        )
    ]


def card_uncached(stage: Stage) -> list[Row]:
    """The card rendered anew: its queries, and processor time against the smallest page."""
    client = Client()
    for _ in range(3):
        assert client.get(CARD, **UNCACHED).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(CARD, **UNCACHED)
    asked = len(queries)  # now: the next request empties the list
    floor, card = _cpu_ms(client, ["/healthz"]), _cpu_ms(client, [CARD])
    return [
        Row("service card, uncached: queries", asked, "queries", 0, ("<=", 6)),
        Row("service card, uncached: CPU", card, "ms", floor, ("<=", 8), floor_is="/healthz"),
    ]


def search(stage: Stage) -> list[Row]:
    """Search with typing errors over 1,000 services: the whole page, not from the cache."""
    client = Client()
    total = samples.fill_up(1000)
    addresses = ["/layanan/?" + urlencode({"q": words}) for words in TYPOS]
    for address in addresses:
        assert client.get(address, **UNCACHED).status_code == 200
    floor, page = _cpu_ms(client, ["/layanan/"]), _cpu_ms(client, addresses)
    name = f"search over {total:,} services, with typos"
    return [Row(name, page, "ms", floor, ("<=", 15), floor_is="the list without words")]


def heat(stage: Stage) -> list[Row]:
    """The heat table of all agencies × 14 components, as the organisation bureau sees it."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(samples.organiser())
    for _ in range(3):
        assert client.get(HEAT).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(HEAT)
    number = len(queries)  # the next request forgets them
    floor, page = _cpu_ms(client, ["/petugas/"]), _cpu_ms(client, [HEAT])
    name = f"heat table, {samples.agencies()} agencies × 14"
    return [
        Row(f"{name}: queries", number, "queries", 0, ("<=", 20)),
        Row(f"{name}: CPU", page, "ms", floor, ("<=", 150), floor_is="the staff home"),
    ]


def first_view(stage: Stage) -> list[Row]:
    """Everything a phone fetches for its first card: page, styles, scripts, font, icons."""
    site, _ = stage.serve(MAKLUMAT)
    page = get(site + CARD)
    html = get(site + CARD, "identity").decode()
    bodies = {address: len(get(address, "br, gzip")) for address in _parts(site, html)}
    total = (len(page) + sum(bodies.values())) / 1024
    return [
        Row(
            "service card, first view",
            total,
            "KB",
            len(page) / 1024,
            ("<=", 60),
            floor_is="HTML alone",
        )
    ]


def memory(stage: Stage) -> list[Row]:
    """Two web processes and the worker after some work, in proportional memory."""
    _, floor_pid = stage.serve(HELLO)
    site, web = stage.serve(MAKLUMAT)
    worker = stage.start([sys.executable, "-m", "maklumat", "worker"])
    for _ in range(20):
        for address in (CARD, "/", "/layanan/?q=ktp", "/opd/", "/en" + CARD, CARD + "standar.pdf"):
            get(site + address)
    time.sleep(3)
    used = memory_mb(web, worker.pid)
    return [
        Row(
            "memory: web × 2 + worker",
            used,
            "MB",
            memory_mb(floor_pid),
            ("<=", 400),
            floor_is="bare Django × 2",
        )
    ]


def _parts(site: str, html: str) -> Iterator[str]:
    """Give the addresses that a browser fetches for a page, and those its style sheets name."""
    links = re.findall(r"<link\b[^>]*>", html)
    wanted = [
        link for link in links if re.search(r'rel="?(stylesheet|icon|preload|manifest)', link)
    ]
    found = [re.search(r'href="([^"]+)"', link) for link in wanted]
    addresses = [match[1] for match in found if match]
    addresses += re.findall(r'<(?:script|img)\b[^>]*\ssrc="([^"]+)"', html)
    seen: set[str] = set()
    while addresses:
        address = urljoin(site, addresses.pop())
        if address in seen or not address.startswith(site):
            continue
        seen.add(address)
        yield address
        if ".css" in address:
            css = get(address, "identity").decode()
            named = re.findall(r"""url\(["']?(?!data:)([^"')]+)""", css)
            addresses += [urljoin(address, name) for name in named]


def _cpu_ms(client: Client, addresses: list[str], rounds: int = 5, seconds: float = 1.0) -> float:
    """Return the processor time of one request, the median of some rounds."""
    results = []
    for _ in range(rounds):
        count, started, until = 0, time.process_time(), time.monotonic() + seconds
        while time.monotonic() < until:
            for address in addresses:
                client.get(address, **UNCACHED)
            count += len(addresses)
        results.append((time.process_time() - started) / count * 1000)
    return statistics.median(results)
