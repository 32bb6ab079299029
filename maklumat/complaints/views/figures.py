"""The public face of complaints: the two ways in, figures, the cases made public, files."""

from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import government_or_404
from maklumat.complaints import agency_point, fairness, opendata
from maklumat.complaints.board import Board, board
from maklumat.complaints.public_forms import CasesForm
from maklumat.complaints.queries import publishing as queries
from maklumat.core import links, sheets
from maklumat.core.pagecache import cached_page

TAGS = ("complaints", "agencies", "services", "government")
NEWEST = 5
PER_PAGE = 20
IN_FEED = 50
KEPT = 300


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("tahun",))
def figures(request: HttpRequest) -> HttpResponse:
    """Show how to report and to follow, then how reports are handled, in figures."""
    found = _board(request)
    agency_point.keep(government_or_404(), today=_today(), known=found)
    context = {
        "board": found,
        "newest": list(queries.live_publications()[:NEWEST]),
        "fewest": fairness.FEWEST_RANKED,
        "smallest": fairness.SMALLEST_SHOWN,
        "page_title": _("Complaints"),
        "page_description": _("Report, follow your report, and see how reports are handled."),
    }
    return render(request, "complaints/public/figures.html", context)


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("tahun",))
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Answer the figures of a year as CSV."""
    found = _board(request)
    rows = opendata.figure_rows(found)
    return sheets.csv_file(f"pengaduan-{found.year}", opendata.FIGURE_HEADS, rows)


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("q", "opd", "jenis", "tahun", "page"))
def cases(request: HttpRequest) -> HttpResponse:
    """List the public cases."""
    form = CasesForm(request.GET)
    rows = queries.found_publications(form.wanted())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": form.is_filtered,
        "page_title": _("Public reports"),
        "page_description": _("Reports that were made public, with what came of them."),
    }
    return render(request, "complaints/public/cases.html", context)


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def cases_csv(request: HttpRequest) -> HttpResponse:
    """Answer all public cases as CSV."""
    rows = opendata.case_rows(queries.live_publications())
    return sheets.csv_file("pengaduan-publik", opendata.CASE_HEADS, rows)


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def feed(request: HttpRequest) -> HttpResponse:
    """Answer the newest public cases as an Atom feed."""
    rows = list(queries.live_publications()[:IN_FEED])
    government = government_or_404()
    context = {
        "government": government,
        "rows": rows,
        "site": settings.SITE_URL,
        "self": links.full(request.path),
        "updated": rows[0].published_at if rows else now(),
    }
    return render(
        request, "complaints/public/feed.xml", context, content_type="application/atom+xml"
    )


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show one public case; a number that is not public looks as if it were not there."""
    publication = queries.live_publication(number)
    context = {
        "publication": publication,
        "case": publication.complaint,
        "page_title": publication.title,
        "page_description": publication.text[:150],
    }
    return render(request, "complaints/public/case.html", context)


@require_safe
@cached_page("government", seconds=3600)
def dictionary(request: HttpRequest) -> HttpResponse:
    """Say what stands in the files."""
    context = {
        "figures": opendata.FIGURE_COLUMNS,
        "cases": opendata.CASE_COLUMNS,
        "smallest": fairness.SMALLEST_SHOWN,
        "page_title": _("What the files on complaints hold"),
    }
    return render(request, "complaints/public/dictionary.html", context)


def _board(request: HttpRequest) -> Board:
    government = government_or_404()
    return board(government, today=_today(), year=_year(request.GET.get("tahun", "")))


def _today() -> date:
    return now().astimezone(government_or_404().zone).date()


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
