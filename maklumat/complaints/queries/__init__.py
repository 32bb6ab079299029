"""Every read of this app that more than one face needs; the rest is in the files beside it."""

from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import Policy, policy_for
from maklumat.agencies.queries import working_calendar
from maklumat.agencies.roles import MAY, Act, Role
from maklumat.complaints import codes
from maklumat.complaints.models import Category, Complaint, RuleSet
from maklumat.complaints.workflow import OPEN, Party
from maklumat.core import numbers
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.workdays import Calendar

PREFIX = "PGD"
YEARS_OF_A_CASE = 4  # the calendar reaches so far; no term with its pauses may be longer
OPEN_VALUES = [status.value for status in OPEN]
RULES_KEY = "complaints:rules"


def current_rules(on: date) -> RuleSet:
    """Return the version of the terms that holds on a day; remembered for a minute.

    Raises RuleBroken before any version is loaded.
    """
    key = f"{RULES_KEY}:{on}"
    found: RuleSet | None = cache.get(key)
    if found is None:
        found = RuleSet.objects.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()
        if found is None:
            raise RuleBroken("no terms of complaint handling are loaded: maklumat complaints load")
        cache.set(key, found, 60)
    return found


def calendar_from(government: Government, start: date) -> Calendar:
    """Return the working calendar for a clock that starts on this day."""
    return working_calendar(government, start.year, years=YEARS_OF_A_CASE)


def categories() -> list[Category]:
    """Return all categories in use, parts after their whole. One query."""
    rows = list(Category.objects.filter(active=True).select_related("parent"))
    firsts = [row for row in rows if row.parent_id is None]
    return [
        row
        for first in firsts
        for row in [first, *(part for part in rows if part.parent_id == first.pk)]
    ]


# --- Who may see which case ---------------------------------------------------------------------


def supervises(policy: Policy) -> bool:
    """Does this person hold a role of the inspectorate? No other right, not even of the
    administrator, opens a restricted case."""
    return any(Act.SUPERVISE_CASES in MAY[grant.role] for grant in policy.grants)


def cases_for(user: User) -> QuerySet[Complaint]:
    """Return the cases this person may see: their agencies', or the restricted ones."""
    policy = policy_for(user)
    ordinary = Complaint.objects.filter(restricted=False)
    seen = policy.rows(ordinary, Act.VIEW_CASES)
    if not supervises(policy):
        return seen
    inspectors = Policy(tuple(g for g in policy.grants if g.role is Role.INSPECTOR))
    restricted = inspectors.rows(Complaint.objects.filter(restricted=True), Act.SUPERVISE_CASES)
    if not policy.can(Act.VIEW_CASES):
        return restricted
    return seen | restricted


def may_see_cases(user: User) -> bool:
    """May this person open the inbox at all?"""
    policy = policy_for(user)
    return policy.can(Act.VIEW_CASES) or supervises(policy)


def case_for(user: User, number: str) -> Complaint:
    """Return one case this person may see.

    Raises NotFound: missing and forbidden look alike, so a guessed number reveals nothing.
    """
    rows = cases_for(user).select_related("agency", "service", "category", "rules", "assignee")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound(number)
    return found


def party_of(user: User, complaint: Complaint) -> Party | None:
    """Return in which capacity this person acts on a case; None: may look, not act."""
    policy = policy_for(user)
    if complaint.restricted:
        return Party.INSPECTOR if supervises(policy) else None
    if policy.can_everywhere(Act.COORDINATE_CASES):
        return Party.COORDINATOR
    if complaint.agency and policy.covers(Act.HANDLE_CASES, complaint.agency):
        return Party.HANDLER
    return None


def is_filed(client_uid: UUID) -> bool:
    """Tell whether this form has become a case."""
    return Complaint.objects.filter(client_uid=client_uid).exists()


def case_for_complainant(number: str, code: str) -> Complaint:
    """Return the case whose number and secret code a person typed.

    Raises NotFound for a wrong pair, RuleBroken with a sentence for a number that is none.
    """
    parsed = numbers.parse(number)
    rows = Complaint.objects.select_related("agency", "service", "category", "rules")
    found = rows.filter(number=str(parsed)).first()
    if found is None or not secrets_match(found, code):
        raise NotFound(number)
    return found


def secrets_match(complaint: Complaint, code: str) -> bool:
    """Compare a typed secret code, in constant time."""
    return codes.fits(code, complaint.code_hash, str(complaint.client_uid))


def check_nothing_open(agency: Agency) -> None:
    """Raise RuleBroken while an agency still has open cases."""
    count = Complaint.objects.filter(agency=agency, status__in=OPEN_VALUES).aggregate(
        open=Count("pk"), restricted=Count("pk", filter=Q(restricted=True))
    )["open"]
    if count:
        raise RuleBroken(
            ngettext(
                "%(count)s report is still open there. Finish it or pass it on first.",
                "%(count)s reports are still open there. Finish them or pass them on first.",
                count,
            )
            % {"count": count}
        )
