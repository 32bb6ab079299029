"""The service card, its poster and its QR code."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from maklumat.agencies.queries import agency_of_former_slug
from maklumat.catalogue import cards, linked_data, poster, queries, search
from maklumat.catalogue.cards import Card
from maklumat.core import links, qr
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page

TAGS = ("services", "agencies", "government")
KEPT = 3600  # seconds; every change purges, so that only the clock makes a card stale


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def service(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Show what a citizen needs to know of one service."""
    try:
        found = queries.published_service(agency, service, now())
    except NotFound:
        return _moved(request, agency, service)
    card = cards.card(found, found.published_standard(), now())
    address = links.full(found.get_absolute_url())
    context = {
        "card": card,
        "related": search.related(found.pk),
        "page_title": found.name,
        "page_description": found.summary,
        "linked_data": linked_data.government_service(card, address),
    }
    return _kept(render(request, "catalogue/public/service.html", context), card)


@require_safe
@cached_page(*TAGS, seconds=KEPT, query=("ukuran",))
def service_poster(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Answer the wall poster of the standard: A3, or A4 with `?ukuran=a4`."""
    found = queries.published_service(agency, service, now())
    card = cards.card(found, found.published_standard(), now())
    size = "a4" if request.GET.get("ukuran", "").lower() == "a4" else "a3"
    response = HttpResponse(poster.pdf(card, size=size, at=now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="standar-{found.slug}-{size}.pdf"'
    response.cache_tags = (f"service:{found.pk}",)  # type: ignore[attr-defined]  # read by pagecache
    return response


@require_safe
@cached_page(*TAGS, seconds=KEPT)
def service_qr(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Answer the QR code that leads to the card."""
    found = queries.published_service(agency, service, now())
    drawing = qr.svg(poster.card_address(found), title=found.name)
    return HttpResponse(drawing, content_type="image/svg+xml")


def _moved(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """Lead an old link on to the agency's address of today.

    Raises NotFound if the agency never had this name, or has no such service.
    """
    renamed = agency_of_former_slug(agency)
    if renamed is None:
        raise NotFound(service)
    return redirect(queries.published_service(renamed.slug, service, now()), permanent=True)


def _kept(response: HttpResponse, card: Card) -> HttpResponse:
    """Keep a card until a door opens or closes, or the day ends: it names today."""
    midnight = datetime.combine(card.at.date() + timedelta(days=1), datetime.min.time())
    ends = [midnight.replace(tzinfo=card.at.tzinfo), card.stale_at]
    left = min((end - card.at).total_seconds() for end in ends if end is not None)
    response.cache_seconds = max(0, min(KEPT, int(left)))  # type: ignore[attr-defined]  # read by pagecache
    response.cache_tags = (f"service:{card.service.pk}",)  # type: ignore[attr-defined]  # as above
    return response
