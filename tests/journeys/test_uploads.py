"""Large files over a slow line: refused at once, or there once, whatever happens on the way."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Attachment, Complaint
from maklumat.complaints.tests import factories as cases
from maklumat.core.models import Parcel, StoredFile
from maklumat.core.tests.mailserver import free_port
from maklumat.eforms.models import Submission
from maklumat.eforms.tests import factories as make
from tests.browser import PHONE, faults
from tests.journeys.steps import expect_no_sideways_scroll

# One database is enough: what is shown here is the browser, the line and the server.
pytestmark = [pytest.mark.browser, pytest.mark.one_database]
ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
FIRST, SECOND = 9_800_000, 9_700_000
SLOW = {"offline": False, "latency": 20, "downloadThroughput": 2 * MEGABYTE, "uploadThroughput": 2 * MEGABYTE}  # fmt: skip
PAGE = "/formulir/dukcapil/ktp-el-ganti/gambar/isi/gambar/"
CONTENT: dict[str, Any] = {
    "code": "gambar",
    "title": "Gambar rencana",
    "sections": [
        {
            "id": "gambar",
            "title": "Gambar",
            "questions": [{"id": "denah", "type": "file", "label": "Denah", "most": 3}],
        }
    ],
}


@dataclass
class Server:
    """The web server as a process of its own, on the database of this test."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.served",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "MAKLUMAT_DATA": str(self.folder),
            "SECRET_KEY": settings.SECRET_KEY,
        }
        command = [sys.executable, "-m", "maklumat", "web", "--port", str(self.port), "--processes", "1"]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        while not self.answers():
            assert self.process.poll() is None
            time.sleep(0.2)

    def answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310  our own address
            return answer.status == 200
        return False

    def kill(self) -> None:
        """End it as a power cut does: the main process and its workers, without a word."""
        assert self.process is not None
        found = subprocess.run(
            ["/usr/bin/pgrep", "-P", str(self.process.pid)], capture_output=True, check=False
        )
        self.process.kill()
        self.process.wait()
        for worker in found.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(worker), 9)


@pytest.fixture
def server(
    live_server: LiveServer, service_a: Service, government: Government, tmp_path: Path
) -> Iterator[Server]:
    make.form(service_a, CONTENT, takes_submissions=True)
    cases.terms()
    running = Server(tmp_path)
    running.start()
    yield running
    running.kill()


@dataclass
class Line:
    """What went over the line: the place of each piece, and what the server knew afterwards."""

    pieces: list[tuple[int, int, str]] = field(default_factory=list)

    def came(self, answer: Response) -> None:
        if not answer.url.endswith("/unggah/potongan/") or not answer.ok:
            return
        headers = answer.request.headers
        with suppress(Exception):  # the page is gone with its answer
            told = json.loads(answer.body())
            self.pieces.append((int(headers["parcel-offset"]), told["offset"], headers["parcel"]))

    def bytes_of(self, token: str) -> int:
        return sum(after - before for before, after, own in self.pieces if own == token)


@pytest.fixture
def phone(server: Server, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=server.url, locale="id-ID", viewport=PHONE, has_touch=True)  # fmt: skip
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def photo(path: Path, size: int) -> Path:
    """A real photo that is large, as some cameras make them."""
    Image.effect_noise((400, 300), 80).convert("RGB").save(path, "JPEG", quality=95)
    with path.open("ab") as file:
        file.write(os.urandom(size - path.stat().st_size))
    return path


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [photo(tmp_path / f"jalan {number}.jpg", 2_000_000 + number) for number in (1, 2)]


class Wire:
    """The line between phone and server: slow, and cut at will."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.mend()

    def cut(self) -> None:
        self.session.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})

    def mend(self) -> None:
        self.session.send("Network.emulateNetworkConditions", SLOW)


def choose(page: Page, *paths: Path) -> None:
    page.get_by_label("Foto atau PDF").set_input_files([str(path) for path in paths])


def percent(page: Page) -> int:
    return int(page.locator("[data-parcel-percent]").inner_text().rstrip("%") or 0)


def wait_for_percent(page: Page, least: int) -> None:
    page.wait_for_function(
        "(least) => parseInt(document.querySelector('[data-parcel-percent]').textContent) >= least",
        arg=least,
    )


WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => window.seen.push(
    [document.querySelector('[data-parcel-said]').textContent,
     document.querySelector('progress').value]
  )).observe(document.querySelector('[data-parcel-percent]'), {childList: true});
}"""


def test_twenty_megabytes_are_refused_before_a_byte_is_sent(phone: Page, tmp_path: Path) -> None:
    huge = tmp_path / "denah.pdf"
    huge.write_bytes(b"%PDF-1.4" + b"0" * 20 * MEGABYTE)
    pieces: list[str] = []
    phone.on("request", lambda one: pieces.append(one.url) if "potongan" in one.url else None)
    phone.goto(PAGE)

    choose(phone, huge)

    expect(phone.locator("[data-files-problem]")).to_contain_text("lebih besar dari 10 MB")
    expect_no_sideways_scroll(phone)
    assert pieces == []
    assert not Parcel.objects.exists()
    assert faults(phone) == []


