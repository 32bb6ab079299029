"""Every read of microsites: their pages, files and host names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.permissions import Person
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import living_agencies_today
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import stamp
from maklumat.pages.models import (
    AgencyHome,
    Downloads,
    NewsIndex,
    NewsItem,
    Paper,
    Picture,
    PictureSize,
    SiteHost,
    SitePage,
)

MOST_WORDS = 8
MOST_FOUND = 50
CARD, WIDE, MARK = "fill-640x400", "width-1280", "max-160x160"  # sizes of pictures on a page
KINDS = ("newsitem", "freepage", "newsindex", "downloads")  # all but the home page
HOSTS = "hosts"  # the tag of the page cache that changes with every host name


@dataclass(frozen=True)
class SiteFile:
    """A file with the collection it is in, and its path in the storage."""

    path: str
    name: str
    collection: int
    is_public: bool


# --- For everybody ----------------------------------------------------------------------------


def site_of(slug: str) -> AgencyHome:
    """Return the published home page of an agency's site, with all that its frame shows.

    Raises NotFound.
    """
    found: AgencyHome | None = _homes().filter(live=True, agency__slug=slug).first()
    if found is None:
        raise NotFound(slug)
    return found


def _homes() -> QuerySet[AgencyHome]:
    rows: QuerySet[AgencyHome] = AgencyHome.objects.select_related(
        "agency__government", "agency__profile", "host", "logo"
    )
    return rows.prefetch_related(
        Prefetch("logo__renditions", PictureSize.objects.filter(filter_spec=MARK))
    )


def page_below(home: AgencyHome, inner: str) -> SitePage:
    """Return a published page of a site by its address below the home page.

    Raises NotFound.
    """
    rows = SitePage.objects.filter(live=True, path__startswith=home.path)
    row = rows.select_related(*KINDS).filter(url_path=f"{home.url_path}{inner}").first()
    found = next((getattr(row, kind) for kind in KINDS if hasattr(row, kind)), None)
    if found is None:
        raise NotFound(inner)
    page: SitePage = found
    page.known_home = home
    return page


def in_menu(home: AgencyHome) -> list[Page]:
    return list(home.get_children().live().in_menu())


def below(page: Page) -> list[Page]:
    return list(page.get_children().live())


def above(page: Page) -> list[Page]:
    """Return the pages between the home page and this one."""
    return list(page.get_ancestors().filter(depth__gt=AgencyHome.DEPTH).live())


def news_of(home: AgencyHome) -> QuerySet[NewsItem]:
    """Return the published news, the latest first, each with its picture made small."""
    sizes = PictureSize.objects.filter(filter_spec__in=(CARD, WIDE))
    rows: QuerySet[NewsItem] = NewsItem.objects.filter(live=True, path__startswith=home.path)
    return (
        rows.select_related("picture")
        .prefetch_related(Prefetch("picture__renditions", sizes))
        .defer("body", "words")
        .order_by("-date", "-pk")
    )


def news_index(home: AgencyHome) -> NewsIndex | None:
    found: NewsIndex | None = NewsIndex.objects.filter(
        live=True, path__startswith=home.path
    ).first()
    return found


def rows_of(page: Downloads) -> list[Model]:
    """Return the documents to take away, each with its file."""
    return list(page.files.select_related("document").all())


def pages_with(home: AgencyHome, question: str) -> list[SitePage]:
    """Return the published pages of a site that hold every word, titles first."""
    words = [word.lower() for word in question.split()[:MOST_WORDS]]
    if not words:
        return []
    rows: QuerySet[SitePage] = SitePage.objects.filter(live=True, path__startswith=home.path)
    for word in words:
        rows = rows.filter(words__contains=word)
    found = list(rows.defer("words").order_by("-first_published_at")[:MOST_FOUND])
    return sorted(found, key=lambda page: not all(word in page.title.lower() for word in words))


def public_pages() -> list[SitePage]:
    """Return every published page of every published site, with its agency, for search engines."""
    homes = {home.path: home for home in AgencyHome.objects.filter(live=True).select_related(
        "agency", "host")}  # fmt: skip
    rows = list(SitePage.objects.filter(live=True).defer("words").order_by("path"))
    length = Page.steplen * AgencyHome.DEPTH
    kept = [row for row in rows if row.path[:length] in homes]
    for row in kept:
        row.known_home = homes[row.path[:length]]
    return kept


def known_hosts() -> dict[str, str]:
    """Return the short addresses of the agencies whose sites have a host name, by that name."""
    rows = SiteHost.objects.filter(home__live=True)
    return dict(rows.values_list("name", "home__agency__slug"))


def hosts() -> list[SiteHost]:
    return list(SiteHost.objects.order_by("pk"))


class HostBook:
    """The host names in the memory of this process, read again when one changed."""

    def __init__(self) -> None:
        self.mark, self.names = "", dict[str, str]()

    def slug_of(self, host: str) -> str:
        """Return the agency that a host name belongs to; "" for a stranger's."""
        mark = stamp(HOSTS)
        if mark != self.mark:
            self.names, self.mark = known_hosts(), mark
        return self.names.get(host, "")


