"""Every read of what is printed."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies import queries as agencies
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.catalogue.queries import live_services, services_of_agency
from maklumat.catalogue.standard import Standard
from maklumat.core.errors import NotFound
from maklumat.printing.models import UNDER_WAY, Content, PrintJob

SHOWN = 10
# What a decree on standards rests on everywhere: named only where the register holds it.
GENERAL_LAWS = ("UU 25/2009", "PP 96/2012", "PermenPANRB 15/2014")


def published_booklet(slug: str) -> tuple[Agency, list[Service]]:
    """Return an agency and the services that citizens may see there.

    Raises NotFound if there is none.
    """
    agency = agencies.agency_by_slug(slug)
    services = services_of_agency(agency)
    if not services:
        raise NotFound(slug)
    return agency, services


def may_print(user: User) -> bool:
    return policy_for(user).can(Act.CHANGE)


def may_print_everything(user: User) -> bool:
    return policy_for(user).can_everywhere(Act.CHANGE)


def printable_agencies(user: User) -> QuerySet[Agency]:
    """Return the agencies whose paper this person may make, those below behind their parent."""
    rows = policy_for(user).agencies(Act.CHANGE).select_related("government")
    return agencies.in_tree_order(rows)


def agency_to_print(user: User, pk: int) -> Agency:
    """Return one of them.

    Raises NotFound.
    """
    found = printable_agencies(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def service_to_print(user: User, pk: int) -> Service:
    """Return a service, published or not, of an agency whose paper this person may make.

    Raises NotFound.
    """
    rows = Service.objects.select_related("agency__government", "latest_revision")
    found = policy_for(user).rows(rows, Act.CHANGE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def services_to_decree(agency: Agency) -> list[Service]:
    """Return the services that an agency owns and has not closed, drafts too."""
    rows = Service.objects.select_related("agency__government", "latest_revision")
    return list(rows.filter(agency=agency).exclude(status="closed").order_by("name"))


def live_services_of(agency: Agency | None) -> list[Service]:
    """Return the live services that an agency owns; of the whole government without one."""
    rows = live_services().select_related("agency__government").order_by("agency__path", "name")
    return list(rows.filter(agency=agency) if agency else rows)


def latest_standard(service: Service) -> tuple[str, Standard]:
    """Return name and standard as they were last saved: what a new decree will lay down."""
    if service.live and not service.has_unpublished_changes:
        return service.name, service.published_standard()
    latest = service.get_latest_revision_as_object()
    return latest.name, latest.standard()


@dataclass(frozen=True)
class Register:
    """The laws of the register by the words in which a standard cites them."""

    documents: list[LegalDocument]

    @cached_property
    def by_words(self) -> dict[str, LegalDocument]:
        return {str(row): row for row in self.documents}

    @cached_property
    def general(self) -> list[LegalDocument]:
        return [row for row in self.documents if row.citation in GENERAL_LAWS]


def register() -> Register:
    """Return all laws in force. One query."""
    return Register(list(LegalDocument.objects.filter(revoked_by="")))


def may_see_sets(user: User) -> bool:
    return policy_for(user).can(Act.VIEW)


def jobs_for(user: User, at: datetime, content: Content | None = None) -> list[PrintJob]:
    """Return the sets that this person may fetch, the newest first."""
    rows = _jobs(user).filter(expires_at__gt=at).select_related("agency", "owner")
    return list((rows.filter(content=content.value) if content else rows)[:SHOWN])


def job_for(user: User, pk: int, at: datetime) -> PrintJob:
    """Return one of them.

    Raises NotFound.
    """
    found = _jobs(user).filter(expires_at__gt=at, pk=pk).select_related("agency").first()
    if found is None:
        raise NotFound(str(pk))
    return found


def job_to_discard(user: User, pk: int, at: datetime) -> PrintJob:
    """Return a set that this person may delete: a copy of what is public by whoever ordered it.

    Raises NotFound.
    """
    found = job_for(user, pk, at)
    if not may_discard(user, found):
        raise NotFound(str(pk))
    return found


def may_discard(user: User, job: PrintJob) -> bool:
    if job.content != Content.COPY or job.owner_id == user.pk:
        return True
    return policy_for(user).can_everywhere(Act.CHANGE)


def _jobs(user: User) -> QuerySet[PrintJob]:
    """A copy of the public catalogue holds nothing that is not public: all staff may have it."""
    policy = policy_for(user)
    theirs = Q(pk__in=policy.rows(PrintJob.objects.all(), Act.CHANGE).order_by().values("pk"))
    if policy.can(Act.VIEW):
        theirs |= Q(content=Content.COPY.value)
    return PrintJob.objects.filter(theirs)


def job_under_way(agency: Agency | None, content: Content) -> PrintJob | None:
    rows = PrintJob.objects.filter(agency=agency, content=content.value)
    return rows.filter(state__in=UNDER_WAY).first()


def spent_jobs(*, at: datetime, silent_since: datetime) -> tuple[list[PrintJob], list[PrintJob]]:
    """Return the sets whose time is over, and those on which nobody works any more."""
    over = PrintJob.objects.filter(expires_at__lte=at)
    stuck = PrintJob.objects.filter(
        state__in=UNDER_WAY, moved_at__lt=silent_since, expires_at__gt=at
    )
    return list(over), list(stuck)
