"""What a kiosk says of itself every minute, read without trust. Pure.

Whoever holds a token writes these lines: every number has a range, everything else is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

TASKS = frozenset(
    {"visit", "card", "form", "complaint", "survey", "printed", "taken", "spoken", "idle"}
)
MOST_AT_ONCE = 500  # times of one task that one beat may bring
MOST_AN_HOUR = 5000
MOST_WAITING = 1_000_000
MOST_FREE_MB = 100_000_000
LONGEST_AGO = 7 * 24 * 3600  # seconds; a kiosk without network counts on for a week
LONGEST_VERSION = 40


@dataclass(frozen=True)
class Beat:
    """One message of a kiosk; `uid` tells a repeated one."""

    uid: UUID
    version: str = ""
    waiting: int = 0
    touched_ago: int | None = None  # seconds
    free_mb: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    counted_ago: int = 0  # seconds: when the counts were made; clocks of devices may be wrong

    def counted_at(self, at: datetime) -> datetime:
        return at - timedelta(seconds=self.counted_ago)

    def touched_at(self, at: datetime) -> datetime | None:
        return None if self.touched_ago is None else at - timedelta(seconds=self.touched_ago)


def read(said: object) -> Beat | None:
    """Return what a kiosk said; None when it is no message at all.

    >>> read({"uid": "7f1c0a52-6a1e-4a55-9f3e-0d6f6a1d2b11", "counts": {"visit": 2, "x": 1}}).counts
    {'visit': 2}
    >>> read(["no"])
    """
    if not isinstance(said, dict):
        return None
    try:
        uid = UUID(str(said.get("uid", ""))[:40])
    except ValueError:
        return None
    version = said.get("version", "")
    return Beat(
        uid=uid,
        version="".join(sign for sign in version if sign.isprintable())[:LONGEST_VERSION]
        if isinstance(version, str)
        else "",
        waiting=whole(said.get("waiting"), MOST_WAITING) or 0,
        touched_ago=whole(said.get("touched_ago"), LONGEST_AGO),
        free_mb=whole(said.get("free_mb"), MOST_FREE_MB),
        counts=_counts(said.get("counts")),
        counted_ago=whole(said.get("counted_ago"), LONGEST_AGO) or 0,
    )


def whole(value: object, most: int) -> int | None:
    """Return a whole number from 0 to `most`; a larger one as `most`, anything else as None.

    >>> whole(7, 10), whole(99, 10), whole(-1, 10), whole("7", 10), whole(True, 10), whole(2.9, 10)
    (7, 10, None, None, None, 2)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        return None
    return int(min(value, most))


def _counts(said: object) -> dict[str, int]:
    if not isinstance(said, dict):
        return {}
    known = {task: whole(said.get(task), MOST_AT_ONCE) for task in sorted(TASKS)}
    return {task: count for task, count in known.items() if count}
