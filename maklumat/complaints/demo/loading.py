"""Add the demo's cases: planned from a seed, lived through the actions, once."""

import heapq
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from maklumat.complaints import queries
from maklumat.complaints.actions import routing, rules
from maklumat.complaints.demo import cast, stories, ways
from maklumat.complaints.demo.cast import World
from maklumat.complaints.demo.lives import Life, Plan
from maklumat.complaints.demo.stories import Story
from maklumat.core.errors import RuleBroken
from maklumat.core.outbox import no_letters

COUNT = 400
DAYS = 730
RECENT = 0.08  # of all come in the last days, so that there is work to do
STALLED = 0.3  # of those of the last two months are left lying somewhere
# What people report more often than the rest.
OFTEN = {
    "dukcapil-ktp-el-ganti": 30, "dukcapil-akta-kelahiran": 20, "dukcapil-kk-ubah": 15,
    "rsud-rawat-jalan": 30, "rsud-igd": 12, "perumdam-sambungan": 15, "dinsos-pbi-jk": 25,
    "dikbud-spmb": 20, "dishub-uji-berkala": 12, "dpmptsp-pbg": 15, "pkm-rawat-jalan": 20,
}  # fmt: skip
FIRST = uuid5(NAMESPACE_URL, "maklumat demo case 0")


def load(*, at: datetime, seed: int = 4, count: int = COUNT) -> int:
    """Add the cases where the demo has none yet; return how many.

    All or nothing. No letter leaves: nobody wants to hear of last year.
    """
    with transaction.atomic(), no_letters():
        rules.load(at=at)
        world = cast.world(at)
        if world is None or queries.is_filed(FIRST):
            return 0
        calendar = queries.calendar_from(world.government, at.date() - timedelta(days=DAYS + 10))
        ways.add(world, at - timedelta(days=DAYS + 10))
        lives = [Life(plan, world, calendar, seed) for plan in plans(world, at, seed, count)]
        live(lives, at)
        with suppress(RuleBroken):  # a small demo has too little to learn from
            routing.learn(actor="demo", at=at)
    return len(lives)


def live(lives: list[Life], until: datetime) -> None:
    """Let all lives run side by side, in the order of time."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, life in enumerate(lives):
        steps = life.run()
        waiting.append((next(steps), number, steps))
    heapq.heapify(waiting)
    taken: Counter[int] = Counter()
    while waiting and waiting[0][0] <= until:
        moment, number, steps = heapq.heappop(waiting)
        lives[number].now = moment
        taken[number] += 1
        following = next(steps, None)
        if following is not None and taken[number] != lives[number].plan.stalls:
            heapq.heappush(waiting, (max(following, moment), number, steps))


def plans(world: World, at: datetime, seed: int, count: int) -> list[Plan]:
    """Choose what happens: every story in every wording, more of them from year to year."""
    chance = random.Random(seed)  # noqa: S311  believable, not secret
    known = [row for row in stories.read() if row.agency in world.agencies]
    chosen = [(story, use) for use in range(2) for story in known]
    extra = [(story, use) for use in range(2, 6) for story in known]
    # The heavier a story, the nearer to the front (Efraimidis and Spirakis, 2006).
    extra.sort(key=lambda pair: chance.random() ** (1 / OFTEN.get(pair[0].service, 1)))
    chosen = (chosen + extra[::-1])[:count]
    chance.shuffle(chosen)
    moments = sorted(_moment(chance, world, at) for _case in chosen)
    return [
        _plan(chance, serial, moment, story, use, recent=at - moment < timedelta(days=60))
        for serial, (moment, (story, use)) in enumerate(zip(moments, chosen, strict=True))
    ]


def _moment(chance: random.Random, world: World, at: datetime) -> datetime:
    """Return when somebody reports: more this year than last, few at night and on Sundays."""
    grown = chance.random() ** 0.85
    if chance.random() < RECENT:
        grown = 1 - chance.random() * 18 / DAYS
    day = (at - timedelta(days=DAYS * (1 - grown))).astimezone(world.government.zone).date()
    if day.weekday() >= 5 and chance.random() < 0.7:
        day -= timedelta(days=chance.randint(2, 4))
    hour = chance.choices(range(6, 23), (1, 2, 6, 9, 10, 8, 5, 6, 7, 5, 4, 4, 5, 7, 7, 4, 2))[0]
    moment = datetime.combine(day, time(hour, chance.randint(0, 59)), tzinfo=world.government.zone)
    return min(moment, at - timedelta(minutes=chance.randint(5, 600)))


def _plan(
    chance: random.Random, serial: int, at: datetime, story: Story, use: int, *, recent: bool
) -> Plan:
    details = cast.details(chance, at.date())
    anonymous = chance.random() < (0.6 if story.anonymous else 0.07)
    confidential = chance.random() < (0.7 if story.confidential else 0.04)
    return Plan(
        serial=serial,
        uid=FIRST if serial == 0 else uuid5(FIRST, str(serial)),
        at=at,
        story=story,
        told=stories.tell(story, use, serial, details),
        anonymous=anonymous,
        confidential=confidential,
        channel=cast.channel(chance),
        contact=cast.contact(chance, serial),
        place=details["tempat"] if "{tempat}" in story.text + story.title else "",
        stalls=chance.randint(1, 6) if recent and chance.random() < STALLED else 0,
    )
