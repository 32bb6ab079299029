"""The paper of a survey point: a QR code for the counter or the door."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.core import links, paper, qr
from maklumat.core.colour import palette
from maklumat.surveys.models import Point

LANGUAGE = "id"
SIZES = ("a4", "a5")


def address(point: Point) -> str:
    """Return the address that the QR code carries."""
    with override(LANGUAGE):
        return links.to("surveys:point", point.code)


def pdf(point: Point, size: str, *, at: datetime) -> bytes:
    """Return the paper as tagged PDF/UA-1 in A4 or A5."""
    with override(LANGUAGE):
        link = address(point)
        is_tap = point.use == "rating"
        asked = _("Rate this service") if point.service else _("Rate our service")
        shown = {
            "size": size,
            "accent": palette(point.agency.government.accent).light,
            "government": point.agency.government.name,
            "agency": point.unit.name,
            "heading": _("How was it?") if is_tap else asked,
            "service": point.service.name if point.service else "",
            "how": _("Scan, then one tap: done.")
            if is_tap
            else _("Scan with the camera of your phone. Nine questions, 90 seconds."),
            "promise": _("Without name, without NIK, without an app."),
            "without": ""
            if is_tap
            else _("No phone? Ask for the paper questionnaire at the counter."),
            "place": point.name,
            "address": link.split("://", 1)[-1],
            "qr": str(qr.svg(link)),
        }
        title = _("QR code for %(place)s") % {"place": point.name}
        return paper.pdf(
            "surveys/point", shown, title=title, language=LANGUAGE, at=at.replace(microsecond=0)
        )
