"""What core does again and again."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.utils.timezone import now

from maklumat.core import outbox, parcels, planner, uploads, worker
from maklumat.core.worker import periodic

DAY = 24 * 60 * 60


@periodic(seconds=30)
def recover_tasks() -> None:
    worker.recover_tasks(at=now())


@periodic(seconds=DAY)
def forget_dead_workers() -> None:
    worker.forget_dead_workers(at=now())


@periodic(seconds=DAY)
def purge_messages() -> None:
    at = now()
    outbox.purge(before=at - timedelta(days=settings.OUTBOX_KEEP_DAYS), at=at)


@periodic(seconds=DAY)
def prune_task_results() -> None:
    if settings.REDIS_URL:
        return  # Valkey forgets results by itself
    call_command("prune_db_task_results", min_age_days=settings.OUTBOX_KEEP_DAYS, verbosity=0)


@periodic(seconds=DAY)
def sweep_uploads() -> None:
    uploads.sweep(before=now() - timedelta(days=2))


@periodic(seconds=15 * 60)
def sweep_parcels() -> None:
    parcels.sweep(at=now())


@periodic(seconds=DAY)
def tidy_cache() -> None:
    """Drop expired files; Valkey and Redis do so themselves."""
    tidy = getattr(cache, "tidy", None)
    if tidy is not None:
        tidy()


@periodic(seconds=DAY)
def look_at_tables() -> None:
    """Keep queries short as the tables grow."""
    planner.look_at_tables()
