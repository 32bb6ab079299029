"""What officers write down about a kiosk, and what happens to it with its agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.kiosk.models import Device, DeviceHours, Lead
from maklumat.kiosk.queries import TAG


@dataclass(frozen=True)
class Span:
    """One line of opening hours; Monday is 0."""

    weekday: int
    opens: time
    closes: time


@transaction.atomic
def add(
    *, device: Device, hours: Sequence[Span], leads: Sequence[Service], by: User, at: datetime
) -> Device:
    """Keep a new kiosk with what it shows first."""
    device.made_at = at
    device.save()
    _write_rows(device, hours, leads)
    audit.record(
        action="kiosk.added", actor=by.get_username(), target=f"kiosk:{device.uid}", at=at,
        details={"name": device.name, "unit": device.unit.short_name},
    )  # fmt: skip
    purge(TAG)
    return device


@transaction.atomic
def change(
    *, device: Device, fields: Sequence[str], hours: Sequence[Span], leads: Sequence[Service],
    by: User, at: datetime,
) -> None:  # fmt: skip
    """Write the changed `fields` of a kiosk; what the screen says of itself stays untouched."""
    own = [name for name in fields if name not in {"hours", "leads"}]
    if own:
        device.save(update_fields=own)
    _write_rows(device, hours, leads)
    audit.record(
        action="kiosk.changed", actor=by.get_username(), target=f"kiosk:{device.uid}", at=at,
        details={"fields": list(fields)},
    )  # fmt: skip
    purge(TAG)


def _write_rows(device: Device, hours: Sequence[Span], leads: Sequence[Service]) -> None:
    DeviceHours.objects.filter(device=device).delete()
    DeviceHours.objects.bulk_create(
        DeviceHours(device=device, weekday=row.weekday, opens=row.opens, closes=row.closes)
        for row in hours
    )
    Lead.objects.filter(device=device).delete()
    Lead.objects.bulk_create(
        Lead(device=device, service=service, sort_order=place)
        for place, service in enumerate(leads)
    )


@transaction.atomic
def drop(*, device: Device, by: User, at: datetime) -> None:
    """Delete a kiosk that was never set up nor used. Raises RuleBroken for any other."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    if row.enrolled_at or row.uses.exists():
        raise RuleBroken(_("This kiosk was used: withdraw it. Its counts and history stay."))
    audit.record(
        action="kiosk.deleted", actor=by.get_username(), target=f"kiosk:{row.uid}", at=at,
        details={"name": row.name},
    )  # fmt: skip
    row.delete()
    purge(TAG)


@transaction.atomic
def measure(
    *, device: Device, px_per_mm: Decimal, at: datetime, bottom_mm: int | None = None
) -> None:
    """Keep the measure that somebody took on the screen itself, and how high it hangs if they said.

    Raises RuleBroken when nobody of the office asked for it: visitors cannot change how large
    things are.
    """
    row = Device.objects.select_for_update().get(pk=device.pk)
    if row.measure_until is None or at > row.measure_until:
        raise RuleBroken(_("Measuring is closed. Open it on the page of this kiosk for the staff."))
    before, row.px_per_mm = row.px_per_mm, px_per_mm
    row.bottom_mm = row.bottom_mm if bottom_mm is None else bottom_mm
    row.save(update_fields=["px_per_mm", "bottom_mm"])
    audit.record(
        action="kiosk.measured", actor=f"kiosk:{row.uid}", target=f"kiosk:{row.uid}", at=at,
        details={"before": str(before or ""), "px_per_mm": str(px_per_mm)},
    )  # fmt: skip
    purge(TAG)


@transaction.atomic
def hand_over(*, predecessor: Agency, successor: Agency, actor: str, at: datetime) -> None:
    """Give the kiosks of an agency to the one that it became part of; the screens stay set up."""
    theirs = Device.objects.filter(agency=predecessor)
    names = list(theirs.values_list("name", flat=True))
    theirs.update(agency=successor)
    Device.objects.filter(unit=predecessor).update(unit=successor)
    if names:
        audit.record(
            action="kiosk.handed_over", actor=actor, target=f"agency:{successor.slug}", at=at,
            details={"from": predecessor.slug, "kiosks": names},
        )  # fmt: skip
    purge(TAG)


@transaction.atomic
def withdraw_all(*, agency: Agency, actor: str, at: datetime) -> None:
    """Take the right away from all kiosks of an agency that closes, and of others in its unit."""
    theirs = Device.objects.filter(agency=agency) | Device.objects.filter(unit=agency)
    for row in theirs.filter(revoked_at=None).distinct():
        row.token_hash, row.code_hash, row.code_until, row.revoked_at = "", "", None, at
        row.save(update_fields=["token_hash", "code_hash", "code_until", "revoked_at"])
        audit.record(
            action="kiosk.revoked", actor=actor, target=f"kiosk:{row.uid}", at=at,
            details={"reason": f"{agency.slug} closes"},
        )  # fmt: skip
    purge(TAG)
