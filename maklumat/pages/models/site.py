"""The microsite of an agency: editorial text around facts that live elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Collection, Orderable, Page
from wagtail.models.pages import PagePermissionTester
from wagtail.rich_text import get_text_for_indexing

from maklumat.accounts.models import User
from maklumat.agencies.models import HEX_COLOUR, Agency
from maklumat.pages import editing
from maklumat.pages.fields import BodyField
from maklumat.pages.models.files import Paper, Picture


class SitePermissions(PagePermissionTester):
    """Pages stay in their site, and are public or unpublished, nothing between."""

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False


class SitePage(Page):
    """What all pages of a microsite have. `words` is their text, lower case, for the search."""

    lead = models.CharField(
        _("first sentence"),
        max_length=300,
        blank=True,
        help_text=_("Stands large under the title, in lists and in search engines."),
    )
    words = models.TextField(default="", blank=True, editable=False)

    is_creatable = False
    base_form_class = editing.SitePageForm
    promote_panels = editing.SETTINGS
    search_fields: list[object] = []  # `words` is searched, in one table for all kinds of page

    class Meta:
        verbose_name = _("page of a microsite")

    def save(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        self.words = self.text().lower()
        super().save(*args, **options)

    def text(self) -> str:
        """Return all that can be read on this page, as plain text."""
        pieces = [self.title, self.lead]
        for block in getattr(self, "body", None) or ():
            pieces += block.block.get_searchable_content(block.value)
        return " ".join(get_text_for_indexing(str(piece)) for piece in pieces if piece)

    def home(self) -> "AgencyHome":
        """Return the home page of this page's site."""
        known: AgencyHome | None = getattr(self, "known_home", None)
        if known is None:
            known = AgencyHome.objects.select_related("agency").get(
                path=self.path[: Page.steplen * AgencyHome.DEPTH]
            )
            self.known_home = known
        return known

    @property
    def agency(self) -> Agency:
        return self.home().agency

    @property
    def inner_path(self) -> str:
        """Return the address below the home page, without a slash before it."""
        return str(self.url_path).removeprefix(self.home().url_path)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        inner = self.inner_path
        address = reverse("sites:page", args=[self.agency.slug, inner]) if inner else None
        return 0, settings.SITE_URL, address or reverse("sites:home", args=[self.agency.slug])

    def get_url(self, request: HttpRequest | None = None, current_site: object = None) -> str:
        """Return the address on the portal, without its host: that is right everywhere."""
        parts = self.get_url_parts(request)
        return parts[2] if parts else ""

    url = property(get_url)

    def has_foreign_files(self, references: Iterable[tuple[type[models.Model], str]]) -> bool:
        """Tell whether any of these files, or unpublished pages, belong to somebody else."""
        home = self.home()
        for model in (Picture, Paper):
            keys = {key for kind, key in references if kind is model}
            if keys and model.objects.filter(pk__in=keys).exclude(collection=home.collection_id):
                return True
        keys = {key for kind, key in references if kind is Page}
        hidden = Page.objects.filter(pk__in=keys, live=False)
        return bool(keys) and hidden.exclude(path__startswith=home.path).exists()

    def permissions_for_user(self, user: User) -> SitePermissions:
        return SitePermissions(user, self)

    def get_context(
        self, request: HttpRequest, *args: Any, **options: Any
    ) -> dict[str, Any]:  # Any: Wagtail's own signature
        known: dict[str, Any] = super().get_context(request, *args, **options)
        return {**known, "is_preview": getattr(request, "is_preview", False)}


class AgencyHome(SitePage):
    """The home page: who we are, the seven points from the facts, the latest news."""

    DEPTH = 2

    agency = models.OneToOneField(
        Agency, models.PROTECT, related_name="site", verbose_name=_("agency"), editable=False
    )
    collection = models.OneToOneField(Collection, models.PROTECT, editable=False, related_name="+")
    logo = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("A square picture on white or transparent ground is best."),
    )
    accent = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[HEX_COLOUR],
        help_text=_("Leave it empty for the colour of the government. Example: #0b5d57."),
    )
    body = BodyField(verbose_name=_("welcome text"), blank=True)

    content_panels = editing.HOME
    template = "pages/site/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.NewsIndex", "pages.Downloads", "pages.FreePage"]
    is_creatable = False

    class Meta:
        verbose_name = _("home page of a microsite")

    def home(self) -> "AgencyHome":
        return self


class NewsIndex(SitePage):
    """All news, the latest first."""

    content_panels = editing.LIST
    template = "pages/site/news.html"
    parent_page_types = ["pages.AgencyHome"]
    subpage_types = ["pages.NewsItem"]
    max_count_per_parent = 1
    is_creatable = False

    class Meta:
        verbose_name = _("list of news")


class NewsItem(SitePage):
    """One piece of news."""

    date = models.DateField(_("date"), default=localdate)
    picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("Read aloud to people who cannot see it."),
    )
    picture_adorns = models.BooleanField(_("the picture only adorns the page"), default=False)
    caption = models.CharField(_("words below the picture"), max_length=250, blank=True)
    body = BodyField(verbose_name=_("content"), blank=True)

    content_panels = editing.NEWS
    template = "pages/site/news_item.html"
    parent_page_types = ["pages.NewsIndex"]
    subpage_types: list[str] = []
    is_creatable = True

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-date"], name="pages_news_by_date")]


class Downloads(SitePage):
    """Documents to take away."""

    content_panels = editing.DOWNLOADS
    template = "pages/site/downloads.html"
    parent_page_types = ["pages.AgencyHome"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    is_creatable = False

    class Meta:
        verbose_name = _("downloads")

    def text(self) -> str:
        rows = [f"{row.title} {row.note}" for row in self.files.all()] if self.pk else []
        return " ".join([super().text(), *rows])


class DownloadRow(Orderable):
    """One document in the list of downloads."""

    page = ParentalKey(Downloads, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        Paper, models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("what it is for"), max_length=300, blank=True)
    date = models.DateField(_("date"), default=localdate)

    class Meta(Orderable.Meta):
        verbose_name = _("document to take away")

    def __str__(self) -> str:
        return self.title


class FreePage(SitePage):
    """A page about whatever the agency wants to tell."""

    body = BodyField(verbose_name=_("content"), blank=True)

    content_panels = editing.FREE
    template = "pages/site/free.html"
    parent_page_types = ["pages.AgencyHome", "pages.FreePage"]
    subpage_types = ["pages.FreePage"]
    is_creatable = True

    class Meta:
        verbose_name = _("free page")


class SiteHost(models.Model):
    """A host name of an agency's own, and whether it leads here."""

    home = models.OneToOneField(AgencyHome, models.CASCADE, related_name="host")
    name = models.CharField(_("host name"), max_length=253, unique=True)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    points_here = models.BooleanField(default=False, editable=False)
    found = models.CharField(max_length=250, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("host name")
        verbose_name_plural = _("host names")

    def __str__(self) -> str:
        return self.name
