"""What surveys do again and again."""

from datetime import timedelta

from django.utils.timezone import now

from maklumat.agencies.queries import current_government
from maklumat.core.worker import periodic
from maklumat.surveys import standing
from maklumat.surveys.actions import importing, texts, watching

DAY = 24 * 60 * 60
FILES_KEPT = 30  # days


@periodic(seconds=900)
def keep_lines() -> None:
    """Tell cards and pages the newest figures, at most every quarter of an hour."""
    government = current_government()
    if government:
        standing.keep(government, today=now().astimezone(government.zone).date())


@periodic(seconds=600)
def hold_patterns() -> None:
    """Hold answers that are too many alike, wherever they came from."""
    if current_government():
        watching.hold_patterns(at=now())


@periodic(seconds=DAY)
def forget_old_files() -> None:
    """Empty what is kept of imports: files nobody went on with, rows that were left out."""
    importing.forget(before=now() - timedelta(days=FILES_KEPT))


@periodic(seconds=DAY)
def delete_old_texts() -> None:
    """Delete free texts that were kept long enough, and codes long run out."""
    government = current_government()
    if government:
        texts.retain(government=government, at=now())
