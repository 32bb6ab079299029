"""What becomes public, and what ceases to be, is known at once: pages are purged, files counted."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from maklumat.core.pagecache import purge
from maklumat.pages.models import AgencyHome, Picture, SitePage

# Any: Django's signals hand over whatever they like.


def now_public(sender: type[Model], instance: Page, **_kwargs: Any) -> None:
    """Wagtail counts the files of a page later, in the background: a picture would be missing."""
    page = instance.specific
    if isinstance(page, SitePage):
        ReferenceIndex.create_or_update_for_object(page)
        forget(page)


def changed(sender: type[Model], instance: Page, **_kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, SitePage):
        forget(page)


def forget(page: SitePage) -> None:
    purge(f"site:{page.agency.slug}", "sites", *(["agencies"] if page.depth == AgencyHome.DEPTH else []))


def deleted(sender: type[Model], instance: SitePage, **_kwargs: Any) -> None:
    purge("sites", f"site:{instance.agency.slug}")


def picture_changed(sender: type[Model], instance: Picture, **_kwargs: Any) -> None:
    purge("sites")


def connect() -> None:
    """Listen; called once when the apps are ready."""
    page_published.connect(now_public, dispatch_uid="page of a site published")
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(changed, dispatch_uid=f"page of a site {id(signal)}")
    for model in SitePage.__subclasses__():
        post_delete.connect(deleted, model, dispatch_uid=f"{model.__name__} deleted")
    post_save.connect(picture_changed, Picture, dispatch_uid="picture of a site saved")
