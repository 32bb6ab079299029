"""What the pages of filing read."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, Region
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import living_agencies_today
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.complaints import suggesting
from maklumat.complaints.models import Complaint, DraftFile, EventKind, Publication, Reporter
from maklumat.complaints.queries import OPEN_VALUES

COMPARED = 300  # the newest public cases that are compared with what somebody writes
ALIKE = 0.4
OFFERED = 2


def agencies_to_name() -> list[Agency]:
    """Return the agencies a report may name, each behind the one it belongs to."""
    return list(living_agencies_today().order_by("path"))


def regions_near(government: Government) -> list[Region]:
    """Return where something may have happened: the regencies of a province, one's own first.

    The code list has no districts: those are written in words.
    """
    own = government.region
    if own is None:
        return []
    province = own.pk if own.parent_id is None else own.parent_id
    rows = Region.objects.filter(parent_id=province).order_by("name")
    return sorted(rows, key=lambda row: row.pk != own.pk)


def named(value: str) -> tuple[Agency | None, Service | None]:
    """Return agency and service of "agency/service" or "agency"; nothing for anything else."""
    agency_slug, _slash, slug = value[:200].partition("/")
    if slug:
        rows = Service.objects.filter(live=True).select_related("agency")
        service = rows.filter(agency__slug=agency_slug, slug=slug).first()
        return (service.agency, service) if service else (None, None)
    return living_agencies_today().filter(slug=agency_slug).first(), None


def may_file_for_others(user: User) -> bool:
    """May this person write a report down for somebody? Whoever handles reports may."""
    return policy_for(user).can(Act.HANDLE_CASES)


def services_to_name() -> list[Service]:
    rows = Service.objects.filter(live=True).select_related("agency")
    return list(rows.order_by("agency__path", "name"))


def drafts_of(client_uid: UUID) -> list[DraftFile]:
    """Return the files that were accepted for a report that is not sent yet."""
    return list(DraftFile.objects.filter(client_uid=client_uid).select_related("file"))


def case_of_form(client_uid: UUID) -> Complaint | None:
    """Return the case that this form made, if it was sent."""
    rows = Complaint.objects.select_related(
        "agency", "named_agency", "service", "category", "region", "rules"
    )
    return rows.filter(client_uid=client_uid).first()


def like_it(text: str, agency: Agency | None) -> Sequence[Publication]:
    """Return open public cases about the same thing, the likest first. Nothing unpublished."""
    rows = _joinable()
    if agency is not None:
        rows = rows.filter(complaint__agency__path__startswith=agency.path)
    scored = [
        (suggesting.alike(text, f"{row.title} {row.text}"), row)
        for row in rows.order_by("-published_at")[:COMPARED]
    ]
    near = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [row for _score, row in near[:OFFERED]]


def to_join(number: str) -> Publication | None:
    """Return the public case that somebody may join; None if there is none any more."""
    return _joinable().filter(complaint__number=number[:40]).first()


def _joinable() -> QuerySet[Publication]:
    return Publication.objects.filter(
        live=True,
        complaint__restricted=False,
        complaint__confidential=False,
        complaint__status__in=OPEN_VALUES,
    ).select_related("complaint", "complaint__agency")


def file_names(case: Complaint) -> list[str]:
    """Return the names of the files that came with the report."""
    rows = case.attachments.filter(open=True).select_related("file")
    return [row.file.name for row in rows.order_by("pk")]


def reporter_of(case: Complaint) -> Reporter | None:
    return Reporter.objects.filter(complaint=case).first()


def written_down_by(case: Complaint) -> str:
    """Return who of the staff wrote the report down; "" for one that its reporter sent."""
    event = case.events.filter(kind=EventKind.FILED).first()
    return event.author_name if event else ""
