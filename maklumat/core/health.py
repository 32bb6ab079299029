"""Is the system ready for people? Each part answers for itself; nothing here tells a secret."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from maklumat.core import outbox, queries, worker

WORKER_SILENT = timedelta(seconds=60)
OUTBOX_LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Check:
    """One part: is it well, and the figures an operator asks for next."""

    name: str
    is_well: bool
    figures: dict[str, object] = field(default_factory=dict)


def checks(*, at: datetime) -> list[Check]:
    """Ask every part. A part that can't answer is not well; the others are still asked."""
    return [_database(), _worker(at), _outbox(at), _storage(), _cache()]


def _database() -> Check:
    started = time.perf_counter()

    def ask() -> Check:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Check("database", is_well=True, figures={"ms": _ms(started)})

    return _asked("database", ask)


def _worker(at: datetime) -> Check:
    def ask() -> Check:
        beat = worker.last_beat()
        silent = at - beat if beat else None
        return Check(
            "worker",
            is_well=silent is not None and silent <= WORKER_SILENT,
            figures={"silent_seconds": _seconds(silent)},
        )

    return _asked("worker", ask)


def _outbox(at: datetime) -> Check:
    """Look at what is overdue: a message that waits for its next try is no reason for alarm."""

    def ask() -> Check:
        backlog = outbox.backlog(at=at)
        overdue = queries.longest_overdue_message(at=at)
        return Check(
            "outbox",
            is_well=overdue <= OUTBOX_LATE,
            figures={
                "overdue_seconds": _seconds(overdue),
                "oldest_seconds": _seconds(backlog.oldest),
                "waiting": backlog.waiting,
                "stuck": backlog.stuck,
            },
        )

    return _asked("outbox", ask)


def _storage() -> Check:
    """Write a file where uploads go: a full or read-only disk shows only when one writes."""

    def ask() -> Check:
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".ready-") as file:
            file.write(b"ready")
        return Check("storage", is_well=True)

    return _asked("storage", ask)


def _cache() -> Check:
    started = time.perf_counter()

    def ask() -> Check:
        cache.set("health", "ready", 60)
        well = cache.get("health") == "ready"
        return Check("cache", is_well=well, figures={"ms": _ms(started)})

    return _asked("cache", ask)


def _asked(name: str, ask: Callable[[], Check]) -> Check:
    try:
        return ask()
    except (DatabaseError, OSError):
        return Check(name, is_well=False)


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())
