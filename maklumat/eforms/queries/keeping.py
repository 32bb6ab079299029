"""Which submissions are kept longer than they may, and what is sealed under an old key."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from maklumat.eforms import sealing
from maklumat.eforms.handling import Status
from maklumat.eforms.models import ServiceForm, Submission, SubmissionBrowser, SubmissionEvent

LAST_NEWS = timedelta(days=7)  # the outbox and a push service need two and three days at most


def over_time(*, at: datetime) -> QuerySet[Submission]:
    """Return what ended longer ago than its form keeps it, oldest first."""
    due = Q(pk__in=())
    for months in ServiceForm.objects.order_by().values_list("keep_months", flat=True).distinct():
        due |= Q(version__form__keep_months=months, finished_at__lt=months_before(at, months))
    return Submission.objects.filter(due, erased_at=None).order_by("finished_at", "pk")


def told_browsers(*, at: datetime) -> QuerySet[SubmissionBrowser]:
    """Return the browsers that have nothing more to hear: it was taken back, or ended days ago."""
    over = Q(submission__finished_at__lt=at - LAST_NEWS)
    return SubmissionBrowser.objects.filter(over | Q(submission__status=Status.WITHDRAWN))


def sealed_keys(model: type[Submission] | type[SubmissionEvent]) -> Iterator[int]:
    """Give the keys of the rows that hold something sealed."""
    rows = model.objects.exclude(sealed="").order_by("pk")
    yield from rows.values_list("pk", flat=True).iterator(chunk_size=2000)


def under_old_keys() -> int:
    """Count what `rekey` would seal anew. Raises RuleBroken without a key."""
    return sum(
        not sealing.is_newest(sealed)
        for model in (Submission, SubmissionEvent)
        for sealed in model.objects.exclude(sealed="")
        .values_list("sealed", flat=True)
        .iterator(chunk_size=2000)
    )


def months_before(at: datetime, months: int) -> datetime:
    """Go back so many months; the 31st becomes the last day of a shorter month.

    >>> from datetime import UTC
    >>> months_before(datetime(2026, 3, 31, tzinfo=UTC), 1).date().isoformat()
    '2026-02-28'
    """
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
