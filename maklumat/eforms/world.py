"""What the rules of a form ask of the world: today, and the regions there are."""

from collections.abc import Collection
from functools import lru_cache

from django.utils.timezone import localdate

from maklumat.agencies.queries import current_government
from maklumat.core.pagecache import stamp
from maklumat.eforms.fields import World
from maklumat.eforms.queries import forms as queries

Regions = tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def world(files: Collection[str] = frozenset()) -> World:
    """Return the world of now; `files` are the ids of those that were sent for a form."""
    government = current_government()
    today = localdate(timezone=government.zone) if government else localdate()
    known = regions()
    return World(
        today,
        provinces=frozenset(code for code, _name, _inside in known),
        regions=frozenset(code for _code, _name, inside in known for code, _own in inside),
        files=files,
    )


def regions() -> Regions:
    """Return provinces with their regencies, the government's own first of each.

    Kept in memory until the government changes.
    """
    return _regions(stamp("government"))


@lru_cache(maxsize=2)
def _regions(_stamp: str) -> Regions:
    government = current_government()
    code = (government.region_id if government else None) or ""
    own = {code, code.partition(".")[0]}
    rows = sorted(queries.regions(), key=lambda row: row[0] not in own)
    return tuple(
        (province, name, tuple(sorted(inside, key=lambda row: row[0] not in own)))
        for province, name, inside in rows
    )
