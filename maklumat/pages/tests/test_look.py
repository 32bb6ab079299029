"""The patterns in a real browser: accessible, inside a small phone, helped by scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import faults

pytestmark = pytest.mark.browser

PAGES = ["/pola/", "/pola/beranda/", "/pola/kartu/", "/pola/daftar/"]
LOOKS = {
    "light": {},
    "dark": {"theme": "dark"},
    "high contrast": {"contrast": "more"},
    "dark, high contrast": {"theme": "dark", "contrast": "more"},
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def choose(page: Page, choices: dict[str, str]) -> None:
    for name, value in choices.items():
        page.evaluate("([name, value]) => localStorage[`display-${name}`] = value", [name, value])
    page.reload()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, path: str) -> None:
    page.goto(path)
    for name, look in LOOKS.items():
        choose(page, look)
        assert faults(page, "light" if name == "light" else "dark") == []


@pytest.mark.parametrize("path", PAGES)
def test_text_of_200_percent_stays_within_a_phone(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate(OVERFLOW) == 0
    assert faults(page, "large") == []


def test_a_choice_of_display_is_kept(page: Page) -> None:
    page.goto("/pola/")
    page.locator(".display-menu summary").click()
    page.get_by_role("radio", name="Gelap").check(force=True)
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_menu_closes_with_escape(page: Page) -> None:
    page.goto("/pola/")
    page.locator(".display-menu summary").click()
    page.keyboard.press("Escape")

    expect(page.locator(".display-menu__panel")).to_be_hidden()
    expect(page.locator(".display-menu summary")).to_be_focused()


def test_suggestions_appear_while_typing_and_take_the_arrow_keys(page: Page) -> None:
    page.goto("/pola/beranda/")
    page.get_by_role("searchbox").press_sequentially("ktp")
    expect(page.locator(".search-box__suggestion")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-box__suggestion").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(".search-box__suggestion")).to_have_count(0)


def test_without_scripts_the_page_is_whole(page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.context.request.get("/pola/kartu/").url)

    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.locator(".display-menu")).to_be_hidden()
    plain.locator("summary", has_text="Dasar hukum").click()
    expect(plain.get_by_text("UU 24/2013")).to_be_visible()
    plain.context.close()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/pola/kartu/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_targets_on_a_phone_are_large_enough(page: Page) -> None:
    page.goto("/pola/kartu/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .chip, summary, .site-header a, .checklist label')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.9)
        .map((element) => element.textContent.trim())"""
    )

    assert small == []
