"""Suggestions in free text for staff: newest first, with the words that come back most."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.roles import Act
from maklumat.surveys import index
from maklumat.surveys.desk import desk
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import Response
from maklumat.surveys.queries import rows as marks
from maklumat.surveys.queries import texts as reads
from maklumat.surveys.queries.texts import Wanted
from maklumat.surveys.scope import scope
from maklumat.surveys.wordlist import word_list

PER_PAGE = 30
BEHIND, ELEMENT, WORDS = "sesudah", "unsur", "kata"


@never_cache
@require_safe
def texts(request: StaffRequest) -> HttpResponse:
    """List suggestions, thirty at a time; none of a service that has too few answers."""
    chosen = scope(request, desk(request))
    rules = chosen.here.version.rules
    wanted = _wanted(request, rules)
    enough = chosen.enough()
    found = reads.texts(chosen.where, enough, wanted)
    mark = marks.read_mark(request.GET.get(BEHIND, ""))
    page = list(reads.to_show(marks.behind(found, mark))[: PER_PAGE + 1])
    shown = page[:PER_PAGE]
    said = reads.for_words(found)
    title = pgettext("survey", "Suggestions")
    narrowed = [(ELEMENT, wanted.element), (WORDS, wanted.words)]
    kept = [*chosen.kept, *((name, value) for name, value in narrowed if value)]
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "scope": chosen,
        "desk": chosen.here,
        "choice": chosen.here.choice,
        "keep": kept,
        "kept_query": urlencode(kept),
        "wanted": wanted,
        "elements": rules.elements,
        "element": rules.element(wanted.element) if wanted.element else None,
        "words": word_list(said, reads.stop_words()),
        "read": len(said),
        "is_capped": len(said) == reads.READ_FOR_WORDS,
        "lines": [
            (row, _low(row, rules), chosen.here.policy.covers(Act.CHANGE, row.service.agency))
            for row in shown
        ],
        "next": marks.Mark(shown[-1].day, shown[-1].pk).code if len(page) > PER_PAGE else "",
        "is_first": mark is None,
        "enough": bool(enough),
        "fewest": index.FEWEST,
    }
    return render(request, "surveys/staff/texts.html", context)


def _wanted(request: StaffRequest, rules: Instrument) -> Wanted:
    element = request.GET.get(ELEMENT, "")
    words = " ".join(request.GET.get(WORDS, "").split()[:4])[:60]
    return Wanted(element if element in rules.keys else "", words)


def _low(row: Response, rules: Instrument) -> list[str]:
    """Return the elements that the same questionnaire marks low: what the text is likely about."""
    return [
        f"{element.name}: {element.label(row.marks[element.key])}"
        for element in rules.elements
        if row.marks.get(element.key) in reads.LOW_MARKS
    ]
