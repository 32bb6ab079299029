"""For load balancers and monitors: alive, ready."""

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.core import health


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that this process answers. Asks nothing of others, so that nobody restarts it for them."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether all parts are well: 200, or 503 with the names of what fails."""
    checks = health.checks(at=now())
    failing = [check.name for check in checks if not check.is_well]
    answer = {
        "status": "not ready" if failing else "ready",
        "failing": failing,
        "checks": {check.name: {"ok": check.is_well, **check.figures} for check in checks},
    }
    return JsonResponse(answer, status=503 if failing else 200)
