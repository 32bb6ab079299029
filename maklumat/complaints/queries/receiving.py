"""To which case a letter belongs, and what became of letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from maklumat.complaints.models import Complaint, IncomingMail
from maklumat.complaints.models.inout import MAIL_RESULTS
from maklumat.core import numbers, outbox
from maklumat.core.errors import RuleBroken

SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class Summary:
    counts: Sequence[tuple[str, int]]
    last: datetime | None


def summary(*, at: datetime) -> Summary:
    """Return how many letters of the last 30 days became what. Two queries."""
    rows = IncomingMail.objects.filter(at__gte=at - SHOWN)
    found = dict(rows.order_by().values_list("result").annotate(Count("pk")))
    counts = [(str(name), found.get(key, 0)) for key, name in MAIL_RESULTS]
    return Summary(counts, IncomingMail.objects.aggregate(last=Max("at"))["last"])


def known(digest: str) -> IncomingMail | None:
    return IncomingMail.objects.filter(digest=digest).first()


def is_own(uid: str) -> bool:
    """Did this letter leave our own outbox?"""
    return bool(uid) and outbox.about(uid) != ""


def case_of_sender(
    sender: str, *, wanted: Sequence[str], answers: Sequence[str]
) -> Complaint | None:
    """Return the case that a letter names or answers, if its sender is who reported it.

    Of anybody else's case nothing is told: None, as if it did not exist.
    """
    named = [*valid_numbers(wanted), *(outbox.about(uid) for uid in answers[:10])]
    rows = Complaint.objects.filter(number__in=[number for number in named if number])
    rows = rows.filter(reporter__email__iexact=sender, anonymous=False, purged_at=None)
    return rows.select_related("rules", "agency").order_by("-received_at").first()


def valid_numbers(wanted: Sequence[str]) -> list[str]:
    """Return what of this is a public number, written as we write it."""
    found = []
    for number in wanted:
        try:
            found.append(str(numbers.parse(number)))
        except RuleBroken:  # a digit is wrong: it names nothing
            continue
    return found
