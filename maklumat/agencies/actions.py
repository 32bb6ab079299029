"""Every write of governments and agencies."""

from datetime import datetime

from django.db import transaction

from maklumat.agencies.models import Agency, Region
from maklumat.core import audit
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
