"""Files on a page of a form: taken up in pieces or with the page, thrown away again."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maklumat.core import ratelimit, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.eforms import enclosing, filling
from maklumat.eforms.definition import Question, Section, Type
from maklumat.eforms.filling import Shown
from maklumat.eforms.reading import Typed
from maklumat.eforms.sitting import Draft

HOUR = 3600
WHOLE = (
    120  # files an hour and connection that come without scripts, as `core.parcels` counts its own
)
ATTACH, THROW, ADD = "attach", "throw", "add"  # what a button or script asks of the page


def has(section: Section) -> bool:
    """Does a section ask for files?"""
    return any(True for _one in _questions(section))


def attached(
    request: HttpRequest, draft: Draft, section: Section, item: int | None
) -> JsonResponse:
    """Take up a file that came in pieces, for a question of this page. Raises NotFound."""
    for question in _questions(section):
        if question.id == request.POST.get(ATTACH):
            break
    else:
        raise NotFound("question")
    place = enclosing.place(section, question, item)
    try:
        kept = enclosing.add(draft, place, question, request.POST.get("token", ""), now())
    except RuleBroken as error:
        return JsonResponse({"problem": str(error)}, status=422)
    return JsonResponse({"id": kept.id, "name": kept.name, "size": kept.size}, status=201)


def received(
    request: HttpRequest, draft: Draft, section: Section, item: int | None
) -> dict[str, str]:
    """Take up the files that came with the page; return by question what is wrong with some."""
    problems: dict[str, str] = {}
    for question in _questions(section):
        place = enclosing.place(section, question, item)
        for file in request.FILES.getlist(f"{filling.field_name(question)}-file"):
            if ratelimit.limited(request, "eforms.files", limit=WHOLE, seconds=HOUR):
                problems[question.id] = _(
                    "Too many files came from your connection. Try again in an hour."
                )
                break
            try:
                enclosing.add_whole(draft, place, question, file, now())
            except RuleBroken as error:
                problems[question.id] = str(error)
    return problems


def typed(
    draft: Draft, section: Section, item: int | None, question: Question, own: Typed
) -> Typed:
    """Return what was typed; to a question for files, the files that are there."""
    if question.type is not Type.FILE or not isinstance(own, list):
        return own
    return enclosing.typed(draft, enclosing.place(section, question, item), own)


def shown(
    questions: list[Shown], draft: Draft, section: Section, item: int | None,
    problems: dict[str, str],
) -> list[Shown]:  # fmt: skip
    """Add the files to what a page shows, and what is wrong with those that were not taken."""
    return [
        replace(
            one,
            files=enclosing.of_place(draft, enclosing.place(section, one.question, item)),
            problem=problems.get(one.question.id, one.problem),
        )
        if one.question.type is Type.FILE
        else one
        for one in questions
    ]


def limits() -> dict[str, int]:
    """Return what scripts check before they send."""
    return {"together": uploads.MOST_BYTES_TOGETHER}


def _questions(section: Section) -> Iterator[Question]:
    return (question for question in section.questions if question.type is Type.FILE)
