"""Kiosks added in one go, for the demo."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time

from django.db import transaction

from maklumat.catalogue.queries import live_services
from maklumat.complaints.models import Complaint
from maklumat.core import audit
from maklumat.core.pagecache import purge
from maklumat.eforms.models import Submission
from maklumat.kiosk.models import Device, DeviceHours, Lead, Use
from maklumat.kiosk.queries import TAG
from maklumat.surveys.models import Point, Response


@transaction.atomic
def add(
    *, devices: Sequence[Device], uses: Sequence[Use], leads: Mapping[str, Sequence[str]],
    always_open: Collection[str], at: datetime,
) -> dict[str, int]:  # fmt: skip
    """Add kiosks with their counts where there is none at all; return how many of what."""
    if Device.objects.exists():
        return {}
    points = {row.unit_id: row for row in Point.objects.filter(is_active=True, use="survey")}
    for row in devices:
        row.point = points.get(row.unit_id)
    Device.objects.bulk_create(devices)
    Use.objects.bulk_create(uses, batch_size=2000)
    services = {row.code: row for row in live_services()}
    Lead.objects.bulk_create(
        Lead(device=row, service=services[code], sort_order=place)
        for row in devices
        for place, code in enumerate(leads.get(row.name, ()))
        if code in services
    )
    DeviceHours.objects.bulk_create(
        DeviceHours(device=row, weekday=day, opens=time(0), closes=time(23, 59))
        for row in devices
        if row.name in always_open
        for day in range(7)
    )
    for row in devices:
        audit.record(action="kiosk.added", actor="demo", target=f"kiosk:{row.uid}", at=at,
                     details={"name": row.name})  # fmt: skip
    for row in devices:
        if row.enrolled_at:
            _name(row)
    purge(TAG)
    return {"kiosks": len(devices)}


def _name(device: Device) -> None:
    """Let what the demo's people sent from a kiosk of this agency carry its name."""
    of_kiosk = {"channel": "kiosk", "sent_from": ""}
    Complaint.objects.filter(agency=device.agency, anonymous=False, **of_kiosk).update(
        sent_from=device.name
    )
    Submission.objects.filter(agency=device.agency, **of_kiosk).update(sent_from=device.name)
    Response.objects.filter(unit=device.unit, **of_kiosk).update(sent_from=device.name)


def hear(*, at: datetime) -> int:
    """Let the demo's kiosks be heard of that have no screen: set up, without a token, not silent."""
    mute = Device.objects.filter(
        enrolled_at__isnull=False, revoked_at=None, token_hash="", silence_told_at=None
    )
    return mute.update(seen_at=at)
