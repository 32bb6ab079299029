"""One-time codes on paper: twelve cards on a page, to be cut."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.catalogue.models import Service
from maklumat.core import paper, qr
from maklumat.core.colour import palette
from maklumat.surveys.actions import tickets

LANGUAGE = "id"


def pdf(service: Service, codes: Sequence[str], *, at: datetime) -> bytes:
    """Return the sheet as tagged PDF/UA-1. Nobody can print these codes again."""
    government = service.agency.government
    until = at.astimezone(government.zone).date() + timedelta(days=tickets.DAYS)
    with override(LANGUAGE):
        shown = {
            "accent": palette(government.accent).light,
            "government": government.name,
            "service": service.name,
            "invitation": _("How was the service? 9 questions, 90 seconds."),
            "hint": _("Scan, or open the address and type the code."),
            "until": _("Works once, until %(day)s. Nobody sees who answered.")
            % {"day": date_format(until, "j F Y")},
            "cut": _("Cut along the dashed lines. Each code works once; hand out one each."),
            "cards": [_card(service, code) for code in codes],
        }
        title = _("One-time codes for %(service)s") % {"service": service.name}
        return paper.pdf(
            "surveys/codes", shown, title=title, language=LANGUAGE, at=at.replace(microsecond=0)
        )


def _card(service: Service, code: str) -> dict[str, str]:
    link = tickets.address(service, code)
    return {
        "code": code,
        "address": link.split("://", 1)[-1].split("?", 1)[0],
        "qr": str(qr.svg(link)),
    }
