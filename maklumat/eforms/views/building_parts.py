"""Staff pages: the parts of a form and their questions."""

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
    AskForm,
    NewPartForm,
    NewQuestionForm,
    PartForm,
    WhenRows,
)
from maklumat.eforms.conditions import Condition
from maklumat.eforms.definition import Form, Section, Type
from maklumat.eforms.views.building import OVERTAKEN, UNCLEAR, Here, here, page


def in_words(form: Form, asked: Condition | None) -> str:
    """Return a condition in words; of a broken one that it is broken."""
    try:
        return written.hint(form, asked)
    except KeyError:
        return _("Its condition names a question that is gone.")


@never_cache
@require_POST
def add_part(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Add a part at the end."""
    at = here(request, agency, form)
    typed = NewPartForm(request.POST)
    if not typed.is_valid():
        messages.error(request, _("Write a title for the new part."))
        return redirect(at.address("form"))
    changed, made = drafting.with_section(at.form, " ".join(typed.cleaned_data["title"].split()))
    to = at.address("part", made.id) if at.keep(changed) else at.address("form")
    return redirect(to)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: StaffRequest, agency: str, form: str, part: str) -> HttpResponse:
    """A part of a form and the list of its questions."""
    at = here(request, agency, form)
    own = _section(at, part)
    data = request.POST if request.method == "POST" else None
    typed = PartForm(data, initial=PartForm.initial_of(own))
    when = WhenRows(at.form, own.when, askrows.earlier(at.form, own.id), data)
    status = 200
    if data is not None:
        if _both(typed.is_valid(), when.is_valid()):
            changed = typed.changed(own, when.condition())
            if at.keep(drafting.kept(at.form, changed)):
                return redirect(at.address("part", own.id))
            status = OVERTAKEN
        else:
            status = UNCLEAR
    return page(
        request, "part", own.title, at, status=status, form=typed, when=when, part=own,
        rows=_rows(at, own), adding=NewQuestionForm(), tests=labels.TESTS,
        told=in_words(at.form, own.when), faults=_faults(at, own.id),
    )  # fmt: skip


@never_cache
@require_POST
def add_question(request: StaffRequest, agency: str, form: str, part: str) -> HttpResponse:
    """Add a question at the end of a part, then show its page."""
    at = here(request, agency, form)
    own = _section(at, part)
    typed = NewQuestionForm(request.POST)
    if not typed.is_valid():
        messages.error(request, _("Write the new question and choose the kind of its answer."))
        return redirect(at.address("part", own.id))
    label = " ".join(typed.cleaned_data["label"].split())
    changed, made = drafting.with_question(own, label, Type(typed.cleaned_data["type"]))
    if at.keep(drafting.kept(at.form, changed)):
        return redirect(at.address("question", own.id, made.id))
    return redirect(at.address("part", own.id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: StaffRequest, agency: str, form: str, part: str, question: str
) -> HttpResponse:
    """A question: its words, the kind of its answer, when it is asked."""
    at = here(request, agency, form)
    own = _section(at, part)
    try:
        asked = own.question(question)
    except KeyError:
        raise NotFound(question) from None
    data = request.POST if request.method == "POST" else None
    typed = AskForm(data, question=asked, initial=AskForm.initial_of(asked))
    before = askrows.earlier(at.form, own.id, asked.id)
    when = WhenRows(at.form, asked.when, before, data)
    status = 200
    if data is not None:
        if _both(typed.is_valid(), when.is_valid()):
            changed = typed.changed(when.condition())
            if at.keep(drafting.kept_question(at.form, own.id, changed)):
                return redirect(at.address("part", own.id))
            status = OVERTAKEN
        else:
            status = UNCLEAR
    return page(
        request, "question", asked.label, at, status=status, form=typed, when=when, part=own,
        question=asked, tests=labels.TESTS, told=in_words(at.form, asked.when),
        faults=_faults(at, f"{own.id}.{asked.id}"),
        crumbs=((at.address("part", own.id), own.title),),
    )  # fmt: skip


@never_cache
@require_POST
def arrange(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Move, copy or delete a part or a question."""
    at = here(request, agency, form)
    how, part = request.POST.get("how", ""), request.POST.get("part", "")
    name = request.POST.get("question", "")
    try:
        changed = drafting.arrange(at.form, how, part, name)
    except KeyError:
        raise NotFound(part) from None
    at.keep(changed)
    return redirect(at.address("part", part) if name else at.address("form"))


def _section(at: Here, name: str) -> Section:
    try:
        return at.form.section(name)
    except KeyError:
        raise NotFound(name) from None


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


def _faults(at: Here, place: str) -> list[str]:
    content = at.built.newest.content
    found = checking.faults(content)
    return [flaws.sentence(fault, content) for fault in found if fault.place == place]


def _both(*valid: bool) -> bool:
    return all(valid)
