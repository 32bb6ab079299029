"""Whose figures somebody may read: agencies with those below them, and their services."""

from collections.abc import Collection, Iterable

from django.db.models import Subquery

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.surveys.models import InstrumentVersion, Report
from maklumat.surveys.periods import Period
from maklumat.surveys.queries.sums import Key

LIGHT = ("name", "slug", "agency", "live")  # a service row is heavy with its standard


def agencies_for(user: User) -> list[Agency]:
    """Return every agency whose figures this person may read, each behind the one above it."""
    rows = policy_for(user).agencies(Act.VIEW).order_by("path")
    return list(rows.only("name", "short_name", "slug", "path", "parent", "valid_to"))


def agency_for(user: User, slug: str) -> Agency:
    """Return one of them. Raises NotFound."""
    found = policy_for(user).agencies(Act.VIEW).filter(slug=slug).first()
    if found is None:
        raise NotFound(slug)
    return found


def service_for(user: User, agency: str, slug: str) -> Service:
    """Return a service whose figures this person may read. Raises NotFound."""
    rows = Service.objects.filter(agency__slug=agency, slug=slug).select_related("agency")
    found = policy_for(user).rows(rows, Act.VIEW).only(*LIGHT[:2], "live", "agency").first()
    if found is None:
        raise NotFound(slug)
    return found


def family_for(user: User, slug: str) -> list[Agency]:
    """Return an agency of theirs, and those below it behind it. Raises NotFound."""
    top = Agency.objects.filter(slug=slug).order_by().values("path")[:1]
    rows = Agency.objects.filter(path__startswith=Subquery(top)).order_by("path")
    found = list(rows.only("name", "short_name", "slug", "path", "parent", "valid_to"))
    if not found or not policy_for(user).covers(Act.VIEW, found[0]):
        raise NotFound(slug)
    return found


def services_of(agencies: Collection[int]) -> list[Service]:
    """Return the services that some agencies answer for, drafts too: they may have been surveyed."""
    rows = Service.objects.filter(agency__in=list(agencies)).order_by("name")
    return list(rows.only(*LIGHT))


def with_services() -> set[int]:
    """Return the keys of agencies that have a public service: who should be surveying."""
    return set(Service.objects.filter(live=True).order_by().values_list("agency", flat=True))


def units(keys: Collection[int]) -> dict[int, Agency]:
    """Return the units of these keys."""
    rows = Agency.objects.filter(pk__in=list(keys)).only("name", "short_name", "slug")
    return {row.pk: row for row in rows}


def service_names(keys: Iterable[Key]) -> dict[int, str]:
    """Return the names of services."""
    rows = Service.objects.filter(pk__in=[key for key in keys if key is not None])
    return dict(rows.order_by().values_list("pk", "name"))


def report_of(agency: Agency, version: InstrumentVersion, period: Period) -> int | None:
    """Return the key of the report of an agency and a period, where somebody began it."""
    rows = Report.objects.filter(
        agency=agency, instrument=version, first=period.first, last=period.last
    )
    return rows.order_by().values_list("pk", flat=True).first()
