"""How many people were served: noted by the unit, month by month."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.surveys.models import Served

MOST_PEOPLE = 9_999_999
Cell = tuple[int, date]  # service, month


@transaction.atomic
def note(
    *, unit: Agency, services: Mapping[int, Service], people: Mapping[Cell, int | None], by: User,
    at: datetime,
) -> int:  # fmt: skip
    """Note the numbers of a unit; None empties a cell. Return how many changed."""
    rows = Served.objects.select_for_update().filter(unit=unit, service__in=services)
    known = {(row.service_id, row.month): row for row in rows}
    changed = 0
    for (service, month), number in sorted(people.items()):
        row = known.get((service, month))
        if (row.people if row else None) == number:
            continue
        changed += 1
        before = row.people if row else None
        _write(row, unit, services[service], month, number, by, at)
        audit.record(
            action="surveys.served_noted", actor=by.get_username(),
            target=f"service:{services[service].code}", at=at,
            details={"unit": unit.slug, "month": f"{month:%Y-%m}", "people": number,
                     "before": before},
        )  # fmt: skip
    return changed


def _write(  # noqa: PLR0913  the row, its key and its new value
    row: Served | None, unit: Agency, service: Service, month: date, number: int | None, by: User,
    at: datetime,
) -> None:  # fmt: skip
    if number is None:
        if row and row.counted:
            row.people, row.noted_by, row.noted_at = None, str(by), at
            row.save(update_fields=["people", "noted_by", "noted_at"])
        elif row:
            row.delete()
        return
    Served.objects.update_or_create(
        service=service, unit=unit, month=month,
        defaults={"agency_id": service.agency_id, "people": number, "noted_by": str(by),
                  "noted_at": at},
    )  # fmt: skip


@transaction.atomic
def count(*, service: Service, unit: Agency, day: date, at: datetime) -> None:
    """Count one more person whom a form served in this month; what was typed stays as it is."""
    row, _made = Served.objects.select_for_update().get_or_create(
        service=service, unit=unit, month=day.replace(day=1),
        defaults={"agency_id": service.agency_id, "people": None, "noted_by": "", "noted_at": at},
    )  # fmt: skip
    Served.objects.filter(pk=row.pk).update(counted=F("counted") + 1)
