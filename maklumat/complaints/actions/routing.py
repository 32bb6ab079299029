"""Routing: a rule acts on a new case; people keep the rules; the proposals are learned anew."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints import learning
from maklumat.complaints.acting import SYSTEM
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Complaint, Event, EventKind, RoutingRule
from maklumat.complaints.models.learned import LearnedRouting
from maklumat.complaints.queries import routing as queries
from maklumat.complaints.workflow import Move, Party
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


def propose(complaint: Complaint) -> RoutingRule | None:
    """Note on a case that is not saved yet which rule catches it and where that rule leads.

    The agency is only filled in where the person named none. What comes from an older register
    went where that register says.
    """
    if complaint.source:
        return None
    found = queries.rule_for(
        queries.told(
            text=f"{complaint.title} {complaint.text}",
            kind=complaint.kind,
            category=complaint.category,
            agency=complaint.named_agency,
            place=complaint.place,
        )
    )
    if found is None or complaint.restricted:
        return None
    row = found[1]
    complaint.rule = row
    complaint.agency = complaint.agency or row.to
    return row


@transaction.atomic
def act(complaint: Complaint, rule: RoutingRule, *, at: datetime) -> None:
    """Write into the timeline which rule caught a case; pass it on where the rule says so."""
    Event.objects.create(
        complaint=complaint,
        at=at,
        kind=EventKind.ROUTED,
        party=Party.SYSTEM.value,
        agency=rule.to,
        open=False,
        text=rule.name,
        details={"rule": rule.pk, "passed_on": rule.dispose},
    )
    if rule.dispose:
        moving.take(complaint=complaint, move=Move.VERIFY, by=SYSTEM, at=at)
        moving.take(
            complaint=complaint, move=Move.DISPOSE, by=SYSTEM, at=at, said=Said(agency=rule.to)
        )


@transaction.atomic
def save_rule(*, rule: RoutingRule, actor: User, at: datetime) -> RoutingRule:
    """Add a rule behind the others, or change one."""
    is_new = rule.pk is None
    if is_new:
        last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
        rule.position = (last or 0) + 1
    rule.save()
    _kept(rule, "added" if is_new else "changed", actor, at)
    return rule


@transaction.atomic
def delete_rule(*, rule: RoutingRule, actor: User, at: datetime) -> None:
    """Delete a rule; the cases it caught keep their timeline."""
    _kept(rule, "deleted", actor, at)
    rule.delete()


@transaction.atomic
def move_rule(*, rule: RoutingRule, up: bool, actor: User, at: datetime) -> None:
    """Let a rule change places with the one before or behind it; nothing at either end."""
    rows = list(RoutingRule.objects.select_for_update().order_by("position", "pk"))
    place = next(at for at, row in enumerate(rows) if row.pk == rule.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    RoutingRule.objects.bulk_update(rows, ["position"])
    _kept(rule, "moved", actor, at)


@transaction.atomic
def learn(*, actor: str, at: datetime) -> LearnedRouting:
    """Learn proposals anew from the government's own answered reports.

    Raises RuleBroken while there are too few, or none would be right often enough.
    """
    found = learning.learn(queries.samples())
    if found is None:
        raise RuleBroken(
            _("There are too few answered reports to learn from, or they are too much alike.")
        )
    row = LearnedRouting.objects.create(
        made_at=at,
        samples=found.samples,
        precision=found.precision,
        coverage=found.coverage,
        margin=found.knowledge.margin,
        rarity=_short(found.knowledge.rarity),
        centroids={key: _short(mass) for key, mass in found.knowledge.centroids.items()},
    )
    LearnedRouting.objects.exclude(pk=row.pk).delete()
    purge(queries.TAG)
    audit.record(
        action="complaints.routing_learned",
        actor=actor,
        target="routing",
        at=at,
        details={"samples": found.samples, "precision": round(found.precision, 3)},
    )
    return row


def _short(weights: Mapping[str, float]) -> dict[str, float]:
    return {word: round(value, 4) for word, value in weights.items()}


def _kept(rule: RoutingRule, verb: str, actor: User, at: datetime) -> None:
    purge(queries.TAG)
    audit.record(
        action=f"complaints.rule_{verb}",
        actor=actor.get_username(),
        target=rule.name,
        at=at,
        details={"to": rule.to.slug, "words": rule.words.splitlines()},
    )
