"""The network goes in the middle: Chromium is offline, or the server is killed; nothing is lost,
nothing comes twice."""

import re
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Agency, Government, Region
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Attachment, Complaint
from maklumat.complaints.tests import factories as complaint_rows
from maklumat.eforms.models import Submission
from maklumat.eforms.tests import factories as form_rows
from maklumat.kiosk import mount
from maklumat.kiosk.tests import factories as kiosk_rows
from maklumat.surveys.models import Response
from maklumat.surveys.tests import factories as survey_rows
from tests.browser import PATIENCE, PHONE
from tests.line import Line, line

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]
SURVEY = "/survei/dukcapil/ktp-el-ganti/"
CARD = "/layanan/dukcapil/ktp-el-ganti/"
NEW = "/pengaduan/baru/"
FORM = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"
KEPT = "html[data-kept]"
TEXT = "Penggantian KTP-el saya belum jadi sesudah tiga minggu. Petugas bilang blangko habis."
THANKS = re.compile("/terima-kasih/")
FILED = re.compile(r"/pengaduan/baru/[^/]{20,}/$")
NEXT, SEND = '.filing__go button[value="next"]', '.filing__go button[value="send"]'
QUEUE = "/static/js/offline/queue.js"
LONG = 120


@pytest.fixture
def rows(site: LiveServer, service_a: Service, government: Government) -> None:
    survey_rows.version()
    complaint_rows.terms()
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    form_rows.form(service_a, takes_submissions=True)


@pytest.fixture
def server(site: LiveServer) -> Iterator[Line]:
    with line(site.url) as made:
        yield made


