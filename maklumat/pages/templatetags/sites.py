"""Tags of microsites."""

from typing import Any

from django import template
from django.utils.timezone import now
from wagtail.models import Page

from maklumat.pages import queries
from maklumat.pages import sites as reads
from maklumat.pages.agency_facts import facts_of
from maklumat.pages.frame import Frame, size_of
from maklumat.pages.models import AgencyHome, Downloads, Picture, PictureSize, SitePage

register = template.Library()
SIZES = {"card": reads.CARD, "wide": reads.WIDE, "mark": reads.MARK}
ON_HOME = 3


@register.simple_tag(takes_context=True)
def site_frame(context: template.Context, page: SitePage) -> Frame:
    """Return what surrounds this page; the same for all blocks of one answer."""
    known = context.get("frame")
    if isinstance(known, Frame):
        return known
    frame = Frame(page, context.get("request"))
    context.dicts[0]["frame"] = frame
    return frame


@register.simple_tag
def site_link(frame: Frame, page: Page) -> str:
    return frame.address(page)


@register.simple_tag(takes_context=True)
def agency_facts(context: template.Context, home: AgencyHome) -> dict[str, Any]:
    """Return the facts that the view fetched; a preview fetches them here."""
    known: dict[str, Any] | None = context.get("facts")
    if known is not None:
        return known
    at = now().astimezone(home.agency.government.zone)
    return facts_of(queries.agency_page(home.agency.slug, at.date()), at)


@register.simple_tag
def latest_news(home: AgencyHome) -> list[Page]:
    return list(reads.news_of(home)[:ON_HOME])


@register.simple_tag
def news_list(home: AgencyHome) -> Page | None:
    return reads.news_index(home)


@register.simple_tag(takes_context=True)
def documents_of(context: template.Context, page: Downloads) -> list[Any]:  # Any: saved or not
    """Return the documents of a page; in a preview those of the draft."""
    return list(page.files.all()) if context.get("is_preview") else reads.rows_of(page)


@register.simple_tag
def pages_below(page: SitePage) -> list[Page]:
    return reads.below(page)


@register.simple_tag
def in_size(picture: Picture, name: str) -> PictureSize:
    """Return a picture as `card`, `wide` or `mark`."""
    return size_of(picture, SIZES[name])


@register.simple_tag(takes_context=True)
def link_to_site(context: template.Context, agency: Any) -> str:  # Any: may have no site
    """Return the address of an agency's site; "" if it has none that is public."""
    home = getattr(agency, "site", None)
    return reads.site_address(home) if home and home.live else ""


@register.filter
def file_kind(name: str) -> str:
    """Return the type of a file as people call it."""
    return name.rpartition(".")[2].upper()
