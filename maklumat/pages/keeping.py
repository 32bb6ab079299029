"""What a device may keep for the time without a network: addresses, each with a version.

A version is made of marks that change with what a page is made of (`pagecache.stamp`) and of the
release, not of the page itself: the list costs three queries. A device whose version differs asks
for the page with its ETag, so a page that did not change after all costs an empty answer.
Nothing personal is in it: only pages that are the same for everybody.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.core.cache import cache
from django.urls import reverse

from maklumat.agencies.queries import living_agencies_today
from maklumat.catalogue.queries import live_services
from maklumat.core import offline
from maklumat.core.pagecache import stamp, stamps
from maklumat.eforms.queries.forms import entrances_by_service
from maklumat.surveys import standing

TAGS = ("services", "agencies", "government", "forms", "questionnaires")
MOST_AGENCIES = 60  # that may be named at once; more is the whole government
MOST_PAGES = 6000
REMEMBERED = 30 * 24 * 3600  # seconds for which a device gets only what differs
Pages = dict[str, str]


@dataclass(frozen=True)
class Listed:
    """What to keep now. `since`: only what differs from that list; "" for all of it."""

    stamp: str
    keep: Pages
    drop: tuple[str, ...] = ()
    since: str = ""


def listed(agencies: Iterable[str], *, since: str, in_kiosk: bool) -> Listed:
    """Return the pages of these agencies (none named: of all), or what changed since a list."""
    pages = _pages(set(agencies), in_kiosk=in_kiosk)
    mark = _mark(*(f"{address} {version}" for address, version in pages.items()))
    _remember(mark, pages)
    before = _remembered(since) if since else None
    if before is None:
        return Listed(mark, pages)
    changed = {
        address: version for address, version in pages.items() if before.get(address) != version
    }
    return Listed(mark, changed, tuple(sorted(before.keys() - pages.keys())), since)


def _pages(agencies: set[str], *, in_kiosk: bool) -> Pages:
    base = _mark(offline.release(), *stamps(TAGS[2:3]).values())
    marks = stamps(TAGS)
    shared = _mark(base, *marks.values())
    names = ["catalogue:list", "agencies:list", "surveys:index", "eforms:index", "complaints:how"]
    found = {reverse(name): shared for name in names}
    found[reverse(offline.PAGE)] = base
    found[reverse("complaints:unsent")] = _mark(base, marks["agencies"], stamp("complaint-rules"))
    if not in_kiosk:
        found[reverse("pages:home")] = _mark(shared, stamp(standing.TAG))
    for slug in living_agencies_today().values_list("slug", flat=True):
        if not agencies or slug in agencies:
            found[reverse("agencies:detail", args=[slug])] = shared
    return found | _of_services(agencies, base, marks, in_kiosk=in_kiosk)


def _of_services(
    agencies: set[str], base: str, marks: Mapping[str, str], *, in_kiosk: bool
) -> Pages:
    rows = (
        live_services().order_by("agency__slug", "slug").values_list("pk", "agency__slug", "slug")
    )
    rows = [row for row in rows if not agencies or row[1] in agencies][:MOST_PAGES]
    own = stamps(f"service:{key}" for key, _agency, _slug in rows)
    forms = entrances_by_service()
    found: Pages = {}
    for key, agency, slug in rows:
        mark = own[f"service:{key}"]
        card = _mark(base, marks["agencies"], marks["forms"], mark)
        found[reverse("catalogue:service", args=[agency, slug])] = card
        asked = _mark(base, marks["agencies"], marks["questionnaires"], mark)
        found[reverse("surveys:answer", args=[agency, slug])] = asked
        for entrance in forms.get(key, ()):
            form = _mark(base, marks["forms"], mark)
            found[reverse("eforms:start", args=[agency, slug, entrance.code])] = form
            if in_kiosk:
                found[reverse("eforms:blank", args=[agency, slug, entrance.code])] = form
    return dict(list(found.items())[:MOST_PAGES])


def _mark(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()


# --- Lists that devices have: a mark names one, and its content is what made the mark -------------


def _remember(mark: str, pages: Pages) -> None:
    text = zlib.compress(json.dumps(pages, separators=(",", ":")).encode(), 6)
    cache.set(f"keeping:{mark}", text, REMEMBERED)


def _remembered(mark: str) -> Pages | None:
    kept = cache.get(f"keeping:{mark}") if len(mark) == 12 and mark.isalnum() else None
    if kept is None:
        return None
    found: Pages = json.loads(zlib.decompress(kept))
    return found
