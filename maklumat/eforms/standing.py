"""How long forms of a service usually take: one line on its card, at no query.

The worker keeps the numbers in the cache and has the cards forgotten that show another one now.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import ngettext

from maklumat.catalogue import lines
from maklumat.catalogue.lines import Line
from maklumat.catalogue.models import Service
from maklumat.core.pagecache import purge
from maklumat.eforms import handling
from maklumat.eforms.queries import figures

KEY = "eforms:usual"
SECONDS = 3 * 3600
YEAR = 365  # days that are looked back


def connect() -> None:
    """Offer the line; called once when the apps are ready."""
    lines.offer(card_line)


def keep(*, at: datetime) -> None:
    """Put the numbers where cards find them; forget the cards whose number is another one now."""
    took = figures.durations(at - timedelta(days=YEAR))
    usual = {key: handling.usual(days) for key, days in took.items()}
    found = {key: days for key, days in usual.items() if days is not None}
    known: dict[int, int] = cache.get(KEY) or {}
    cache.set(KEY, found, SECONDS)
    changed = [key for key in known.keys() | found.keys() if known.get(key) != found.get(key)]
    if changed:
        purge(*(f"service:{key}" for key in changed))


def card_line(service: Service) -> Line | None:
    """Return “usually done in n working days”, where enough was finished in a year."""
    days = (cache.get(KEY) or {}).get(service.pk)
    if days is None:
        return None
    text = ngettext(
        "Forms handed in online: usually done in %(days)s working day",
        "Forms handed in online: usually done in %(days)s working days",
        days,
    )
    url = reverse("eforms:service", args=[service.agency.slug, service.slug])
    return Line(text % {"days": days}, url)
