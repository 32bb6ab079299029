"""The questionnaires that figures were added up from, as a list and as a file."""

import csv
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core import sheets
from maklumat.surveys import index, labels
from maklumat.surveys.desk import desk
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import Response
from maklumat.surveys.profile import age_group
from maklumat.surveys.queries import rows as reads
from maklumat.surveys.scope import Scope, scope

PER_PAGE = 50
STATE, BEHIND = "status", "sesudah"


@never_cache
@require_safe
def rows(request: StaffRequest) -> HttpResponse:
    """List questionnaires, fifty at a time; none of a service that has too few.

    Those of the whole government are no list that anybody reads: an agency is chosen first.
    """
    chosen = scope(request, desk(request))
    state = request.GET.get(STATE, "")
    enough = set() if chosen.is_everything else chosen.enough()
    found = reads.questionnaires(chosen.where, enough, state=state)
    mark = reads.read_mark(request.GET.get(BEHIND, ""))
    page = list(reads.plain(reads.behind(found, mark))[: PER_PAGE + 1])
    shown, more = page[:PER_PAGE], len(page) > PER_PAGE
    title = _("Questionnaires")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "scope": chosen,
        "desk": chosen.here,
        "choice": chosen.here.choice,
        "keep": [*chosen.kept, *([(STATE, state)] if state else [])],
        "kept_query": chosen.kept_query,
        "rules": chosen.here.version.rules,
        "lines": [(row, _marks(row, chosen.here.version.rules)) for row in shown],
        "states": labels.STATES,
        "state": state,
        "next": reads.Mark(shown[-1].day, shown[-1].pk).code if more else "",
        "is_first": mark is None,
        "fewest": index.FEWEST,
    }
    return render(request, "surveys/staff/rows.html", context)


@never_cache
@require_safe
def rows_file(request: StaffRequest) -> HttpResponseBase:
    """Answer the questionnaires as CSV, piece by piece: no texts, the day but not the hour."""
    chosen = scope(request, desk(request))
    if chosen.is_everything:
        return redirect(f"{reverse('surveys-staff:rows')}?{chosen.query}")
    found = reads.questionnaires(chosen.where, chosen.enough(), state=request.GET.get(STATE, ""))
    name = f"kuesioner-{chosen.here.choice.period.code.replace('..', '-')}"
    response = StreamingHttpResponse(_lines(chosen, found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Echo:
    """What a CSV writer writes to; hands the line back."""

    def write(self, text: str) -> str:
        return text


def _lines(chosen: Scope, found: QuerySet[Response]) -> Iterator[str]:
    rules = chosen.here.version.rules
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(_heads(rules)))
    words = dict(labels.STATES), dict(labels.CHANNELS)
    for row in reads.in_pieces(found):
        yield str(
            writer.writerow(
                [
                    row.day.isoformat(),
                    sheets.harmless(row.service.agency.short_name),
                    sheets.harmless(row.service.name),
                    sheets.harmless(row.unit.short_name),
                    words[1].get(row.channel, row.channel),
                    sheets.harmless(row.sent_from),
                    words[0].get(row.state, row.state),
                    *_marks(row, rules),
                    row.sex,
                    age_group(row.age),
                    row.education,
                    row.occupation,
                    {True: "ya", False: "tidak", None: ""}[row.disability],
                ]
            )
        )


def _heads(rules: Instrument) -> list[str]:
    return [
        _("Day"),
        _("Agency"),
        _("Service"),
        _("Unit"),
        _("Way"),
        _("Sent from"),
        _("State"),
        *(element.name for element in rules.elements),
        _("Sex"),
        _("Age"),
        _("Education"),
        _("Occupation"),
        _("Person with a disability"),
    ]


def _marks(row: Response, rules: Instrument) -> list[int | str]:
    return [row.marks.get(key, "") for key in rules.keys]
