"""The way from a service card to the form of the service, at no query.

Which services offer a form is kept in the cache under the stamp of the forms: whatever is published
or withdrawn changes it, and the next card reads it anew. Only then one query is asked.
"""

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from maklumat.catalogue import lines
from maklumat.catalogue.lines import Line
from maklumat.catalogue.models import Service
from maklumat.core.pagecache import stamp
from maklumat.eforms import queries

SECONDS = 24 * 3600


def connect() -> None:
    """Offer it; called once when the apps are ready."""
    lines.offer_form(line)


def line(service: Service) -> Line | None:
    """Return the way to the form; to the list where a service has several."""
    codes = _codes().get(service.pk)
    if not codes:
        return None
    slugs = (service.agency.slug, service.slug)
    if len(codes) > 1:
        return Line(_("Fill in a form"), reverse("eforms:service", args=slugs))
    return Line(_("Fill in the form"), reverse("eforms:start", args=(*slugs, codes[0])))


def _codes() -> dict[int, list[str]]:
    """Return the codes of the forms that can be filled in, by the key of the service."""
    key = f"eforms:offered:{stamp('forms')}"
    found: dict[int, list[str]] | None = cache.get(key)
    if found is None:
        found = queries.codes_by_service()
        cache.set(key, found, SECONDS)
    return found
