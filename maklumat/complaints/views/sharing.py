"""/bagikan/: a photo or words that another app shares become the first step of a report."""

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maklumat.complaints.filing_steps import STORY
from maklumat.complaints.views import filing
from maklumat.core.ownpage import is_from_own_page

PARTS = ("title", "text", "url")
LONGEST = 10_000  # letters: of more only the beginning is taken


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def share(request: HttpRequest) -> HttpResponseBase:
    """Show the first step with what was shared in it; nothing is filed before the person sends it.

    The telephone posts this, so it carries no form token. It uses nobody's authority: a post of a
    foreign page is only led to the empty form.
    """
    if request.method != "POST" or not is_from_own_page(request):
        return redirect("complaints:new")
    step = QueryDict(mutable=True)
    step.update({"text": _words(request.POST), "step": STORY, "go": "files"})
    request.POST = step  # type: ignore[assignment]  # as if the form itself had been sent
    return filing.new(request)


def _words(sent: QueryDict) -> str:
    """Put title, words and link below each other, each once."""
    told: list[str] = []
    for name in PARTS:
        part = sent.get(name, "").strip()
        if part and not any(part in other for other in told):
            told.append(part)
    return "\n".join(told)[:LONGEST]
