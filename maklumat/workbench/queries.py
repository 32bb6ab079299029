"""What is waiting for a person, gathered from the apps below."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import current_government
from maklumat.agencies.roles import Act
from maklumat.catalogue import shelf, standing
from maklumat.catalogue.models import HeadApproval, OrganiserApproval, Service
from maklumat.catalogue.models.workflow import APPROVED, Approved
from maklumat.catalogue.standard import OFFICIAL_NAMES, SERVICE_DELIVERY, Component
from maklumat.complaints.queries import waiting as cases
from maklumat.complaints.queries.inbox import MOST_COUNTED
from maklumat.eforms.queries import inbox as submissions
from maklumat.surveys.queries import care, follow_ups
from maklumat.workbench import wording

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
        _cases(user, today),
        _submissions(user),
        _follow_ups(user, today),
        _approvals(user),
        _suspicions(user),
        _returned(user),
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


def _cases(user: User, today: date) -> Kind:
    """Count reports of citizens: one line for each kind of hurry, with one way to all of it."""
    government = current_government()
    found = cases.waiting_for(user, government, today) if government else cases.Waiting()
    inbox = reverse("complaints-staff:inbox")
    lines = [
        (
            found.overdue,
            ngettext("%(count)s complaint is overdue", "%(count)s complaints are overdue", found.overdue),
            _("the term has passed"), f"?{found.overdue_query}", _("Respond"), "urgent",
        ),
        (
            found.soon, _soon_title(found, today), _("the next term ends"),
            f"?{found.soon_query}", _("Respond"), "due",
        ),
        (
            found.unrouted,
            ngettext("%(count)s report has no agency yet", "%(count)s reports have no agency yet", found.unrouted),
            _("verify and pass on"), "?tab=teruskan", _("Pass on"), "due",
        ),
        (
            found.unassigned,
            ngettext("%(count)s report has nobody who works on it", "%(count)s reports have nobody who works on them", found.unassigned),
            _("give each a person"), "?tab=belum", _("Assign"), "plain",
        ),
        (
            found.mine,
            ngettext("%(count)s report is assigned to you", "%(count)s reports are assigned to you", found.mine),
            _("open and not yet answered"), "?tab=saya", _("Open"), "plain",
        ),
    ]  # fmt: skip
    todos = tuple(
        Todo(title % {"count": _capped(count)}, detail, inbox + query, action, tone)
        for count, title, detail, query, action, tone in lines
        if count
    )
    return Kind(_("Complaints of citizens"), todos, len(todos), inbox)


def _submissions(user: User) -> Kind:
    """Count the forms that people handed in. One query."""
    found = submissions.waiting(user)
    here = reverse("eforms-staff:inbox")
    lines = [
        (
            found.unassigned,
            ngettext("%(count)s form has nobody who works on it", "%(count)s forms have nobody who works on them", found.unassigned),
            _("handed in by applicants"), f"?assignee={submissions.NOBODY}", _("Open"), "due",
        ),
        (
            found.mine,
            ngettext("%(count)s form is assigned to you", "%(count)s forms are assigned to you", found.mine),
            _("handed in and not finished"), f"?assignee={submissions.MYSELF}", _("Open"), "plain",
        ),
    ]  # fmt: skip
    todos = tuple(
        Todo(title % {"count": _capped(count)}, detail, here + query, action, tone)
        for count, title, detail, query, action, tone in lines
        if count
    )
    return Kind(_("Forms handed in"), todos, len(todos), here)


def _soon_title(found: cases.Waiting, today: date) -> str:
    if cases.is_tomorrow(found.soon_until, today):
        return ngettext(
            "%(count)s complaint is due by tomorrow",
            "%(count)s complaints are due by tomorrow",
            found.soon,
        )
    title = ngettext(
        "%(count)s complaint is due by %(day)s",
        "%(count)s complaints are due by %(day)s",
        found.soon,
    )
    return title.replace("%(day)s", date_format(found.soon_until or today, "l"))


def _capped(count: int) -> str:
    return f"{count}+" if count >= MOST_COUNTED else str(count)


def _follow_ups(user: User, today: date) -> Kind:
    """Count the lines of follow-up plans of surveys that are late, or soon due."""
    found = follow_ups.due_for(user, today)
    here = reverse("surveys-staff:follow-ups")
    lines = [
        (
            found.overdue,
            ngettext("%(count)s follow-up is late", "%(count)s follow-ups are late", found.overdue),
            _("planned after a survey"), here + "?tampil=overdue", _("Finish"), "urgent",
        ),
        (
            found.soon,
            ngettext("%(count)s follow-up is due within two weeks", "%(count)s follow-ups are due within two weeks", found.soon),
            _("planned after a survey"), here, _("Open"), "due",
        ),
    ]  # fmt: skip
    todos = tuple(
        Todo(title % {"count": _capped(count)}, detail, url, action, tone)
        for count, title, detail, url, action, tone in lines
        if count
    )
    return Kind(_("Follow-up of surveys"), todos, len(todos), here)


def _approvals(user: User) -> Kind:
    states: list[TaskState] = []
    for step in (*HeadApproval.objects.all(), *OrganiserApproval.objects.all()):
        states += step.get_task_states_user_can_moderate(user).select_related(
            "revision__user", "workflow_state"
        )
    states.sort(key=lambda state: state.started_at)
    things = _things_of(state.workflow_state for state in states)
    todos = [
        Todo(
            title=wording.title(things[state.workflow_state_id]),
            detail=_("%(agency)s, sent on %(date)s")
            % {
                "agency": things[state.workflow_state_id].agency.short_name,
                "date": date_format(state.started_at, "j F"),
            },
            url=editor_url(things[state.workflow_state_id]),
            action=_("Check"),
            tone="due",
        )
        for state in states
        if state.workflow_state_id in things
    ]
    heading = ngettext(
        "%(count)s draft waits for your approval",
        "%(count)s drafts wait for your approval",
        len(todos),
    )
    return Kind(
        heading % {"count": len(todos)}, tuple(todos[:MOST]), len(todos), reverse("services:list")
    )


def _suspicions(user: User) -> Kind:
    """Survey answers that are held until the organisers decide. One query for them, none for others."""
    count = care.waiting(user)
    url = reverse("surveys-staff:suspicions")
    title = ngettext(
        "%(count)s group of survey answers looks made up",
        "%(count)s groups of survey answers look made up",
        count,
    )
    todo = Todo(
        title % {"count": count}, _("figures show both until you decide"), url, _("Decide"), "due"
    )
    return Kind(_("Held survey answers"), (todo,) if count else (), int(bool(count)), url)


def _things_of(states: Iterable[WorkflowState]) -> dict[int, Approved]:
    """Return what each state is about, by the key of the state. One query for each kind."""
    wanted: dict[int, dict[str, int]] = defaultdict(dict)
    for state in states:
        wanted[state.base_content_type_id][state.object_id] = state.pk
    found: dict[int, Approved] = {}
    for model in APPROVED:
        keys = wanted.get(ContentType.objects.get_for_model(model).pk, {})
        if keys:
            for row in model.objects.select_related("agency").filter(pk__in=list(keys)):
                found[keys[str(row.pk)]] = row
    return found


def editor_url(row: Approved) -> str:
    """Return where a service, a profile or a pledge is written."""
    viewset = row.snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[row.pk])


def _returned(user: User) -> Kind:
    rows: list[Approved] = []
    for model in APPROVED:
        mine = policy_for(user).rows(model.objects.select_related("agency"), Act.CHANGE)
        returned = mine.filter(workflow_states__status=WorkflowState.STATUS_NEEDS_CHANGES)
        rows += returned.distinct()
    todos = [
        Todo(
            title=wording.title(row),
            detail=_reason(row) or row.agency.short_name,
            url=editor_url(row),
            action=_("Mend"),
            tone="urgent",
        )
        for row in rows[:MOST]
    ]
    heading = ngettext(
        "%(count)s draft was returned to you", "%(count)s drafts were returned to you", len(rows)
    )
    return Kind(heading % {"count": len(rows)}, tuple(todos), len(rows), reverse("services:list"))


def _reason(row: Approved) -> str:
    state = row.current_workflow_state
    return state.current_task_state.comment if state and state.current_task_state else ""


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
