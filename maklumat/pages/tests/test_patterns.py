"""Every component renders, in both languages, and the style sheets keep their promises."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.urls import translate_url

from maklumat.agencies.models import Government
from maklumat.pages.templatetags.design import together

ROOT = settings.BASE_DIR / "maklumat"
COMPONENTS = ROOT / "templates" / "components"
SHEETS = ROOT / "static" / "css"
PARTS = {
    "app-links",
    "crest",
    "field-label",
    "field-notes",
    "language-switch",
    "search-suggestions",
    "status-shape",
}
PAGES = ["/pola/", "/pola/beranda/", "/pola/kartu/", "/pola/daftar/"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def _government() -> None:
    Government.objects.create(
        slug="nusa-contoh",
        name="Pemerintah Kabupaten Nusa Contoh",
        short_name="Pemkab Nusa Contoh",
        level="regency",
        head_title="Bupati",
        accent="#ffcc00",
    )


def sheet(name: str) -> str:
    return (SHEETS / name).read_text()


@pytest.mark.usefixtures("_government")
@pytest.mark.parametrize("path", [*PAGES, *(f"/en{page}" for page in PAGES)])
def test_a_pattern_page_renders(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert "Nusa Contoh</span>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "style=" not in page
    assert "{{" not in page
    assert "{%" not in page


def test_a_page_renders_before_the_government_is_set_up(client: Client) -> None:
    assert client.get("/pola/").status_code == 200


def test_a_pattern_page_refuses_to_be_posted_to(client: Client) -> None:
    assert client.post("/pola/").status_code == 405


@pytest.mark.parametrize("name", sorted(path.stem for path in COMPONENTS.glob("*.html")))
def test_the_pattern_page_shows_each_component(client: Client, name: str) -> None:
    page = client.get("/pola/").content.decode()

    assert name in PARTS or re.search(rf'class="{name}[ "]', page)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (SHEETS / "components").glob("*.css"))
)
def test_the_site_sheet_imports_each_component(name: str) -> None:
    assert f'"components/{name}"' in sheet("site.css")


def test_colours_stand_only_in_the_tokens() -> None:
    wild = {
        path.name: found
        for path in SHEETS.glob("**/*.css")
        if path.name != "tokens.css"
        and (found := re.findall(r"#[0-9a-f]{3,8}\b(?=[;,) ])", path.read_text()))
    }

    assert wild == {"layout.css": ["#000000", "#000000"]}  # a mask: black means "show"


def test_no_sheet_selects_by_id() -> None:
    selectors = [line for path in SHEETS.glob("**/*.css") for line in path.read_text().splitlines()]

    assert [line for line in selectors if re.match(r"\s*[^{]*#[a-z][\w-]*[^;]*\{", line)] == []


def test_dark_asked_for_and_dark_of_the_device_are_alike() -> None:
    tokens = sheet("tokens.css")
    by_device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', tokens, re.DOTALL)
    asked_for = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', tokens, re.DOTALL)

    assert by_device is not None
    assert asked_for is not None
    assert by_device[1].split() == asked_for[1].split()


def test_high_contrast_asked_for_and_of_the_device_are_alike() -> None:
    tokens = sheet("tokens.css")
    by_device = re.search(r':root:not\(\[data-contrast="less"\]\) \{(.*?)\}', tokens, re.DOTALL)
    asked_for = re.search(r':root\[data-contrast="more"\] \{(.*?)\}', tokens, re.DOTALL)

    assert by_device is not None
    assert asked_for is not None
    assert by_device[1].split() == asked_for[1].split()


@pytest.mark.usefixtures("_government")
def test_the_colours_of_the_government_are_served_readable(client: Client) -> None:
    answer = client.get("/tema.css")

    assert answer["Content-Type"].startswith("text/css")
    assert "--theme-light:#876c00" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.usefixtures("_government")
def test_the_page_asks_for_the_colours_by_their_value(client: Client) -> None:
    assert 'href="/tema.css?ffcc00"' in client.get("/pola/").content.decode()


def test_linked_data_cannot_end_its_script() -> None:
    template = Template("{% load design %}{% json_ld content %}")

    html = template.render(Context({"content": {"name": "</script><b>&"}}))

    assert html.count("</script>") == 1
    assert "<b>" not in html


def test_a_short_hyphened_word_stays_together_and_is_escaped() -> None:
    html = together("<b> KTP-el & F-1.02, PGD-2026-000123-7")

    assert html.startswith('&lt;b&gt; <span class="nowrap">KTP-el</span> &amp; ')
    assert html.endswith('<span class="nowrap">F-1.02</span>, PGD-2026-000123-7')


def test_the_other_language_keeps_the_query(client: Client) -> None:
    page = client.get("/pola/?q=ktp").content.decode()

    assert translate_url("/pola/?q=ktp", "en") == "/en/pola/?q=ktp"
    assert 'href="/en/pola/?q=ktp"' in page


def test_pages_link_to_the_other_page_of_a_list(client: Client) -> None:
    page = client.get("/pola/?urut=nama").content.decode()

    assert re.search(r'rel="next" href="\?urut=nama&amp;page=3"', page)
    assert re.search(r'rel="prev" href="\?urut=nama&amp;page=1"', page)


def test_scripts_and_sheets_name_no_other_site() -> None:
    files: list[Path] = [*SHEETS.glob("**/*.css"), *(ROOT / "static" / "js").glob("*.js")]

    assert [
        path.name for path in files if "//" in path.read_text().replace("http://www.w3", "")
    ] == []
