"""/layanan/: search, filters and suggestions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import agency_names
from maklumat.catalogue import queries, search, wording
from maklumat.catalogue.models import Term
from maklumat.catalogue.words import LONGEST_QUESTION
from maklumat.core.pagecache import cached_page

PER_PAGE = 20
MOST_CHOICES = 12
TAGS = ("services", "agencies", "government")
# Filter, its name in the address.
NAMES = {
    "agency": "opd",
    "life_event": "peristiwa",
    "audience": "untuk",
    "free": "gratis",
    "online": "daring",
    "speed": "waktu",
}
QUERY = ("q", "page", *NAMES.values())


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its words, how many services it leaves, and the link that sets it."""

    text: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True)
class Group:
    heading: str
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.current), None)


@require_safe
@cached_page(*TAGS, seconds=3600, query=QUERY)
def services(request: HttpRequest) -> HttpResponse:
    """List the services that fit a question and filters."""
    question = _question(request)
    filters = _filters(request.GET)
    results = search.find(question, filters)
    page = Paginator(results.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question,
        "results": results,
        "page": page,
        "rows": _rows(page),
        "groups": _groups(request.GET, results, filters),
        "page_title": _title(question),
        "page_description": gettext(
            "All services: what to bring, what they cost, how long they take."
        ),
        "is_filtered": filters != search.Filters(),
    }
    return render(request, "catalogue/public/list.html", context)


@require_safe
@cached_page(*TAGS, seconds=3600, query=("q",))
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer what htmx puts under the search box while a person types."""
    found = [
        {"title": row.name, "note": row.agency_name, "address": row.get_absolute_url()}
        for row in search.suggestions(_question(request))
    ]
    return render(request, "components/search-suggestions.html", {"suggestions": found})


def _question(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST_QUESTION].split())


def _filters(query: QueryDict) -> search.Filters:
    return search.Filters(
        agency=query.get("opd", ""),
        life_event=query.get("peristiwa", ""),
        audience=query.get("untuk", ""),
        free=query.get("gratis") == "1",
        online=query.get("daring") == "1",
        speed=query.get("waktu", ""),
    )


def _title(question: str) -> str:
    if question:
        return gettext("Services for “%(question)s”") % {"question": question}
    return gettext("Services")


def _rows(page: Page) -> list[dict[str, object]]:
    """Return each service of this page with its fee and duration in words."""
    standards = queries.facts_of(row.pk for row in page)
    return [
        {
            "title": row.name,
            "text": row.summary,
            "address": row.get_absolute_url(),
            "facts": [
                {"icon_name": icon, "text": text}
                for icon, text in (
                    ("wallet", wording.price(standards[row.pk])),
                    ("clock", wording.duration(standards[row.pk].duration)),
                    ("building-2", row.agency_name),
                )
                if text
            ],
        }
        for row in page
    ]


def _groups(query: QueryDict, results: search.Results, filters: search.Filters) -> list[Group]:
    terms = queries.terms_by_kind()
    words = {
        "life_event": _words(terms.get("life_event", {}).values()),
        "audience": _words(terms.get("audience", {}).values()),
        "agency": agency_names(),
        "speed": {
            search.DAY: gettext("within a day"),
            search.WEEK: gettext("within a week"),
        },
        "free": {"1": gettext("free of charge")},
        "online": {"1": gettext("can be done online")},
    }
    headings = {
        "free": gettext("Fee"),
        "online": gettext("Way"),
        "speed": gettext("Time"),
        "life_event": gettext("Life event"),
        "audience": gettext("For whom"),
        "agency": gettext("Agency"),
    }
    groups = [
        Group(heading, _choices(query, name, words[name], results, filters))
        for name, heading in headings.items()
    ]
    return [group for group in groups if group.choices]


def _words(terms: Iterable[Term]) -> dict[str, str]:
    english = get_language() == "en"
    return {
        term.slug: capfirst(term.name_en if english and term.name_en else term.name)
        for term in terms
    }


def _choices(
    query: QueryDict,
    name: str,
    words: Mapping[str, str],
    results: search.Results,
    filters: search.Filters,
) -> list[Choice]:
    chosen = str(getattr(filters, name) or "").replace("True", "1")
    counts: Mapping[str, int] = results.counts.get(name, {})
    found = [
        Choice(text, counts.get(value, 0), _address(query, name, value, chosen), value == chosen)
        for value, text in words.items()
        if counts.get(value) or value == chosen
    ]
    found.sort(key=lambda choice: (not choice.current, -choice.count, choice.text))
    return found[:MOST_CHOICES] if name != "agency" else found


def _address(query: QueryDict, name: str, value: str, chosen: str) -> str:
    """Return the link that sets a filter, or takes it off if it is set; back on the first page."""
    changed = query.copy()
    for key in list(changed):
        if key not in QUERY or key == "page" or not changed[key]:
            del changed[key]
    if value == chosen:
        changed.pop(NAMES[name], None)
    else:
        changed[NAMES[name]] = value
    return "?" + changed.urlencode()
