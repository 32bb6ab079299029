"""Reads of the government: who it is, its colours, its working days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from maklumat.agencies.models import (
    HEX_COLOUR,
    Government,
    Region,
)
from maklumat.core import calendars
from maklumat.core.colour import palette
from maklumat.core.errors import NotFound
from maklumat.core.workdays import Calendar


@dataclass(frozen=True)
class Accent:
    """A colour as chosen, and as it will be used on light and on dark ground."""

    chosen: str
    light: str
    dark: str

    @property
    def is_changed(self) -> bool:
        return self.light != self.chosen


GOVERNMENT_KEY = "agencies:government"


GOVERNMENT_SECONDS = 3600


def current_government() -> Government | None:
    """Return the government of this installation; None before it is set up.

    Remembered in the shared cache; `actions.change_government` and the model's signal forget it.
    """
    known: Government | None = cache.get(GOVERNMENT_KEY)
    if known is None:
        known = Government.objects.select_related("region").order_by("pk").first()
        if known is not None:
            cache.set(GOVERNMENT_KEY, known, GOVERNMENT_SECONDS)
    return known


def is_founded() -> bool:
    """Has this installation a government? Asks the database, never the cache."""
    return Government.objects.exists()


def governable_regions() -> QuerySet[Region]:
    """Return the regions that have a government of their own, provinces before what is in them."""
    return Region.objects.filter(autonomous=True).order_by("code")


def government_or_404() -> Government:
    """Return the government, fresh from the database. Raises NotFound before it is set up."""
    found = Government.objects.order_by("pk").first()
    if found is None:
        raise NotFound("government")
    return found


def accent_of(government: Government) -> Accent | None:
    """Return the accent as chosen and as text and buttons will use it; None if it is no colour."""
    chosen = government.accent.lower()
    try:
        HEX_COLOUR(chosen)
    except ValidationError:
        return None
    return Accent(chosen, palette(chosen).light, palette(chosen).dark)


def working_calendar(government: Government, year: int, *, years: int = 2) -> Calendar:
    """Return the working calendar of a government for a year and the ones after it."""
    return calendars.indonesia(
        year,
        year + years - 1,
        _overrides(government),
        days_a_week=len(government.working_weekdays),
    )


def days_off(government: Government, at: datetime) -> dict[date, str]:
    """Return the government's days off this year and next, by date; weekends are not among them."""
    calendar = working_calendar(government, at.year)
    return {day: name for day, name in calendar.holidays.items() if day not in calendar.worked}


def _overrides(government: Government) -> tuple[calendars.Override, ...]:
    key = f"{GOVERNMENT_KEY}:overrides:{government.pk}"
    known: tuple[calendars.Override, ...] | None = cache.get(key)
    if known is None:
        known = tuple(
            calendars.Override(row.date, row.kind == "removed", row.name)
            for row in government.holiday_overrides.all()
        )
        cache.set(key, known, GOVERNMENT_SECONDS)
    return known
