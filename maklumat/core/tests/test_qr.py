"""QR codes: readable by a strict page and by a screen reader."""

import pytest

from maklumat.core import qr
from maklumat.core.errors import RuleBroken


def test_svg_has_an_escaped_name_and_nothing_a_strict_page_refuses() -> None:
    drawing = qr.svg("https://example.go.id/layanan/ktp/", title='Kode <QR> "KTP"')

    assert 'role="img" aria-label="Kode &lt;QR&gt; &quot;KTP&quot;"' in drawing
    assert "<title>Kode &lt;QR&gt; &quot;KTP&quot;</title>" in drawing
    assert "style" not in drawing
    assert "script" not in drawing


def test_svg_without_a_title_is_decoration() -> None:
    assert 'aria-hidden="true"' in qr.svg("x")


def test_png_is_a_png() -> None:
    assert qr.png("https://example.go.id/").startswith(b"\x89PNG\r\n\x1a\n")


def test_too_long_a_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="QR"):
        qr.svg("x" * 5000)
