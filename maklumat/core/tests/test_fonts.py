"""The web font: small, with its weights, made once."""

from pathlib import Path

from fontTools.ttLib import TTFont

from maklumat.core import fonts, webfont


def test_web_font_is_small_and_keeps_its_weights(tmp_path: Path) -> None:
    path, is_new = webfont.build_web_font(tmp_path / "fonts")

    font = TTFont(path)
    assert is_new
    assert path == tmp_path / "fonts" / "fonts" / "plus-jakarta-sans.woff2"
    assert path.stat().st_size < 32_000
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]
    assert {ord("é"), 0x2013, ord("ś")} <= font.getBestCmap().keys()


def test_web_font_is_made_only_once(tmp_path: Path) -> None:
    webfont.build_web_font(tmp_path / "fonts")

    assert webfont.build_web_font(tmp_path / "fonts")[1] is False


def test_a_lost_web_font_is_made_again(tmp_path: Path) -> None:
    path, _ = webfont.build_web_font(tmp_path / "fonts")
    path.unlink()

    assert webfont.build_web_font(tmp_path / "fonts")[1] is True


def test_paper_fonts_are_installed() -> None:
    assert all(any(folder.glob("*.ttf")) for folder in fonts.paper_font_folders())
