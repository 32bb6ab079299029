"""All agencies with their hours, in the memory of each process.

A government has some dozens of agencies, at most some hundreds (about 4 KB each). Every service card
names one or more of them, with hours; reading them anew cost a fifth of the card. They are renewed
when a purge of "agencies" says that one changed (a change of the government purges that too), and
when the day changes. What is found here is shared by all requests: read it, never change it.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import agencies_with_hours
from maklumat.core.pagecache import stamp


@dataclass(frozen=True)
class Directory:
    """The agencies by key and by address, with government, opening hours and special days."""

    by_key: dict[int, Agency]
    by_slug: dict[str, Agency]


_known: tuple[tuple[str, date | None], Directory] = (("", None), Directory({}, {}))
_renewing = Lock()


def directory(around: date) -> Directory:
    """Return all agencies, with their special days around a day. No query unless one changed."""
    global _known
    now = (stamp("agencies"), around)
    known = _known
    if known[0] != now:
        with _renewing:
            known = _known
            if known[0] != now:
                rows = agencies_with_hours(around)
                known = _known = (
                    now,
                    Directory({row.pk: row for row in rows}, {row.slug: row for row in rows}),
                )
    return known[1]
