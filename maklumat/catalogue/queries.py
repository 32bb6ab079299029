"""Every read of the catalogue."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Revision, WorkflowState

from maklumat.agencies import showcase
from maklumat.agencies.directory import directory
from maklumat.agencies.models import Agency, Profile, Succession
from maklumat.agencies.policy import policy_for
from maklumat.agencies.showcase import Showcase
from maklumat.catalogue.facts import facts
from maklumat.catalogue.models import Offering, Pledge, Service, ServiceChannel, Term
from maklumat.catalogue.models.lawfield import OFFERED
from maklumat.catalogue.models.register import laws_like
from maklumat.catalogue.points import AgencyFacts
from maklumat.catalogue.standard import Standard, from_json
from maklumat.core.errors import NotFound
from maklumat.core.models import StoredFile
from maklumat.core.queries import file_by_uid


def live_services() -> QuerySet[Service]:
    """Return what citizens may see."""
    return Service.objects.filter(live=True).select_related("agency")


def published_service(agency_slug: str, slug: str, at: datetime) -> Service:
    """Return a service that citizens may see, with all that its card reads, in three queries.

    Its agencies and their hours come from the memory of this process; do not change them.

    Raises NotFound.
    """
    known = directory(at.date())
    agency = known.by_slug.get(agency_slug)
    if agency is None:
        raise NotFound(agency_slug)
    rows = Service.objects.filter(live=True, agency_id=agency.pk, slug=slug)
    found = next(iter(rows.select_related("sector").order_by()[:1]), None)
    if found is None:
        raise NotFound(slug)
    found.agency = agency
    _fetch_places(found, known.by_key)
    # As they were published: rows of a draft are nobody's business, and cost no query.
    found.channels = [ServiceChannel(**row) for row in (found.finding or {}).get("channels", ())]
    return found


def _fetch_places(service: Service, agencies: Mapping[int, Agency]) -> None:
    """Hand the places to the service as if they had been prefetched, each with its unit."""
    offerings = list(service.offerings.prefetch_related("hours"))
    service._prefetched_objects_cache = {"offerings": offerings}  # noqa: SLF001  where Django keeps them
    for offering in offerings:
        offering.service = service
        if offering.unit_id in agencies:
            offering.unit = agencies[offering.unit_id]


def services_of_agency(agency: Agency) -> list[Service]:
    """Return the live services that an agency owns, and those that it offers for another."""
    return list(
        live_services()
        .filter(Q(agency=agency) | Q(offerings__unit=agency))
        .distinct()
        .order_by("name")
    )


def services_for_staff_list() -> QuerySet[Service]:
    """Return services with what Wagtail's list asks of each row, at a cost that does not grow.

    The list itself narrows them to what the person may see.
    """
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Service),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    under_way = WorkflowState.objects.active().select_related("current_task_state__task")
    return (
        Service.objects.select_related("agency", "latest_revision")
        .annotate(has_schedule=Exists(scheduled))
        .prefetch_related(
            Prefetch("workflow_states", under_way, to_attr="_current_workflow_states")
        )
    )


@dataclass(frozen=True)
class FoundRow:
    """A published service as lists and search need it; `agencies` are the owner and the units."""

    pk: int
    name: str
    summary: str
    slug: str
    agency_slug: str
    agency_name: str
    status: str
    agencies: tuple[str, ...]
    finding: Mapping[str, Any]  # Any: JSON as `finding.finding` made it

    def get_absolute_url(self) -> str:
        return reverse("catalogue:service", args=[self.agency_slug, self.slug])


def rows_to_find() -> list[FoundRow]:
    """Return what search reads of all published services, in two queries."""
    units: dict[int, list[str]] = defaultdict(list)
    for service, slug in Offering.objects.values_list("service_id", "unit__slug"):
        units[service].append(slug)
    rows = Service.objects.filter(live=True, finding__isnull=False).values(
        "pk",
        "name",
        "summary",
        "slug",
        "status",
        "finding",
        agency_slug=F("agency__slug"),
        agency_name=F("agency__short_name"),
    )
    return [
        FoundRow(
            **row, agencies=tuple({row["agency_slug"]: None} | dict.fromkeys(units[row["pk"]]))
        )
        for row in rows
    ]


def facts_of(keys: Iterable[int]) -> dict[int, Standard]:
    """Return the published standards of the services on one page of a list. One query."""
    rows = Service.objects.filter(pk__in=list(keys)).values_list("pk", "published")
    return {pk: from_json(published or {}) for pk, published in rows}


def law_names(words: str) -> list[str]:
    """Return the laws that a box offers for some words."""
    return [str(row) for row in laws_like(words.strip(), OFFERED)] if words.strip() else []


def terms_by_kind() -> dict[str, dict[str, Term]]:
    """Return the terms of each kind by slug. One query."""
    found: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in Term.objects.all():
        found[term.kind][term.slug] = term
    return found


def services_at(agencies: QuerySet[Agency]) -> QuerySet[Service]:
    """Return the services that some agencies answer for or offer."""
    theirs = Q(agency__in=agencies) | Q(offerings__unit__in=agencies)
    return Service.objects.filter(theirs).distinct()


def offerings_in_order() -> QuerySet[Offering]:
    return Offering.objects.select_related("service", "unit")


def pledges_in_order() -> QuerySet[Pledge]:
    return Pledge.objects.select_related("agency", "latest_revision")


def pledges_of_agency(agency: Agency, on: date) -> list[Pledge]:
    """Return the published pledges that have come into force, the present one first."""
    rows = Pledge.objects.filter(agency=agency, live=True, valid_from__lte=on)
    return list(rows.select_related("scan").order_by("-valid_from", "-pk"))


def inherited_pledges(agency: Agency) -> list[Pledge]:
    """Return what agencies had promised that were merged into this one, the newest first."""
    steps = Succession.objects.filter(kind="merged").values_list("successor", "predecessor")
    origins: dict[int, set[int]] = defaultdict(set)
    for heir, former in steps:
        origins[heir].add(former)
    found: set[int] = set()
    ahead = {agency.pk}
    while ahead:
        ahead = {former for heir in ahead for former in origins[heir]} - found - {agency.pk}
        found |= ahead
    rows = Pledge.objects.filter(agency__in=found, first_published_at__isnull=False, live=True)
    return list(rows.select_related("agency", "scan").order_by("-valid_from", "-pk"))


def pledge_in_force(agency: Agency, on: date) -> Pledge:
    """Return the pledge of an agency.

    Raises NotFound.
    """
    found = pledges_of_agency(agency, on)
    if not found:
        raise NotFound(agency.slug)
    found[0].agency = agency
    return found[0]


def published_file(agency_slug: str, uid: UUID, on: date) -> StoredFile:
    """Return a file that the agency's page shows: a picture of its profile, the scan of a pledge.

    Raises NotFound, also for files that are stored but not published.
    """
    profile = Profile.objects.filter(live=True, agency__slug=agency_slug).first()
    is_shown = profile is not None and str(uid) in profile.published_showcase().pictures()
    scans = Pledge.objects.filter(live=True, agency__slug=agency_slug, valid_from__lte=on)
    if not is_shown and not scans.filter(scan__uid=uid).exists():
        raise NotFound(str(uid))
    return file_by_uid(uid)


def file_of_draft(
    user: AbstractBaseUser | AnonymousUser, agency_slug: str, uid: UUID
) -> StoredFile:
    """Return a file that the draft of a profile or a pledge shows, for those who may see drafts.

    Raises NotFound.
    """
    theirs = policy_for(user).agencies().filter(slug=agency_slug)
    profile = Profile.objects.filter(agency__in=theirs).first()
    newest = profile.get_latest_revision_as_object() if profile else None
    is_shown = newest is not None and str(uid) in newest.showcase().pictures()
    drafts = Pledge.objects.filter(agency__in=theirs).select_related("latest_revision")
    file = file_by_uid(uid)
    if not is_shown and not any(
        row.get_latest_revision_as_object().scan_id == file.pk for row in drafts
    ):
        raise NotFound(str(uid))
    return file


# Upper apps that measure satisfaction add theirs: from keys of agencies and today to the day of the
# last published result of each.
MEASURES: list[Callable[[Iterable[int], date], Mapping[int, date]]] = []


def agency_facts(agencies: Iterable[Agency], on: date) -> dict[int, AgencyFacts]:
    """Return what citizens can see of each agency, for the rules in `points`.

    Four queries for any number of agencies, which are to be read whole (not `only` some columns),
    and what the measures ask.
    """
    agencies = list(agencies)
    keys = [agency.pk for agency in agencies]
    filled = _filled_of_agencies(keys)
    pledges = _pledges_in_force(keys, on)
    profiles = Profile.objects.filter(live=True, agency__in=keys)
    shown = {
        key: showcase.from_json(published or {})
        for key, published in profiles.values_list("agency", "published")
    }
    measured = _measured(keys, on)
    return {
        agency.pk: facts(
            agency,
            filled[agency.pk].values(),
            shown.get(agency.pk, Showcase()),
            pledges.get(agency.pk),
            on,
            measured.get(agency.pk),
        )
        for agency in agencies
    }


def _filled_of_agencies(keys: list[int]) -> dict[int, dict[int, list[str]]]:
    """Return the complete components of each live service that an agency owns or offers."""
    found: dict[int, dict[int, list[str]]] = {key: {} for key in keys}
    own = Service.objects.filter(live=True, agency__in=keys).values_list("agency", "pk", "filled")
    offered = Offering.objects.filter(service__live=True, unit__in=keys).values_list(
        "unit", "service", "service__filled"
    )
    for agency, service, filled in (*own, *offered):
        found[agency][service] = filled
    return found


def _pledges_in_force(keys: list[int], on: date) -> dict[int, Pledge]:
    rows = Pledge.objects.filter(agency__in=keys, live=True, valid_from__lte=on)
    return {row.agency_id: row for row in rows.order_by("valid_from", "pk")}


def _measured(keys: list[int], on: date) -> dict[int, date]:
    found: dict[int, date] = {}
    for measure in MEASURES:
        for key, day in measure(keys, on).items():
            found[key] = max(day, found.get(key, day))
    return found
