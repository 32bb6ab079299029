"""Which cases hold personal data for longer than they may, and the ledger of what was removed."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.complaints.models import Complaint, Erasure, LearnedRouting, RuleSet
from maklumat.complaints.queries import current_rules, supervises


def may_erase(user: User) -> bool:
    """May this person remove data on request? The inspectorate does so for its own cases only."""
    policy = policy_for(user)
    return policy.can_everywhere(Act.COORDINATE_CASES) or supervises(policy)


def over_time(*, at: datetime) -> QuerySet[Complaint]:
    """Return the finished cases whose personal data is no longer kept, oldest first.

    The shorter of two times counts: that of the terms under which the case was filed, and that of
    today. A case waits for its parts, for its whole and for the case it was joined with.
    """
    today = current_rules(localdate(at)).book.keep_contact_months
    due = Q(pk__in=())
    for rules in RuleSet.objects.all():
        limit = months_before(at, min(rules.book.keep_contact_months, today))
        late = Q(ended_at=None) | Q(ended_at__gte=limit)
        due |= Q(
            Q(~Exists(Complaint.objects.filter(late, parent=OuterRef("pk")))),
            Q(~Exists(Complaint.objects.filter(late, pk=OuterRef("parent")))),
            Q(~Exists(Complaint.objects.filter(late, pk=OuterRef("merged_into")))),
            rules=rules,
            ended_at__lt=limit,
        )
    return Complaint.objects.filter(due, purged_at=None).order_by("ended_at", "pk")


def months_before(at: datetime, months: int) -> datetime:
    """Go back so many months; the 31st becomes the last day of a shorter month.

    >>> from datetime import UTC
    >>> months_before(datetime(2026, 3, 31, tzinfo=UTC), 1).date().isoformat()
    '2026-02-28'
    """
    month = at.year * 12 + at.month - 1 - months
    year, month = divmod(month, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def ledger(user: User) -> QuerySet[Erasure]:
    """Return the removals this person may see: those of restricted cases only the inspectorate."""
    policy = policy_for(user)
    rows = Erasure.objects.all()
    if policy.can_everywhere(Act.COORDINATE_CASES):
        return rows if supervises(policy) else rows.filter(restricted=False)
    return rows.filter(restricted=True) if supervises(policy) else rows.none()


def has_learned() -> bool:
    return LearnedRouting.objects.exists()
