"""Staff pages about people and their roles, and about reorganisations."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies import forms, queries, reorganisation
from maklumat.agencies import people as actions
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound, RuleBroken

PAGE_SIZE = 50
STATES = {"active": True, "closed": False, "all": None}


# --- People -----------------------------------------------------------------------------------


@require_GET
def people(request: StaffRequest) -> HttpResponse:
    policy = policy_for(request.user)
    _check(policy.can(Act.VIEW_PEOPLE), request)
    form = forms.PeopleFilterForm(request.GET or None, policy=policy)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.filtered_people(
        queries.people_for(request.user),
        words=wanted.get("q", ""),
        agency=wanted.get("agency"),
        active=STATES.get(wanted.get("state") or "active", True),
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    manages = policy.can(Act.MANAGE_PEOPLE)
    return render(
        request,
        "agencies/staff/people.html",
        {
            "header_title": _("People"),
            "header_icon": "group",
            "breadcrumbs_items": [{"url": "", "label": _("People")}],
            "form": form,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "manages": manages,
            "invitations": queries.invitations_for(request.user) if manages else [],
            "at": now(),
        },
    )


@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    policy = policy_for(request.user)
    _check(policy.can(Act.MANAGE_PEOPLE), request)
    form = forms.InviteForm(request.POST or None, policy=policy)
    if form.is_valid():
        try:
            actions.invite(
                government=queries.government_or_404(),
                by=request.user,
                at=now(),
                **form.cleaned_data,
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            address = form.cleaned_data["email"]
            messages.success(
                request, _("An invitation is on its way to %(address)s.") % {"address": address}
            )
            return redirect("agencies-staff:people")
    return _form(request, form, title=_("Invite somebody"), button=_("Send the invitation"))


@require_POST
def resend(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    invitation = queries.invitation_for(request.user, uid)
    return _done(
        request,
        lambda: actions.resend_invitation(invitation=invitation, by=request.user, at=now()),
        _("A new letter is on its way. The link in the old one works no more."),
    )


@require_POST
def revoke(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    invitation = queries.invitation_for(request.user, uid)
    return _done(
        request,
        lambda: actions.revoke_invitation(invitation=invitation, by=request.user, at=now()),
        _("The invitation is withdrawn."),
    )


@require_GET
def person(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.person_for(request.user, pk)
    return _person(request, found, forms.RoleForm(policy=policy_for(request.user)))


@require_POST
def give_role(request: StaffRequest, pk: int) -> HttpResponse:
    policy = policy_for(request.user)
    found = queries.person_for(request.user, pk)
    _check(policy.can(Act.MANAGE_PEOPLE), request)
    form = forms.RoleForm(request.POST, policy=policy)
    if form.is_valid():
        try:
            actions.give_role(
                person=found,
                government=queries.government_or_404(),
                by=request.user,
                at=now(),
                **form.cleaned_data,
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The role is given and counts at once."))
            return redirect("agencies-staff:person", pk)
    return _person(request, found, form)


@require_POST
def take_role(request: StaffRequest, pk: int) -> HttpResponse:
    membership = queries.membership_for(request.user, pk)
    queries.person_for(request.user, membership.user_id)
    return _done(
        request,
        lambda: actions.take_role(membership=membership, by=request.user, at=now()),
        _("The role is taken away."),
        to=reverse("agencies-staff:people"),
    )


@require_POST
def deactivate(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.person_for(request.user, pk)
    _check(queries.may_manage(request.user, found), request)
    government = queries.government_or_404()
    return _done(
        request,
        lambda: actions.deactivate(person=found, government=government, by=request.user, at=now()),
        _("The account is closed; this person is signed out everywhere."),
        to=reverse("agencies-staff:person", args=[pk]),
    )


@require_POST
def reactivate(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.person_for(request.user, pk)
    _check(queries.may_manage(request.user, found), request)
    return _done(
        request,
        lambda: actions.reactivate(person=found, by=request.user, at=now()),
        _("The account is open again."),
        to=reverse("agencies-staff:person", args=[pk]),
    )


def _person(
    request: StaffRequest, found: Any, form: forms.RoleForm
) -> HttpResponse:  # Any: our User
    return render(
        request,
        "agencies/staff/person.html",
        {
            "header_title": str(found),
            "header_icon": "user",
            "breadcrumbs_items": [
                {"url": reverse("agencies-staff:people"), "label": _("People")},
                {"url": "", "label": str(found)},
            ],
            "person": found,
            "form": form,
            "may_give": policy_for(request.user).can(Act.MANAGE_PEOPLE),
            "may_manage": queries.may_manage(request.user, found),
            "removable": queries.removable_roles(request.user, found),
            "has_second_factor": queries.has_second_factor(found),
            "is_self": found.pk == request.user.pk,
        },
    )


# --- Reorganisation ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    agency = _agency(request, pk)
    return _reorganise(
        request,
        forms.RenameForm(request.POST or None, agency=agency, initial=_today()),
        reorganisation.rename,
        title=_("Rename"),
        button=_("Rename"),
        note=_("The old name stays in the history, and old links lead to the new address."),
    )


@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    agency = _agency(request, pk)
    return _reorganise(
        request,
        forms.MergeForm(request.POST or None, agency=agency, initial=_today()),
        reorganisation.merge,
        title=_("Merge into another"),
        button=_("Merge"),
        note=_("This ends the agency. It can't be undone by a button."),
    )


@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, pk: int) -> HttpResponse:
    agency = _agency(request, pk)
    return _reorganise(
        request,
        forms.MoveForm(request.POST or None, agency=agency, initial=_today()),
        reorganisation.move,
        title=_("Place below another"),
        button=_("Move"),
        note=_("All that is below it moves along; roles held above count for it from then on."),
    )


@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, pk: int) -> HttpResponse:
    agency = _agency(request, pk)
    return _reorganise(
        request,
        forms.CloseForm(request.POST or None, agency=agency, initial=_today()),
        reorganisation.close,
        title=_("Close"),
        button=_("Close the agency"),
        note=_("Only for an agency that nobody succeeds, and that has no services left."),
    )


def _agency(request: StaffRequest, pk: int) -> Agency:
    return queries.agency_for(request.user, Act.MANAGE_GOVERNMENT, pk)


def _today() -> dict[str, object]:
    return {"date": localdate()}


def _reorganise(
    request: StaffRequest,
    form: forms.BasisForm,
    action: Callable[..., object],
    *,
    title: str,
    button: str,
    note: str,
) -> HttpResponse:
    if form.is_valid():
        own = {
            name: value
            for name, value in form.cleaned_data.items()
            if name not in ("date", "decree")
        }
        try:
            action(agency=form.agency, basis=form.basis, by=request.user, at=now(), **own)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. It is written down in the history."))
            return redirect("agencies-list:list")
    trail = [(reverse("agencies-list:list"), _("Agencies")), ("", form.agency.name)]
    return _form(request, form, title=title, button=button, note=note, trail=trail)


# --- Shared -----------------------------------------------------------------------------------


def _check(allowed: bool, request: StaffRequest) -> None:  # noqa: FBT001  reads as "check that"
    """What a person may not do is not there."""
    if not allowed:
        raise NotFound(request.path)


def _done(
    request: StaffRequest, act: Callable[[], object], done: str, *, to: str = ""
) -> HttpResponse:
    try:
        act()
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(to or "agencies-staff:people")


def _form(
    request: StaffRequest,
    form: Any,  # Any: one of our forms
    *,
    title: str,
    button: str,
    note: str = "",
    trail: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    trail = trail or [(reverse("agencies-staff:people"), _("People"))]
    return render(
        request,
        "agencies/staff/form.html",
        {
            "header_title": title,
            "header_icon": "edit",
            "breadcrumbs_items": [{"url": url, "label": label} for url, label in trail]
            + [{"url": "", "label": title}],
            "form": form,
            "button": button,
            "note": note,
        },
    )
