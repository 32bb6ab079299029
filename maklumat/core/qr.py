"""QR codes as SVG for pages and paper, and as PNG for what cannot show SVG."""

from io import BytesIO

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks


def svg(text: str, *, title: str = "") -> SafeString:
    """Return the code as an SVG without script, style or fixed size.

    The ground is always white, so that phones read it in dark mode too. `title` is what a screen
    reader says; without one the picture is decoration.
    """
    buffer = BytesIO()
    _code(text).save(
        buffer, kind="svg", xmldecl=False, border=QUIET_ZONE, light="#fff", dark="#000",
        omitsize=True, svgclass="qr", lineclass=None, nl=False,
    )  # fmt: skip
    drawing = buffer.getvalue().decode()
    label = (
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        if title
        else 'aria-hidden="true">'
    )
    # What segno writes is numbers and fixed words; the title is escaped above.
    return mark_safe(drawing.replace(">", f" {label}", 1))  # noqa: S308


def png(text: str, *, scale: int = 8) -> bytes:
    """Return the code as a black and white PNG with `scale` pixels a module."""
    buffer = BytesIO()
    _code(text).save(buffer, kind="png", scale=scale, border=QUIET_ZONE)
    return buffer.getvalue()


def _code(text: str) -> segno.QRCode:
    try:
        return segno.make(text, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise RuleBroken(
            _("This text is too long for a QR code. Use a shorter address.")
        ) from error
