"""Add the demo's surveys once: planned from a seed, added in one go, equal to what the steps leave."""

import random
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from maklumat.core.outbox import no_letters
from maklumat.surveys.actions import adding, instruments
from maklumat.surveys.actions.adding import Batch
from maklumat.surveys.demo import answers, cast, places, plan, reports
from maklumat.surveys.demo.cast import World
from maklumat.surveys.demo.plan import Plan
from maklumat.surveys.periods import Kind, current
from maklumat.surveys.queries.known import is_known

QUARTERS = 6
FIRST = uuid5(NAMESPACE_URL, "maklumat demo answer 0")
ACTOR = "demo"


def load(*, at: datetime, seed: int = 5) -> dict[str, int]:
    """Add the answers where the demo has none yet; return how many of what.

    All or nothing. The same day and seed give the same rows.
    """
    with transaction.atomic(), no_letters():
        instruments.load(at=at)
        world = cast.world(at)
        if world is None or is_known(FIRST):
            return {}
        plans = plan.read()
        batch = planned(world, plans, at, seed)
        adding.add(batch=batch, actor=ACTOR, at=at)
        reports.decide(world, plans, batch, at)
        written = reports.write(world, plans, at)
    return {"answers": len(batch.responses), "taps": len(batch.ratings), "reports": written}


def planned(world: World, plans: Plan, at: datetime, seed: int) -> Batch:
    """Make all rows, none of them kept yet."""
    chance = random.Random(seed)  # noqa: S311  believable, not secret
    today = at.astimezone(world.government.zone).date()
    first = current(Kind.QUARTER, today).shifted(1 - QUARTERS).first
    batch = Batch(points=places.points(world, plans, chance, at))
    maker = answers.Maker(world, chance, at, first)
    for service in plans.services:
        if service.code in world.services:
            batch.responses += maker.answers(service, batch)
    for burst in plans.bursts:
        if burst.service in world.services:
            batch.responses += maker.burst(burst, batch)
    batch.responses.sort(key=lambda row: row.received_at)
    for number, row in enumerate(batch.responses):
        row.client_uid = uuid5(FIRST, str(number)) if number else FIRST
    batch.ratings += places.taps(world, plans, chance, at, batch.points)
    for number, tap in enumerate(batch.ratings):
        tap.client_uid = uuid5(FIRST, f"tap {number}")
    batch.served += places.served(world, plans, chance, at, batch.responses)
    batch.wordings += places.wordings(world, plans)
    return batch
