"""Somebody decides whether held questionnaires count; until then figures show both."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.surveys.actions import tallying
from maklumat.surveys.models import Decision, Response, State, Suspicion
from maklumat.surveys.queries import care

LEADS_TO = {
    Decision.OPEN: State.HELD,
    Decision.COUNT: State.COUNTED,
    Decision.LEAVE_OUT: State.LEFT_OUT,
}


@transaction.atomic
def decide(
    *,
    suspicion: Suspicion,
    decision: Decision,
    why: str,
    by: User,
    at: datetime,
    only: Collection[int] | None = None,
) -> Suspicion:
    """Let questionnaires count, leave them out, or open the question anew; return what was decided.

    With `only` those keys alone: they become a group of their own, and the rest stays as it was.
    May be done again: the sums follow, and the audit keeps each decision. Raises RuleBroken.
    """
    if not care.may_decide(by):
        raise RuleBroken(_("An agency can't decide on its own answers: the organisers do."))
    why = why.strip()
    if not why:
        raise RuleBroken(_("Write why: others will want to understand this decision."))
    row = Suspicion.objects.select_for_update().get(pk=suspicion.pk)
    rows = list(Response.objects.select_for_update().filter(suspicion=row).order_by("pk"))
    chosen = rows if only is None else [one for one in rows if one.pk in set(only)]
    if not chosen:
        raise RuleBroken(_("Choose at least one questionnaire."))
    if row.decision == decision:
        raise RuleBroken(_("That is how it was decided already."))
    before = row.decision
    target = _target(row, decision, split=len(chosen) < len(rows))
    if target.pk != row.pk:
        Response.objects.filter(pk__in=[one.pk for one in chosen]).update(suspicion=target)
    if len(chosen) == len(rows) and target.pk != row.pk:
        row.delete()
    _write_down(target, decision, why, by, at)
    tallying.shift(chosen, LEADS_TO[decision])
    audit.record(
        action="surveys.suspicion_decided",
        actor=by.get_username(),
        target=f"suspicion:{target.pk}",
        at=at,
        details={
            "service": row.service_id,
            "sign": row.sign,
            "day": row.day,
            "questionnaires": len(chosen),
            "before": before or "open",
            "decision": decision.value or "open",
            "why": why,
        },
    )
    return target


def _target(row: Suspicion, decision: Decision, *, split: bool) -> Suspicion:
    """Return the group that the chosen ones belong to from now on."""
    if decision is Decision.OPEN:
        same = Suspicion.objects.select_for_update().filter(
            service=row.service_id, unit=row.unit_id, sign=row.sign, day=row.day, decision=""
        )
        if known := same.first():
            return known
    if not split:
        return row
    return Suspicion.objects.create(
        agency_id=row.agency_id, service_id=row.service_id, unit_id=row.unit_id, sign=row.sign,
        day=row.day, opened_at=row.opened_at, decision=decision.value,
    )  # fmt: skip


def _write_down(row: Suspicion, decision: Decision, why: str, by: User, at: datetime) -> None:
    is_open = decision is Decision.OPEN
    row.decision = decision.value
    row.why = "" if is_open else why
    row.decided_by = "" if is_open else by.get_full_name() or by.get_username()
    row.decided_at = None if is_open else at
    row.save(update_fields=["decision", "why", "decided_by", "decided_at"])
