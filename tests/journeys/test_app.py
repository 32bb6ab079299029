"""The portal as an app: it can be installed, a photo is shared to it, cards are kept on the device."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from maklumat.catalogue.models import Service
from maklumat.complaints.models import DraftFile
from maklumat.complaints.tests import factories as complaint_rows
from tests.browser import PHONE, faults
from tests.journeys.steps import expect_no_sideways_scroll, expect_text

pytestmark = pytest.mark.browser
CARD = "/layanan/dukcapil/ktp-el-ganti/"
KEPT = "html[data-kept]"  # the worker has this page
LOOKS = {
    "light": {"viewport": PHONE, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "large": {"viewport": PHONE, "color_scheme": "light"},
}
# What a telephone does when somebody shares a photo: a post of the browser's own.
SHARE = """
async (text) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
  canvas.getContext("2d").fillRect(0, 0, 40, 30);
  const photo = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/bagikan/", enctype: "multipart/form-data" });
  form.innerHTML = '<textarea name="text"></textarea><input type="file" name="attachments">';
  form.elements.text.value = text;
  const carried = new DataTransfer();
  carried.items.add(new File([photo], "lampu.jpg", { type: "image/jpeg" }));
  form.elements.attachments.files = carried.files;
  document.body.append(form);
  form.submit();
}
"""
BADGE = """
window.badges = [];
navigator.setAppBadge = async (count) => { badges.push(count ?? "."); };
navigator.clearAppBadge = async () => { badges.push(0); };
"""


@pytest.fixture
def rules(service_a: Service) -> None:
    complaint_rows.terms()


@pytest.mark.usefixtures("service_a")
def test_the_browser_finds_nothing_in_the_way_of_installing(page: Page) -> None:
    page.goto("/")
    page.locator(KEPT).wait_for()
    wire = page.context.new_cdp_session(page)

    told = wire.send("Page.getAppManifest")
    errors = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert told["errors"] == []
    assert {error["errorId"] for error in errors} <= {"in-incognito"}  # each test has such a window
    for icon in json.loads(told["data"])["icons"]:
        width = page.evaluate(
            "async (src) => { const it = new Image(); it.src = src; await it.decode(); return it.width }",
            icon["src"],
        )
        assert f"{width}x{width}" == icon["sizes"]


@pytest.mark.usefixtures("service_a")
def test_the_help_offers_the_browsers_own_question_once(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Pasang di HP").click()
    button = page.get_by_role("button", name="Pasang sekarang")
    page.locator("[data-platform-here]:visible").wait_for()  # the script is there
    expect(button).to_be_hidden()
    page.evaluate(
        """() => {
          const event = new Event("beforeinstallprompt", { cancelable: true });
          event.prompt = async () => { window.asked = (window.asked ?? 0) + 1; };
          event.userChoice = Promise.resolve({ outcome: "dismissed" });
          dispatchEvent(event);
        }"""
    )

    button.click()

    expect_text(page, "Anda bisa memasangnya kapan saja dari halaman ini.")
    assert page.evaluate("window.asked") == 1
    expect(button).to_be_hidden()
    expect_no_sideways_scroll(page)


@pytest.mark.usefixtures("rules")
def test_a_shared_photo_becomes_the_first_step_of_a_complaint(page: Page) -> None:
    page.goto("/")

    page.evaluate(SHARE, "Lampu jalan mati sejak kemarin malam.")
    page.wait_for_url("**/bagikan/")

    expect(page.locator("textarea[name=text]")).to_have_value(
        "Lampu jalan mati sejak kemarin malam."
    )
    expect_text(page, "lampu.jpg")
    assert DraftFile.objects.count() == 1
    page.locator(".filing__go button").first.click()
    page.locator("#about-unknown").wait_for()


@pytest.mark.usefixtures("rules")
def test_a_photo_shared_without_a_network_waits_for_its_person(page: Page) -> None:
    page.goto("/")
    page.locator(KEPT).wait_for()
    page.goto("/pengaduan/cara/")  # a page that the worker answers
    page.context.set_offline(True)

    page.evaluate(SHARE, "Lampu jalan mati sejak kemarin malam.")
    page.wait_for_url("**/pengaduan/baru/luring/")

    expect(page.locator("textarea[name=text]")).to_have_value(
        "Lampu jalan mati sejak kemarin malam."
    )
    expect_text(page, "lampu.jpg")
    page.context.set_offline(False)


@pytest.mark.usefixtures("service_a")
def test_a_card_is_saved_on_the_device_read_without_a_network_and_removed(page: Page) -> None:
    page.goto("/")
    page.locator(KEPT).wait_for()
    page.goto("/layanan-saya/")
    expect_text(page, "Belum ada yang disimpan")
    page.goto(CARD)
    title = page.locator("h1").inner_text()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("button", name="Tersimpan")).to_have_attribute("aria-pressed", "true")
    page.locator(KEPT).wait_for()
    assert "POST" not in sent  # the server is not told

    page.locator("[data-save-link]").click()
    page.locator(KEPT).wait_for()
    page.context.set_offline(True)
    page.reload()
    page.locator("[data-mine-list]").get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    page.locator("[data-mine-remove]").click()
    expect_text(page, "Belum ada yang disimpan")
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator("[data-mine-list] a")).to_have_count(1)
    page.context.set_offline(False)


@pytest.mark.usefixtures("service_a")
def test_what_others_wrote_into_the_storage_does_no_harm(page: Page) -> None:
    page.goto("/layanan-saya/")
    for kept in (
        "{",
        "[1, null]",
        '[{"path": "javascript:alert(1)", "title": "x", "agency": "y"}]',
    ):
        page.evaluate("(kept) => localStorage.setItem('layanan-saya', kept)", kept)
        page.reload()
        expect_text(page, "Belum ada yang disimpan")


@pytest.mark.usefixtures("service_a")
def test_the_icon_counts_what_waits_and_forgets_what_was_seen(page: Page) -> None:
    page.add_init_script(BADGE)
    page.goto("/")
    page.locator(KEPT).wait_for()
    page.wait_for_function("() => window.badges.at(-1) === 0")
    page.context.set_offline(True)

    page.evaluate(
        "unsent.keep({ uid: crypto.randomUUID(), kind: 'survey', address: '/x/', fields: [] })"
    )
    page.wait_for_function("() => window.badges.at(-1) === 1")
    page.evaluate("unsent.all().then(([row]) => unsent.drop(row.number))")

    page.wait_for_function("() => window.badges.at(-1) === 0")
    page.context.set_offline(False)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.usefixtures("service_a")
def test_the_pages_of_the_app_have_no_fault(look: str, someone: Callable[..., Page]) -> None:
    page = someone(bypass_csp=True, **LOOKS[look])
    found = {}
    for address in ("/pasang/", "/layanan-saya/", "/en/pasang/"):
        page.goto(address)
        if look == "large":
            page.add_style_tag(content="html { font-size: 200% !important; }")
        found[address] = faults(page, look)
        expect_no_sideways_scroll(page)
        page.evaluate(
            """() => localStorage.setItem("layanan-saya", JSON.stringify(
              [{ path: "/layanan/a/b/", title: "KTP hilang", agency: "Dukcapil" }]))"""
        )

    told = [f"{address} {fault}" for address, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)
