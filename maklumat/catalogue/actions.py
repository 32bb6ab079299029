"""Every write of the catalogue that is not an officer's edit."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Profile
from maklumat.agencies.queries import living_agencies
from maklumat.catalogue import points, queries, standing
from maklumat.catalogue.models import CompletenessSnapshot, Offering, Pledge, Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


@transaction.atomic
def hand_over(*, predecessor: Agency, successor: Agency, actor: User, at: datetime) -> None:
    """Move the services, places of service and unsigned pledges of an agency to its successor.

    Drafts and scheduled versions move too, or the next edit would bring the old agency back. Two
    services with one address: the newcomer gets a number behind it. A pledge that was signed stays
    with the agency that signed it: the successor's page shows it as history.
    """
    for service in Service.objects.filter(agency=predecessor):
        service.agency = successor
        service.slug = _free_slug(service)
        service.save(update_fields=["agency", "slug"])
        for revision in service.revisions.all():
            revision.content |= {"agency": successor.pk, "slug": service.slug}
            revision.save(update_fields=["content"])
        audit.record(
            action="catalogue.handed_over",
            actor=actor.get_username(),
            target=f"service:{service.code}",
            at=at,
            details={"from": predecessor.slug, "to": successor.slug},
        )
    there = Offering.objects.filter(unit=successor).values("service")
    Offering.objects.filter(unit=predecessor, service__in=there).delete()
    Offering.objects.filter(unit=predecessor).update(unit=successor)
    _hand_over_pledges(predecessor, successor, actor, at)
    purge("services", "agencies")


def _hand_over_pledges(predecessor: Agency, successor: Agency, actor: User, at: datetime) -> None:
    """A draft goes along with the officer who wrote it; the successor's head approves it."""
    taken = set(Pledge.objects.filter(agency=successor).values_list("valid_from", flat=True))
    for pledge in Pledge.objects.filter(agency=predecessor, first_published_at=None):
        while pledge.valid_from in taken:
            pledge.valid_from += timedelta(days=1)
        taken.add(pledge.valid_from)
        pledge.agency = successor
        pledge.save(update_fields=["agency", "valid_from"])
        for revision in pledge.revisions.all():
            day = pledge.valid_from.isoformat()
            revision.content |= {"agency": successor.pk, "valid_from": day}
            revision.save(update_fields=["content"])
        audit.record(
            action="catalogue.pledge_handed_over",
            actor=actor.get_username(),
            target=f"pledge:{pledge.pk}",
            at=at,
            details={"from": predecessor.slug, "to": successor.slug},
        )
    # Nobody approves for an agency that is no more.
    ended: tuple[type[Profile | Pledge], ...] = (Profile, Pledge)
    for model in ended:
        for row in model.objects.filter(agency=predecessor):
            if state := row.current_workflow_state:
                state.cancel(user=actor)


def check_nothing_left(agency: Agency) -> None:
    """Refuse to close an agency that citizens are still sent to. Raises RuleBroken."""
    live = Service.objects.filter(agency=agency, live=True).count()
    live += Offering.objects.filter(unit=agency, service__live=True).count()
    if live:
        raise RuleBroken(
            _(
                "%(number)d published services or places of service are still there. Take them"
                " down, or merge the agency into the one that takes over."
            )
            % {"number": live}
        )


def _free_slug(service: Service) -> str:
    taken = set(
        Service.objects.filter(agency=service.agency)
        .exclude(pk=service.pk)
        .values_list("slug", flat=True)
    )
    slug, number = service.slug, 2
    while slug in taken:
        slug = f"{service.slug[:76]}-{number}"
        number += 1
    return slug


@transaction.atomic
def take_snapshot(*, day: date) -> int:
    """Write down how complete each agency is; return how many rows that made.

    A day that is written already stays as it is, however often and by how many workers this runs.
    """
    if standing.has_snapshot(day):
        return 0
    table = standing.staff_table(living_agencies(day), day)
    facts = queries.agency_facts([row.agency for row in table.rows], day)
    counts = {key: points.counts(found) for key, found in facts.items()}
    rows = [
        CompletenessSnapshot(
            day=day,
            agency=row.agency,
            services=row.tally.services,
            live=row.tally.live,
            delivery=row.tally.delivery.complete,
            whole=row.tally.whole.complete,
            points=row.tally.points,
            components={part.value: cell.complete for part, cell in row.tally.components},
            seven=counts[row.agency.pk].seven,
            twelve=counts[row.agency.pk].twelve,
            eight=counts[row.agency.pk].eight,
        )
        for row in table.rows
    ]
    CompletenessSnapshot.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
