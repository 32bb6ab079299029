"""What the register of laws answers to a box in which somebody types."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue import queries
from maklumat.core.errors import NotFound

LONGEST = 200


@never_cache
@require_GET
def laws(request: StaffRequest) -> JsonResponse:
    """Answer the first laws that have all the words of `q`."""
    if not policy_for(request.user).can(Act.VIEW):
        raise NotFound(request.path)
    return JsonResponse({"laws": queries.law_names(request.GET.get("q", "")[:LONGEST])})
