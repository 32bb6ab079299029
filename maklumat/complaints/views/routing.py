"""Staff pages of routing: the rules in their order, a box to try them, what they did."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.complaints import labels
from maklumat.complaints.actions import routing as actions
from maklumat.complaints.models import RoutingRule
from maklumat.complaints.queries import routing as queries
from maklumat.complaints.routing import Caught, Condition
from maklumat.complaints.routing_forms import RuleForm, TrialForm
from maklumat.core.errors import NotFound, RuleBroken

RULES = "complaints-staff:rules"
_KINDS = dict(labels.KINDS)


@require_http_methods(["GET", "POST"])
def rules(request: StaffRequest) -> HttpResponse:
    """List the rules; a POST tries them on a text, of which nothing is kept."""
    _check(request)
    trial = TrialForm(request.POST or None)
    tried = {}
    if request.method == "POST" and trial.is_valid():
        tried = _tried(trial)
    return render(
        request,
        "complaints/staff/rules.html",
        {
            "page_title": _("Routing"),
            "header_icon": "site",
            "breadcrumbs_items": _crumbs(),
            "rules": list(queries.routing_rules()),
            "trial": trial,
            "learning": queries.newest_learning(),
            "log": queries.routing_log(request.user, most=20),
            **tried,
        },
    )


@require_http_methods(["GET", "POST"])
def rule(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """Add or change one rule; below it the cases it caught."""
    _check(request)
    row = queries.routing_rule(pk) if pk else RoutingRule()
    form = RuleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.save_rule(rule=form.save(commit=False), actor=request.user, at=now())
        messages.success(request, _("The rule “%s” is saved.") % row.name)
        return redirect(RULES)
    title = row.name if pk else _("New rule")
    return render(
        request,
        "complaints/staff/rule.html",
        {
            "page_title": title,
            "header_icon": "site",
            "breadcrumbs_items": [*_crumbs(), {"url": "", "label": title}],
            "form": form,
            "rule": row,
            "caught": queries.caught_by(row, request.user) if pk else [],
        },
        status=422 if form.errors else 200,
    )


@require_POST
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a rule be tried one place earlier or later."""
    _check(request)
    up = request.POST.get("to") == "up"
    actions.move_rule(rule=queries.routing_rule(pk), up=up, actor=request.user, at=now())
    return redirect(RULES)


@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a rule; the cases it caught stay where they are."""
    _check(request)
    row = queries.routing_rule(pk)
    name = row.name
    actions.delete_rule(rule=row, actor=request.user, at=now())
    messages.success(request, _("The rule “%s” is deleted.") % name)
    return redirect(RULES)


@require_POST
def learn(request: StaffRequest) -> HttpResponse:
    """Learn the proposals anew from answered reports."""
    _check(request)
    try:
        row = actions.learn(actor=request.user.get_username(), at=now())
    except RuleBroken as error:
        messages.warning(request, str(error))
    else:
        messages.success(
            request, _("Learned from %(count)s reports.") % {"count": f"{row.samples:n}"}
        )
    return redirect(RULES)


def _tried(trial: TrialForm) -> dict[str, object]:
    said = trial.cleaned_data
    told = queries.told(
        text=said["text"], kind=said["kind"], agency=said["agency"], place=said["place"]
    )
    found = queries.rule_for(told)
    return {
        "tried": True,
        "caught_rule": found[1] if found else None,
        "because": _because(found[0], trial) if found else [],
        "learned_agency": queries.learned_agency(said["text"]),
    }


def _because(caught: Caught, trial: TrialForm) -> list[str]:
    """Say in words what of a rule held."""
    agency = trial.cleaned_data["agency"]
    words = {
        Condition.KIND: lambda said: _("The class is “%s”.") % _KINDS.get(said, said),
        Condition.CATEGORY: lambda said: _("The category is “%s”.") % said,
        Condition.AGENCY: lambda _said: _("The person names %s.") % agency,
        Condition.PLACE: lambda said: _("The place is “%s”.") % said,
        Condition.WORDS: lambda said: _("The text holds “%s”.") % said,
    }
    return [words[condition](said) for condition, said in caught.because]


def _check(request: StaffRequest) -> None:
    """Routing is the coordinator's; to anybody else these pages do not exist."""
    if not policy_for(request.user).can_everywhere(Act.COORDINATE_CASES):
        raise NotFound(request.path)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse(RULES), "label": _("Routing")},
    ]