def host_name(home: AgencyHome) -> str:
    """Return the host name under which citizens reach this site; "" for the portal's own."""
    try:
        host = home.host
    except SiteHost.DoesNotExist:
        return ""
    return str(host.name) if host.points_here else ""


def site_address(home: AgencyHome) -> str:
    """Return where this site is: on its own host once that leads here."""
    name = host_name(home)
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{name}/" if name else str(home.url)


# --- Files ------------------------------------------------------------------------------------


def picture_file(pk: int, name: str) -> SiteFile:
    """Return one size of a picture.

    Raises NotFound.
    """
    found = PictureSize.objects.select_related("image").filter(pk=pk).first()
    if found is None or not found.file.name.endswith(f"/{name}"):
        raise NotFound(name)
    picture = found.image
    return SiteFile(found.file.name, name, picture.collection_id, _is_shown(picture))


def paper_file(pk: int, name: str) -> SiteFile:
    """Return a document.

    Raises NotFound.
    """
    found = Paper.objects.filter(pk=pk).first()
    if found is None or found.filename != name:
        raise NotFound(name)
    return SiteFile(found.file.name, name, found.collection_id, _is_shown(found))


def _is_shown(row: "Picture | Paper") -> bool:
    """Is this file on a published page of the site that it belongs to?

    A page of another site that names it does not make it public.
    """
    home = AgencyHome.objects.filter(collection=row.collection_id, live=True).first()
    if home is None:
        return False
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(row)), to_object_id=str(row.pk)
    )
    pages = [int(key) for key in uses.values_list("object_id", flat=True) if key.isdecimal()]
    return Page.objects.filter(pk__in=pages, live=True, path__startswith=home.path).exists()


def slug_of_collection(key: int) -> str:
    rows = AgencyHome.objects.filter(collection=key)
    return rows.values_list("agency__slug", flat=True).first() or ""


# --- For staff --------------------------------------------------------------------------------


def no_pages() -> QuerySet[Page]:
    found: QuerySet[Page] = Page.objects.none()
    return found


def sites_to_edit(user: Person) -> list[AgencyHome]:
    """Return the sites in which this person may write."""
    return list(_editable(user).select_related("agency", "collection").order_by("path"))


def _editable(user: Person) -> QuerySet[AgencyHome]:
    return policy_for(user).rows(AgencyHome.objects.all(), Act.CHANGE)


def may_edit_some(user: Person) -> bool:
    return _editable(user).exists()


def may_edit_page(user: Person, key: int) -> bool:
    """Is this a page of a site in which this person may write?"""
    path = Page.objects.filter(pk=key).values_list("path", flat=True).first()
    if not path or len(path) < Page.steplen * AgencyHome.DEPTH:
        return False
    return _editable(user).filter(path=path[: Page.steplen * AgencyHome.DEPTH]).exists()


