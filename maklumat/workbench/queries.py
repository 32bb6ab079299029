"""What is waiting for a person, gathered from the apps below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue import shelf, standing
from maklumat.catalogue.models import HeadApproval, OrganiserApproval, Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, SERVICE_DELIVERY, Component

MOST = 5  # of one kind on the home page; the lists have the rest


@dataclass(frozen=True)
class Todo:
    """One thing to do. `tone` is urgent, due or plain; shown with a word, never by colour alone."""

    title: str
    detail: str
    url: str
    action: str
    tone: str = "plain"


@dataclass(frozen=True)
class Kind:
    """Things of one kind: the first few, and how many there are in all."""

    heading: str
    todos: tuple[Todo, ...]
    count: int
    more_url: str

    @property
    def hidden(self) -> int:
        return self.count - len(self.todos)


@dataclass(frozen=True)
class Figures:
    """How the services that this person sees stand."""

    services: int
    live: int
    complete: int
    mean_complete: float
    overdue: int


def waiting_for(user: User, today: date) -> list[Kind]:
    """Return what this person can do today, the most urgent kind first; empty kinds are left out."""
    mine = policy_for(user).rows(Service.objects.select_related("agency"), Act.CHANGE)
    kinds = [
        _approvals(user),
        _returned(mine),
        _overdue(mine, today),
        _behind_template(mine),
        _incomplete(mine),
    ]
    return [kind for kind in kinds if kind.count]


def figures(user: User, today: date) -> Figures:
    """Count the services that this person may see. One query."""
    row = (
        policy_for(user)
        .rows(Service.objects.all(), Act.VIEW)
        .aggregate(
            services=Count("pk"),
            live=Count("pk", filter=Q(live=True)),
            complete=Count("pk", filter=Q(draft_complete=len(Component))),
            mean=Avg("draft_complete"),
            overdue=Count("pk", filter=Q(review_due__lt=today)),
        )
    )
    return Figures(
        row["services"], row["live"], row["complete"], float(row["mean"] or 0), row["overdue"]
    )


def _approvals(user: User) -> Kind:
    states: list[TaskState] = []
    for step in (*HeadApproval.objects.all(), *OrganiserApproval.objects.all()):
        states += step.get_task_states_user_can_moderate(user).select_related("revision__user")
    states.sort(key=lambda state: state.started_at)
    names = _services_of(state.workflow_state_id for state in states)
    todos = [
        Todo(
            title=names[state.workflow_state_id].name,
            detail=_("%(agency)s, sent on %(date)s")
            % {
                "agency": names[state.workflow_state_id].agency.short_name,
                "date": date_format(state.started_at, "j F"),
            },
            url=reverse("services:edit", args=[names[state.workflow_state_id].pk]),
            action=_("Check"),
            tone="due",
        )
        for state in states[:MOST]
        if state.workflow_state_id in names
    ]
    return Kind(
        ngettext(
            "%(count)s standard waits for your approval",
            "%(count)s standards wait for your approval",
            len(states),
        )
        % {"count": len(states)},
        tuple(todos),
        len(states),
        reverse("services:list"),
    )


def _services_of(workflow_states: Iterable[int]) -> dict[int, Service]:
    rows = WorkflowState.objects.filter(pk__in=list(workflow_states))
    keys = {int(key): pk for pk, key in rows.values_list("pk", "object_id")}
    services = Service.objects.select_related("agency").filter(pk__in=keys)
    return {keys[service.pk]: service for service in services}


def _returned(mine: QuerySet[Service]) -> Kind:
    returned = mine.filter(workflow_states__status=WorkflowState.STATUS_NEEDS_CHANGES).distinct()
    count = returned.count()
    todos = []
    for service in returned[:MOST]:
        state = service.current_workflow_state
        reason = state.current_task_state.comment if state and state.current_task_state else ""
        todos.append(
            Todo(
                title=service.name,
                detail=reason or service.agency.short_name,
                url=reverse("services:edit", args=[service.pk]),
                action=_("Mend"),
                tone="urgent",
            )
        )
    heading = ngettext(
        "%(count)s standard was returned to you", "%(count)s standards were returned to you", count
    )
    return Kind(heading % {"count": count}, tuple(todos), count, reverse("services:list"))


def _overdue(mine: QuerySet[Service], today: date) -> Kind:
    overdue = mine.filter(review_due__lt=today).order_by("review_due")
    count = overdue.count()
    todos = tuple(
        Todo(
            title=service.name,
            detail=_("should have been checked by %(date)s")
            % {"date": date_format(service.review_due or today, "j F Y")},
            url=reverse("services:edit", args=[service.pk]),
            action=_("Check"),
            tone="due",
        )
        for service in overdue[:MOST]
    )
    heading = ngettext(
        "%(count)s standard is overdue for a check",
        "%(count)s standards are overdue for a check",
        count,
    )
    return Kind(
        heading % {"count": count}, todos, count, reverse("services:list") + "?review=overdue"
    )


def _behind_template(mine: QuerySet[Service]) -> Kind:
    behind = shelf.services_behind(mine)
    count = behind.count()
    todos = tuple(
        Todo(
            title=service.name,
            detail=_("compare with yours; take over or leave each change"),
            url=reverse("catalogue-library:changes", args=[service.pk]),
            action=_("Compare"),
        )
        for service in (behind[:MOST] if count else ())
    )
    heading = ngettext(
        "The template of %(count)s service has changed",
        "The templates of %(count)s services have changed",
        count,
    )
    return Kind(heading % {"count": count}, todos, count, reverse("services:list"))


def _incomplete(mine: QuerySet[Service]) -> Kind:
    gaps = mine.filter(draft_complete__lt=len(Component)).order_by("draft_complete", "name")
    count = gaps.count()
    todos = tuple(
        Todo(
            title=_("%(component)s is missing in %(service)s")
            % {"component": OFFICIAL_NAMES[part], "service": service.name},
            detail=_("%(done)s of %(all)s components complete")
            % {"done": service.draft_complete, "all": len(Component)},
            url=component_url(service, part),
            action=_("Fill in"),
        )
        for service in gaps[:MOST]
        if (part := first_gap(service)) is not None
    )
    heading = ngettext(
        "%(count)s standard is incomplete", "%(count)s standards are incomplete", count
    )
    return Kind(
        heading % {"count": count}, todos, count, reverse("services:list") + "?complete=gaps"
    )


def first_gap(service: Service) -> Component | None:
    """Return the component to mend first: those of service delivery lead."""
    filled = set(service.draft_filled)
    order = [*SERVICE_DELIVERY, *(part for part in Component if part not in SERVICE_DELIVERY)]
    return next((part for part in order if part.value not in filled), None)


def component_url(service: Service, part: Component) -> str:
    """Return the address that opens the editor at one component."""
    return standing.component_url(service.pk, part)
