"""Add the demo's microsites. A site that is there stays as it is, whatever was written in it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import format_html_join
from wagtail.models import Page

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.core import paper
from maklumat.core.datafiles import Entry, read
from maklumat.pages import actions
from maklumat.pages.demo import drawing
from maklumat.pages.models import (
    AgencyHome,
    DownloadRow,
    Downloads,
    FreePage,
    NewsIndex,
    NewsItem,
    Paper,
    Picture,
)

DATA = Path(__file__).parent.parent / "data" / "sites.yaml"


@transaction.atomic
def load(*, at: datetime, path: Path = DATA) -> int:
    """Return how many sites were added.

    Raises BadDataFile.
    """
    writer = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if writer is None:
        return 0
    added = 0
    for entry in read(path).rows("sites"):
        entry.only("agency", "accent", "lead", "welcome", "news", "pages", "downloads")
        agency = Agency.objects.filter(slug=entry.text("agency")).first()
        if agency is None or AgencyHome.objects.filter(agency=agency).exists():
            continue
        _Site(actions.found_site(agency=agency, by=writer, at=at), writer, at).fill(entry)
        added += 1
    return added


class _Site:
    """One site while it is filled."""

    def __init__(self, home: AgencyHome, writer: User, at: datetime) -> None:
        self.home, self.writer, self.at = home, writer, at

    def fill(self, entry: Entry) -> None:
        self.home.lead = entry.text("lead", "")
        self.home.accent = entry.text("accent", "")
        self.home.body = _body(entry.texts("welcome", []))  # type: ignore[assignment]  # the field makes blocks of it
        self._publish(self.home)
        for row in entry.rows("pages", []):
            self._add_page(row)
        for row in sorted(entry.rows("news", []), key=lambda row: -row.count("days")):
            self._add_news(row)
        self._add_downloads(entry.rows("downloads", []))

    def _add_page(self, row: Entry) -> None:
        row.only("title", "lead", "text")
        page = FreePage(
            title=row.text("title"),
            lead=row.text("lead", ""),
            body=_body(row.texts("text")),
            show_in_menus=True,
            owner=self.writer,
        )
        self.home.add_child(instance=page)
        self._publish(page)

    def _add_news(self, row: Entry) -> None:
        row.only("title", "days", "lead", "picture", "alt", "text")
        index = NewsIndex.objects.descendant_of(self.home).get()
        page = NewsItem(
            title=row.text("title"),
            date=(self.at - timedelta(days=row.count("days"))).date(),
            lead=row.text("lead", ""),
            picture=self._picture(row.choice("picture", tuple(drawing.KINDS)), row.text("alt")),
            picture_alt=row.text("alt"),
            body=_body(row.texts("text")),
            owner=self.writer,
        )
        index.add_child(instance=page)
        self._publish(page)

    def _picture(self, kind: str, title: str) -> Picture:
        return Picture.objects.create(
            title=title[:255],
            file=ContentFile(drawing.drawn(kind), name=f"{kind}.png"),
            collection=self.home.collection,
            uploaded_by_user=self.writer,
        )

    def _add_downloads(self, rows: list[Entry]) -> None:
        if not rows:
            return
        page = Downloads.objects.descendant_of(self.home).get()
        for position, row in enumerate(rows):
            row.only("title", "note", "text")
            title = row.text("title")
            made = paper.pdf(
                "pages/leaflet", {"heading": title, "lines": row.texts("text")}, title=title
            )
            document = Paper.objects.create(
                title=title,
                file=ContentFile(made, name="lembar.pdf"),
                file_size=len(made),
                collection=self.home.collection,
                uploaded_by_user=self.writer,
            )
            page.files.add(
                DownloadRow(
                    document=document,
                    title=title,
                    note=row.text("note", ""),
                    date=self.at.date(),
                    sort_order=position,
                )
            )
        self._publish(page)

    def _publish(self, page: Page) -> None:
        page.save_revision(user=self.writer, log_action=False).publish(
            user=self.writer, log_action=False, skip_permission_checks=True
        )


def _body(paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    text = format_html_join("", "<p>{}</p>", ((line,) for line in paragraphs))
    return [("text", str(text))] if text else []
