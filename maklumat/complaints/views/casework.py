"""The page of one case for staff: what happened, what to do next, and every step as a small form."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.queries import government_or_404
from maklumat.complaints import disposition, queries, staffwords
from maklumat.complaints.acting import Actor, officer
from maklumat.complaints.actions import handling
from maklumat.complaints.badges import badge
from maklumat.complaints.case_forms import AssignForm, ClassForm, DeclineForm, NoteForm
from maklumat.complaints.handling_forms import FORMS, SentForm, StepForm
from maklumat.complaints.models import Complaint
from maklumat.complaints.next_step import Lead, Standing, lead
from maklumat.complaints.queries import handling as reads
from maklumat.complaints.queries.handling import Dossier
from maklumat.complaints.workflow import Move
from maklumat.core import uploads
from maklumat.core.errors import NotFound, RuleBroken

REFUSED = 409
UNCLEAR = 422


@dataclass(frozen=True)
class Refusal:
    """A form that was not taken: it is shown again with what was typed."""

    name: str
    form: SentForm


@never_cache
@require_GET
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Show one case."""
    return _page(request, number)


@never_cache
@require_POST
def step(request: StaffRequest, number: str, move: str) -> HttpResponse:
    """Take one step of the table."""
    if move not in FORMS:
        raise NotFound(number)
    step_taken = Move(move)
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    form = FORMS[step_taken](
        request.POST, prefix=move, case=row, user=request.user, party=by.party,
        files=request.FILES,
    )  # fmt: skip
    return _act(
        request, number, Refusal(move, form), lambda: _stepped(request, row, by, form, step_taken)
    )


def _stepped(request: StaffRequest, row: Complaint, by: Actor, form: StepForm, move: Move) -> None:
    handling.step(complaint=row, by=by, at=now(), order=form.order(move))
    messages.success(request, str(staffwords.DONE[move]))


@never_cache
@require_POST
def take_on(request: StaffRequest, number: str) -> HttpResponse:
    """Verify, give to one's own agency, begin: one click."""
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    form = SentForm(request.POST, prefix="take_on")

    def deed() -> None:
        agency = reads.own_agency(request.user, row)
        if agency is None:
            raise RuleBroken(_("Choose the agency."))
        handling.take_on(complaint=row, by=by, at=now(), agency=agency, sheet=form.sheet)
        messages.success(request, _("The report is yours now; the complainant is told."))

    return _act(request, number, Refusal("take_on", form), deed)


