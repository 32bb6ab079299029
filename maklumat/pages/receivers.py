"""What becomes public, and what ceases to be, is known at once: pages are purged, files counted."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from maklumat.core.pagecache import purge
from maklumat.pages import sites
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


def deleted(sender: type[Model], instance: SitePage, **_kwargs: Any) -> None:
    forget(instance)


def forget(page: SitePage) -> None:
    """Forget the pages of this site; its home page is linked from the agency's page as well."""
    is_home = page.depth == AgencyHome.DEPTH
    purge("sites", f"site:{page.agency.slug}", *(["agencies"] if is_home else []))


def picture_changed(sender: type[Model], instance: Picture, **_kwargs: Any) -> None:
    """A picture that is replaced has other addresses."""
    slug = sites.slug_of_collection(instance.collection_id)
    if slug:
        purge(f"site:{slug}")


def connect() -> None:
    """Listen; called once when the apps are ready."""
    page_published.connect(now_public, dispatch_uid="page of a site published")
    page_unpublished.connect(changed, dispatch_uid="page of a site unpublished")
    page_slug_changed.connect(changed, dispatch_uid="page of a site has a new address")
    post_page_move.connect(changed, dispatch_uid="page of a site moved")
    for model in SitePage.__subclasses__():
        post_delete.connect(deleted, model, dispatch_uid=f"{model.__name__} deleted")
    post_save.connect(picture_changed, Picture, dispatch_uid="picture of a site saved")
