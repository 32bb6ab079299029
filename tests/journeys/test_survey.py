"""A citizen answers: on a phone, at a kiosk, by keyboard, by ear, without scripts, without a network."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from maklumat.catalogue.models import Service
from maklumat.surveys import queries
from maklumat.surveys.models import Point, Rating, Response
from maklumat.surveys.tests import factories as make
from tests.browser import PHONE, faults
from tests.journeys.steps import Thumb, expect_no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("service")]
FORM = "/survei/dukcapil/ktp-el-ganti/"
THANKS = re.compile("/terima-kasih/")
KIOSK = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}
KEPT = "html[data-kept]"  # the worker has this page and the thanks
LOOKS = {
    "light": {"viewport": PHONE, "color_scheme": "light", "has_touch": True},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "large": {"viewport": PHONE, "color_scheme": "light", "has_touch": True},
}
DOUBLE = "html { font-size: 200% !important; }"
WAITING = "[data-unsent-waiting]"


@pytest.fixture
def service(site: LiveServer, service_a: Service) -> Service:
    make.version()
    return service_a


@pytest.fixture
def door(service: Service) -> str:
    return reverse("surveys:point", args=[make.point(service, use="rating").code])


@pytest.fixture
def plain(site: LiveServer, chromium: Browser) -> Iterator[Page]:
    """A phone on which scripts are switched off."""
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def open_form(page: Page) -> None:
    """Open the questionnaire and wait until taps lead on by themselves."""
    page.goto(FORM)
    page.locator("[data-survey][data-ready]").wait_for()


def answer_all(page: Page, thumb: Thumb, mark: int = 3) -> None:
    """Tap one face of each question, as they come one by one."""
    for number in range(1, 10):
        now = page.locator(".question[data-now]")
        expect(now.locator(".question__count")).to_have_text(f"{number} dari 9")
        thumb.tap(now.locator(".face").nth(mark - 1))
    expect(page.locator("[data-send]")).to_be_visible()


def test_on_a_phone_within_ninety_seconds_and_twelve_taps(page: Page) -> None:
    thumb, began = Thumb(), time.monotonic()
    open_form(page)
    expect_no_sideways_scroll(page)
    answer_all(page, thumb)
    expect_no_sideways_scroll(page)
    thumb.tap(page.locator("[data-send]"))
    page.wait_for_url(THANKS)

    assert time.monotonic() - began < 90
    assert thumb.taps == 10
    row = Response.objects.get()
    assert set(row.marks.values()) == {3}
    assert row.state in {"counted", "held"}  # a robot taps faster than anybody reads
    assert row.channel == "web"
    assert row.seconds is not None
    expect_no_sideways_scroll(page)


def test_a_further_survey_can_be_skipped_or_answered(page: Page, service: Service) -> None:
    chosen = queries.settings_of(service.agency.government)
    chosen.extra_instruments.add(make.version("spak"))
    for is_skipped in (True, False):
        open_form(page)
        for number in range(1, 10):
            asked = page.locator(".question[data-now]:not([data-extra])")
            expect(asked.locator(".question__count")).to_have_text(f"{number} dari 9")
            asked.locator(".face").nth(2).tap()
        extra = page.locator(".question[data-extra][data-now]")
        expect(page.locator("[data-set][data-now] h2")).to_be_visible()
        if is_skipped:
            page.locator("[data-skip]").tap()
        else:
            for number in range(1, 6):
                expect(extra.locator(".question__count")).to_contain_text(f"{number} dari 5")
                extra.locator(".face").nth(3).tap()
        page.locator("[data-send]").tap()
        page.wait_for_url(THANKS)
    assert sorted(Response.objects.values_list("instrument__code", flat=True)) == [
        "skm",
        "skm",
        "spak",
    ]


def test_back_changes_an_answer_and_loses_none(page: Page) -> None:
    open_form(page)
    thumb = Thumb()
    answer_all(page, thumb)
    page.locator("textarea[name=text]").fill("Antre lama.")
    for _question in range(3):
        page.locator("[data-back]").tap()
    expect(page.locator(".question[data-now] .question__count")).to_have_text("7 dari 9")
    page.locator(".question[data-now] .face").first.tap()
    expect(page.locator(".question[data-now] .question__count")).to_have_text("8 dari 9")
    page.go_back()
    expect(page.locator(".question[data-now] .question__count")).to_have_text("7 dari 9")
    page.locator("[data-next]").tap()
    for _question in range(2):
        page.locator("[data-next]").tap()
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)

    row = Response.objects.get()
    assert (row.marks["perilaku"], row.text) == (1, "Antre lama.")


def test_all_at_once_by_choice_and_what_is_missing_is_said_there(page: Page) -> None:
    open_form(page)
    page.locator("[data-all]").tap()
    expect(page.locator(".question:visible")).to_have_count(9)
    for question in page.locator(".question").all()[1:]:
        question.locator(".face").nth(2).tap()
    page.locator("input[name=age]").fill("7")
    page.locator("[data-send]").tap()

    expect(page.get_by_text("Pilih satu jawaban tentang “Persyaratan”.")).to_be_visible()
    expect(page.locator("#id_skm-persyaratan_0")).to_be_focused()
    expect(page.get_by_text("Tulis usia Anda dalam tahun")).to_be_visible()
    page.locator(".question").first.locator(".face").nth(3).tap()
    page.locator("input[name=age]").fill("70")
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)
    assert Response.objects.get().age == 70


def test_at_a_kiosk_the_next_person_finds_a_fresh_form(someone: Callable[..., Page]) -> None:
    page, thumb = someone(**KIOSK), Thumb()
    page.goto(f"{FORM}?kanal=kiosk")
    expect_no_sideways_scroll(page)
    box = page.locator(".question[data-now] .face").first.bounding_box()
    assert min(box["width"], box["height"]) >= 76  # 20 mm at 96 dpi
    answer_all(page, thumb, mark=4)
    box = page.locator("[data-send]").bounding_box()
    assert box["height"] >= 76
    thumb.tap(page.locator("[data-send]"))
    page.wait_for_url(THANKS)
    expect(page.get_by_role("link", name="Pengunjung berikutnya")).to_be_visible()
    page.wait_for_url(re.compile(r"ganti/\?kanal=kiosk"))

    expect(page.locator("input:checked[name^=skm]")).to_have_count(0)
    assert Response.objects.get().channel == "web"  # an address alone makes no kiosk


def test_what_somebody_left_at_a_kiosk_is_gone_after_two_minutes(
    someone: Callable[..., Page],
) -> None:
    page = someone(**KIOSK)
    page.clock.install()
    page.goto(f"{FORM}?kanal=kiosk")
    page.locator(".question[data-now] .face").first.tap()
    page.clock.run_for(1000)
    expect(page.locator(".question[data-now] .question__count")).to_have_text("2 dari 9")
    page.clock.run_for(121_000)
    expect(page.locator(".question[data-now] .question__count")).to_have_text("1 dari 9")
    expect(page.locator("input:checked[name^=skm]")).to_have_count(0)


def test_with_the_keyboard_one_stop_a_question_and_arrows_only_look(desktop: Page) -> None:
    open_form(desktop)
    desktop.locator("input[name=skm-persyaratan]").first.focus()
    for number in range(9):
        names = _focused(desktop)
        assert names["type"] == "radio"
        desktop.keyboard.press("ArrowRight")
        desktop.keyboard.press("ArrowDown")
        desktop.keyboard.press("ArrowLeft")
        expect(desktop.locator("input:checked[name^=skm]")).to_have_count(number)
        desktop.keyboard.press("Space" if number % 2 else "Enter")
        expect(desktop.locator("input:checked[name^=skm]")).to_have_count(number + 1)
        desktop.keyboard.press("Tab")
        assert _focused(desktop)["name"] != names["name"], "a second stop in one question"
    stops = 0
    while not desktop.evaluate("document.activeElement.matches('[data-send]')"):
        desktop.keyboard.press("Tab")
        stops += 1
        assert stops < 9
    assert stops == 7  # age, education, occupation, disability, text, code, send
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(THANKS)
    assert set(Response.objects.get().marks.values()) == {2}


def _focused(page: Page) -> dict[str, str]:
    return page.evaluate(
        "({ name: document.activeElement.name, type: document.activeElement.type })"
    )


def test_each_control_has_its_name_for_a_screen_reader(desktop: Page) -> None:
    open_form(desktop)
    for element in make.skm().elements:
        group = desktop.get_by_role("group", name=element.question)
        for label in element.labels:
            expect(group.get_by_role("radio", name=label, exact=True)).to_have_count(1)
    tree = desktop.locator("main").aria_snapshot()
    unnamed = re.findall(r"- (?:radio|textbox|combobox|button|link)(?=$|:|\s\[)", tree, re.M)
    assert not unnamed, tree
    expect(desktop.locator(".face svg:not([aria-hidden=true])")).to_have_count(0)


def test_without_a_network_ten_answers_and_a_reload_then_ten_rows(page: Page) -> None:
    open_form(page)
    page.wait_for_selector(KEPT, state="attached")
    page.context.set_offline(True)
    for number in range(1, 11):
        if number > 1:
            open_form(page)
        answer_all(page, Thumb())
        page.locator("[data-send]").tap()
        page.wait_for_url(THANKS)
        expect(page.locator(WAITING)).to_contain_text(f"Belum terkirim: {number}")
        if number == 5:
            page.reload()
            expect(page.locator(WAITING)).to_contain_text("Belum terkirim: 5")
    assert not Response.objects.exists()
    second = page.context.new_page()
    open_form(second)

    page.context.set_offline(False)

    expect(page.locator(WAITING)).to_be_hidden()
    expect(second.locator(WAITING)).to_be_hidden()
    assert Response.objects.count() == 10
    assert {row.state for row in Response.objects.all()} <= {"counted", "held"}


def test_a_wrong_clock_and_a_lost_confirmation_change_nothing(page: Page) -> None:
    page.clock.set_system_time("2003-01-01T08:00:00")
    open_form(page)
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
            return
        lost.append(answer.status)
        route.abort()

    page.route(f"**{FORM}", lose_the_first)
    answer_all(page, Thumb())
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)
    expect(page.locator(WAITING)).to_be_hidden()

    row = Response.objects.get()
    assert lost == [201]
    assert abs((row.received_at.date() - row.day).days) <= 1


def test_what_the_server_refuses_is_told_and_the_code_can_be_left_out(page: Page) -> None:
    page.goto(f"{FORM}?kode=2222-2223")
    page.wait_for_selector(KEPT, state="attached")
    page.context.set_offline(True)
    answer_all(page, Thumb())
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)
    page.context.set_offline(False)
    refused = page.locator("[data-unsent-refused]")
    expect(refused).to_contain_text("Satu jawaban yang tersimpan tidak dapat diterima")
    page.reload()
    expect(refused).to_contain_text("tidak dapat diterima")
    page.get_by_role("button", name="Kirim tanpa kode").tap()

    expect(refused.locator("li")).to_have_count(0)
    _until(page, Response.objects.exists)
    assert not Response.objects.get().proved


def test_the_server_s_sentence_stands_in_the_form_that_is_still_open(page: Page) -> None:
    page.goto(f"{FORM}?kode=2222-2223")
    answer_all(page, Thumb())
    page.locator("[data-send]").tap()
    expect(page.locator(".survey__code .field__error")).to_be_visible()
    expect(page.locator(WAITING)).to_be_hidden()
    page.locator("input[name=code]").fill("")
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)
    assert Response.objects.count() == 1


def test_a_place_that_is_not_known_goes_without(page: Page) -> None:
    page.goto(f"{FORM}?titik=ZZZZ")
    answer_all(page, Thumb())
    page.locator("[data-send]").tap()
    expect(page.get_by_text("Kami tidak mengenal tempat kode QR ini")).to_be_visible()
    page.locator("[data-send]").tap()
    page.wait_for_url(THANKS)
    assert Response.objects.get().point is None


def test_without_scripts_nothing_typed_is_lost(plain: Page) -> None:
    plain.goto(FORM)
    for question in plain.locator(".question").all()[:8]:
        question.locator(".face").nth(2).click()
    plain.locator("textarea[name=text]").fill("Petugas ramah.")
    plain.locator("[data-send]").click()
    expect(plain.locator(".error-summary")).to_contain_text("Pilih satu jawaban")
    expect(plain.locator("textarea[name=text]")).to_have_value("Petugas ramah.")
    expect(plain.locator("input:checked[name^=skm]")).to_have_count(8)
    plain.locator(".question").nth(8).locator(".face").nth(3).click()
    plain.locator("[data-send]").click()
    plain.wait_for_url(THANKS)
    assert Response.objects.get().text == "Petugas ramah."


def test_one_tap_a_reason_and_the_next_person(page: Page, door: str) -> None:
    page.goto(door)
    expect_no_sideways_scroll(page)
    page.get_by_role("button", name="Baik", exact=True).tap()
    expect(page.get_by_text("Apa alasan utamanya?")).to_be_visible()
    _until(page, lambda: Rating.objects.count() == 1)
    page.get_by_role("button", name="Petugas").tap()
    expect(page.locator("[data-tap-thanks]")).to_be_visible()
    expect(page.locator("[data-tap-ask]")).to_be_visible()
    page.get_by_role("button", name="Buruk").tap()

    _until(page, lambda: Rating.objects.count() == 2)
    assert sorted(Rating.objects.values_list("value", "reason")) == [(1, ""), (3, "petugas")]


def test_taps_without_a_network_come_later(page: Page, door: str) -> None:
    page.goto(door)
    page.wait_for_selector(KEPT, state="attached")
    page.context.set_offline(True)
    page.get_by_role("button", name="Buruk").tap()
    page.get_by_role("button", name="Waktu").tap()
    expect(page.locator(WAITING)).to_contain_text("Belum terkirim: 2")
    page.reload()
    expect(page.locator(WAITING)).to_contain_text("Belum terkirim: 2")
    page.context.set_offline(False)
    expect(page.locator(WAITING)).to_be_hidden()
    row = Rating.objects.get()
    assert (row.value, row.reason) == (1, "waktu")


def test_one_tap_without_scripts(plain: Page, door: str) -> None:
    plain.goto(door)
    plain.get_by_role("button", name="Sangat baik").click()
    plain.get_by_role("button", name="Hasil").click()
    plain.get_by_role("link", name="Pengunjung berikutnya").click()
    expect(plain.get_by_role("button", name="Sangat baik")).to_be_visible()
    row = Rating.objects.get()
    assert (row.value, row.reason) == (4, "hasil")


def _until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for the server. The page's own clock: it must go on meanwhile."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        page.wait_for_timeout(100)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_surveys_have_no_fault(
    look: str, someone: Callable[..., Page], service: Service
) -> None:
    page = someone(bypass_csp=True, service_workers="block", **LOOKS[look])
    taps = make.point(service, use="rating").code
    choice = make.point(service, only_place=True).code
    Point.objects.create(
        code="LAMA", use="rating", name="Lama", agency=service.agency, unit=service.agency,
        is_active=False, made_at=make.AT,
    )  # fmt: skip
    pages = ["/survei/", FORM, f"{FORM}?kanal=kiosk", f"{FORM}terima-kasih/", "/en" + FORM]
    pages += [f"/survei/t/{code}/" for code in (taps, choice, "LAMA")]
    found = []
    for address in pages:
        page.goto(address)
        if look == "large":
            page.add_style_tag(content=DOUBLE)
        found += [f"{address} {fault}" for fault in faults(page, look)]
        expect_no_sideways_scroll(page)
    open_form(page)
    if look == "dark":  # the wide screen: all at once
        page.locator("[data-send]").click()
    else:
        answer_all(page, Thumb())
        page.locator("input[name=age]").fill("7")
        page.locator("[data-send]").click()
    if look == "large":
        page.add_style_tag(content=DOUBLE)
    found += [f"refused {fault}" for fault in faults(page, look)]
    expect_no_sideways_scroll(page)
    assert not found, "\n".join(found)
