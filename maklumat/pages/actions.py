"""Every write of microsites: found, give a host name, check where it leads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.pages.models import AgencyHome, Downloads, NewsIndex, SiteHost
from maklumat.pages.sites import HOSTS

NEWS, DOWNLOADS = ("Berita", "berita"), ("Unduhan", "unduhan")  # content: always Indonesian


class Resolver(Protocol):
    """Finds the addresses of a host name; none if there is no such name."""

    def addresses(self, name: str) -> frozenset[str]: ...


@transaction.atomic
def found_site(*, agency: Agency, by: User, at: datetime) -> AgencyHome:
    """Give an agency a site: a home with its facts, a list for news, one for downloads.

    Raises RuleBroken if it has one, or exists no more.
    """
    row = Agency.objects.select_for_update().get(pk=agency.pk)
    if AgencyHome.objects.filter(agency=row).exists():
        raise RuleBroken(_("%s has a site already.") % row.short_name)
    if row.valid_to is not None and row.valid_to < localdate(at):
        raise RuleBroken(_("%s exists no more, so it gets no site.") % row.short_name)
    root, shelf = _roots()
    collection = shelf.add_child(name=row.name[:255])
    home = AgencyHome(
        title=row.name,
        draft_title=row.name,
        slug=f"situs-{row.pk}",
        agency=row,
        collection=collection,
        owner=by,
    )
    root.add_child(instance=home)
    _publish(home, by)
    for model, (title, slug) in ((NewsIndex, NEWS), (Downloads, DOWNLOADS)):
        page = model(title=title, draft_title=title, slug=slug, show_in_menus=True, owner=by)
        home.add_child(instance=page)
        _publish(page, by)
    audit.record(action="pages.site_founded", actor=by.get_username(), target=row.slug, at=at)
    purge("agencies", f"site:{row.slug}")
    return home


def found_sites(*, agencies: Iterable[Agency], by: User, at: datetime) -> list[AgencyHome]:
    """Give each of these agencies a site, all or none."""
    with transaction.atomic():
        return [found_site(agency=agency, by=by, at=at) for agency in agencies]


def _roots() -> tuple[Page, Collection]:
    """Return the roots of pages and collections, locked: two at once would take one place."""
    page = Page.objects.select_for_update().get(depth=1)
    collection = Collection.objects.select_for_update().get(depth=1)
    return page, collection


def _publish(page: Page, by: User) -> None:
    page.save_revision(user=by, log_action=False, clean=False).publish(
        user=by, log_action=False, skip_permission_checks=True
    )


@transaction.atomic
def name_host(*, home: AgencyHome, name: str, by: User, at: datetime) -> SiteHost | None:
    """Give a site a host name, or take it away with an empty one. It is used once it leads here.

    Raises RuleBroken if another site has the name.
    """
    old = SiteHost.objects.filter(home=home).first()
    if old is not None and old.name == name:
        return old
    SiteHost.objects.filter(home=home).delete()
    made = None
    if name:
        try:
            with transaction.atomic():
                made = SiteHost.objects.create(home=home, name=name)
        except IntegrityError:
            raise RuleBroken(_("Another site has the host name %s.") % name) from None
    home.host = made
    _forget(home)
    audit.record(
        action="pages.host_named",
        actor=by.get_username(),
        target=home.agency.slug,
        at=at,
        details={"name": name, "before": old.name if old else ""},
    )
    return made


@transaction.atomic
def check_host(
    *, host: SiteHost, ours: str, resolver: Resolver, at: datetime, by: User | None = None
) -> SiteHost:
    """Note whether a host name leads to the server that `ours`, the portal's own name, leads to."""
    row = SiteHost.objects.select_for_update().select_related("home__agency").get(pk=host.pk)
    there, here = resolver.addresses(row.name), resolver.addresses(ours)
    before = row.points_here
    row.points_here = bool(there & here)
    row.found = ", ".join(sorted(there))[:250]
    row.checked_at = at
    row.save(update_fields=["points_here", "found", "checked_at"])
    if row.points_here != before:
        _forget(row.home)
        audit.record(
            action="pages.host_checked",
            actor=by.get_username() if by else "worker",
            target=row.home.agency.slug,
            at=at,
            details={"name": row.name, "points_here": row.points_here},
        )
    return row


@transaction.atomic
def reorder(*, page: Page, up: bool, by: User, at: datetime) -> None:
    """Change places with the page before or behind; at the end of the row nothing happens."""
    row = Page.objects.select_for_update().get(pk=page.pk)
    other = row.get_prev_sibling() if up else row.get_next_sibling()
    if other is None:
        return
    row.move(other, "left" if up else "right")
    audit.record(
        action="pages.page_moved",
        actor=by.get_username(),
        target=f"page:{row.pk}",
        at=at,
        details={"up": up},
    )


def _forget(home: AgencyHome) -> None:
    purge(HOSTS, "agencies", f"site:{home.agency.slug}")
