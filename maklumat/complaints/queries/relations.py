"""Every read of what joins cases: parts, duplicates, related ones; only what a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import AgencyName
from maklumat.complaints import suggesting
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import OPEN_VALUES, cases_for
from maklumat.core import numbers
from maklumat.core.errors import RuleBroken

NEAR = timedelta(days=120)
LOOKED_AT = 200
LIKE = 0.4  # the share of telling words from which two texts are shown as alike
SHOWN = 5


@dataclass(frozen=True)
class Alike:
    """A case that may say the same."""

    case: Complaint
    percent: int


@dataclass(frozen=True)
class Relations:
    """What a case has to do with others. Cases this person may not see are counted, not named."""

    parent: Complaint | None
    parts: Sequence[Complaint]
    merged: Sequence[Complaint]
    main: Complaint | None
    related: Sequence[Complaint]
    alike: Sequence[Alike]

    def __bool__(self) -> bool:
        return any((self.parent, self.parts, self.merged, self.main, self.related))


def relations_for(user: User, case: Complaint) -> Relations:
    """Return what this person may know of a case's relations. A handful of queries."""
    seen = cases_for(user).select_related("agency")
    keys = [key for key in (case.parent_id, case.merged_into_id) if key]
    linked = Q(parent=case) | Q(merged_into=case) | Q(pk__in=keys)
    linked |= Q(pk__in=case.related.order_by().values("pk"))
    rows = list(seen.filter(linked).order_by("pk"))
    by_key = {row.pk: row for row in rows}
    known = {row.pk for row in rows if row.parent_id == case.pk or row.merged_into_id == case.pk}
    return Relations(
        parent=by_key.get(case.parent_id or 0),
        parts=[row for row in rows if row.parent_id == case.pk],
        merged=[row for row in rows if row.merged_into_id == case.pk],
        main=by_key.get(case.merged_into_id or 0),
        related=[row for row in rows if row.pk not in known and row.pk not in keys],
        alike=alike(user, case) if case.is_open else [],
    )


def alike(user: User, case: Complaint) -> list[Alike]:
    """Return open cases that may say the same, the likest first: text, then service and time."""
    near = (case.received_at - NEAR, case.received_at + NEAR)
    same = Q(service=case.service_id) if case.service_id else Q()
    if case.agency_id:
        same |= Q(agency=case.agency_id)
    if case.category_id:
        same |= Q(category=case.category_id)
    rows = (
        cases_for(user)
        .filter(same, received_at__range=near, status__in=OPEN_VALUES)
        .filter(restricted=case.restricted, parent=None)
        .exclude(pk=case.pk)
        .exclude(pk__in=case.related.order_by().values("pk"))
        .select_related("agency")
        .order_by("-received_at", "-pk")[:LOOKED_AT]
    )
    text = f"{case.title} {case.text}"
    scored = [(_score(text, case, row), row) for row in rows]
    likely = sorted((pair for pair in scored if pair[0] >= LIKE), key=lambda pair: -pair[0])
    return [Alike(row, min(round(score * 100), 99)) for score, row in likely[:SHOWN]]


def _score(text: str, case: Complaint, row: Complaint) -> float:
    share = suggesting.alike(text, f"{row.title} {row.text}")
    bonus = 0.1 if case.service_id and row.service_id == case.service_id else 0.0
    days = abs((row.received_at - case.received_at).days)
    return share + bonus - min(days, 100) / 1000 if share else 0.0


def former_names(case: Complaint) -> list[AgencyName]:
    """Return the names the agency bore while the case was there, the latest last."""
    if case.agency is None:
        return []
    received = localdate(case.received_at)
    rows = AgencyName.objects.filter(agency=case.agency, valid_to__gte=received)
    return list(rows.order_by("valid_to"))


def other_case(user: User, case: Complaint, typed: str) -> Complaint:
    """Return the case whose number a person typed.

    Raises RuleBroken with a sentence for a number that is none, or that is not theirs to see.
    """
    number = str(numbers.parse(typed))
    found = cases_for(user).filter(number=number).exclude(pk=case.pk).first()
    if found is None:
        raise RuleBroken(_("No report with this number can be linked here. Check the number."))
    return found
