"""Staff pages that keep the survey honest: suspicions, one-time codes, settings, a deleted text."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import government_or_404
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.surveys import codesheet, suspicionwords
from maklumat.surveys.actions import choosing_settings, suspecting, tickets
from maklumat.surveys.actions import texts as text_actions
from maklumat.surveys.actions.choosing_settings import Choice
from maklumat.surveys.care_forms import DecisionForm, SettingsForm, SheetForm
from maklumat.surveys.index import FEWEST
from maklumat.surveys.models import Response, Suspicion
from maklumat.surveys.queries import care, settings_of

LIST, TICKETS, SETTINGS = "suspicions", "tickets", "settings"
ROWS = 50
SHOWN_ROWS = 300  # questionnaires of one suspicion; a decision about all of them covers the others


# --- What looks made up --------------------------------------------------------------------------


@never_cache
@require_safe
def suspicions(request: StaffRequest) -> HttpResponse:
    """List what was held: what waits for a decision first."""
    if not policy_for(request.user).can(Act.VIEW):
        raise NotFound(request.path)
    page = Paginator(care.suspicions(request.user), ROWS).get_page(request.GET.get("p"))
    version = care.asked_now()
    figures = care.splits(list(page.object_list), version)
    return _page(
        request, LIST, pgettext("survey", "Suspicions"),
        lines=[(row, suspicionwords.both(figures.get(row.pk), version)) for row in page],
        rows=page,
        may_decide=care.may_decide(request.user),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def suspicion(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the held questionnaires beside what they change; decide."""
    row = care.suspicion_for(request.user, pk)
    rows = list(care.held_rows(row))
    may = care.may_decide(request.user)
    if request.method == "POST" and not may:
        raise NotFound(str(pk))
    form = DecisionForm(request.POST or None, decided=row.decision, keys=[each.pk for each in rows])
    if form.is_bound and form.is_valid():
        try:
            decided = suspecting.decide(
                suspicion=row, decision=form.chosen, why=form.cleaned_data["why"],
                by=request.user, at=now(), only=form.only,
            )  # fmt: skip
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The decision was kept. The figures follow it at once."))
            return redirect("surveys-staff:suspicion", decided.pk)
    return _suspicion(request, row, rows, form if may else None)


def _suspicion(
    request: StaffRequest, row: Suspicion, rows: list[Response], form: DecisionForm | None
) -> HttpResponse:
    effect = care.effect(row, rows)
    enough = effect.with_them.n >= FEWEST
    ticked = set(form["rows"].value() or []) if form else set()
    # Who does not decide works at the counter: an order of arrival would tell who answered.
    shown = rows if form else sorted(rows, key=lambda each: each.client_uid.bytes)
    return _page(
        request,
        "suspicion",
        suspicionwords.title(row),
        trail=LIST,
        status=422 if form and form.errors else 200,
        row=row,
        words=suspicionwords.words(row, effect),
        elements=effect.version.rules.elements,
        lines=[
            (
                each,
                [each.marks.get(key) for key in effect.version.rules.keys],
                str(each.pk) in ticked,
            )
            for each in shown[:SHOWN_ROWS]
        ]
        if enough or form
        else [],
        total=len(rows),
        hidden=max(0, len(rows) - SHOWN_ROWS),
        shows_texts=enough,
        has_texts=enough and any(each.text for each in rows),
        fewest=FEWEST,
        form=form,
        history=suspicionwords.history(row),
    )


# --- One-time codes ------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: StaffRequest) -> HttpResponse:
    """Tell how many codes are made, used and left; make a sheet of them."""
    if not policy_for(request.user).can(Act.CHANGE):
        raise NotFound(request.path)
    services = care.services_to_invite(request.user)
    form = SheetForm(
        request.POST or None, services=services, initial={"service": request.GET.get("layanan")}
    )
    if form.is_bound and form.is_valid():
        try:
            return _sheet(request, form.cleaned_data["service"], form.cleaned_data["count"])
        except RuleBroken as error:
            form.add_error("service", str(error))
    page = Paginator(services, ROWS).get_page(request.GET.get("p"))
    known = care.quotas(list(page.object_list), _today())
    return _page(
        request, TICKETS, pgettext("survey", "One-time codes"),
        status=422 if form.errors else 200,
        form=form,
        rows=page,
        lines=[(each, known[each.pk], suspicionwords.why_none(known[each.pk].quota)) for each in page],
        days=tickets.DAYS,
        monthly=settings_of(government_or_404()).monthly_invitations,
        manages=policy_for(request.user).can_everywhere(Act.MANAGE_GOVERNMENT),
    )  # fmt: skip


def _sheet(request: StaffRequest, service: Service, count: int) -> HttpResponse:
    """Answer the codes on paper, the only time that they can be read."""
    at = now()
    quota = care.quota(service, _today())
    if not quota.left:
        raise RuleBroken(suspicionwords.why_none(quota))
    made = tickets.issue_sheet(
        service=service, unit=service.agency, count=count, by=request.user, at=at
    )
    response = HttpResponse(codesheet.pdf(service, made, at=at), content_type="application/pdf")
    name = f"kode-survei-{service.slug}-{_today().isoformat()}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# --- Settings; one text ----------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    """Choose how this government surveys."""
    if not policy_for(request.user).can_everywhere(Act.MANAGE_GOVERNMENT):
        raise NotFound(request.path)
    government = government_or_404()
    form = SettingsForm(request.POST or None, instance=settings_of(government))
    if form.is_bound and form.is_valid():
        choosing_settings.change(
            government=government, choice=Choice(**form.cleaned_data), by=request.user, at=now()
        )
        messages.success(request, _("The settings were kept."))
        return redirect("surveys-staff:settings")
    return _page(
        request, SETTINGS, pgettext("survey", "Settings"),
        status=422 if form.errors else 200, form=form,
    )  # fmt: skip


@require_POST
def redact(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete the text of one questionnaire, and return to where it was read."""
    row = care.response_to_redact(request.user, pk)
    try:
        text_actions.redact(response=row, by=request.user, at=now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The text was deleted. The marks stay."))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_ours else reverse("surveys-staff:texts"))


def _today() -> date:
    return now().astimezone(government_or_404().zone).date()


def _page(
    request: StaffRequest, name: str, title: str, *, trail: str = "", status: int = 200,
    **context: object,
) -> HttpResponse:  # fmt: skip
    crumbs = [{"url": "", "label": title}]
    if trail:
        label = pgettext("survey", "Suspicions")
        crumbs.insert(0, {"url": reverse(f"surveys-staff:{trail}"), "label": label})
    shown = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"surveys/staff/care/{name}.html", shown | context, status=status)
