"""The smallest valid rows of this app."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.test import Client
from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.kiosk import actions, mount
from maklumat.kiosk.models import Device

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # a Monday, 9 in the morning in Jakarta


def device(agency: Agency, **more: object) -> Device:
    fields = {"agency": agency, "unit": agency, "name": "Kiosk lobi", "made_at": AT}
    return Device.objects.create(**{**fields, **more})


def token(row: Device) -> str:
    """Set a screen up as this device, now; return its token."""
    at = now()
    _row, given = actions.enrol(code=actions.invite(device=row, by="Budi", at=at), at=at)
    return given


def enrol(row: Device, client: Client) -> str:
    """Set a browser up as this device, now; return its token."""
    client.cookies[mount.COOKIE] = given = token(row)
    return given


def uid() -> UUID:
    """Return the name of a heartbeat."""
    return uuid4()
