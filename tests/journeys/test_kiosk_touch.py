"""Touching a kiosk: its keys, the size of whatever can be touched, how low it lies, how it reads."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils.timezone import now
from playwright.sync_api import Frame, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.agencies.models import Agency, Region
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as complaints
from maklumat.eforms.tests import factories as forms
from maklumat.kiosk import actions, speaking
from maklumat.kiosk.facts import PX_PER_MM
from maklumat.kiosk.models import Device
from maklumat.surveys.tests import factories as surveys
from tests.browser import faults
from tests.journeys.kiosk_steps import PORTRAIT, SHOWN, act, inner, kiosk
from tests.journeys.kiosk_targets import small_targets

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("site"),
    pytest.mark.one_database,  # sizes, keys and looks: what is stored is asked in other journeys
]
WALL = Decimal("2.70")  # CSS pixels a millimetre: 32 inches, 1080 by 1920
TABLET = Decimal("5.90")  # 10 inches, 800 by 1280
TALL_TABLET = {"viewport": {"width": 800, "height": 1280}, "has_touch": True}
FLAT_TABLET = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
FLAT_WALL = {"viewport": {"width": 1920, "height": 1080}, "has_touch": True}
# What axe looks for in one document, and here stands in the page that the frame shows.
OF_THE_PAGE_INSIDE = ("landmark-one-main", "page-has-heading-one")
REACH = 1220  # millimetres above the floor
TEXT = "Blangko KTP habis, 3 minggu menunggu."
NEXT = '.filing__go button[value="next"]'
SEND = '.filing__go button[value="send"]'


@pytest.fixture
def screen(someone: Callable[..., Page]) -> Page:
    return someone(**PORTRAIT)


@pytest.fixture
def served(site: LiveServer, service_a: Service) -> Agency:
    complaints.terms()
    return service_a.agency


def key(page: Page, sign: str) -> Locator:
    return page.locator(f'.key[data-text="{sign}"]')


def press(page: Page, name: str) -> None:
    page.locator(f'.key[data-act="{name}"]').tap()


def write(page: Page, text: str) -> None:
    """Tap keys, finding each as a person would: a capital below shift, a sign below 123."""
    for sign in text:
        if sign == " ":
            press(page, "space")
            continue
        if not key(page, sign).count() and sign.isalpha():
            press(page, "shift")
        elif not key(page, sign).count():
            press(page, "signs")
        key(page, sign).tap()
        if page.locator('.key[data-act="letters"]').count():
            press(page, "letters")


def touch(page: Page, field: Locator) -> None:
    """Tap a field and see that the keys leave it, and what it is called, uncovered."""
    field.tap()
    keys = page.locator(".keys__rows")
    expect(keys).to_be_visible()
    assert field.evaluate("one => one.inputMode") == "none"
    page.wait_for_function(_UNCOVERED)


# The focused field lies wholly above the keys and below the frame's own edge.
_UNCOVERED = """() => {
  const frame = document.querySelector("iframe.stage__page:not([data-coming])");
  const inner = frame.contentDocument;
  const field = inner.activeElement.getBoundingClientRect();
  const high = frame.getBoundingClientRect();
  const keys = document.querySelector(".keys").getBoundingClientRect();
  const label = inner.activeElement.labels?.[0]?.getBoundingClientRect();
  return keys.height > 0 && high.bottom <= keys.top + 1 && field.top >= 0
    && Math.min(field.bottom, field.top + 60) <= high.height && (!label || label.bottom > 0);
}"""


def page_inside(page: Page) -> Frame:
    """Return the frame that is seen, as something that scripts run in."""
    shown = page.wait_for_selector(SHOWN)
    frame = shown.content_frame() if shown else None
    assert frame is not None
    return frame


def small(page: Page, device: Device) -> list[str]:
    """Return what is too small in the frame of the kiosk, and in the page in it."""
    size = float(device.px_per_mm or 0)
    found = small_targets(page, size)
    if page.locator(SHOWN).count():
        found += small_targets(page_inside(page), size)
    return found


def test_a_report_is_filed_with_the_keys_of_the_screen_only(screen: Page, served: Agency) -> None:
    device = kiosk(screen, served, px_per_mm=WALL, bottom_mm=800)
    screen.locator('[data-way="complaint"]').tap()
    story = inner(screen).locator("textarea[name=text]")
    touch(screen, story)
    write(screen, TEXT)
    expect(story).to_have_value(TEXT)
    assert small(screen, device) == []
    press(screen, "done")
    expect(screen.locator(".keys")).to_be_hidden()
    inner(screen).locator(NEXT).tap()

    day = inner(screen).locator("input[name=happened_on]")
    touch(screen, day)
    assert small(screen, device) == []
    write(screen, "31022026")
    expect(screen.locator(".keys__held")).to_contain_text("31-02-2026")
    expect(day).to_have_value("")
    for _digit in range(6):
        press(screen, "erase")
    write(screen, "012026")
    expect(day).to_have_value("2026-01-31")
    press(screen, "done")
    inner(screen).locator(NEXT).tap()

    touch(screen, inner(screen).locator("input[name=name]"))
    write(screen, "Sari")
    press(screen, "next")
    mail = inner(screen).locator("input[name=email]")
    expect(mail).to_be_focused()
    screen.wait_for_function(_UNCOVERED)
    write(screen, "sari")
    key(screen, "@gmail.com").tap()
    expect(mail).to_have_value("sari@gmail.com")
    press(screen, "next")
    phone = inner(screen).locator("input[name=phone]")
    expect(phone).to_be_focused()
    assert key(screen, "q").count() == 0
    write(screen, "081234567890")
    expect(phone).to_have_value("081234567890")
    assert small(screen, device) == []
    press(screen, "done")
    inner(screen).locator(SEND).tap()
    expect(inner(screen).locator(".filing__keys")).to_be_visible()
    case = Complaint.objects.get()
    assert TEXT in case.text
    assert small(screen, device) == []


def test_keys_respect_caret_selection_and_length(screen: Page, served: Agency) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator('[data-way="complaint"]').tap()
    field = inner(screen).locator("textarea[name=text]")
    heard = "one => { one.heard = []; for (const n of ['keydown', 'input', 'keyup'])"
    field.evaluate(heard + " one.addEventListener(n, () => one.heard.push(n)); }")
    touch(screen, field)
    write(screen, "Satu dua")
    assert field.evaluate("one => one.heard.splice(0, 3)") == ["keydown", "input", "keyup"]
    field.evaluate("one => one.setSelectionRange(5, 8)")
    write(screen, "tiga")
    expect(field).to_have_value("Satu tiga")
    field.evaluate("one => { one.maxLength = 10; }")
    write(screen, "an")
    expect(field).to_have_value("Satu tigaa")
    field.evaluate("one => one.setSelectionRange(4, 4)")
    press(screen, "erase")
    expect(field).to_have_value("Sat tigaa")
    press(screen, "shift")
    expect(screen.locator('.key[data-act="shift"]')).to_have_attribute("aria-pressed", "true")
    expect(key(screen, "Q")).to_be_visible()


def test_fast_fingers_lose_no_letter_and_a_held_key_repeats(screen: Page, served: Agency) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator("[data-search] input").tap()
    expect(key(screen, "k")).to_be_visible()
    field = screen.locator("[data-search] input")
    # Each key goes down before the one before it comes up.
    screen.evaluate(
        """() => {
          const at = (sign) => document.querySelector(`.key[data-text="${sign}"]`);
          const send = (sign, type, id) => at(sign).dispatchEvent(
            new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: id }));
          const word = [..."kartukeluarga"];
          word.forEach((sign, place) => {
            send(sign, "pointerdown", place + 2);
            if (place) send(word[place - 1], "pointerup", place + 1);
          });
          send(word.at(-1), "pointerup", word.length + 1);
        }"""
    )
    expect(field).to_have_value("kartukeluarga")
    box = screen.locator('.key[data-act="erase"]').bounding_box()
    assert box is not None
    screen.mouse.move(box["x"] + 9, box["y"] + 9)
    screen.mouse.down()
    expect(field).to_have_value("")
    screen.mouse.up()


def test_a_real_keyboard_sends_the_keys_away(screen: Page, served: Agency) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator('[data-way="complaint"]').tap()
    field = inner(screen).locator("textarea[name=text]")
    touch(screen, field)
    field.press("a")
    expect(screen.locator(".keys")).to_be_hidden()
    expect(field).to_have_value("a")


def test_suggestions_come_while_keys_are_tapped(screen: Page, served: Agency) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator('[data-way="service"]').tap()
    touch(screen, inner(screen).locator("input[name=q]"))
    write(screen, "ktp")
    press(screen, "search")
    expect(inner(screen).locator(".rows")).to_contain_text("Penggantian KTP-el")


@pytest.mark.parametrize(
    ("glass", "size"), [(TALL_TABLET, TABLET), (FLAT_TABLET, TABLET), (FLAT_WALL, WALL)]
)
def test_keys_fit_other_screens(
    someone: Callable[..., Page], served: Agency, glass: dict[str, object], size: Decimal
) -> None:
    page = someone(**glass)
    device = kiosk(page, served, px_per_mm=size)
    assert small(page, device) == []
    page.locator('[data-way="complaint"]').tap()
    field = inner(page).locator("textarea[name=text]")
    touch(page, field)
    write(page, "Loket 3, B@")
    expect(field).to_have_value("Loket 3, B@")
    assert small(page, device) == []


def test_a_form_is_filled_with_keys_on_a_tablet(
    someone: Callable[..., Page], served: Agency, service_a: Service
) -> None:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    forms.form(service_a, takes_submissions=True)
    page = someone(**TALL_TABLET)
    device = kiosk(page, served, px_per_mm=TABLET)
    page.locator('[data-way="form"]').tap()
    inner(page).locator(".rows a").first.tap()
    inner(page).get_by_role("link", name="Isi sekarang").tap()

    touch(page, inner(page).get_by_label("Nama lengkap"))
    write(page, "Sari W")
    press(page, "next")
    nik = inner(page).get_by_label("NIK")
    expect(nik).to_be_focused()
    write(page, "3204114505900001")
    expect(nik).to_have_value(re.compile("3204.?1145.?0590.?0001|3204114505900001"))
    press(page, "done")
    inner(page).get_by_text("Hilang", exact=True).tap()
    touch(page, inner(page).get_by_label("Nomor laporan"))
    write(page, "LP/12")
    press(page, "done")
    assert small(page, device) == []
    go_on(page)
    day = inner(page).get_by_label("Tanggal")
    touch(page, day)
    write(page, "01/11/2026")
    expect(day).to_have_value("01/11/2026")
    press(page, "done")
    go_on(page)
    touch(page, inner(page).get_by_label("Nama"))
    write(page, "Ani")
    press(page, "done")
    assert small(page, device) == []
    go_on(page)
    assert small(page, device) == []
    go_on(page)
    expect(inner(page).get_by_role("main")).to_contain_text("Sari W")
    assert small(page, device) == []


def go_on(page: Page) -> None:
    """Tap the page's button and wait for the frame of the next page."""
    page.locator(SHOWN).evaluate("one => { one.dataset.left = '' }")
    inner(page).get_by_role("button", name="Lanjut", exact=True).tap()
    expect(page.locator(f"{SHOWN}:not([data-left])")).to_be_visible()


