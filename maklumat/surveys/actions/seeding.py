"""Fill a database with made-up answers, to measure what a large government will feel.

The rows are true to the tables and spread like life over services, units, months and people, but they
say little. Sums are gathered while rows are made and equal a full recount. The demo's believable
answers are made elsewhere.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from maklumat.agencies.queries import current_government
from maklumat.catalogue.models import Service
from maklumat.core import audit, bulkrows
from maklumat.core.errors import RuleBroken
from maklumat.surveys import profile, queries
from maklumat.surveys.actions import tallying
from maklumat.surveys.actions.tallying import Gathered, Place
from maklumat.surveys.instrument import HIGH, LOW
from maklumat.surveys.models import InstrumentVersion, Point, Rating, Response, State
from maklumat.surveys.periods import month_of

CHUNK = 20_000
YEARS = 3
TAPS = 0.5  # for each questionnaire
INCOMPLETE, WRITES = 0.01, 0.05
_PATTERNS, _PEOPLE = 400, 3000  # different questionnaires a service; different people
_TEXTS = (
    "Antrean di loket panjang, kursi tunggu kurang.",
    "Petugasnya ramah dan sabar.",
    "Janjinya tiga hari, kenyataannya dua minggu.",
    "Syaratnya sama dengan yang ada di portal.",
    "Ruang tunggu panas dan sempit.",
    "Cepat selesai, terima kasih.",
)
_CHANNELS = ("web", "qr", "qr", "kiosk", "receipt", "paper", "import")
_OFFICE_HOURS = (8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15)


@dataclass(frozen=True)
class Asked:
    """A service at one of its units, with the ways in which it is judged."""

    service: int
    unit: int
    agency: int
    patterns: Sequence[tuple[str, dict[str, int]]]


@dataclass(frozen=True)
class Moment:
    """A day with all that is kept of it, as the database takes it."""

    day: Any  # Any: as above
    month: Any
    stamp: Any
    half: str


@transaction.atomic
def seed(*, count: int, at: datetime, seed: int = 1, say: Callable[[int], None] = print) -> int:
    """Add so many questionnaires, and half as many taps, spread over three years before `at`.

    Nobody may answer meanwhile. Raises RuleBroken in a government that is not the demo.
    """
    government = current_government()
    if government is None or not government.is_demo:
        raise RuleBroken("made-up answers belong into a demo government only")
    key = bulkrows.next_key(Response.objects.all())
    chance = random.Random(seed + key)  # noqa: S311  made-up rows, no secret
    maker = _Maker(queries.current(), at.astimezone(government.zone), chance)
    for first in range(0, count, CHUNK):
        part = min(CHUNK, count - first)
        spots = [(first + n) / count for n in range(part)]
        bulkrows.write_rows(Response, maker.responses(key + first, spots))
        maker.gather()
        say(first + part)
    maker.gathered.keep()
    _seed_taps(round(count * TAPS), maker, chance)
    bulkrows.move_sequences((Response, Rating))
    audit.record(
        action="surveys.seeded", actor="maklumat", target="demo", at=at, details={"count": count}
    )
    return count


class _Maker:
    """Makes rows, and remembers what their sums are."""

    def __init__(self, version: InstrumentVersion, at: datetime, chance: random.Random) -> None:
        self.version, self.chance = version, chance
        self.asked, self.weights = _asked(version, chance)
        self.moments = list(_moments(at))
        self.people = [_person(chance) for _number in range(_PEOPLE)]
        self.gathered = Gathered()
        self.marked: Counter[tuple[int, Any, int]] = Counter()
        self.came: Counter[tuple[int, Any, int]] = Counter()
        self.gaps: Counter[tuple[int, Any]] = Counter()

    def responses(self, key: int, spots: Sequence[float]) -> Iterator[list[Any]]:
        """Give rows whose values stand in the order of the columns, one for each spot of the time."""
        fields = [str(field.column) for field in Response._meta.concrete_fields]
        own = {name: place for place, name in enumerate(fields)}
        bare = bulkrows.template(
            Response(instrument=self.version, client_uid=uuid4(), marks={}, channel="web",
                     state=State.COUNTED.value, service_id=0, unit_id=0, agency_id=0)
        )  # fmt: skip
        base = [bare[name] for name in fields]
        chance = self.chance
        chosen = chance.choices(range(len(self.asked)), self.weights, k=len(spots))
        for number, (spot, which) in enumerate(zip(spots, chosen, strict=True)):
            asked = self.asked[which]
            moment = self.moments[int(len(self.moments) * spot)]
            pattern = int(_PATTERNS * chance.random())
            who = int(_PEOPLE * chance.random())
            luck = chance.random()
            row = base.copy()
            row[own["id"]] = key + number
            row[own["client_uid"]] = bulkrows.uuid(chance)
            row[own["service_id"]] = asked.service
            row[own["unit_id"]] = asked.unit
            row[own["agency_id"]] = asked.agency
            row[own["day"]] = moment.day
            row[own["half"]] = moment.half
            row[own["received_at"]] = moment.stamp
            if luck < INCOMPLETE:
                row[own["state"]] = State.INCOMPLETE.value
                row[own["marks"]] = '{"waktu": 2}'
                self.gaps[which, moment.month] += 1
            else:
                row[own["marks"]] = asked.patterns[pattern][0]
                self.marked[which, moment.month, pattern] += 1
                self.came[which, moment.month, who] += 1
            if luck > 1 - WRITES:
                row[own["text"]] = chance.choice(_TEXTS)
            for name, value in self.people[who].items():
                row[own[name]] = value
            yield row

    def gather(self) -> None:
        """Add up what the rows amount to; alike ones at once."""
        gathered = self.gathered
        for (which, month, pattern), times in self.marked.items():
            marks = self.asked[which].patterns[pattern][1]
            gathered.add_marks(self._place(which, month), marks, times)
        for (which, month, who), times in self.came.items():
            said = tallying.said_of(**self.people[who])
            gathered.add_people(self._place(which, month), said, times)
        for (which, month), times in self.gaps.items():
            gathered.add_incomplete(self._place(which, month), times)
        for counted in (self.marked, self.came, self.gaps):
            counted.clear()

    def _place(self, which: int, month: Any) -> Place:  # Any: as Moment has it
        asked = self.asked[which]
        return (self.version.pk, asked.service, asked.unit, asked.agency, month, False)


def _seed_taps(count: int, maker: _Maker, chance: random.Random) -> None:
    """Add taps at the points there are; without a point, at the first agency that is asked about."""
    points = list(Point.objects.filter(use="rating").values_list("pk", "agency", "unit", "service"))
    nowhere = (None, maker.asked[0].agency, maker.asked[0].unit, None)
    key = bulkrows.next_key(Rating.objects.all())
    fields = [str(field.column) for field in Rating._meta.concrete_fields]
    for first in range(0, count, CHUNK):
        rows = []
        for number in range(first, min(first + CHUNK, count)):
            point, agency, unit, service = (
                points[int(len(points) * chance.random() ** 1.5)] if points else nowhere
            )
            moment = maker.moments[int(len(maker.moments) * number / count)]
            value = min(HIGH, max(LOW, round(chance.gauss(3.2, 0.8))))
            row = {
                "id": key + number, "client_uid": bulkrows.uuid(chance), "agency_id": agency,
                "unit_id": unit, "service_id": service, "point_id": point, "sent_from": "",
                "value": value,
                "reason": "waktu" if value < 3 and chance.random() < 0.5 else "",
                "day": moment.day, "hour": chance.choice(_OFFICE_HOURS), "received_at": moment.stamp,
            }  # fmt: skip
            rows.append([row[name] for name in fields])
        bulkrows.write_rows(Rating, rows)
    tallying.recount_ratings()


def _asked(version: InstrumentVersion, chance: random.Random) -> tuple[list[Asked], list[float]]:
    """Return each service at each of its units; a few are asked about much more than the rest."""
    found, weights = [], []
    services = list(Service.objects.filter(live=True).order_by("pk").prefetch_related("offerings"))
    chance.shuffle(services)
    for rank, service in enumerate(services):
        patterns = [
            _pattern(version, chance, 2.7 + 0.9 * (rank * 7 % 10) / 10)
            for _number in range(_PATTERNS)
        ]
        units = [row.unit_id for row in service.offerings.all()] or [service.agency_id]
        for place, unit in enumerate(units):
            found.append(Asked(service.pk, unit, service.agency_id, patterns))
            weights.append(1 / (rank + 4) / (place + 1))
    if not found:
        raise RuleBroken("there is no published service to ask about")
    return found, weights


def _pattern(
    version: InstrumentVersion, chance: random.Random, level: float
) -> tuple[str, dict[str, int]]:
    mood = chance.gauss(level, 0.35)
    marks = {
        key: min(HIGH, max(LOW, round(chance.gauss(mood, 0.45)))) for key in version.rules.keys
    }
    return json.dumps(marks), marks


def _moments(at: datetime) -> Iterator[Moment]:
    """Give working hours of three years, from the oldest to the newest."""
    first = at - timedelta(days=YEARS * 365)
    for days in range(YEARS * 365):
        when = first + timedelta(days=days)
        if when.weekday() < 5:
            for hour in (9, 14):
                moment = when.replace(hour=hour, minute=12)
                yield Moment(
                    bulkrows.day(moment.date()),
                    bulkrows.day(month_of(moment.date())),
                    bulkrows.stamp(moment),
                    profile.half_of(hour),
                )


def _person(chance: random.Random) -> dict[str, Any]:  # Any: values of different types
    return {
        "sex": chance.choice(("L", "P", "P", "")),
        "age": chance.choice((None, *range(17, 75))),
        "education": chance.choice((*profile.EDUCATIONS, profile.UNTOLD)),
        "occupation": chance.choice((*profile.OCCUPATIONS, profile.UNTOLD)),
        "disability": chance.choice((None, False, False, False, False, True)),
        "channel": chance.choice(_CHANNELS),
    }
