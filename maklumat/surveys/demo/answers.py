"""Questionnaires of the demo, not kept yet."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import index, profile
from maklumat.surveys.actions.adding import Batch
from maklumat.surveys.demo import people, texts
from maklumat.surveys.demo.cast import World
from maklumat.surveys.demo.plan import Burst, ServicePlan
from maklumat.surveys.instrument import HIGH
from maklumat.surveys.models import Point, Response, State, SurveyImport, Suspicion
from maklumat.surveys.periods import Kind, current

WRITES = 0.11  # of those who are neither angry nor glad
WRITES_MOVED = 0.3
LEAVES_OPEN = 0.02
MAIN_UNIT = 0.55  # of those served come to the first of several units
OLD_FILES = frozenset({"rsud-rawat-jalan", "dukcapil-ktp-el-ganti", "pkm-rawat-jalan"})
BY_SCREEN = frozenset({"web", "qr", "kiosk", "receipt"})


class Maker:
    """Makes the questionnaires of services, in the order they are asked for."""

    def __init__(self, world: World, chance: random.Random, at: datetime, first: date) -> None:
        self.world, self.chance, self.at, self.first = world, chance, at, first
        self.zone = world.government.zone
        self.today = at.astimezone(self.zone).date()
        self.keys = world.instrument.rules.keys
        self.deal = texts.Deal(chance)
        self.runs: dict[str, SurveyImport] = {}

    def answers(self, plan: ServicePlan, batch: Batch) -> Iterator[Response]:
        service = self.world.services[plan.code]
        units = self.world.units(service)
        for _number in range(plan.answers):
            unit = self._unit(units)
            yield self._answer(plan, service, unit, batch)

    def burst(self, plan: Burst, batch: Batch) -> Iterator[Response]:
        """Give questionnaires alike, minutes apart, held under one suspicion."""
        service = self.world.services[plan.service]
        unit = self.world.units(service)[0]
        day = self.today - timedelta(days=plan.days)
        moment = datetime.combine(day, time(19, 12), self.zone)
        suspicion = Suspicion(
            agency=service.agency, service=service, unit=unit, sign=plan.sign, day=day,
            opened_at=moment,
        )  # fmt: skip
        batch.suspicions.append(suspicion)
        for _number in range(plan.count):
            moment += timedelta(seconds=self.chance.randint(25, 90))
            yield self._bare(
                service, unit, moment, channel="web", marks=dict.fromkeys(self.keys, plan.mark),
                state=State.HELD.value, suspicion=suspicion, seconds=self.chance.randint(6, 11),
            )  # fmt: skip

    def _answer(self, plan: ServicePlan, service: Service, unit: Agency, batch: Batch) -> Response:
        chance = self.chance
        way = people.channel(chance, plan.kind)
        day = people.day(chance, self.first, self.today, plan.kind)
        run = self._run(service, unit, day, batch)
        moment = min(
            people.moment(chance, day, way, self.zone),
            self.at - timedelta(minutes=chance.randint(2, 90)),
        )
        quarters = (day - self.first).days / people.QUARTER - 2.5
        marks = people.marks(chance, self.keys, plan, quarters)
        text = self._text(plan.kind, marks) if run is None else ""
        complete = run is not None or chance.random() >= LEAVES_OPEN
        if not complete:
            marks.pop(chance.choice(self.keys))
        return self._bare(
            service, unit, moment,
            channel="import" if run else way,
            marks=marks,
            state=(State.COUNTED if complete else State.INCOMPLETE).value,
            text=text,
            run=run,
            proved=run is None and way == "receipt",
            seconds=chance.randint(38, 170) if run is None and way in BY_SCREEN else None,
            point=self._point(unit, way, batch.points) if run is None else None,
            **vars(people.person(chance, plan.kind)),
        )  # fmt: skip

    def _bare(self, service: Service, unit: Agency, moment: datetime, **fields: object) -> Response:
        local = moment.astimezone(self.zone)
        row = Response(
            instrument=self.world.instrument, service=service, unit=unit,
            agency_id=service.agency_id, day=local.date(), half=profile.half_of(local.hour),
            received_at=moment, **fields,
        )  # fmt: skip
        complete = index.is_complete(self.world.instrument.rules, row.marks)
        if complete == (row.state == State.INCOMPLETE):
            raise AssertionError(f"{service.code}: the state does not fit the marks")
        return row

    def _unit(self, units: list[Agency]) -> Agency:
        if len(units) == 1 or self.chance.random() < MAIN_UNIT:
            return units[0]
        return self.chance.choice(units[1:])

    def _point(self, unit: Agency, way: str, points: list[Point]) -> Point | None:
        near = [row for row in points if row.unit_id == unit.pk and row.use == "survey"]
        return self.chance.choice(near) if near and way == "qr" else None

    def _run(self, service: Service, unit: Agency, day: date, batch: Batch) -> SurveyImport | None:
        """Take over a good part of the first quarter from the office's old files."""
        quarter = current(Kind.QUARTER, self.first)
        if service.code not in OLD_FILES or not quarter.holds(day) or self.chance.random() > 0.7:
            return None
        run = self.runs.get(service.code)
        if run is None:
            made = datetime.combine(quarter.end + timedelta(days=12), time(10, 5), self.zone)
            run = self.runs[service.code] = SurveyImport(
                agency=service.agency, service=service, unit=None,
                name=f"SKM {service.slug} {quarter.code}.xlsx"[:120],
                digest=f"{len(self.runs):064x}", made_at=made,
                done_at=made + timedelta(minutes=9),
            )  # fmt: skip
            batch.runs.append(run)
        run.total += 1
        run.added += 1
        return run

    def _text(self, kind: str, marks: dict[str, int]) -> str:
        """Let those who are angry or glad write more often, about what they marked so."""
        lowest, highest = min(marks.values()), max(marks.values())
        glad = sum(marks.values()) >= 3.4 * len(marks)
        moved = lowest == 1 or glad
        if self.chance.random() >= (WRITES_MOVED if moved else WRITES):
            return ""
        if glad and highest == HIGH:
            mood, wanted = texts.HIGH, HIGH
        else:
            mood, wanted = texts.LOW, lowest
            if lowest > 2:
                return ""
        about = self.chance.choice([key for key in self.keys if marks[key] == wanted])
        return self.deal.sentence(kind, about, mood)
