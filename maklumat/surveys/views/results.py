"""What people think of a service, for everybody: the page, its file, what the files hold."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import agency_of_former_slug, government_or_404
from maklumat.core import sheets
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.surveys import opendata, resultpage, standing
from maklumat.surveys.actions import reporting
from maklumat.surveys.board import Board, board
from maklumat.surveys.index import FEWEST
from maklumat.surveys.queries import shown

TAGS = (standing.TAG, reporting.TAG, "services", "agencies", "government")
KEPT = 900


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("periode",))
def results(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Show how satisfied people were with a service in one period."""
    try:
        found = shown.service_to_show(agency, service)
    except NotFound:
        return _moved(agency, service)
    made = resultpage.result(found, _board(), request.GET.get("periode", "").strip())
    context = {
        "result": made,
        "service": found,
        "page_title": _("Satisfaction: %(service)s") % {"service": found.name},
        "page_description": _("How satisfied people were with %(service)s, element by element.")
        % {"service": found.name},
    }
    return render(request, "surveys/public/results.html", context)


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def results_csv(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Answer how often each mark was given, by element and period."""
    found, figures = shown.service_to_show(agency, service), _board()
    counted = shown.month_counts(found, figures.instrument, figures.periods)
    rows = opendata.service_rows(found, figures, counted)
    return sheets.csv_file(f"kepuasan-{found.slug}", opendata.SERVICE_HEADS, rows)


@require_safe
@cached_page("government", seconds=3600)
def dictionary(request: HttpRequest) -> HttpResponse:
    """Say what stands in the files."""
    context = {
        "of_service": opendata.SERVICE_COLUMNS,
        "of_agencies": opendata.AGENCY_COLUMNS,
        "fewest": FEWEST,
        "page_title": _("What the files on satisfaction hold"),
    }
    return render(request, "surveys/public/dictionary.html", context)


def _moved(agency: str, service: str) -> HttpResponse:
    """Lead an old link on to the agency's address of today. Raises NotFound."""
    renamed = agency_of_former_slug(agency)
    if renamed is None:
        raise NotFound(service)
    found = shown.service_to_show(renamed.slug, service)
    return redirect("surveys:results", renamed.slug, found.slug, permanent=True)


def _board() -> Board:
    """Return the public figures; before an instrument is loaded the page is not there."""
    found = board(government_or_404(), _today())
    if found is None:
        raise NotFound("instrument")
    return found


def _today() -> date:
    return now().astimezone(government_or_404().zone).date()