def test_twenty_megabytes_over_a_slow_line_that_breaks(
    phone: Page, server: Server, tmp_path: Path
) -> None:
    plans = [
        photo(tmp_path / "denah depan.jpg", FIRST),
        photo(tmp_path / "denah belakang.jpg", SECOND),
    ]
    line = Line()
    phone.on("response", line.came)
    phone.goto(PAGE)
    phone.evaluate(WATCH)
    wire = Wire(phone)
    choose(phone, *plans)

    wait_for_percent(phone, 25)
    wire.cut()
    expect(phone.locator("[data-parcel-said]")).to_contain_text("Jaringan terputus")
    stood = percent(phone)
    wire.mend()
    wait_for_percent(phone, stood + 20)
    server.kill()
    expect(phone.locator("[data-parcel-said]")).to_contain_text("Jaringan terputus")
    server.start()

    expect(phone.locator(".parcels li")).to_have_count(2, timeout=120_000)
    expect(phone.locator("[data-parcel]")).to_be_hidden()
    expect_no_sideways_scroll(phone)
    steps = phone.evaluate("window.seen")
    for said in {said for said, _value in steps if "Mengirim" in said}:
        values = [value for own, value in steps if own == said]
        assert max(after - before for before, after in pairwise(values)) <= 1
    tokens = {token for _before, _after, token in line.pieces}
    arrived = sorted(line.bytes_of(token) for token in tokens)
    # A piece whose answer was lost with the line was counted by the server alone: two at most.
    assert FIRST - 2 * FIRST // 100 <= arrived[1] <= FIRST
    assert SECOND - 2 * SECOND // 100 <= arrived[0] <= SECOND

    phone.get_by_role("button", name="Lanjut", exact=True).click()
    expect(phone.get_by_text("Terlampir: denah depan.jpg; denah belakang.jpg")).to_be_visible()
    phone.locator('main a[href$="/kirim/"]').click()
    phone.locator("main form button").click()
    expect(phone.locator(".form-keys")).to_be_visible()
    assert Submission.objects.get().files.count() == StoredFile.objects.count() == 2
    assert not Parcel.objects.exists()


def test_a_line_that_stays_dead_is_said_with_a_way_on(phone: Page, photos: list[Path]) -> None:
    phone.clock.install()
    phone.goto(PAGE)
    wire = Wire(phone)
    choose(phone, photos[0])
    wait_for_percent(phone, 10)
    wire.cut()
    said = phone.locator("[data-parcel-said]")
    again = phone.get_by_role("button", name="Coba lagi")
    while not again.is_visible():
        phone.clock.fast_forward("01:00")
        phone.wait_for_timeout(100)
    expect(said).to_contain_text("belum sampai seluruhnya")
    expect_no_sideways_scroll(phone)
    expect(said).to_contain_text("lanjutkan tanpa berkas ini")
    expect(phone.get_by_label("Saya melampirkannya")).to_be_visible()
    assert faults(phone) == []

    wire.mend()

    expect(phone.locator(".parcels li")).to_have_count(1, timeout=120_000)


def test_a_report_with_photos_over_a_line_that_breaks(phone: Page, photos: list[Path]) -> None:
    phone.goto("/pengaduan/baru/")
    phone.locator("textarea[name=text]").fill("Jalan di depan balai desa rusak sejak Maret 2026.")
    phone.locator("input[name=attachments]").set_input_files([str(path) for path in photos])
    wire = Wire(phone)
    phone.locator('.filing__go button[value="next"]').tap()
    wait_for_percent(phone, 30)
    wire.cut()
    expect(phone.locator("[data-parcel-said]")).to_contain_text("Jaringan terputus")
    wire.mend()
    expect(phone.locator("#about-unknown")).to_be_visible(timeout=120_000)
    phone.locator('.filing__go button[value="next"]').tap()
    phone.locator("#identity-anonymous").check()
    phone.wait_for_timeout(2500)  # nobody is that quick
    phone.locator('.filing__go button[value="send"]').tap()

    expect(phone.locator(".filing__keys")).to_be_visible()
    assert Attachment.objects.filter(complaint=Complaint.objects.get()).count() == 2
    assert StoredFile.objects.count() == 2
    assert not Parcel.objects.exists()


def test_the_same_file_after_a_reload_goes_on_where_it_stopped(
    phone: Page, photos: list[Path]
) -> None:
    line = Line()
    phone.on("response", line.came)
    phone.goto(PAGE)
    Wire(phone)
    choose(phone, photos[0])
    wait_for_percent(phone, 30)
    phone.reload()
    choose(phone, photos[0])

    expect(phone.locator(".parcels li")).to_have_count(1, timeout=120_000)
    assert len({token for _before, _after, token in line.pieces}) == 1
    assert Parcel.objects.count() == 1
