"""Every read of kiosks: by a device about itself, by staff about theirs."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from maklumat.accounts.models import User
from maklumat.agencies import devices
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import living_agencies_today
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import live_services, services_of_agency
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import stamp
from maklumat.kiosk import tokens
from maklumat.kiosk.models import Device, Lead, Use
from maklumat.kiosk.silence import LONGEST, Heard
from maklumat.surveys.models import Point

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
        key, known = tokens.token_hash(token), self._known
        if key not in known:
            # Not into `self._known`: it may be newer than the row that is read here.
            known[key] = _device(key)
        return known[key]


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


def heard(row: Device) -> Heard:
    """Return what the rule of silence reads of a kiosk."""
    return Heard(row.enrolled_at, row.revoked_at, row.seen_at, row.silence_told_at)


def perhaps_silent(at: datetime) -> list[Device]:
    """Return the kiosks of which nothing was heard for long, and whose silence was not told."""
    rows = Device.objects.filter(
        Q(silence_told_at=None) | Q(silence_told_at__lt=F("seen_at")),
        enrolled_at__isnull=False, revoked_at=None, seen_at__lte=at - LONGEST,
    )  # fmt: skip
    return list(rows.select_related("agency", "unit__government").prefetch_related("hours"))


# --- For staff -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What a list of kiosks is narrowed to."""

    words: str = ""
    agency: str = ""


def devices_for_officer(user: User, wanted: Wanted = Wanted()) -> list[Device]:
    """Return the kiosks of this person's agencies, and those of others that stand in them."""
    rows = policy_for(user).rows(Device.objects.all(), Act.VIEW, through=("agency", "unit"))
    if wanted.agency:
        rows = rows.filter(Q(agency__slug=wanted.agency) | Q(unit__slug=wanted.agency))
    for word in wanted.words.split()[:5]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(place__icontains=word) | Q(unit__name__icontains=word)
        )
    return list(rows.select_related("agency", "unit").prefetch_related("hours"))


def device_for_officer(user: User, uid: UUID, act: Act = Act.VIEW) -> Device:
    """Return one of them. To change it its own agency counts, not the unit where it stands.

    Raises NotFound.
    """
    through = ("agency", "unit") if act is Act.VIEW else ("agency",)
    rows = policy_for(user).rows(Device.objects.all(), act, through=through).filter(uid=uid)
    found = rows.select_related("agency", "unit", "point").prefetch_related("hours").first()
    if found is None:
        raise NotFound(str(uid))
    return found


def visits_since(devices: Iterable[Device], day: date) -> dict[int, int]:
    """Return how many visits each kiosk had since a day, by its key. One query."""
    rows = Use.objects.filter(device__in=[row.pk for row in devices], day__gte=day, task="visit")
    counted = rows.order_by().values_list("device").annotate(times=Sum("count"))
    return dict(counted)


def uses_of(device: Device, since: date) -> list[Use]:
    rows = Use.objects.filter(device=device, day__gte=since)
    return list(rows.order_by("day", "hour", "task"))


def was_used(device: Device) -> bool:
    return device.enrolled_at is not None or Use.objects.filter(device=device).exists()


def chosen_leads(device: Device) -> list[Lead]:
    """Return the services that were chosen for its start screen, published or not."""
    return list(Lead.objects.filter(device=device).select_related("service__agency"))


def name_is_taken(name: str, apart_from: Device) -> bool:
    rows = Device.objects.filter(name__iexact=name, revoked_at=None)
    return rows.exclude(pk=apart_from.pk).exists()


def points_to_choose(user: User) -> QuerySet[Point]:
    """Return the survey points that a kiosk of this person may belong to."""
    rows = policy_for(user).rows(Point.objects.all(), Act.CHANGE, through=("agency", "unit"))
    return rows.filter(is_active=True).select_related("unit").order_by("name", "pk")


def services_to_lead() -> list[Service]:
    """Return all published services, by agency."""
    return list(live_services().order_by("agency__name", "name"))


def office_spots() -> list[tuple[float, float]]:
    """Return where the living agencies are: the background of the map."""
    rows = living_agencies_today().filter(latitude__isnull=False, longitude__isnull=False)
    found = rows.order_by().values_list("latitude", "longitude")
    return [(float(latitude), float(longitude)) for latitude, longitude in found]


def device_named(text: str) -> Device:
    """Return the kiosk with this id or name, for the command line. Raises NotFound."""
    try:
        rows = Device.objects.filter(uid=UUID(text))
    except ValueError:
        rows = Device.objects.filter(name__iexact=text.strip(), revoked_at=None)
    found = list(rows.select_related("agency", "unit")[:2])
    if len(found) != 1:
        raise NotFound(text)
    return found[0]


def all_devices() -> list[Device]:
    return list(Device.objects.select_related("agency", "unit").prefetch_related("hours"))
