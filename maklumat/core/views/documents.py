"""Check a printed document: type its code, or arrive from its QR code."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maklumat.core import documents
from maklumat.core.errors import NotFound
from maklumat.core.numbers import clean_code
from maklumat.core.ratelimit import rate_limit

TEMPLATE = "core/public/document.html"
# Guessing a code is hopeless (49 bits); the limit keeps the trying cheap for us.
seldom = rate_limit("documents", limit=60, seconds=600, methods=frozenset({"GET", "HEAD"}))


@require_safe
@seldom
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("kode", "")[:100].strip()
    if not typed:
        return _page(request, {"is_wrong": "kode" in request.GET})
    code = clean_code(typed)
    if not code:
        return _unknown(request, typed)
    return redirect("documents:document", code)


@require_safe
@seldom
def document(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = documents.document_by_code(code)
    except NotFound:
        return _unknown(request, code[:40])
    context = {"document": found, "state": documents.state(found).value, "typed": found.code}
    return _page(request, context)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    """Not the general 404: whoever holds the paper must learn what an unknown code means."""
    context = {"state": "unknown", "typed": typed}
    return _page(request, context, status=HTTPStatus.NOT_FOUND)


def _page(
    request: HttpRequest, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    titled: dict[str, object] = {"page_title": _("Check a document"), **context}
    response = render(request, TEMPLATE, titled, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
