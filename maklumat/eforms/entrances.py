"""The ways from a service card to the forms of the service, at no query.

Which services offer which forms is kept in the cache under the stamp of the forms: whatever is
published or withdrawn changes it, and the next card reads it anew. Only then one query is asked.
"""

from django.core.cache import cache
from django.urls import reverse

from maklumat.catalogue import lines
from maklumat.catalogue.lines import FormWay
from maklumat.catalogue.models import Service
from maklumat.core.pagecache import stamp
from maklumat.eforms import queries
from maklumat.eforms.queries import Entrance

SECONDS = 24 * 3600


def connect() -> None:
    """Offer them; called once when the apps are ready."""
    lines.offer_forms(ways)


def ways(service: Service) -> list[FormWay]:
    """Return the ways to each form of a service, in its order."""
    slugs = (service.agency.slug, service.slug)
    return [
        FormWay(
            one.title,
            reverse("eforms:start", args=(*slugs, one.code)),
            reverse("eforms:blank", args=(*slugs, one.code)),
            one.called,
        )
        for one in _entrances().get(service.pk, ())
    ]


def _entrances() -> dict[int, list[Entrance]]:
    """Return the forms that can be filled in, by the key of the service."""
    key = f"eforms:entrances:{stamp('forms')}"
    found: dict[int, list[Entrance]] | None = cache.get(key)
    if found is None:
        found = queries.entrances_by_service()
        cache.set(key, found, SECONDS)
    return found
