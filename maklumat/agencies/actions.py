"""Every write of governments and agencies."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maklumat.accounts.actions import open_account
from maklumat.accounts.models import User
from maklumat.agencies import signals
from maklumat.agencies.founding import Founding
from maklumat.agencies.models import Agency, Government, Membership, Region
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


@transaction.atomic
def add_agency(*, agency: Agency, actor: str, at: datetime) -> Agency:
    """Check and save a new agency and write its place in the tree.

    `agency` is a row not yet saved; its parent must have been added before.

    Raises ValidationError.
    """
    agency.full_clean(exclude=["path"])
    agency.save(force_insert=True)
    agency.path = path_of(agency)
    agency.save(update_fields=["path"])
    audit.record(action="agencies.added", actor=actor, target=f"agency:{agency.slug}", at=at)
    purge("agencies")
    return agency


def path_of(agency: Agency) -> str:
    """Return the keys of the ancestors and of the agency itself, as `Agency.path` keeps them."""
    above = agency.parent.path if agency.parent else "/"
    return f"{above}{agency.pk}/"


@transaction.atomic
def load_regions(*, regions: list[Region]) -> int:
    """Add regions to the code list and correct those that are there; return how many are new."""
    before = Region.objects.count()
    changing = ["level", "kind", "parent", "name", "full_name", "autonomous"]
    Region.objects.bulk_create(
        regions, update_conflicts=True, unique_fields=["code"], update_fields=changing
    )
    return Region.objects.count() - before


@transaction.atomic
def found_government(*, founding: Founding, at: datetime) -> Government:
    """Make the government of an empty installation, and its first administrator.

    Raises RuleBroken when there is a government already.
    """
    actor = founding.admin_email
    # The audit log lets one transaction through at a time: of two posts, the second sees the first.
    audit.record(action="agencies.founded", actor=actor, target="government", at=at)
    if Government.objects.exists():
        raise RuleBroken(_("This installation already has a government. Sign in instead."))
    government = Government.objects.create(
        slug=slugify(founding.region.full_name if founding.region else founding.name)[:50]
        or "pemerintah",
        name=founding.name,
        short_name=founding.short_name,
        level=founding.level,
        region=founding.region,
        head_title=founding.head_title,
        time_zone=founding.time_zone,
    )
    user = open_account(
        email=founding.admin_email,
        name=founding.admin_name,
        password=founding.password,
        actor=actor,
        at=at,
    )
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    Membership.objects.create(user=user, government=government, role="organiser")
    signals.government_founded.send(sender=Government, government=government)
    purge("government", "agencies", "services")
    return government


@transaction.atomic
def note_change(*, agency: Agency, fields: list[str], by: User, at: datetime) -> None:
    """Write down which facts of an agency were edited."""
    audit.record(
        action="agencies.changed",
        actor=by.get_username(),
        target=f"agency:{agency.slug}",
        at=at,
        details={"fields": fields},
    )
    purge("agencies", "services")


@transaction.atomic
def note_government_change(
    *, government: Government, fields: list[str], by: User, at: datetime
) -> None:
    """Write down which settings were edited and tell the floors above."""
    audit.record(
        action="agencies.government_changed",
        actor=by.get_username(),
        target=f"government:{government.slug}",
        at=at,
        details={"fields": fields},
    )
    signals.government_changed.send(Government, government=government, actor=by, at=at)
    purge("government", "agencies", "services")
