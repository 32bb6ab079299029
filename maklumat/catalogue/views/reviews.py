"""Staff pages about checks: the head's statement, and what is overdue."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.policy import Policy, policy_for
from maklumat.agencies.queries import agency_for, government_or_404
from maklumat.agencies.roles import Act
from maklumat.catalogue import reviewing, reviews
from maklumat.catalogue.reminding import Step
from maklumat.catalogue.reviews import Thing
from maklumat.catalogue.statement_form import StatementForm
from maklumat.core import sheets
from maklumat.core.errors import NotFound


@require_GET
def statements(request: StaffRequest) -> HttpResponse:
    """List the agencies that this person may see: when each was signed for, and what is overdue."""
    policy, government, today = _asked(request)
    agencies = list(reviews.living(policy, today))
    last = reviews.last_statements(row.pk for row in agencies)
    late: dict[int, int] = {}
    for thing in reviews.overdue(agencies, government, today):
        late[thing.agency.pk] = late.get(thing.agency.pk, 0) + 1
    rows = [
        {
            "agency": agency,
            "last": last.get(agency.pk),
            "late": late.get(agency.pk, 0),
            "signs": policy.covers(Act.APPROVE_AS_HEAD, agency),
        }
        for agency in agencies
    ]
    return _page(request, "statements", _("Statements"), rows=rows)


@require_GET
def agency_reviews(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what an agency publishes, when each thing was checked, and the statements so far."""
    policy, government, today = _asked(request)
    agency = agency_for(request.user, Act.VIEW, pk)
    things = reviews.things_of([agency], government, today)
    return _page(
        request,
        "agency_reviews",
        agency.short_name,
        agency=agency,
        things=[(thing, thing.due < today) for thing in things],
        statements=reviews.statements_of(agency),
        signs=policy.covers(Act.APPROVE_AS_HEAD, agency),
    )


@require_http_methods(["GET", "POST"])
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the head say of each thing whether it is still true, and sign."""
    _policy, government, today = _asked(request)
    agency = agency_for(request.user, Act.APPROVE_AS_HEAD, pk)
    form = StatementForm(
        request.POST or None,
        things=reviews.things_of([agency], government, today),
        name=request.user.get_full_name(),
    )
    if form.is_valid():
        statement = reviewing.sign(
            agency=agency,
            government=government,
            answers=form.answers(),
            name=form.cleaned_data["name"],
            by=request.user,
            at=now(),
            uid=form.cleaned_data["uid"],
        )
        messages.success(request, _("Signed. What must change is on the officers' list now."))
        return redirect("catalogue-reviews:statement", statement.pk)
    return _page(request, "sign", _("Statement"), agency=agency, form=form, today=today)


@require_GET
def statement(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a signed statement, fit to be printed."""
    policy, _government, _today = _asked(request)
    found = reviews.statement_for(policy, pk)
    return _page(request, "statement", _("Statement"), statement=found)


@require_GET
def overdue(request: StaffRequest) -> HttpResponse:
    """Report what is overdue, by whom and for how long."""
    policy, government, today = _asked(request)
    return _page(request, "overdue", _("Overdue checks"), rows=_late(policy, government, today))


@require_safe
def overdue_csv(request: StaffRequest) -> HttpResponse:
    policy, government, today = _asked(request)
    heads = [
        _("Agency"),
        _("What"),
        _("Due"),
        _("Days overdue"),
        _("Answers for it"),
        _("Last checked"),
    ]
    rows: list[list[sheets.Value]] = [
        [
            late.thing.agency.name,
            late.thing.name,
            late.thing.due.isoformat(),
            late.days,
            ", ".join(late.people),
            late.thing.reviewed.at.isoformat() if late.thing.reviewed.at else "",
        ]
        for late in _late(policy, government, today)
    ]
    return sheets.csv_file(f"terlambat-{today}", heads, rows)


@dataclass(frozen=True)
class Late:
    """Something overdue, for how many days, and who answers for it."""

    thing: Thing
    days: int
    people: list[str]


def _late(policy: Policy, government: Government, today: date) -> list[Late]:
    staff = reviews.Staff(today)
    return [
        Late(thing, thing.days_late(today), _names(staff, thing))
        for thing in reviews.overdue(reviews.living(policy, today), government, today)
    ]


def _names(staff: reviews.Staff, thing: Thing) -> list[str]:
    return [user.get_full_name() or user.email for user in staff.for_step(Step.OFFICER, thing)]


def _asked(request: StaffRequest) -> tuple[Policy, Government, date]:
    policy = policy_for(request.user)
    if not policy.can(Act.VIEW):
        raise NotFound(request.path)
    government = government_or_404()
    return policy, government, now().astimezone(government.zone).date()


def _page(request: StaffRequest, name: str, title: str, **context: object) -> HttpResponse:
    trail = [{"url": reverse("catalogue-reviews:statements"), "label": _("Statements")}]
    here = [{"url": "", "label": title}]
    return render(
        request,
        f"catalogue/staff/{name}.html",
        {
            "header_title": title,
            "header_icon": "clipboard-list",
            "breadcrumbs_items": here if name == "statements" else trail + here,
            **context,
        },
    )
