"""Where the surveys' own service worker stood before the portal had one: it makes way."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maklumat.core import offline


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer a worker that takes itself off; what it kept is taken over by the new one."""
    return offline.retiring()
