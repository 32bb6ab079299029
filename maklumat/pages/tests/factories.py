"""The smallest valid microsite, and what stands on it."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import now
from PIL import Image

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.pages import actions
from maklumat.pages.models import (
    AgencyHome,
    Downloads,
    FreePage,
    NewsIndex,
    NewsItem,
    Paper,
    Picture,
    PictureSize,
)


def writer(name: str = "Penulis") -> User:
    return people.user(name)


def site(agency: Agency, by: User) -> AgencyHome:
    return actions.found_site(agency=agency, by=by, at=now())


def news(home: AgencyHome, title: str, *, live: bool = True, **more: Any) -> NewsItem:
    index = NewsIndex.objects.descendant_of(home).get()
    return _below(index, NewsItem(title=title, **more), live=live)


def free_page(home: AgencyHome, title: str, *, live: bool = True, **more: Any) -> FreePage:
    return _below(home, FreePage(title=title, **more), live=live)


def downloads(home: AgencyHome) -> Downloads:
    return Downloads.objects.descendant_of(home).get()


def _below(parent: Any, page: Any, *, live: bool) -> Any:
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish(skip_permission_checks=True)
        page.refresh_from_db()
    return page


def png(colour: str = "#0b5d57") -> bytes:
    written = BytesIO()
    Image.new("RGB", (640, 400), colour).save(written, "PNG")
    return written.getvalue()


def picture(home: AgencyHome, title: str = "Loket") -> Picture:
    return Picture.objects.create(
        title=title, file=ContentFile(png(), name="loket.png"), collection=home.collection
    )


def size(of: Picture, content: bytes = b"") -> PictureSize:
    """Return one size of a picture; with some content, a file that holds it too."""
    made: PictureSize = of.get_rendition("width-320")
    made.file.close()
    if content:
        made.file.storage.delete(made.file.name)
        made.file.storage.save(made.file.name, ContentFile(png() + content))
    return made


def paper(home: AgencyHome, title: str = "Formulir", content: bytes = b"%PDF-1.4 isi") -> Paper:
    return Paper.objects.create(
        title=title,
        file=ContentFile(content, name="formulir.pdf"),
        file_size=len(content),
        collection=home.collection,
    )
