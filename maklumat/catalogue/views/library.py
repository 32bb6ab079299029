"""Staff pages of the template library: find, look, take, compare, offer, decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies import labels as agency_labels
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import agency_for
from maklumat.agencies.roles import Act
from maklumat.catalogue import cards, comparing, completeness, shelf
from maklumat.catalogue import library as actions
from maklumat.catalogue.models import Service, Template
from maklumat.catalogue.sentences import verdict_sentences
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component, Standard, from_json
from maklumat.core.errors import NotFound, RuleBroken


@require_GET
def templates(request: StaffRequest) -> HttpResponse:
    """List what is on the shelf, what suits one's own agencies first."""
    _check(request, Act.CHANGE)
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "kind", "sector")}
    found = shelf.templates_for(
        request.user, words=asked["q"], kind=asked["kind"], sector=asked["sector"]
    )
    suiting = [row for row in found if row.suits]
    others = [row for row in found if not row.suits]
    groups = [
        (_("Suits your agency"), suiting),
        (_("Other templates") if suiting else _("All templates"), others),
    ]
    decides = policy_for(request.user).can(Act.APPROVE_AS_ORGANISER)
    return _page(
        request,
        "library",
        _("Library"),
        groups=[(heading, rows) for heading, rows in groups if rows],
        asked=asked,
        kinds=agency_labels.KINDS,
        sectors=shelf.sectors(),
        count=len(found),
        offers=shelf.offers_for(request.user).filter(status="waiting").count() if decides else None,
    )


@require_GET
def template(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a template whole: its 14 components, what an agency adds, and the button to take it."""
    _check(request, Act.CHANGE)
    found = shelf.template_by_key(pk)
    standard = found.as_standard()
    return _page(
        request,
        "template",
        found.name,
        template=found,
        kinds=shelf.kind_names(found.kinds),
        parts=_parts(standard),
        gaps=_gaps(standard),
        agencies=shelf.agencies_to_use(found, request.user),
        services=shelf.services_from(found, request.user),
    )


@require_GET
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a template as the card that citizens would see."""
    _check(request, Act.CHANGE)
    found = shelf.template_by_key(pk)
    agencies = shelf.agencies_to_use(found, request.user)
    if not agencies:
        raise NotFound(str(pk))
    service = _as_service(found)
    service.agency = agencies[0]
    context = {"card": cards.card(service, found.as_standard(), now()), "is_preview": True}
    return render(request, "catalogue/public/service.html", context)


def _as_service(found: Template) -> Service:
    return Service(
        name=found.name, slug=found.code, summary=found.summary, type=found.type, live=False
    )


@require_POST
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a draft of one's own agency from a template and open the editor."""
    _check(request, Act.CHANGE)
    found = shelf.template_by_key(pk)
    service, is_new = actions.take(
        template=found,
        agency=agency_for(request.user, Act.CHANGE, _agency_key(request, found)),
        by=request.user,
        at=now(),
    )
    if is_new:
        messages.success(
            request,
            _("This is your draft now. Fill in what is missing, then send it for approval."),
        )
    else:
        messages.info(request, _("Your agency already has a service from this template: this one."))
    return redirect("services:edit", service.pk)


def _agency_key(request: StaffRequest, found: Template) -> int:
    """Return the chosen agency; the only one where there is no choice. Raises NotFound."""
    chosen = request.POST.get("agency", "")
    if not chosen:
        only = shelf.agencies_to_use(found, request.user)
        if len(only) != 1:
            raise NotFound("agency")
        return only[0].pk
    if not chosen.isascii() or not chosen.isdigit() or len(chosen) > 12:
        raise NotFound("agency")
    return int(chosen)


@require_http_methods(["GET", "POST"])
def changes(request: StaffRequest, pk: int) -> HttpResponse:
    """Compare a service with the newest version of its template; take over or leave each part."""
    service = shelf.service_to_change(request.user, pk)
    if request.method == "POST":
        _answer(request, service)
        return redirect("catalogue-library:changes", service.pk)
    return _page(
        request,
        "template_changes",
        _("Changes of the template"),
        service=service,
        template=service.template,
        changes=shelf.changes(service),
    )


def _answer(request: StaffRequest, service: Service) -> None:
    named, choice = request.POST.get("component", ""), request.POST.get("answer", "")
    if named not in list(Component) or choice not in {"take", "leave"}:
        messages.error(request, _("Choose a component and what to do with it."))
        return
    takes = choice == "take"
    try:
        actions.answer(
            service=service, component=Component(named), takes=takes, by=request.user, at=now()
        )
    except RuleBroken as error:
        messages.error(request, str(error))
        return
    words = {"component": OFFICIAL_NAMES[Component(named)]}
    if takes:
        messages.success(
            request, _("“%(component)s” is in your draft now. Nothing is published yet.") % words
        )
    else:
        messages.success(request, _("“%(component)s” stays as you wrote it.") % words)


@require_http_methods(["GET", "POST"])
def offer(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what would be offered of a live service, cleaned of what is local, and offer it."""
    service = shelf.service_to_change(request.user, pk)
    if request.method == "POST":
        try:
            actions.offer(service=service, by=request.user, at=now())
        except RuleBroken as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("Offered. The organisation bureau looks at it and decides.")
            )
        return redirect("catalogue-library:offer", service.pk)
    standard = actions.offered_standard(service)
    return _page(
        request,
        "template_offer",
        _("Offer to the library"),
        service=service,
        parts=_parts(standard),
        gaps=_gaps(standard),
        offer=shelf.last_offer(service),
    )


@require_GET
def offers(request: StaffRequest) -> HttpResponse:
    """List what agencies offer."""
    _check(request, Act.APPROVE_AS_ORGANISER)
    found = shelf.offers_for(request.user)
    return _page(request, "template_offers", _("Offers to the library"), offers=found)


@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an offer as it would stand on the shelf; take it, or say why not."""
    found = shelf.offer_to_decide(request.user, pk)
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "accept":
                made = actions.accept(offer=found, by=request.user, at=now())
                messages.success(request, _("It is on the shelf now, for every agency."))
                return redirect("catalogue-library:template", made.pk)
            actions.decline(offer=found, reason=reason, by=request.user, at=now())
            messages.success(request, _("Declined. The agency sees your reason."))
            return redirect("catalogue-library:offers")
        except RuleBroken as error:
            messages.error(request, str(error))
    standard = from_json(found.standard)
    return _page(
        request,
        "template_decide",
        _("Offer to the library"),
        offer=found,
        reason=reason,
        parts=_parts(standard),
        gaps=_gaps(standard),
    )


def _parts(standard: Standard) -> list[tuple[Component, str, list[str]]]:
    return [(part, OFFICIAL_NAMES[part], comparing.lines(standard, part)) for part in Component]


def _gaps(standard: Standard) -> list[str]:
    return [
        sentence
        for verdict in completeness.verdicts(standard)
        if not verdict.complete
        for sentence in verdict_sentences(verdict)
    ]


def _check(request: StaffRequest, act: Act) -> None:
    if not policy_for(request.user).can(act):
        raise NotFound(request.path)


def _page(request: StaffRequest, name: str, title: str, **context: object) -> HttpResponse:
    trail = [{"url": reverse("catalogue-library:list"), "label": _("Library")}]
    here = [{"url": "", "label": title}]
    return render(
        request,
        f"catalogue/staff/{name}.html",
        {
            "header_title": title,
            "header_icon": "folder-open-inverse",
            "breadcrumbs_items": here if name == "library" else trail + here,
            **context,
        },
    )