def may_edit_files(user: Person, model: type[Picture] | type[Paper], keys: Iterable[str]) -> bool:
    """Are all of these files in collections of sites in which this person may write?"""
    wanted = {str(key) for key in keys}
    if not wanted or not all(key.isdecimal() and len(key) < 19 for key in wanted):
        return False
    found = model.objects.filter(pk__in=wanted, collection__in=_editable(user).values("collection"))
    return found.count() == len(wanted)


def may_see_collection(user: Person, key: int) -> bool:
    rows = policy_for(user).rows(AgencyHome.objects.all(), Act.VIEW)
    return rows.filter(collection=key).exists()


def pages_in_reach(user: Person, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Keep the pages of sites in which this person may write."""
    reach = Q(pk__in=())
    for path in _editable(user).values_list("path", flat=True):
        reach |= Q(path__startswith=path)
    return pages.filter(reach)


def files_in_reach(user: Person, files: QuerySet[Model]) -> QuerySet[Model]:
    return files.filter(collection__in=_editable(user).values("collection"))


@dataclass(frozen=True)
class Choice:
    """An agency in the staff's list of sites, with its site if it has one."""

    agency: Agency
    home: AgencyHome | None
    waiting: int

    @property
    def host(self) -> SiteHost | None:
        return getattr(self.home, "host", None) if self.home else None


def agencies_for(user: Person) -> list[Choice]:
    """Return the living agencies for whose site this person may care, those with one first."""
    agencies = policy_for(user).rows(living_agencies_today(), Act.CHANGE, through=("",))
    homes = {
        home.agency_id: home
        for home in _editable(user).select_related("agency", "host").order_by("path")
    }
    waiting = _waiting(homes.values())
    pairs = [(agency, homes.get(agency.pk)) for agency in agencies]
    rows = [Choice(agency, home, waiting.get(home.pk, 0) if home else 0) for agency, home in pairs]
    return sorted(rows, key=lambda row: row.home is None)


def _waiting(homes: Iterable[AgencyHome]) -> dict[int, int]:
    """Count for each site the pages that hold something not yet published."""
    by_path = {home.path: home.pk for home in homes}
    if not by_path:
        return {}
    found: dict[int, int] = {}
    length = Page.steplen * AgencyHome.DEPTH
    drafts = Page.objects.filter(depth__gte=AgencyHome.DEPTH, has_unpublished_changes=True)
    for path in drafts.values_list("path", flat=True):
        key = by_path.get(path[:length])
        if key:
            found[key] = found.get(key, 0) + 1
    return found


def sites_waiting(user: Person, acts: Iterable[Act]) -> list[Choice]:
    """Return the sites in which this person may publish something that waits."""
    policy = policy_for(user)
    if not any(policy.can(act) for act in acts):
        return []
    return [
        row
        for row in agencies_for(user)
        if row.waiting and any(policy.covers(act, row.agency) for act in acts)
    ]


def site_for(user: User, pk: int) -> AgencyHome:
    """Return a site in which this person may write.

    Raises NotFound.
    """
    found: AgencyHome | None = (
        _editable(user).select_related("agency__government", "host", "collection").filter(pk=pk)
    ).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def site_with_page(user: Person, key: int) -> AgencyHome | None:
    """Return the site of a page if this person may write there."""
    path = Page.objects.filter(pk=key).values_list("path", flat=True).first() or ""
    return _editable(user).filter(path=path[: Page.steplen * AgencyHome.DEPTH]).first()


def page_in(home: AgencyHome, key: int) -> Page:
    """Return a page of this site.

    Raises NotFound.
    """
    found = Page.objects.filter(path__startswith=home.path, pk=key).exclude(pk=home.pk).first()
    if found is None:
        raise NotFound(str(key))
    return found


def pages_of(home: AgencyHome) -> list[Page]:
    """Return all pages of a site, public or not, in the order of the tree; news by date."""
    rows = Page.objects.filter(path__startswith=home.path).select_related("content_type")
    return list(rows.order_by("path"))


def agencies_without(user: Person) -> list[Agency]:
    """Return the living agencies in this person's reach with neither site nor website."""
    rows = policy_for(user).rows(living_agencies_today(), Act.CHANGE, through=("",))
    return list(rows.filter(site__isnull=True, website=""))
