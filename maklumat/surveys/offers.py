"""What surveys tell the catalogue, which does not know them: a card's line, when satisfaction was measured."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from maklumat.catalogue import lines
from maklumat.catalogue import queries as catalogue
from maklumat.catalogue.lines import Line
from maklumat.catalogue.models import Service
from maklumat.surveys import standing


def connect() -> None:
    """Offer both; called once when the apps are ready."""
    lines.offer(card_line)
    if standing.measured not in catalogue.MEASURES:
        catalogue.MEASURES.append(standing.measured)


def card_line(service: Service) -> Line | None:
    """Return what a card says of satisfaction, where there is a figure that may be shown."""
    found = standing.line_of_service(service.pk)
    if found is None:
        return None
    url = reverse("surveys:results", args=[service.agency.slug, service.slug])
    return Line(line_text(found), url)


def line_text(line: standing.Line) -> SafeString:
    """Write a line: “Satisfaction 84,20 (Baik), 210 answers”, with the period once it is over."""
    told = format_html(
        "{} {}{}, {}",
        gettext("Satisfaction"),
        line.score_text,
        format_html(" ({})", instrument_words(line.meaning)) if line.meaning else "",
        line.answers,
    )
    return told if line.is_running else format_html("{}, {}", told, line.period_name)


def instrument_words(text: str) -> SafeString:
    """Mark words of the instrument as Indonesian where the page is not."""
    if get_language() == settings.LANGUAGE_CODE:
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, text)
