"""The questionnaire on paper: one blank sheet for everybody, or a batch with numbers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.catalogue.models import Service
from maklumat.core import links, paper, qr
from maklumat.core.colour import palette
from maklumat.printing.letterheads import letterhead
from maklumat.surveys import labels, queries
from maklumat.surveys.models import InstrumentVersion

LANGUAGE = "id"  # the wording of the instrument is Indonesian
TEMPLATE = "surveys/questionnaire"


def pdf(
    service: Service, version: InstrumentVersion, *, at: datetime, numbers: Sequence[str] = ()
) -> bytes:
    """Return the questionnaire as tagged PDF/UA-1; a sheet for each number, one without any."""
    with override(LANGUAGE):
        title = _("Questionnaire %(name)s") % {"name": service.name}
        shown = _shown(service, version) | {"numbers": list(numbers) or [""]}
        return paper.pdf(
            TEMPLATE, shown, title=title, language=LANGUAGE, at=at.replace(microsecond=0)
        )


def address(service: Service) -> str:
    """Return the address of the questionnaire on the web."""
    return links.to("surveys:answer", service.agency.slug, service.slug)


def _shown(service: Service, version: InstrumentVersion) -> dict[str, Any]:  # Any: JSON
    link = address(service)
    return {
        "letterhead": letterhead(service.agency),
        "accent": palette(service.agency.government.accent).light,
        "survey": version.rules.name,
        "service": service.name,
        "halves": _words(labels.HALVES),
        "sexes": _words(labels.SEXES),
        "educations": _words(labels.EDUCATIONS),
        "occupations": _words(labels.OCCUPATIONS),
        "questions": [
            {"number": asked.number, "text": asked.text, "labels": list(asked.labels)}
            for asked in queries.questions(version, service)
        ],
        "address": link.split("://", 1)[-1],
        "qr": str(qr.svg(link)),
    }


def _words(pairs: Sequence[tuple[str, Any]]) -> list[str]:  # Any: lazy words
    words = [str(word) for _code, word in pairs]
    return [word[:1].upper() + word[1:] for word in words]
