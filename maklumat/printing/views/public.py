"""The booklet of standards of an agency."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from maklumat.core.pagecache import cached_page
from maklumat.printing import booklet, queries

KEPT = 3600  # seconds; every change purges


@require_safe
@cached_page("services", "agencies", "government", seconds=KEPT)
def booklet_of_agency(request: HttpRequest, agency: str) -> HttpResponse:
    """Answer all published standards of an agency as one PDF."""
    found, services = queries.published_booklet(agency)
    response = HttpResponse(booklet.pdf(found, services, at=now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="standar-{found.slug}.pdf"'
    return response