def pages_to_touch(service: Service) -> list[str]:
    """Make what each page needs; return the addresses below the kiosk's own."""
    surveys.version()
    form = forms.form(service, takes_submissions=True)
    point = surveys.point(service, use="rating")
    here = f"{service.agency.slug}/{service.slug}/"
    return [
        "layanan/", "layanan/?q=ktp", f"layanan/{here}", "opd/", f"opd/{service.agency.slug}/",
        "pengaduan/", "pengaduan/baru/", "pengaduan/lacak/", "pengaduan/cara/", "formulir/",
        f"formulir/{here}", f"formulir/{here}{form.code}/", "survei/", f"survei/{here}?kanal=kiosk",
        f"survei/{here}hasil/", f"survei/t/{point.code}/?kanal=kiosk", "dokumen/X1/", "kinerja/",
        "layanan/tidak/ada/", f"en/layanan/{here}",
    ]  # fmt: skip


@pytest.mark.parametrize(("glass", "size"), [(PORTRAIT, WALL), (TALL_TABLET, TABLET)])
def test_every_target_of_the_pages_is_20_mm(
    someone: Callable[..., Page],
    served: Agency,
    service_a: Service,
    glass: dict[str, object],
    size: Decimal,
) -> None:
    page = someone(**glass)
    addresses = pages_to_touch(service_a)
    kiosk(page, served, px_per_mm=size)
    too_small = {}
    for address in addresses:
        page.goto(f"/kiosk/buka/{address}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        found = small_targets(page, float(size))
        if size == WALL:
            found += faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{wide} px too wide")
        if found:
            too_small[address] = found
    assert too_small == {}


def test_everything_comes_below_1220_mm(screen: Page, served: Agency) -> None:
    device = kiosk(screen, served, px_per_mm=WALL, bottom_mm=800)
    assert _highest(screen) < 1920 - (REACH - 800) * 2.7
    screen.locator('[data-way="complaint"]').tap()
    expect(inner(screen).locator("textarea")).to_be_visible()
    screen.locator('[data-tool="low"]').tap()
    expect(screen.locator('[data-tool="low"]')).to_have_attribute("aria-pressed", "true")
    limit = 1920 - (REACH - 800) * 2.7
    assert _highest(screen) >= limit
    touch(screen, inner(screen).locator("textarea"))
    assert _highest(screen) >= limit
    assert small(screen, device) == []
    press(screen, "done")
    act(screen, "restart")
    assert _highest(screen) >= limit
    act(screen, "finish")
    expect(screen.locator("html")).not_to_have_attribute("data-low", "")


def test_a_screen_without_a_measure_uses_its_lower_half(screen: Page, served: Agency) -> None:
    kiosk(screen, served)
    screen.locator('[data-way="service"]').tap()
    screen.locator('[data-tool="low"]').tap()
    assert _highest(screen) >= 960


def _highest(page: Page) -> float:
    """Return where the highest control of the frame, or the page in it, begins."""
    return float(
        page.evaluate(
            """() => Math.min(...[...document.querySelectorAll("a, button, input, iframe")]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 2)
              .map((one) => one.getBoundingClientRect().top))"""
        )
    )


def test_text_and_contrast_hold_for_the_visit(screen: Page, served: Agency) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator('[data-way="complaint"]').tap()
    expect(inner(screen).locator("textarea")).to_be_visible()
    screen.locator('[data-tool="looks"]').tap()
    screen.locator('[data-text-size="larger"]').tap()
    screen.locator('[data-tool="contrast"]').tap()
    page = inner(screen).locator("html")
    expect(page).to_have_attribute("data-text", "larger")
    expect(page).to_have_attribute("data-contrast", "more")
    act(screen, "restart")
    screen.locator('[data-way="service"]').tap()
    expect(inner(screen).locator("h1")).to_be_visible()
    expect(page).to_have_attribute("data-text", "larger")
    assert page_inside(screen).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [found for found in faults(screen) if not found.startswith(OF_THE_PAGE_INSIDE)] == []
    act(screen, "finish")
    expect(screen.locator("html")).not_to_have_attribute("data-contrast", "more")
    screen.locator('[data-way="service"]').tap()
    expect(inner(screen).locator("h1")).to_be_visible()
    expect(page).not_to_have_attribute("data-text", "larger")


@pytest.mark.skipif(not speaking.is_ready(), reason="espeak-ng is not installed")
def test_a_page_is_read_aloud(screen: Page, served: Agency, service_a: Service) -> None:
    kiosk(screen, served, px_per_mm=WALL)
    screen.locator('[data-way="service"]').tap()
    expect(inner(screen).locator("h1")).to_be_visible()
    with screen.expect_response("**/kiosk/suara/") as answer:
        screen.locator('[data-tool="speech"]').tap()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "audio/wav"
    expect(inner(screen).locator("[data-spoken-now]")).to_be_visible()
    screen.locator('[data-tool="pause"]').tap()
    expect(screen.locator('[data-tool="pause"]')).to_have_attribute("aria-pressed", "true")
    inner(screen).get_by_role("link", name=service_a.name).first.tap()
    expect(screen.locator("[data-spoken]")).to_be_hidden()
    screen.locator('[data-tool="speech"]').tap()
    expect(screen.locator("[data-spoken]")).to_be_visible()
    act(screen, "finish")
    expect(screen.locator("[data-spoken]")).to_be_hidden()


def test_a_screen_is_measured_with_a_card(screen: Page, served: Agency) -> None:
    row = kiosk(screen, served)
    actions.let_measure(device=row, by="Budi", at=now())
    screen.reload()
    screen.locator("[data-measure]").tap()
    card = screen.locator(".measuring__card")
    expect(card).to_be_visible()
    assert small_targets(screen, float(PX_PER_MM)) == []
    before = card.bounding_box()
    screen.locator('[data-step="0.1"]').tap()
    screen.locator('[data-step="-0.01"]').tap()
    after = card.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] - before["width"] == pytest.approx(0.09 * 85.6, abs=1)
    screen.locator('[data-raise="-10"]').tap()
    expect(screen.locator("[data-bottom]")).to_have_text("80 cm")
    assert faults(screen) == []
    screen.locator("[data-keep]").tap()
    expect(screen.locator("[data-kiosk][data-ready]")).to_be_attached()
    row.refresh_from_db()
    assert (row.px_per_mm, row.bottom_mm) == (Decimal("3.87"), 800)
    assert (
        screen.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--mm')")
        == "3.87px"
    )


@pytest.mark.parametrize("look", [{"theme": "dark"}, {"theme": "dark", "contrast": "more"}])
def test_other_colours_can_be_read(
    someone: Callable[..., Page], served: Agency, service_a: Service, look: dict[str, str]
) -> None:
    page = someone(**PORTRAIT)
    kiosk(page, served, px_per_mm=WALL)
    for address in (f"layanan/dukcapil/{service_a.slug}/", "pengaduan/baru/", "layanan/?q=ktp"):
        page.goto(f"/kiosk/buka/{address}")
        page.evaluate("look => Object.assign(document.documentElement.dataset, look)", look)
        assert faults(page, "dark") == []
    page.goto("/kiosk/")
    expect(page.locator("[data-kiosk][data-ready]")).to_be_attached()
    page.locator("[data-search] input").tap()
    expect(key(page, "q")).to_be_visible()
    page.evaluate("look => Object.assign(document.documentElement.dataset, look)", look)
    assert faults(page, "dark") == []
