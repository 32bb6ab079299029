"""When the place of a kiosk is open."""

from datetime import datetime, timedelta

from maklumat.agencies import queries as agencies
from maklumat.agencies.directory import directory
from maklumat.agencies.hours import Hours
from maklumat.kiosk.models import Device

ALWAYS = timedelta(days=1)


def hours_of(device: Device, at: datetime) -> Hours:
    """Return the hours of a device's place, or of its unit where none were given.

    Days off are the government's; a special day of the unit is one of the place too. No query of its
    own for the unit; `device.hours` may be prefetched.
    """
    unit = directory(at.date()).by_key.get(device.unit_id) or device.unit
    local = at.astimezone(unit.government.zone)
    return agencies.hours_of(unit, agencies.days_off(unit.government, local), device.hours.all())


def local_time(device: Device, at: datetime) -> datetime:
    """Return a moment, today's or an old one, as the clock on the wall of the place shows it."""
    government = agencies.current_government() or device.unit.government
    return at.astimezone(government.zone)


def open_since(device: Device, at: datetime) -> datetime | None:
    """Return when the place opened, if it is open now; long ago for one that never closes."""
    hours = hours_of(device, at)
    local = local_time(device, at)
    if hours.always:
        return at - ALWAYS
    for span in hours.spans(local.date()):
        if span.opens <= local.time() < span.closes:
            return datetime.combine(local.date(), span.opens, tzinfo=local.tzinfo)
    return None
