"""Every write that changes the tree of agencies: rename, merge, move, close.

One reorganisation at a time: each may rewrite the paths of a whole branch.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import signals
from maklumat.agencies.actions import path_of
from maklumat.agencies.models import (
    Agency,
    AgencyName,
    Government,
    Invitation,
    Membership,
    Succession,
)
from maklumat.agencies.roles import Role
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


@dataclass(frozen=True)
class Basis:
    """Since when something is reorganised, and by which decree."""

    date: date
    decree: str = ""


@transaction.atomic
def rename(  # noqa: PLR0913  a name has three forms
    *, agency: Agency, name: str, short_name: str, slug: str, basis: Basis, by: User, at: datetime
) -> Agency:
    """Give an agency a new name; the old one is kept, and its address leads on to the new one.

    Raises RuleBroken.
    """
    row = _locked(agency)
    _check_alive(row, basis, at)
    taken = Agency.objects.filter(slug=slug).exclude(pk=row.pk).exists()
    taken |= AgencyName.objects.filter(slug=slug).exclude(agency=row).exists()
    if taken:
        raise RuleBroken(_("Another agency has or had this short address. Choose another one."))
    AgencyName.objects.create(
        agency=row,
        name=row.name,
        short_name=row.short_name,
        slug=row.slug,
        valid_to=basis.date - timedelta(days=1),
    )
    former = row.slug
    row.name, row.short_name, row.slug = name, short_name, slug
    row.save(update_fields=["name", "short_name", "slug"])
    _record("renamed", row, basis, by, at, former=former)
    return row


@transaction.atomic
def merge(*, agency: Agency, successor: Agency, basis: Basis, by: User, at: datetime) -> Succession:
    """End an agency and hand its duties, its parts and its people to another.

    A head comes along as an officer: an agency has one head.

    Raises RuleBroken.
    """
    row, heir = _locked(agency), _locked(successor)
    _check_alive(row, basis, at)
    _check_alive(heir, basis, at)
    if heir.path.startswith(row.path):
        raise RuleBroken(_("An agency can't be merged into itself or into a part of itself."))
    for child in Agency.objects.filter(parent=row):
        _place_below(child, heir)
    _hand_over_people(row, heir)
    step = Succession.objects.create(
        predecessor=row, successor=heir, kind="merged", date=basis.date, decree=basis.decree
    )
    _end(row, basis.date - timedelta(days=1))
    signals.agency_merged.send(Agency, predecessor=row, successor=heir, actor=by, at=at)
    _record("merged", row, basis, by, at, into=heir.slug)
    return step


@transaction.atomic
def move(*, agency: Agency, parent: Agency | None, basis: Basis, by: User, at: datetime) -> Agency:
    """Place an agency, with all that is below it, under another one or at the top.

    Raises RuleBroken.
    """
    row = _locked(agency)
    _check_alive(row, basis, at)
    above = _locked(parent) if parent else None
    if above:
        _check_alive(above, basis, at)
        if above.path.startswith(row.path):
            raise RuleBroken(_("An agency can't be placed below itself or a part of itself."))
    _place_below(row, above)
    _record("moved", row, basis, by, at, below=above.slug if above else "")
    return row


@transaction.atomic
def close(*, agency: Agency, basis: Basis, by: User, at: datetime) -> Agency:
    """End an agency after its last day; nobody takes its place.

    Raises RuleBroken while parts or services still need it.
    """
    row = _locked(agency)
    if row.valid_to is not None:
        raise RuleBroken(_("This agency has been closed already."))
    living = Agency.objects.filter(parent=row).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=basis.date)
    )
    if living.exists():
        raise RuleBroken(_("It still has parts. Move or close them first."))
    signals.agency_closing.send(Agency, agency=row, actor=by, at=at)
    _end(row, basis.date)
    _record("closed", row, basis, by, at)
    return row


def _locked(agency: Agency) -> Agency:
    """Read an agency anew; one reorganisation at a time, because each may rewrite a whole branch."""
    Government.objects.select_for_update().get(pk=agency.government_id)
    return Agency.objects.select_related("government", "parent").get(pk=agency.pk)


def _check_alive(agency: Agency, basis: Basis, at: datetime) -> None:
    today = at.astimezone(agency.government.zone).date()
    if basis.date > today:
        raise RuleBroken(_("That day has not come yet. Do this on the day or after it."))
    if agency.valid_to is not None and agency.valid_to < basis.date:
        raise RuleBroken(_("%(agency)s has been closed.") % {"agency": agency.name})
    if agency.valid_from is not None and agency.valid_from >= basis.date:
        raise RuleBroken(_("%(agency)s did not exist before that day.") % {"agency": agency.name})


def _end(agency: Agency, last_day: date) -> None:
    if agency.valid_from is not None and last_day < agency.valid_from:
        raise RuleBroken(_("%(agency)s did not exist before that day.") % {"agency": agency.name})
    agency.valid_to = last_day
    agency.save(update_fields=["valid_to"])


def _place_below(agency: Agency, parent: Agency | None) -> None:
    """Change the parent and rewrite the paths of the whole branch."""
    before = agency.path
    agency.parent = parent
    agency.path = path_of(agency)
    agency.save(update_fields=["parent"])
    branch = Agency.objects.filter(path__startswith=before)
    branch.update(path=Concat(Value(agency.path), Substr("path", len(before) + 1)))


def _hand_over_people(agency: Agency, heir: Agency) -> None:
    for row in Membership.objects.filter(agency=agency):
        role = Role.OFFICER.value if row.role == Role.HEAD else row.role
        Membership.objects.get_or_create(
            user_id=row.user_id, agency=heir, role=role, defaults={"government": heir.government}
        )
        row.delete()
    Invitation.objects.filter(agency=agency, accepted_at=None).update(agency=heir)


def _record(
    what: str, agency: Agency, basis: Basis, by: User, at: datetime, **details: str
) -> None:
    audit.record(
        action=f"agencies.{what}",
        actor=by.get_username(),
        target=f"agency:{agency.slug}",
        at=at,
        details={"date": basis.date, "decree": basis.decree, **details},
    )
    purge("agencies", "services")