@never_cache
@require_POST
def decline(request: StaffRequest, number: str) -> HttpResponse:
    """Say that a report that only names this agency is another's."""
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    if not reads.may_decline(row, by.party):
        raise NotFound(number)
    form = DeclineForm(request.POST, prefix="decline")

    def deed() -> None:
        handling.decline(complaint=row, by=by, at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The coordinator looks for the right agency now."))

    return _act(request, number, Refusal("decline", form), deed)


@never_cache
@require_POST
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Write an internal note."""
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    form = NoteForm(request.POST, prefix="note")

    def deed() -> None:
        event, unknown = handling.note(
            complaint=row, by=by, at=now(), text=form.cleaned_data["text"], uid=form.sheet.uid
        )
        people = ", ".join(str(person) for person in event.mentions.all())
        if people:
            messages.success(request, _("Noted. Told by e-mail: %(people)s.") % {"people": people})
        else:
            messages.success(request, _("Noted. Only staff see it."))
        if unknown:
            words = ", ".join(f"@{word}" for word in unknown)
            messages.warning(
                request,
                _("Nobody was told for %(words)s: no person with that name may see this report.")
                % {"words": words},
            )

    return _act(request, number, Refusal("note", form), deed)


@never_cache
@require_POST
def assign(request: StaffRequest, number: str) -> HttpResponse:
    """Say who works on the case."""
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    form = AssignForm(request.POST, prefix="assign", case=row)

    def deed() -> None:
        person = form.cleaned_data["person"]
        event = handling.assign(complaint=row, to=person, by=by, at=now())
        if event is None:
            messages.info(request, _("Nothing changed."))
        elif person:
            messages.success(request, _("%(person)s works on it now.") % {"person": person})
        else:
            messages.success(request, _("Nobody in particular works on it now."))

    return _act(request, number, Refusal("assign", form), deed)


@never_cache
@require_POST
def classify(request: StaffRequest, number: str) -> HttpResponse:
    """Set class, category, service and label."""
    row = queries.case_for(request.user, number)
    by = officer(request.user, row)
    form = ClassForm(request.POST, prefix="classify", case=row)

    def deed() -> None:
        event = handling.classify(complaint=row, by=by, at=now(), classing=form.classing())
        if event is None:
            messages.info(request, _("Nothing changed."))
        else:
            messages.success(request, _("The class of the report is saved."))

    return _act(request, number, Refusal("classify", form), deed)


@require_GET
def attachment(request: StaffRequest, number: str, uid: UUID) -> HttpResponseBase:
    """Hand out a file of a case this person may see."""
    row = reads.attachment_for(request.user, number, uid)
    return uploads.serve(row.file, inline="lihat" in request.GET)


@never_cache
@require_GET
def sheet(request: StaffRequest, number: str) -> HttpResponse:
    """Print the disposition sheet; it names nobody who reported."""
    government = government_or_404()
    dossier = reads.dossier_for(request.user, number, government)
    made = disposition.sheet(dossier, government, at=now()).pdf()
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="disposisi-{dossier.case.number}.pdf"'
    return response


def _act(
    request: StaffRequest, number: str, sent: Refusal, deed: Callable[[], None]
) -> HttpResponse:
    """Do it and go on, or show the page again with the sentence and all that was typed."""
    if not sent.form.is_valid():
        return _page(request, number, sent, UNCLEAR)
    try:
        deed()
    except RuleBroken as error:
        sent.form.add_error(None, str(error))
        return _page(request, number, sent, REFUSED)
    if reads.is_visible(request.user, number):
        return redirect("complaints-staff:case", number)
    return redirect("complaints-staff:inbox")


def _page(
    request: StaffRequest, number: str, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    government = government_or_404()
    dossier = reads.dossier_for(request.user, number, government)
    if dossier.reporter or dossier.case.restricted:
        handling.opened(complaint=dossier.case, user=request.user, at=now())
    if refused:
        refused.form.renew(dossier.seen)
    forms = _forms(request, dossier, refused)
    lost = refused if refused and refused.name not in forms else None
    if lost and "note" in forms:
        forms["note"].initial["text"] = _typed(lost.form)
    row = dossier.case
    inbox = {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")}
    first = lead(_standing(dossier))
    return render(
        request,
        "complaints/staff/case.html",
        {
            "header_title": row.number,
            "header_icon": "comment",
            "breadcrumbs_items": [inbox, {"url": "", "label": row.number}],
            "dossier": dossier,
            "case": row,
            "party": dossier.party,
            "badge": badge(
                row.state, row.due, row.due_clock, now().astimezone(government.zone).date()
            ),
            "advice": staffwords.advice(row.state, dossier.party),
            "lead": _lead(first, forms, row),
            "steps": _steps(first, forms, refused),
            "forms": forms,
            "refused": refused,
            "lost": lost,
            "lost_text": _typed(lost.form) if lost else "",
            "lines": staffwords.lines(dossier.events),
        },
        status=status,
    )


def _forms(request: StaffRequest, dossier: Dossier, refused: Refusal | None) -> dict[str, SentForm]:
    """Return every form this person may send now, by name; the refused one as it was sent."""
    party, row, seen = dossier.party, dossier.case, dossier.seen
    if party is None:
        return {}
    forms: dict[str, SentForm] = {
        move.value: FORMS[move](
            prefix=move.value, seen=seen, case=row, user=request.user, party=party
        )
        for move in dossier.moves
        if move in FORMS
    }
    forms["note"] = NoteForm(prefix="note", seen=seen)
    if row.is_open:
        forms["assign"] = AssignForm(prefix="assign", seen=seen, case=row)
        forms["classify"] = ClassForm(prefix="classify", seen=seen, case=row)
    if reads.may_decline(row, party):
        forms["decline"] = DeclineForm(prefix="decline", seen=seen)
    if lead(_standing(dossier)) is Lead.TAKE_ON:
        forms["take_on"] = SentForm(prefix="take_on", seen=seen)
    if refused and refused.name in forms:
        forms[refused.name] = refused.form
    return forms


def _standing(dossier: Dossier) -> Standing:
    owes = any(clock.row.kind == "first_answer" for clock in dossier.running)
    return Standing(dossier.case.state, dossier.party, owes)


def _lead(first: Move | Lead, forms: dict[str, SentForm], row: Complaint) -> dict[str, object]:
    if first.value not in forms:
        return {}
    return {
        "name": first.value,
        "form": forms[first.value],
        "label": staffwords.step_label(first.value),
        "url": _address(first.value, row.number),
    }


def _steps(
    first: Move | Lead, forms: dict[str, SentForm], refused: Refusal | None
) -> list[dict[str, object]]:
    """Return the other steps, quiet, in the order of the table; a refused one stands open."""
    beside = {"note", "assign", "classify", "take_on", first.value}
    return [
        {
            "name": name,
            "form": form,
            "label": staffwords.step_label(name),
            "open": bool(refused and refused.name == name),
        }
        for name, form in forms.items()
        if name not in beside
    ]


def _address(name: str, number: str) -> str:
    if name in FORMS:
        return reverse("complaints-staff:step", args=[number, name])
    return reverse(f"complaints-staff:{name.replace('_', '-')}", args=[number])


def _typed(form: SentForm) -> str:
    """Return the words somebody typed into a form that no longer fits."""
    names = [name for name in ("text", "reason") if name in form.fields]
    return "\n\n".join(filter(None, (str(form.data.get(name, "")).strip() for name in names)))
