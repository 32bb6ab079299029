"""The files of a report: paper, workbook, CSV; for staff with profiles, for everybody the marks."""

import io
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from maklumat.core import sheets
from maklumat.core.errors import NotFound
from maklumat.core.ratelimit import rate_limit
from maklumat.surveys import report_book, report_matrix, report_paper, report_words
from maklumat.surveys.actions import reporting
from maklumat.surveys.models import Report, ReportEdition
from maklumat.surveys.periods import parse
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.report_figures import computed, figures_of, where_of
from maklumat.surveys.report_matrix import Row

# Workbooks are made for each who asks; nobody reads so many in ten minutes.
seldom = rate_limit("survey-reports", limit=120, seconds=600, methods=frozenset({"GET"}))


@require_safe
@seldom
def public(request: HttpRequest, agency: str, period: str, ending: str) -> HttpResponse:
    """Answer the published report of an agency and a period to anybody."""
    try:
        edition = queries.published_edition(agency, parse(period))
    except ValueError:
        raise NotFound(period) from None
    name = name_of(edition.report)
    if ending == "pdf":
        return paper_of(edition, f"{name}.pdf")
    if ending == "xlsx":
        return _book(edition.report, report_matrix.for_everybody(bytes(edition.matrix)), name)
    if ending == "csv":
        return _csv(report_matrix.for_everybody(bytes(edition.matrix)), name)
    raise NotFound(ending)


def pdf(report: Report) -> HttpResponse:
    """Answer the paper of a report; raises RuleBroken when a draft has too few answers."""
    edition = queries.current_edition(report) if report.is_published else None
    if edition is not None:
        return paper_of(edition, f"{name_of(report)}.pdf")
    figures = computed(report)
    reporting.check_enough(figures)
    content = reporting.paper_content(report, figures, day=None)
    made = report_paper.sheet(report, content, now()).pdf()
    return _pdf(made, f"{name_of(report)}-draf.pdf")


def staff_xlsx(report: Report) -> HttpResponse:
    """Answer the workbook. Raises RuleBroken as `pdf` does."""
    return _book(report, report_matrix.for_staff(_matrix(report)), name_of(report))


def staff_csv(report: Report) -> HttpResponse:
    """Answer the marks as CSV. Raises RuleBroken as `pdf` does."""
    return _csv(report_matrix.for_staff(_matrix(report)), name_of(report))


def paper_of(edition: ReportEdition, name: str) -> HttpResponse:
    return _pdf(bytes(edition.paper), name)


def name_of(report: Report) -> str:
    """Return what files of this report are called."""
    short = report.instrument.rules.short_name.lower()
    return f"laporan-{short}-{report.agency.slug}-{report.period.code}".replace("..", "_")


def _matrix(report: Report) -> bytes:
    edition = queries.current_edition(report) if report.is_published else None
    if edition is not None:
        return bytes(edition.matrix)
    where = where_of(report)
    reporting.check_enough(figures_of(report))
    return report_matrix.packed(report.instrument.rules, queries.counted(where))


def _book(report: Report, rows: Iterable[Row], name: str) -> HttpResponse:
    file = io.BytesIO()  # some five megabytes for a hundred thousand answers
    report_book.write(
        file,
        rules=report.instrument.rules,
        title=report_paper.title_of(report),
        rows=rows,
        notes=report_words.explanation(report),
    )
    answer = HttpResponse(file.getvalue(), content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _csv(rows: Iterable[Row], name: str) -> HttpResponse:
    answer = HttpResponse(report_matrix.csv_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _pdf(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
