"""The pages of a site as lines of a list: how deep, in what state, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from maklumat.accounts.models import User
from maklumat.pages.models import AgencyHome, FreePage, NewsIndex, NewsItem

DRAFT, PUBLIC, CHANGED = "draft", "public", "changed"


@dataclass(frozen=True)
class Line:
    """One page."""

    page: Page
    depth: int
    state: str
    adds: tuple[tuple[str, str], ...]  # words and address of what can be written below it
    can_move: bool

    @property
    def state_words(self) -> str:
        return {
            DRAFT: _("draft, not public"),
            PUBLIC: _("public"),
            CHANGED: _("public, changes wait"),
        }[self.state]


def lines(pages: Sequence[Page], user: User) -> list[Line]:
    """Return a site's pages in the order of its tree; news with the latest first."""
    return [_line(page) for page in _in_order(pages)]


def _line(page: Page) -> Line:
    return Line(
        page=page,
        depth=page.depth - AgencyHome.DEPTH,
        state=_state(page),
        adds=tuple(_adds(page)),
        can_move=page.depth == AgencyHome.DEPTH + 1,
    )


def _state(page: Page) -> str:
    if not page.live:
        return DRAFT
    return CHANGED if page.has_unpublished_changes else PUBLIC


def _adds(page: Page) -> list[tuple[str, str]]:
    kind = page.content_type.model_class()
    if kind is NewsIndex:
        return [(_("Write news"), _address(NewsItem, page))]
    if kind is AgencyHome:
        return [(_("New page"), _address(FreePage, page))]
    if kind is FreePage:
        return [(_("New page below"), _address(FreePage, page))]
    return []


def _address(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["pages", model._meta.model_name, parent.pk])


def _in_order(pages: Sequence[Page]) -> list[Page]:
    """Put news behind its list, the latest first: it grows at the end of the tree."""
    ordered: list[Page] = []
    news: list[Page] = []
    for page in pages:
        if page.content_type.model_class() is NewsItem:
            news.append(page)
            continue
        ordered += sorted(news, key=_written, reverse=True)
        news = []
        ordered.append(page)
    return ordered + sorted(news, key=_written, reverse=True)


def _written(page: Page) -> float:
    moment = page.latest_revision_created_at
    return moment.timestamp() if moment else 0.0
