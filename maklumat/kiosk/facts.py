"""What a device is told about itself: how it looks, what it shows first, when its place is open."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings

from maklumat.agencies.directory import directory
from maklumat.agencies.hours import Hours
from maklumat.core import offline
from maklumat.core.release import version
from maklumat.kiosk import mount, opening, queries
from maklumat.kiosk.models import Device

PX_PER_MM = Decimal("3.78")  # what CSS takes a millimetre for, until the screen was measured
DAYS_AHEAD = 7  # of opening hours that are told at once: the network may be away
# What changes by itself, or with the language: no reason to show everything anew.
PASSING = frozenset({"open_today", "days", "leads"})

Facts = dict[str, Any]  # Any: as JSON holds it


def facts(device: Device, at: datetime) -> Facts:
    """Return everything that a device needs to know, in the language that is active.

    `stamp` changes when any of it does, whatever the language.
    """
    hours = opening.hours_of(device, at)
    unit = directory(at.date()).by_key.get(device.unit_id) or device.unit
    told: Facts = {
        "uid": str(device.uid),
        "name": device.name,
        "place": device.place,
        "unit": unit.short_name,
        "house": unit.slug,
        "government": unit.government.name,
        "time_zone": str(unit.government.zone),
        "theme": device.theme,
        "idle_seconds": device.idle_seconds,
        "px_per_mm": float(px_per_mm(device)),
        "measured": device.px_per_mm is not None,
        "may_measure": device.measure_until is not None and at <= device.measure_until,
        "measuring": device.measure_until and device.measure_until.isoformat(),
        "bottom_mm": device.bottom_mm,
        "printer": device.printer,
        "point": device.point.code if device.point else "",
        "version": version(),
        "release": offline.release(),  # another one: the screen shows itself anew
        "start": mount.FACE,
        "inside": mount.INSIDE,
        "languages": _languages(),
        "leads": _leads(device),
        "always_open": hours.always,
        "hours_known": hours.known,
        "open_today": spans(hours, opening.local_time(device, at).date()),
        "days": _days(hours, opening.local_time(device, at).date()),
    }
    return {**told, "stamp": stamp_of(told)}


def px_per_mm(device: Device) -> Decimal:
    return device.px_per_mm or PX_PER_MM


def spans(hours: Hours, day: date) -> list[list[str]]:
    """Return the spans of a day as clocks show them, from when until when."""
    return [[f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"] for span in hours.spans(day)]


def stamp_of(told: Facts) -> str:
    """Return a mark of what a device shows; not of the days, which pass by themselves."""
    kept = {key: told[key] for key in told if key not in PASSING}
    kept["leads"] = [lead["path"] for lead in told["leads"]]
    return sha256(json.dumps(kept, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _days(hours: Hours, today: date) -> dict[str, list[list[str]]]:
    ahead = [today + timedelta(days=number) for number in range(DAYS_AHEAD)]
    return {day.isoformat(): spans(hours, day) for day in ahead}


def _languages() -> list[dict[str, str]]:
    """Return the languages, each with the address below which its pages are shown."""
    found = []
    for code, name in settings.LANGUAGES:
        prefix = "" if code == settings.LANGUAGE_CODE else f"{code}/"
        found.append({"code": code, "name": str(name), "inside": mount.INSIDE + prefix})
    return found


def _leads(device: Device) -> list[dict[str, str]]:
    """Return the services on the start screen: those chosen, else those of the unit."""
    return [
        {
            "title": service.name,
            "summary": service.summary,
            "agency": service.agency.short_name,
            "path": f"{service.agency.slug}/{service.slug}",
            "address": mount.address(service.get_absolute_url()),
        }
        for service in queries.leading_services(device)
    ]
