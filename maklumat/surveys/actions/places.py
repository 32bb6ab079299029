"""Where people are asked: points with a code that posters carry."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.numbers import CODE_ALPHABET
from maklumat.surveys.models import Point

CODE_LENGTH = 6  # 29^6: half a milliard, nobody guesses a neighbour's
TRIES = 20


@dataclass(frozen=True)
class Place:
    """What somebody says about a point; without a service it stands for all of the unit."""

    use: str
    unit: Agency
    name: str
    service: Service | None = None


@transaction.atomic
def make(*, place: Place, by: User, at: datetime) -> Point:
    """Make a point with a new code. Raises RuleBroken."""
    point = Point.objects.create(
        code=_code(), use=place.use, agency=_agency(place), unit=place.unit,
        service=place.service, name=place.name, made_at=at,
    )  # fmt: skip
    _record("surveys.point_made", point, by, at)
    return point


@transaction.atomic
def change(*, point: Point, place: Place, by: User, at: datetime) -> None:
    """Change a point; its code stays, because posters carry it."""
    point.use, point.unit, point.service, point.name = (
        place.use, place.unit, place.service, place.name,
    )  # fmt: skip
    point.agency = _agency(place)
    point.save(update_fields=["use", "unit", "service", "name", "agency"])
    _record("surveys.point_changed", point, by, at)


@transaction.atomic
def switch(*, point: Point, on: bool, by: User, at: datetime) -> None:
    """Take a point out of use, or back into it; what came from it stays."""
    if point.is_active == on:
        return
    point.is_active = on
    point.save(update_fields=["is_active"])
    _record("surveys.point_switched_on" if on else "surveys.point_switched_off", point, by, at)


def _agency(place: Place) -> Agency:
    return place.service.agency if place.service else place.unit


def _code() -> str:
    for _try in range(TRIES):
        code = "".join(secrets.choice(CODE_ALPHABET) for _sign in range(CODE_LENGTH))
        if not Point.objects.filter(code=code).exists():
            return code
    raise RuleBroken(_("No free code was found. Try again."))


def _record(action: str, point: Point, by: User, at: datetime) -> None:
    audit.record(action=action, actor=by.get_username(), target=f"point:{point.code}", at=at)
