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


def listed(
    agencies: Iterable[str], *, since: str, in_kiosk: bool, may_remember: bool = True
) -> Listed:
    """Return the pages of these agencies (none named: of all), or what changed since a list.

    A list that is not remembered is told in whole the next time.
    """
    pages = _pages(set(agencies), in_kiosk=in_kiosk)
    mark = _mark(*(f"{address} {version}" for address, version in pages.items()))
    if may_remember:
        _remember(mark, pages)
    before = _remembered(since) if since else None
    if before is None:
        return Listed(mark, pages)
    changed = {
        address: version for address, version in pages.items() if before.get(address) != version
    }
    return Listed(mark, changed, tuple(sorted(before.keys() - pages.keys())), since)


def _pages(agencies: set[str], *, in_kiosk: bool) -> Pages:
    base = _mark(offline.release(), stamp("government"))
    marks = stamps(TAGS)
    shared = _mark(base, *marks.values())
    names = ["catalogue:list", "agencies:list", "surveys:index", "eforms:index", "complaints:how"]
    found = {reverse(name): shared for name in names}
    found[reverse(offline.PAGE)] = base
    found[reverse("complaints:unsent")] = _mark(base, marks["agencies"], stamp("complaint-rules"))
    if not in_kiosk:
        found[reverse("pages:home")] = _mark(shared, stamp(standing.TAG))
    rows = _rows(agencies)
    for slug in dict.fromkeys(agency for _key, agency, _slug in rows):
        found[reverse("agencies:detail", args=[slug])] = shared
    return found | _of_services(rows, base, marks, in_kiosk=in_kiosk)


def _rows(agencies: set[str]) -> list[tuple[int, str, str]]:
    """Return key, agency and name in addresses; agencies without services have nothing to keep."""
    rows = live_services().order_by("agency__slug", "slug")
    if agencies:
        rows = rows.filter(agency__slug__in=agencies)
    return list(rows.values_list("pk", "agency__slug", "slug")[:MOST_PAGES])


def _of_services(
    rows: list[tuple[int, str, str]], base: str, marks: Mapping[str, str], *, in_kiosk: bool
) -> Pages:
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
    # Papers come last: a device that is short of room or time has the pages by then.
    return dict(sorted(found.items(), key=lambda pair: pair[0].endswith(".pdf"))[:MOST_PAGES])


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
