"""Staff pages: the questions of a part."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.eforms import askrows, drafting, labels
from maklumat.eforms.building_forms import AskForm, NewQuestionForm, WhenRows
from maklumat.eforms.definition import Form, Question, Section, Type
from maklumat.eforms.views.building import OVERTAKEN, UNCLEAR, Here, here, keeping_text, page
from maklumat.eforms.views.building_parts import both, faults_at, gone, in_words, section_of


@dataclass(frozen=True)
class Spot:
    """A question and its part; `is_gone` when a colleague deleted one of them meanwhile."""

    part: Section
    question: Question
    is_gone: bool
    is_part_gone: bool = False

    def kept(self, form: Form, changed: Question) -> Form:
        if self.is_gone:
            return drafting.with_question_put_back(form, self.part, changed)
        return drafting.kept_question(form, self.part.id, changed)


@never_cache
@require_POST
@keeping_text
def add_question(request: StaffRequest, agency: str, form: str, part: str) -> HttpResponse:
    """Add a question at the end of a part, then show its page."""
    at = here(request, agency, form)
    typed = NewQuestionForm(request.POST)
    own = section_of(at, part)
    label = " ".join(request.POST.get("label", "").split())
    if own is None:
        data = request.POST.copy()
        data["required"] = "on"
        return _page(at, _lost(at, part, drafting.new_id(label, ())), data, status=UNCLEAR)
    if not typed.is_valid():
        messages.error(request, _("Write the new question and choose the kind of its answer."))
        return redirect(at.address("part", own.id))
    changed, made = drafting.with_question(own, label, Type(typed.cleaned_data["type"]))
    if at.keep(drafting.kept(at.form, changed), is_addition=True):
        return redirect(at.address("question", own.id, made.id))
    return redirect(at.address("part", own.id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeping_text
def question(
    request: StaffRequest, agency: str, form: str, part: str, question: str
) -> HttpResponse:
    """A question: its words, the kind of its answer, when it is asked; one gone can be put back."""
    at = here(request, agency, form)
    own = section_of(at, part)
    asked = next((one for one in own.questions if one.id == question), None) if own else None
    spot = Spot(own, asked, is_gone=False) if own and asked else _lost(at, part, question)
    if request.method == "POST":
        return _page(at, spot, request.POST)
    return gone(at) if spot.is_gone else _page(at, spot, None)


def _lost(at: Here, part: str, question: str) -> Spot:
    """Return where a question would stand again."""
    own = section_of(at, part)
    title = at.request.POST.get("part-title", "")[:120] or part
    again = own or Section(drafting.new_id(part, ()), title, ())
    name = drafting.new_id(question, {one.id for one in again.questions})
    return Spot(again, Question(name, Type.TEXT, ""), is_gone=True, is_part_gone=own is None)


def _page(at: Here, spot: Spot, data: QueryDict | None, *, status: int = 200) -> HttpResponse:
    """Show a question, or keep what was typed; `status` is that of a page that keeps nothing."""
    asked = spot.question
    typed = AskForm(data, question=asked, initial=AskForm.initial_of(asked))
    before = askrows.earlier(at.form, spot.part.id, asked.id)
    when = WhenRows(at.form, asked.when, before, data)
    if data is not None:
        is_clear = both(typed.is_valid(), when.is_valid())
        status = UNCLEAR
        if is_clear and (not spot.is_gone or "again" in data):
            if at.keep(spot.kept(at.form, typed.changed(when.condition()))):
                return redirect(at.address("part", spot.part.id))
            status = OVERTAKEN
    crumbs = () if spot.is_part_gone else ((at.address("part", spot.part.id), spot.part.title),)
    return page(
        at.request, "question", asked.label or str(typed["label"].value() or ""), at,
        status=status, form=typed, when=when, part=spot.part, question=asked, spot=spot,
        is_gone=spot.is_gone, tests=labels.TESTS, told=in_words(at.form, asked.when),
        faults=faults_at(at, f"{spot.part.id}.{asked.id}"), crumbs=crumbs,
    )  # fmt: skip
