"""Rules in force and what was learned, kept in memory until a purge of "routing"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import living_agencies_today
from maklumat.complaints.learning import Knowledge, Sample
from maklumat.complaints.models import Category, Complaint, Event, EventKind, RoutingRule
from maklumat.complaints.models.learned import LearnedRouting
from maklumat.complaints.queries import cases_for
from maklumat.complaints.routing import Caught, Rule, Told, caught
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import stamp

NEWEST = 20_000  # reports are learned from; older ones tell of an older government
TAG = "routing"


@dataclass(frozen=True)
class _Memory:
    stamp: str = ""
    rules: tuple[Rule, ...] = ()
    rows: Mapping[int, RoutingRule] = field(default_factory=dict)
    knowledge: Knowledge | None = None


_memory = _Memory()


def rules_in_force() -> tuple[Rule, ...]:
    """Return the rules in use, in their order. No query while nothing changed."""
    return _known().rules


def agencies() -> QuerySet[Agency]:
    """Return the agencies a rule may name, each behind the one it belongs to."""
    return living_agencies_today().order_by("path")


def category_rows() -> QuerySet[Category]:
    """Return the categories in use."""
    return Category.objects.filter(active=True).select_related("parent")


def routing_rules() -> QuerySet[RoutingRule]:
    """Return all rules for the staff page with how many cases each caught."""
    rows = RoutingRule.objects.select_related("to", "category", "about")
    return rows.annotate(caught=Count("caught_cases")).order_by("position", "pk")


def routing_rule(pk: int) -> RoutingRule:
    """Return one rule or raise NotFound."""
    found = RoutingRule.objects.select_related("to", "category", "about").filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def caught_by(rule: RoutingRule, user: User, most: int = 50) -> Sequence[Complaint]:
    """Return the newest cases that a rule caught and this person may see."""
    return list(cases_for(user).filter(rule=rule).select_related("agency")[:most])


def routing_log(user: User, most: int = 100) -> Sequence[Event]:
    """Return what rules did lately, in cases this person may see."""
    rows = Event.objects.filter(kind=EventKind.ROUTED, complaint__in=cases_for(user).order_by())
    return list(rows.select_related("complaint", "agency").order_by("-at", "-pk")[:most])


def rule_for(told: Told) -> tuple[Caught, RoutingRule] | None:
    """Return the rule that catches a report, with its row."""
    known = _known()
    found = caught(known.rules, told)
    if found is None:
        return None
    return found, known.rows[found.rule.pk]


def told(
    *,
    text: str,
    kind: str = "",
    category: Category | None = None,
    agency: Agency | None = None,
    place: str = "",
) -> Told:
    """Return a report as the rules see it."""
    return Told(
        text=text,
        kind=kind,
        category=category.slug if category else "",
        agency=agency.path if agency else "",
        place=place,
    )


def learned_agency(text: str) -> Agency | None:
    """Return the agency that reports like this one went to; None when that is not sure enough."""
    knowledge = _known().knowledge
    key = knowledge.sure_guess(text) if knowledge else ""
    return Agency.objects.filter(pk=int(key), valid_to=None).first() if key else None


def newest_learning() -> LearnedRouting | None:
    return LearnedRouting.objects.defer("rarity", "centroids").first()


def samples() -> list[Sample]:
    """Return the reports to learn from: finished ones, with the agency that answered.

    Never restricted ones, and none whose personal data was removed.
    """
    rows = Complaint.objects.filter(
        restricted=False, purged_at=None, answered_at__isnull=False, agency__valid_to=None
    ).exclude(agency=None)
    texts = rows.order_by("-received_at").values_list("agency_id", "title", "text")[:NEWEST]
    return [(str(agency), f"{title} {text}") for agency, title, text in texts]


def _known() -> _Memory:
    global _memory
    now = stamp(TAG)
    if _memory.stamp != now:
        rows = list(RoutingRule.objects.filter(active=True).select_related("to", "about"))
        slugs = _families()
        learned = LearnedRouting.objects.first()
        _memory = _Memory(
            stamp=now,
            rules=tuple(_rule(row, slugs) for row in rows),
            rows={row.pk: row for row in rows},
            knowledge=learned.knowledge if learned else None,
        )
    return _memory


def _families() -> dict[int, frozenset[str]]:
    """Return for each category its own slug and those of its parts."""
    found: dict[int, set[str]] = defaultdict(set)
    for pk, parent, slug in Category.objects.values_list("pk", "parent_id", "slug"):
        found[pk].add(slug)
        if parent:
            found[parent].add(slug)
    return {pk: frozenset(slugs) for pk, slugs in found.items()}


def _rule(row: RoutingRule, slugs: dict[int, frozenset[str]]) -> Rule:
    return Rule(
        pk=row.pk,
        name=row.name,
        kind=row.kind,
        category=slugs.get(row.category_id or 0, frozenset()),
        agency=row.about.path if row.about else "",
        place=row.place,
        lines=tuple(row.lines),
    )
