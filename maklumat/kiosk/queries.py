"""Every read of kiosks: by a device about itself, by staff about theirs."""

import time

from maklumat.agencies import devices
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import live_services, services_of_agency
from maklumat.core.pagecache import stamp
from maklumat.kiosk import tokens
from maklumat.kiosk.models import Device, Lead

TAG = "kiosks"  # purged by every change of a device: known devices are kept in memory
MOST_KNOWN = 500
MOST_LEADS = 8
TRUSTED_SECONDS = 30  # should the cache that tells of changes be out of reach


class Book:
    """The devices that this process has met, by the hash of their token."""

    def __init__(self) -> None:
        self._stamp, self._until = "", 0.0
        self._known: dict[str, devices.Device | None] = {}

    def device(self, token: str) -> devices.Device | None:
        """Return the device that holds this token; None when there is none, or it was withdrawn."""
        if not 20 <= len(token) <= tokens.LONGEST_TOKEN:
            return None
        now = stamp(TAG)
        is_old = time.monotonic() > self._until or len(self._known) > MOST_KNOWN
        if now != self._stamp or is_old:
            self._stamp, self._known = now, {}
            self._until = time.monotonic() + TRUSTED_SECONDS
        key = tokens.token_hash(token)
        if key not in self._known:
            self._known[key] = _device(key)
        return self._known[key]


def _device(key: str) -> devices.Device | None:
    row = (
        Device.objects.filter(token_hash=key, revoked_at=None)
        .select_related("point")
        .only("uid", "name", "unit_id", "point__code")
        .first()
    )
    if row is None:
        return None
    return devices.Device(row.uid, row.name, row.unit_id, row.point.code if row.point else "")


def device_row(uid: object) -> Device:
    """Return the row of a device that has proved itself."""
    return Device.objects.select_related("agency", "unit", "point").get(uid=uid)


def leading_services(device: Device) -> list[Service]:
    """Return the published services that a device's start screen shows, in their order.

    Where none were chosen: those of its unit by name. One or two queries.
    """
    places = dict(Lead.objects.filter(device=device).values_list("service", "sort_order"))
    chosen = live_services().filter(pk__in=places) if places else ()
    found = sorted(chosen, key=lambda service: places[service.pk] or 0)
    return found or services_of_agency(device.unit)[:MOST_LEADS]