@pytest.fixture
def context(server: Line, chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone that reaches the server over a line that can be cut."""
    made = chromium.new_context(base_url=server.url, locale="id-ID", viewport=PHONE, has_touch=True)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def phone(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors, errors


def keep(page: Page, address: str) -> None:
    """Open a page and wait until the worker has it."""
    page.goto(address)
    page.wait_for_selector(KEPT, state="attached")


def until(page: Page, is_so: Callable[[], bool], seconds: int = LONG) -> None:
    """Wait for the server; the page goes on meanwhile."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        page.wait_for_timeout(50)


def count(page: Page) -> int:
    return page.evaluate(
        f"import('{QUEUE}').then((queue) => queue.every()).then((rows) => rows.length)"
    )


def network_is_back(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def photos(number: int) -> list[Any]:
    """Return photos as an input of files takes them."""
    made = []
    for place in range(number):
        picture = BytesIO()
        Image.new("RGB", (40, 40), (place * 40, 90, 90)).save(picture, "JPEG")
        made.append(
            {"name": f"foto{place}.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
        )
    return made


def answer_rest(page: Page) -> None:
    while page.locator(".question[data-now]").count():
        now = page.locator(".question[data-now] .question__count").inner_text()
        page.locator(".question[data-now] .face").nth(2).tap()
        expect(page.locator(".question[data-now] .question__count", has_text=now)).to_have_count(0)
    page.locator("[data-send]").tap()


# --- Three ways of sending, the network gone in the middle ----------------------------------------


def test_the_server_is_killed_in_the_middle_of_a_survey(phone: Page, server: Line) -> None:
    keep(phone, SURVEY)
    phone.locator(".question[data-now] .face").nth(2).tap()
    expect(phone.locator(".question[data-now] .question__count")).to_contain_text("2 dari 9")
    server.cut()
    answer_rest(phone)
    phone.wait_for_url(THANKS)
    expect(phone.locator("[data-unsent-waiting]")).to_contain_text("Belum terkirim: 1")
    phone.reload()
    expect(phone.locator("[data-unsent-waiting]")).to_contain_text("Belum terkirim: 1")
    server.mend()
    network_is_back(phone)

    expect(phone.locator("[data-unsent-waiting]")).to_be_hidden()
    assert Response.objects.count() == 1


def test_a_report_with_three_photos_without_a_network(phone: Page, server: Line) -> None:
    keep(phone, NEW)
    phone.context.set_offline(True)
    phone.locator("textarea[name=text]").fill(TEXT)
    phone.locator("input[name=attachments]").set_input_files(photos(3))
    phone.locator(NEXT).tap()
    phone.locator("[data-all-at-once]").tap()
    phone.wait_for_url("**/baru/luring/")
    expect(phone.locator("textarea[name=text]")).to_have_value(TEXT)
    expect(phone.locator("[data-taken] li")).to_have_count(3)
    phone.reload()  # in the middle
    expect(phone.locator("textarea[name=text]")).to_have_value(TEXT)
    expect(phone.locator("[data-taken] li")).to_have_count(3)
    phone.get_by_label("Anonim").check()
    phone.get_by_role("button", name="Kirim laporan").tap()
    expect(phone.locator("[data-queued]")).to_be_focused()
    expect(phone.locator("[data-unsent-box]")).to_contain_text("Belum terkirim: 1")
    assert not Complaint.objects.exists()

    phone.context.set_offline(False)

    phone.wait_for_url(FILED)
    case = Complaint.objects.get()
    expect(phone.locator(".filing__keys")).to_contain_text(case.number)
    assert (case.text, case.anonymous) == (TEXT, True)
    assert Attachment.objects.filter(complaint=case).count() == 3


def test_the_last_step_waits_while_the_server_is_away_and_the_page_is_closed(
    phone: Page, context: BrowserContext, server: Line
) -> None:
    keep(phone, CARD)
    phone.goto(NEW)
    phone.locator("textarea[name=text]").fill(TEXT)
    phone.locator("input[name=attachments]").set_input_files(photos(3))
    phone.locator(NEXT).tap()
    expect(phone.locator("#about-1")).to_be_checked()
    phone.locator(NEXT).tap()
    expect(phone.locator("#identity-anonymous")).to_be_visible()
    server.cut()
    phone.locator(SEND).tap()
    expect(phone.locator("[data-queued]")).to_be_visible()
    phone.close()
    server.mend()
    other = context.new_page()
    other.goto("/luring/")

    arrived = other.locator("[data-arrived-list]")
    expect(arrived).to_contain_text("PGD-")
    case = Complaint.objects.get()
    expect(arrived).to_contain_text(case.number)
    assert Attachment.objects.filter(complaint=case).count() == 3
    other.get_by_role("link", name="Buka").tap()
    expect(other.locator(".filing__keys")).to_contain_text(case.number)


def test_a_form_goes_on_by_itself_and_is_handed_in_once(
    phone: Page, context: BrowserContext, server: Line
) -> None:
    keep(phone, CARD)
    phone.goto(f"{FORM}isi/data/")
    phone.get_by_label("Nama lengkap").fill("Sari Wulandari")
    phone.get_by_label("NIK").fill("3204114505900001")
    phone.get_by_label("Rusak").check()
    server.cut()
    phone.get_by_role("button", name="Lanjut", exact=True).tap()
    expect(phone.locator("[data-luring-waits]")).to_be_visible()
    phone.reload()  # in the middle: this page is nobody else's, so no copy of it is kept
    expect(phone.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    server.mend()
    network_is_back(phone)
    expect(phone.locator("[data-luring-back]")).to_be_visible()
    expect(phone.get_by_label("Nama lengkap")).to_have_value("Sari Wulandari")
    phone.get_by_role("button", name="Lanjut", exact=True).tap()
    phone.wait_for_url("**/keluarga/1/")
    phone.get_by_label("Nama").fill("Budi")
    server.cut()
    phone.get_by_role("button", name="Lanjut", exact=True).tap()
    expect(phone.locator("[data-luring-waits]")).to_be_visible()
    server.mend()
    network_is_back(phone)
    phone.wait_for_url("**/isi/keluarga/")
    phone.get_by_role("button", name="Lanjut", exact=True).tap()
    phone.wait_for_url("**/periksa/")
    phone.goto(f"{FORM}kirim/")
    server.cut()
    phone.get_by_role("button", name="Ajukan").tap()
    expect(phone.locator("[data-luring-queued]")).to_be_focused()
    context.clear_cookies()
    phone.close()
    server.mend()
    other = context.new_page()
    other.goto("/luring/")

    expect(other.locator("[data-arrived-list]")).to_contain_text("FRM-")
    expect(other.locator("[data-arrived-list]")).to_contain_text(Submission.objects.get().number)


# --- Many, twice, wrong clocks, earlier releases --------------------------------------------------


def queue_answers(page: Page, number: int) -> None:
    fields = [[f"skm-{one.key}", "3"] for one in survey_rows.skm().elements]
    page.evaluate(
        """async ([queue, number, address, fields]) => {
          const { keep, newUid } = await import(queue);
          for (let at = 0; at < number; at += 1)
            await keep({ uid: newUid(), kind: "survey", address, fields });
        }""",
        [QUEUE, number, SURVEY, fields],
    )


def test_five_hundred_answers_drain_while_the_server_dies_three_times(
    phone: Page, server: Line
) -> None:
    keep(phone, SURVEY)
    server.cut()
    queue_answers(phone, 500)
    assert count(phone) == 500
    for stored in (100, 230, 390):
        server.mend()
        network_is_back(phone)
        until(phone, lambda stored=stored: Response.objects.count() >= stored)
        server.cut()
    assert count(phone) > 0
    server.mend()
    network_is_back(phone)

    until(phone, lambda: count(phone) == 0)
    assert Response.objects.count() == 500


def test_two_tabs_take_turns(phone: Page, context: BrowserContext) -> None:
    keep(phone, SURVEY)
    context.set_offline(True)
    queue_answers(phone, 20)
    second = context.new_page()
    second.goto(SURVEY)
    answers: list[int] = []
    for page in (phone, second):
        page.on("response", lambda one: one.request.method == "POST" and answers.append(one.status))
    context.set_offline(False)

    until(phone, lambda: count(phone) == 0 and count(second) == 0)
    assert Response.objects.count() == 20
    assert answers == [201] * 20  # 200 would be one that another tab had sent before


@pytest.mark.parametrize("clock", ["2025-01-05T08:00:00", "2027-12-24T08:00:00"])
def test_a_clock_wrong_by_a_year_changes_nothing(phone: Page, server: Line, clock: str) -> None:
    phone.clock.set_system_time(clock)
    keep(phone, NEW)
    server.cut()
    phone.goto(f"{NEW}?layanan=dukcapil/ktp-el-ganti")
    expect(phone.locator("[data-dated-box]")).to_contain_text("Tanpa jaringan: halaman ini dari")
    phone.locator("textarea[name=text]").fill(TEXT)
    phone.get_by_role("button", name="Kirim laporan").tap()
    expect(phone.locator("[data-queued]")).to_be_visible()
    server.mend()
    network_is_back(phone)

    phone.wait_for_url(FILED)
    case = Complaint.objects.get()
    assert case.service.slug == "ktp-el-ganti"


def old_queue(page: Page, name: str, store: str) -> None:
    """Put an answer where an earlier release kept it."""
    fields = [[f"skm-{one.key}", "4"] for one in survey_rows.skm().elements]
    page.evaluate(
        """([name, store, address, fields]) => new Promise((resolve, reject) => {
          const asked = indexedDB.open(name, 1);
          asked.onerror = () => reject(asked.error);
          asked.onupgradeneeded = () =>
            asked.result.createObjectStore(store, { keyPath: "number", autoIncrement: true });
          asked.onsuccess = () => {
            const change = asked.result.transaction(store, "readwrite");
            const row = { uid: crypto.randomUUID(), address, fields, at: Date.now(), tries: 0 };
            change.objectStore(store).add({ ...row, refused: null });
            change.oncomplete = () => { asked.result.close(); resolve(); };
          };
        })""",
        [name, store, SURVEY, fields],
    )


@pytest.mark.parametrize(("name", "store"), [("survei", "unsent"), ("luring", "pending")])
def test_what_an_earlier_release_kept_is_sent_by_this_one(
    phone: Page, server: Line, name: str, store: str
) -> None:
    """The surveys' own queue, and the first version of the one that replaced it."""
    phone.goto("/healthz")
    old_queue(phone, name, store)
    phone.goto(CARD)

    until(phone, Response.objects.exists)
    until(phone, lambda: count(phone) == 0)
    assert Response.objects.count() == 1
    names = phone.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open("luring").onsuccess = ({ target }) =>
            resolve([...target.result.objectStoreNames]);
        })"""
    )
    assert names == ["pending", "progress"]


def test_a_new_release_comes_without_a_reload_and_keeps_the_queue(
    phone: Page, context: BrowserContext
) -> None:
    keep(phone, SURVEY)
    context.set_offline(True)
    queue_answers(phone, 3)

    context.route(
        f"**{SURVEY}", lambda route: route.abort() if _is_post(route) else route.continue_()
    )
    context.set_offline(False)
    phone.evaluate("self.stays = true")
    phone.evaluate(
        """async () => {
          const changed = new Promise((resolve) =>
            navigator.serviceWorker.addEventListener("controllerchange", resolve));
          await navigator.serviceWorker.register("/pekerja.js?rilis=2", { scope: "/" });
          await changed;
        }"""
    )
    assert phone.evaluate("self.stays")
    assert count(phone) == 3
    context.unroute(f"**{SURVEY}")
    network_is_back(phone)
    until(phone, lambda: count(phone) == 0)
    assert Response.objects.count() == 3


def _is_post(route: Route) -> bool:
    return route.request.method == "POST"


# --- Pages ----------------------------------------------------------------------------------------


def test_a_card_that_was_opened_opens_with_its_date_and_another_says_why_not(
    phone: Page, server: Line
) -> None:
    keep(phone, CARD)
    server.cut()
    phone.goto(CARD)
    expect(phone.locator("h1")).to_contain_text("KTP")
    expect(phone.locator("[data-dated-box]")).to_contain_text(
        re.compile(r"Tanpa jaringan: halaman ini dari \d+ \w+, \d\d\.\d\d")
    )
    phone.goto("/opd/dukcapil/")
    expect(phone.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    expect(phone.locator("[data-kept-list] a")).to_have_count(1)
    server.mend()
    network_is_back(phone)
    expect(phone.locator("h1", has_text="Dinas")).to_be_visible()


def test_a_device_that_threw_its_caches_away_gets_them_back(phone: Page, server: Line) -> None:
    keep(phone, CARD)
    phone.evaluate("caches.keys().then((all) => Promise.all(all.map((one) => caches.delete(one))))")
    server.cut()
    phone.goto("/layanan/")  # nothing at all is kept: one sentence still stands there
    expect(phone.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    server.mend()
    keep(phone, CARD)
    server.cut()
    phone.goto("/opd/")
    expect(phone.get_by_role("link", name="Semua layanan")).to_be_visible()


def test_pages_of_one_person_are_never_kept(phone: Page) -> None:
    keep(phone, CARD)
    phone.goto(f"{SURVEY}?kode=2222-2223")
    phone.goto("/layanan/?q=ktp")
    phone.goto(f"{FORM}isi/data/")
    phone.goto("/pengaduan/lacak/")
    phone.wait_for_selector(KEPT, state="attached")
    kept = phone.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const key of await (await caches.open(name)).keys()) found.push(key.url);
          return found;
        }"""
    )
    assert not [url for url in kept if re.search(r"kode=|q=|/isi/|lacak", url)]


KEPT_WITH = """async (words) => {
  const keys = await (await caches.open("luring-halaman")).keys();
  return keys.filter(({ url }) => url.includes(words)).length;
}"""


def test_a_kiosk_keeps_the_pages_of_its_agencies(
    phone: Page, context: BrowserContext, server: Line, agency_a: Agency
) -> None:
    token = kiosk_rows.token(kiosk_rows.device(agency_a))
    context.add_cookies(
        [
            {
                "name": mount.COOKIE,
                "value": token,
                "url": f"{server.url}/kiosk/",
                "sameSite": "Strict",
            }
        ]
    )
    inside = mount.INSIDE[:-1]
    keep(phone, f"{inside}/layanan/")
    sync = """async () => {
      const { sync } = await import("/static/js/offline/sync.js");
      return sync({ base: "/kiosk/buka/", agencies: ["dukcapil"] });
    }"""
    first = phone.evaluate(sync)
    for _next in range(5):  # what does not arrive comes with the next one
        if first["failed"]:
            first = phone.evaluate(sync)
    assert first["failed"] == []
    assert first["kept"] > 5
    again = phone.evaluate(sync)
    for _next in range(5):  # marks that two first requests made at once may change, once
        if again["done"]:
            again = phone.evaluate(sync)
    assert (again["done"], again["kept"]) == (0, first["kept"])
    phone.goto(f"{inside}/layanan/?gratis=1")  # what somebody chose is not told to the next
    phone.wait_for_timeout(500)
    assert not phone.evaluate(KEPT_WITH, "gratis")
    server.cut()
    for address in (CARD, SURVEY, FORM, NEW):
        phone.goto(inside + address)
        expect(phone.locator("[data-dated-box]")).to_be_visible()
