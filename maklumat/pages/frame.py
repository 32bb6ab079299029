"""What surrounds every page of a microsite: its name, its menu, its look, its address."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import current_government
from maklumat.pages import sites
from maklumat.pages.models import AgencyHome, PictureSize, SitePage
from maklumat.pages.views.theme import DEFAULT_ACCENT


@dataclass(frozen=True)
class MenuLink:
    """One page in the menu; `current` is the value of `aria-current`."""

    text: str
    address: str
    current: str


class Frame:
    """One microsite, as the page that is shown now sees it."""

    def __init__(self, page: SitePage, request: HttpRequest | None) -> None:
        self.page = page
        self.home: AgencyHome = page.home()
        self.agency: Agency = self.home.agency
        # On the agency's own host the site begins at "/".
        self.is_on_own_host = getattr(request, "agency_site", "") == self.agency.slug

    @property
    def base(self) -> str:
        """Return the address of the home page, on this host and in this language."""
        if not self.is_on_own_host:
            return reverse("sites:home", args=[self.agency.slug])
        language = get_language()
        return "/" if language in (None, settings.LANGUAGE_CODE) else f"/{language}/"

    def address(self, page: Page) -> str:
        return self.base + str(page.url_path).removeprefix(self.home.url_path)

    @cached_property
    def menu(self) -> list[MenuLink]:
        return [
            MenuLink(row.title, self.address(row), self._current(row))
            for row in sites.in_menu(self.home)
        ]

    def _current(self, row: Page) -> str:
        if row.pk == self.page.pk:
            return "page"
        return "true" if self.page.path.startswith(row.path) else ""

    @cached_property
    def trail(self) -> list[dict[str, str]]:
        """Return the way back: the pages above this one, the home page first."""
        if self.page.pk == self.home.pk:
            return []
        between = sites.above(self.page) if self.page.depth > AgencyHome.DEPTH + 1 else []
        return [{"text": row.title, "address": self.address(row)} for row in (self.home, *between)]

    @cached_property
    def logo(self) -> PictureSize | None:
        picture = self.home.logo
        return size_of(picture, sites.MARK) if picture else None

    @property
    def accent(self) -> str:
        government = current_government()
        return self.home.accent or (government.accent if government else DEFAULT_ACCENT)

    @property
    def theme_address(self) -> str:
        return reverse("theme-of", args=[self.accent.removeprefix("#").lower()])

    @property
    def search_address(self) -> str:
        return f"{self.base}cari/"

    @cached_property
    def versions(self) -> list[dict[str, object]]:
        """Return this page's address in every language, on this host."""
        here = self.address(self.page)
        return [
            {
                "code": code,
                "name": name,
                "address": self._in_language(here, code),
                "canonical": self.canonical(code),
                "current": code == get_language(),
            }
            for code, name in settings.LANGUAGES
        ]

    def _in_language(self, address: str, code: str) -> str:
        if not self.is_on_own_host:
            return translate_url(address, code)
        plain = address.removeprefix(f"/{get_language()}/").lstrip("/")
        return f"/{plain}" if code == settings.LANGUAGE_CODE else f"/{code}/{plain}"

    @property
    def origin(self) -> str:
        """Return scheme and host of the canonical address, for pictures that others show."""
        return "/".join(self.canonical().split("/")[:3])

    @property
    def linked_data(self) -> dict[str, object]:
        """Return what search engines should know of the agency itself."""
        agency = self.agency
        return {
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "name": agency.name,
            "url": self.canonical(),
            **({"address": agency.address} if agency.address else {}),
            **({"telephone": agency.phone} if agency.phone else {}),
            **({"email": agency.email} if agency.email else {}),
        }

    def canonical(self, code: str = "") -> str:
        """Return the one address that search engines should know."""
        language = code or get_language() or settings.LANGUAGE_CODE
        return canonical(self.page, language)


def canonical(page: SitePage, language: str) -> str:
    """Return the address of a page on the agency's own host, or on the portal without one."""
    home = page.home()
    name = sites.host_name(home)
    lead = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    if name:
        scheme = "https" if settings.HTTPS else "http"
        return f"{scheme}://{name}/{lead}{page.inner_path}"
    return f"{settings.SITE_URL}/{lead}situs/{home.agency.slug}/{page.inner_path}"


def size_of(picture: "object", spec: str) -> PictureSize:
    """Return a picture in one size, from what was fetched with it where possible."""
    fetched = getattr(picture, "_prefetched_objects_cache", {}).get("renditions")
    for size in fetched or ():
        if size.filter_spec == spec:
            found: PictureSize = size
            return found
    made: PictureSize = picture.get_rendition(spec)  # type: ignore[attr-defined]  # Wagtail's
    return made
