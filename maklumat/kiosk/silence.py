"""Is a kiosk heard of, and when is its silence told? Pure.

No rule asks for this; thirty minutes are our own choice. Silence counts only while the place is open:
a screen that is switched off for the night is no fault.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(minutes=30)
LOW_MB = 200  # free storage below which a queue of photos may not fit any more; our own choice


class State(StrEnum):
    NEVER = "never"  # no screen was set up as this kiosk yet
    WITHDRAWN = "withdrawn"
    HEARD = "heard"
    RESTING = "resting"  # silent, and its place is closed
    SILENT = "silent"


@dataclass(frozen=True)
class Heard:
    """What is known of a kiosk: set up, withdrawn, last heard of, its silence last told."""

    enrolled: datetime | None
    revoked: datetime | None = None
    seen: datetime | None = None
    told: datetime | None = None

    @property
    def last(self) -> datetime | None:
        known = [at for at in (self.enrolled, self.seen) if at]
        return max(known, default=None)


def state(heard: Heard, open_since: datetime | None, at: datetime) -> State:
    """Say how it stands with a kiosk; `open_since` is when its place opened, None while closed.

    >>> nine = datetime(2026, 11, 23, 9)
    >>> state(Heard(nine, seen=nine), nine, nine + timedelta(minutes=29)).value
    'heard'
    >>> state(Heard(nine, seen=nine), nine, nine + timedelta(minutes=30)).value
    'silent'
    >>> state(Heard(nine, seen=nine), None, nine + timedelta(hours=9)).value
    'resting'
    """
    if heard.revoked:
        return State.WITHDRAWN
    if heard.last is None:
        return State.NEVER
    if at - heard.last < LONGEST:
        return State.HEARD
    if open_since is None:
        return State.RESTING
    if at - max(heard.last, open_since) < LONGEST:
        return State.RESTING
    return State.SILENT


def is_to_be_told(heard: Heard, open_since: datetime | None, at: datetime) -> bool:
    """Tell whether the office must hear of a silence now: once for each silence.

    >>> nine = datetime(2026, 11, 23, 9)
    >>> half_past = nine + timedelta(minutes=30)
    >>> is_to_be_told(Heard(nine, seen=nine), nine, half_past)
    True
    >>> is_to_be_told(Heard(nine, seen=nine, told=half_past), nine, half_past + timedelta(hours=1))
    False
    """
    if state(heard, open_since, at) is not State.SILENT or heard.last is None:
        return False
    return heard.told is None or heard.told < heard.last


def is_storage_low(free_mb: int | None) -> bool:
    """Tell whether a kiosk runs out of room.

    >>> is_storage_low(199), is_storage_low(200), is_storage_low(None)
    (True, False, False)
    """
    return free_mb is not None and free_mb < LOW_MB
