"""The public figures."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import current_government, government_or_404
from maklumat.catalogue import counting, heat, standing
from maklumat.catalogue.standing import Table
from maklumat.complaints.board import Board, board
from maklumat.core import sheets
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.surveys import opendata
from maklumat.surveys import standing as satisfaction
from maklumat.surveys.board import board as survey_board
from maklumat.surveys.queries.shown import agencies_of
from maklumat.surveys.ranking import Ranking, ranking

TAGS = ("services", "agencies", "government")
KEPT = 900


@require_safe
@cached_page(*TAGS, "complaints", satisfaction.TAG, seconds=KEPT, query=("periode",))
def performance(request: HttpRequest) -> HttpResponse:
    """Show how complete the standards are, how satisfied people were, how reports were handled."""
    table = standing.public_table(_today())
    with_services = Table([row for row in table.rows if row.tally.services], table.total)
    places = counting.ranking({row.agency.pk: row.tally for row in table.rows})
    rows = {row.agency.pk: row for row in table.rows}
    context = {
        "heads": heat.heads(),
        "rows": heat.public_rows(with_services),
        "total": table.total,
        "total_cells": heat.total_cells(table.total),
        "ranking": [(place, rows[place.key]) for place in places],
        "small": [row for row in with_services.rows if row.tally.is_small],
        "without": len(table.rows) - len(with_services.rows),
        "fewest": counting.FEWEST,
        "today": _today(),
        "complaints": _complaints(),
        "satisfaction": _satisfaction(request.GET.get("periode", "").strip()),
        "page_title": _("How are we doing?"),
        "page_description": _("How complete the published standards of service are, by agency."),
    }
    return render(request, "pages/public/performance.html", context)


@require_safe
@cached_page(*TAGS, seconds=900)
def completeness_csv(request: HttpRequest) -> HttpResponse:
    """Answer the rows behind the page."""
    table = standing.public_table(_today())
    return sheets.csv_file("kelengkapan", standing.export_heads(), standing.export_rows(table))


@require_safe
@cached_page(*TAGS, satisfaction.TAG, seconds=KEPT)
def satisfaction_csv(request: HttpRequest) -> HttpResponse:
    """Answer the index of every agency in every period that is shown."""
    government = government_or_404()
    found = survey_board(government, _today())
    if found is None:
        raise NotFound("instrument")
    rows = opendata.agency_rows(found, agencies_of(government))
    return sheets.csv_file("kepuasan", opendata.AGENCY_HEADS, rows)


def _satisfaction(code: str) -> Ranking | None:
    government = current_government()
    return ranking(government, _today(), code) if government else None


def _complaints() -> Board | None:
    government = current_government()
    return board(government, today=_today()) if government else None


def _today() -> date:
    government = current_government()
    return localdate(timezone=government.zone) if government else localdate()
