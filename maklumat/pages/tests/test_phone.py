"""The portal as an app: manifest, icons, the pages around them, the store's app."""

from io import BytesIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from PIL import Image

from maklumat.agencies.models import Government
from maklumat.complaints.tests import factories as complaint_rows
from maklumat.core.colour import contrast
from maklumat.core.pagecache import forget_everything
from maklumat.pages import icons, manifest
from maklumat.pages.checks import store_app
from maklumat.pages.icons import SAFE, SIZES, Kind

PRINT = ":".join(["AB"] * 32)


def told(client: Client) -> dict[str, Any]:  # Any: JSON
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    found: dict[str, Any] = answer.json()
    return found


def picture(client: Client, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    return Image.open(BytesIO(answer.content))


def test_the_manifest_speaks_of_the_government(client: Client, government: Government) -> None:
    found = told(client)

    assert government.name in found["name"]
    assert len(found["short_name"]) <= manifest.SHORT
    assert (found["id"], found["start_url"], found["scope"]) == ("/", "/", "/")
    assert (found["lang"], found["display"]) == ("id", "standalone")


def test_every_address_of_the_manifest_answers(client: Client, government: Government) -> None:
    complaint_rows.terms()
    found = told(client)
    for shortcut in found["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200, shortcut
    for icon in found["icons"]:
        size = int(icon["sizes"].split("x")[0])
        assert picture(client, icon["src"]).size == (size, size)

    assert client.get(found["share_target"]["action"]).status_code == 302
    assert [row["name"] for row in found["shortcuts"]][:2] == ["Cari layanan", "Pengaduan baru"]


def test_a_new_colour_gives_new_icons(client: Client, government: Government) -> None:
    before = told(client)["icons"][0]["src"]
    government.accent = "#7a1fa2"
    government.save()
    forget_everything()

    after = told(client)["icons"][0]["src"]

    assert before != after
    assert client.get(before).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/ikon/1-ffcc00/any-192.png", "/ikon/1-0b5d57/any-193.png", "/ikon/1-0b5d57/large-192.png",
     "/ikon/2-0b5d57/any-192.png", "/ikon/1-%22%3E/any-192.png"],
)  # fmt: skip
def test_no_other_icon_is_drawn(client: Client, government: Government, address: str) -> None:
    assert client.get(address).status_code == 404


def test_before_a_government_is_set_up_the_manifest_still_stands(client: Client, db: None) -> None:
    assert told(client)["short_name"] == "Layanan"


@pytest.mark.parametrize("kind", [Kind.MASKABLE])
def test_nothing_of_a_maskable_icon_is_cut_off(kind: Kind) -> None:
    opened = Image.open(BytesIO(icons.png("#0b5d57", kind, 512)))
    drawn = opened.convert("RGB")
    ground = drawn.getpixel((0, 0))
    far = [
        (x, y)
        for x in range(512)
        for y in range(512)
        if (x - 255.5) ** 2 + (y - 255.5) ** 2 > (SAFE * 512) ** 2
    ]

    assert icons.reach(kind) <= SAFE
    assert not opened.has_transparency_data
    assert {drawn.getpixel(place) for place in far} == {ground}


@pytest.mark.parametrize("accent", ["#0b5d57", "#ffcc00", "#ffffff", "#000000", "#ff0000"])
def test_the_shield_stands_out_from_any_accent(accent: str) -> None:
    assert contrast(icons.WHITE, icons.ground(accent)) >= 4.5


@pytest.mark.parametrize(("kind", "size"), [(kind, size) for kind in Kind for size in SIZES[kind]])
def test_an_icon_is_small_and_as_large_as_it_says(kind: Kind, size: int) -> None:
    drawn = icons.png("#0b5d57", kind, size)

    assert Image.open(BytesIO(drawn)).size == (size, size)
    assert len(drawn) < 12_000


@pytest.mark.parametrize("address", ["/pasang/", "/layanan-saya/", "/en/pasang/"])
def test_the_pages_of_the_app_are_kept_for_everybody(
    client: Client, government: Government, address: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]
    assert client.post(address).status_code == 405


def test_the_help_shows_every_kind_of_device(client: Client, government: Government) -> None:
    page = client.get("/pasang/").content.decode()

    for key in ("android", "samsung", "ios", "desktop"):
        assert f'data-platform="{key}"' in page
    assert "<noscript" in client.get("/layanan-saya/").content.decode()


def test_every_page_leads_to_the_app_and_to_its_help(
    client: Client, government: Government
) -> None:
    page = client.get("/").content.decode()

    assert 'rel="manifest" href="/manifest.webmanifest"' in page
    apple = page.split('rel="apple-touch-icon" href="')[1].split('"')[0]
    assert picture(client, apple).size == (180, 180)
    assert "/pasang/" in page


def test_an_app_of_a_store_is_vouched_for_only_when_it_is_set_up(
    client: Client, government: Government, settings: Any
) -> None:
    assert client.get("/.well-known/assetlinks.json").status_code == 404

    settings.ANDROID_PACKAGE, settings.ANDROID_CERT_SHA256 = "id.go.contoh", [PRINT]

    (link,) = manifest.asset_links()
    assert client.get("/.well-known/assetlinks.json").json() == [link]
    assert link["target"] == {
        "namespace": "android_app",
        "package_name": "id.go.contoh",
        "sha256_cert_fingerprints": [PRINT],
    }
    assert manifest.manifest(government)["related_applications"]


@pytest.mark.parametrize(
    ("package", "prints", "said"),
    [
        ("", [], []),
        ("id.go.contoh", [PRINT], []),
        ("contoh", [PRINT], ["pages.E001"]),
        ("id.go.contoh", [PRINT.lower()], ["pages.E002"]),
        ("id.go.contoh", [], ["pages.W001"]),
        ("", [PRINT], ["pages.W001"]),
    ],
)
def test_settings_that_android_would_not_know_are_told(
    settings: Any, package: str, prints: list[str], said: list[str]
) -> None:
    settings.ANDROID_PACKAGE, settings.ANDROID_CERT_SHA256 = package, prints

    assert [found.id for found in store_app(None)] == said
    assert [found.id for found in run_checks() if (found.id or "").startswith("pages.")] == said
