"""Where the demo's people are asked, what they tap there, how many were served, and in which words."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from maklumat.surveys.demo import people
from maklumat.surveys.demo.cast import World
from maklumat.surveys.demo.plan import Plan, PointPlan
from maklumat.surveys.models import Point, Rating, Response, Served, Wording
from maklumat.surveys.periods import month_of

TAPS_OVER = 175  # days
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HOURS = (range(7, 17), (1, 10, 16, 18, 13, 6, 9, 12, 6, 1))
_REASONS = ("waktu", "petugas", "informasi", "biaya", "tempat", "hasil")
_REASON_WEIGHTS = (44, 14, 14, 4, 16, 8)


def points(world: World, plans: Plan, chance: random.Random, at: datetime) -> list[Point]:
    """Make the points of agencies that exist; a point for a service belongs to the service's agency."""
    found = []
    for row in plans.points:
        unit, service = world.agencies.get(row.unit), world.services.get(row.service)
        if unit is not None:
            found.append(
                Point(
                    code="".join(chance.choices(_LETTERS, k=6)),
                    use=row.use,
                    agency=service.agency if service else unit,
                    unit=unit,
                    service=service,
                    name=row.name,
                    made_at=at - timedelta(days=TAPS_OVER + 6),
                )
            )
    return found


def taps(
    world: World, plans: Plan, chance: random.Random, at: datetime, made: Sequence[Point]
) -> Iterator[Rating]:
    """Give the taps at each door, most of them before noon."""
    known = {(row.unit.slug, row.name): row for row in made}
    for plan in plans.points:
        point = known.get((plan.unit, plan.name))
        if point is not None:
            for _number in range(plan.taps):
                yield _tap(world, plan, point, chance, at)


def served(
    world: World, plans: Plan, chance: random.Random, at: datetime, answers: Sequence[Response]
) -> Iterator[Served]:
    """Give the people served in every month that is over, in line with how many answered."""
    today = at.astimezone(world.government.zone).date()
    shares = {row.code: row.served for row in plans.services}
    came = Counter((row.service_id, row.unit_id, month_of(row.day)) for row in answers)
    by_key = {row.pk: row for row in world.services.values()}
    for (service, unit, month), count in sorted(came.items()):
        row = by_key[service]
        if not shares.get(row.code) or month == month_of(today):
            continue
        people_served = round(count * shares[row.code] / 10 * chance.uniform(0.8, 1.25))
        noted = datetime.combine(_after(month), time(9, 30), world.government.zone)
        yield Served(
            service=row, unit_id=unit, agency_id=row.agency_id, month=month,
            people=max(count, people_served), noted_by=str(world.organiser), noted_at=noted,
        )  # fmt: skip


def wordings(world: World, plans: Plan) -> list[Wording]:
    return [
        Wording(
            instrument=world.instrument,
            agency=world.agencies[row.agency],
            element=row.element,
            question=row.question,
        )
        for row in plans.wordings
        if row.agency in world.agencies
    ]


def _tap(
    world: World, plan: PointPlan, point: Point, chance: random.Random, at: datetime
) -> Rating:
    zone = world.government.zone
    last = at.astimezone(zone).date() - timedelta(days=1)
    day = people.day(chance, last - timedelta(days=TAPS_OVER), last, "")
    hour = chance.choices(_HOURS[0], _HOURS[1])[0]
    value = people.tap(chance, plan.level)
    reason = ""
    if chance.random() < (0.65 if value <= 2 else 0.1):
        reason = chance.choices(_REASONS, _REASON_WEIGHTS)[0]
    return Rating(
        agency_id=point.agency_id, unit_id=point.unit_id, service_id=point.service_id,
        point=point, value=value, reason=reason, day=day, hour=hour,
        received_at=datetime.combine(day, time(hour, chance.randint(0, 59)), zone),
    )  # fmt: skip


def _after(month: date) -> date:
    return (month + timedelta(days=34)).replace(day=3)
