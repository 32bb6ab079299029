"""What a kiosk tells of itself is kept, and what it was used for is counted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from maklumat.kiosk.beats import MOST_AN_HOUR, Beat
from maklumat.kiosk.models import Device, Use
from maklumat.kiosk.opening import local_time

__all__ = ["Beat", "hear"]


@transaction.atomic
def hear(*, device: Device, beat: Beat, at: datetime) -> bool:
    """Keep what a kiosk says of itself; return whether its counts are new. A repeat counts once.

    No audit row: it comes every minute and no person decides anything.
    """
    row = Device.objects.select_for_update().get(pk=device.pk)
    is_new = row.beat != beat.uid
    # What was counted before the last beat came with that one: nobody writes an earlier week anew.
    counted = max(beat.counted_at(at), min(row.seen_at or at, at))
    row.beat, row.seen_at, row.silence_told_at = beat.uid, at, None
    row.version, row.waiting = beat.version, beat.waiting
    fields = ["beat", "seen_at", "silence_told_at", "version", "waiting"]
    touched = beat.touched_at(at)
    if touched is not None and (row.touched_at is None or touched > row.touched_at):
        row.touched_at = touched
        fields.append("touched_at")
    if beat.free_mb is not None:
        row.free_mb = beat.free_mb
        fields.append("free_mb")
    row.save(update_fields=fields)
    if is_new and beat.counts:
        count(device=row, counts=beat.counts, at=local_time(row, counted))
    return is_new


def count(*, device: Device, counts: Mapping[str, int], at: datetime) -> None:
    """Add to the counts of an hour; `at` is local. Three queries for any number of tasks."""
    rows = Use.objects.filter(device=device, day=at.date(), hour=at.hour)
    known = {row.task: row for row in rows}
    fresh = []
    for task, number in counts.items():
        row = known.get(task)
        if row is None:
            fresh.append(Use(device=device, day=at.date(), hour=at.hour, task=task, count=number))
        else:
            row.count = min(row.count + number, MOST_AN_HOUR)
    Use.objects.bulk_create(fresh)
    Use.objects.bulk_update([known[task] for task in counts if task in known], ["count"])
