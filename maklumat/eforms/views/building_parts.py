"""Staff pages: the parts of a form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.core.errors import NotFound
from maklumat.eforms import askrows, checking, drafting, flaws, labels, written
from maklumat.eforms.building_forms import (
    HeadForm,
    NewPartForm,
    NewQuestionForm,
    PartForm,
    WhenRows,
)
from maklumat.eforms.conditions import Condition
from maklumat.eforms.definition import Form, Section
from maklumat.eforms.views.building import (
    OVERTAKEN,
    UNCLEAR,
    Here,
    here,
    keeping_text,
    overview,
    page,
)


def in_words(form: Form, asked: Condition | None) -> str:
    """Return a condition in words; of a broken one that it is broken."""
    try:
        return written.hint(form, asked)
    except KeyError:
        return _("Its condition names a question that is gone.")


@never_cache
@require_POST
@keeping_text
def add_part(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Add a part at the end."""
    at = here(request, agency, form)
    typed = NewPartForm(request.POST)
    status = UNCLEAR
    if typed.is_valid():
        title = " ".join(typed.cleaned_data["title"].split())
        changed, made = drafting.with_section(at.form, title)
        if at.keep(changed, is_addition=True):
            return redirect(at.address("part", made.id))
        status = OVERTAKEN
    head = HeadForm(None, built=at.form, initial=HeadForm.initial_of(at.form))
    return overview(request, at, head, typed, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeping_text
def part(request: StaffRequest, agency: str, form: str, part: str) -> HttpResponse:
    """A part of a form and the list of its questions; one that is gone can be put back."""
    at = here(request, agency, form)
    own = section_of(at, part)
    is_gone = own is None
    if own is None:
        if request.method != "POST":
            return gone(at)
        own = Section(drafting.new_id(part, ()), request.POST.get("title", ""), ())
    data = request.POST if request.method == "POST" else None
    typed = PartForm(data, initial=PartForm.initial_of(own))
    when = WhenRows(at.form, own.when, askrows.earlier(at.form, own.id), data)
    status = 200
    if data is not None:
        is_clear = both(typed.is_valid(), when.is_valid())
        status = UNCLEAR
        if is_clear and (not is_gone or "again" in data):
            changed = typed.changed(own, when.condition())
            put = drafting.put_back if is_gone else drafting.kept
            if at.keep(put(at.form, changed)):
                return redirect(at.address("part", own.id))
            status = OVERTAKEN
    return page(
        request, "part", own.title, at, status=status, form=typed, when=when, part=own,
        rows=_rows(at, own), adding=NewQuestionForm(), tests=labels.TESTS, is_gone=is_gone,
        told=in_words(at.form, own.when), faults=faults_at(at, own.id),
    )  # fmt: skip


@never_cache
@require_POST
def arrange(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Move, copy or delete a part or a question."""
    at = here(request, agency, form)
    how, part = request.POST.get("how", ""), request.POST.get("part", "")
    name = request.POST.get("question", "")
    if how not in drafting.WAYS:
        raise NotFound(how)
    try:
        changed = drafting.arrange(at.form, how, part, name)
    except KeyError:
        return gone(at)
    at.keep(changed)
    return redirect(at.address("part", part) if name else at.address("form"))


def section_of(at: Here, name: str) -> Section | None:
    """Return a part; None when it is gone."""
    return next((one for one in at.form.sections if one.id == name), None)


def gone(at: Here) -> HttpResponse:
    """Lead to the form when what somebody wants to look at was deleted meanwhile."""
    messages.warning(at.request, _("This part or question is not in the form any more."))
    return redirect(at.address("form"))


def _rows(at: Here, own: Section) -> list[tuple[object, ...]]:
    """Return each question with its mark on paper, its type and condition in words, its faults."""
    types, marks = dict(labels.TYPES), written.marks(at.form)
    wrong = {fault.place for fault in checking.faults(at.built.newest.content)}
    return [
        (
            one,
            marks[f"{own.id}.{one.id}"],
            types[one.type.value],
            in_words(at.form, one.when),
            f"{own.id}.{one.id}" in wrong,
        )
        for one in own.questions
    ]


def faults_at(at: Here, place: str) -> list[str]:
    content = at.built.newest.content
    found = checking.faults(content)
    return [flaws.sentence(fault, content) for fault in found if fault.place == place]


def both(*valid: bool) -> bool:
    return all(valid)
