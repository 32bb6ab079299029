"""The questionnaire on paper, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from maklumat.core.pagecache import cached_page
from maklumat.surveys import questionnaire
from maklumat.surveys.queries.asking import asked_by

KEPT = 3600  # seconds; every change purges


@require_safe
@cached_page("questionnaires", "services", "agencies", "government", seconds=KEPT)
def blank(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Answer the questionnaire of a service as one sheet without a number."""
    at = now()
    found = asked_by(agency, service, at)
    made = questionnaire.pdf(found.service, found.sheets[0].version, at=at)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="kuesioner-{found.service.slug}.pdf"'
    return response
