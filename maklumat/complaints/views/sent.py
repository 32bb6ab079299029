"""After filing: number and code, the receipt, what happens next; and how reports are handled."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.complaints import codes, receipts, sent, whatnext
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.views.filing import HOUR, known_now
from maklumat.core import links, qr
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page


@require_safe
@never_cache
def filed(request: HttpRequest, token: str) -> HttpResponse:
    """Show number and code of a report that was sent, its receipt, and what happens next."""
    case = sent.case_of(token)
    address = reverse("complaints:follow", args=[codes.token(case.number)])
    context = {
        "case": case,
        "code": codes.code_for(str(case.client_uid)),
        "token": token,
        "address": address,
        "qr": qr.svg(links.full(address), title=_("QR code to the page of this report")),
        "next": sent.what_follows(case),
        "page_title": _("Your report has arrived"),
    }
    return render(request, "complaints/public/filed.html", context)


@require_safe
@never_cache
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the receipt (tanda terima) as PDF."""
    case = sent.case_of(token)
    response = HttpResponse(receipts.sheet(case, at=now()).pdf(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="tanda-terima-{case.number}.pdf"'
    return response


@require_safe
@never_cache
def joined(request: HttpRequest, number: str) -> HttpResponse:
    """Say that somebody joined a public report."""
    public = reads.to_join(number)
    if public is None:
        raise NotFound(number)
    context = {"public": public, "page_title": _("You joined this report")}
    return render(request, "complaints/public/joined.html", context)


@require_safe
@cached_page("complaint-rules", "government", seconds=HOUR)
def how(request: HttpRequest) -> HttpResponse:
    """Explain how reports are handled: the way, the terms with their sources, who sees what."""
    known = known_now()
    context = {
        "terms": whatnext.terms(known.rules.book),
        "rules": known.rules,
        "book": known.rules.book,
        "page_title": _("How we handle your report"),
    }
    return render(request, "complaints/public/how.html", context)
