"""The pages for everything that goes wrong: one shape, both languages, JSON for machines."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from maklumat.core.errors import MaklumatError


def expected(request: HttpRequest, error: MaklumatError) -> HttpResponse:
    """Answer an error that an action or a query raised."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"code": error.code, "message": str(error)}, status=error.status)
    return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
