"""The demo's people: when they come, who they are, how they judge. Nobody is real."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from maklumat.surveys.demo.plan import ServicePlan
from maklumat.surveys.instrument import HIGH, LOW

QUARTER = 91  # days, to spread a trend
ALWAYS_OPEN = frozenset({"kesehatan"})  # kinds of office that people also come to on Saturdays
STAYS_AT_HOME = frozenset({"web", "receipt"})
_HOURS = (range(7, 22), (2, 8, 14, 15, 11, 5, 8, 9, 5, 3, 2, 3, 4, 3, 1))
_OFFICE = (range(8, 16), (9, 15, 16, 12, 4, 8, 10, 5))
_CHANNELS: Mapping[str, Sequence[int]] = {  # web, qr, kiosk, receipt, paper
    "": (24, 38, 10, 10, 18),
    "kesehatan": (14, 44, 6, 6, 30),
    "perizinan": (44, 26, 14, 10, 6),
    "wilayah": (12, 40, 0, 4, 44),
}
_NAMES = ("web", "qr", "kiosk", "receipt", "paper")
_AGES = ((17, 19), (20, 29), (30, 39), (40, 49), (50, 59), (60, 78))
_AGE_WEIGHTS: Mapping[str, Sequence[int]] = {
    "": (6, 28, 30, 20, 11, 5),
    "kesehatan": (3, 24, 27, 18, 15, 13),
    "pendidikan": (10, 18, 40, 26, 5, 1),
    "sosial": (2, 14, 24, 26, 20, 14),
}
_SCHOOLS = ("SD", "SMP", "SMA", "D3", "S1", "S2", "S3")
_SCHOOL_WEIGHTS: Mapping[str, Sequence[int]] = {
    "": (8, 14, 44, 10, 21, 3, 0),
    "sosial": (30, 26, 34, 4, 6, 0, 0),
    "perizinan": (2, 5, 32, 17, 37, 6, 1),
    "wilayah": (18, 22, 44, 6, 10, 0, 0),
}
_WORK = ("PNS", "TNI", "POLRI", "SWASTA", "WIRAUSAHA", "LAINNYA")
_WORK_WEIGHTS: Mapping[str, Sequence[int]] = {
    "": (12, 2, 2, 26, 26, 32),
    "perizinan": (8, 1, 1, 28, 54, 8),
    "sosial": (2, 0, 0, 14, 22, 62),
}
_UNTOLD = 0.05


@dataclass(frozen=True)
class Person:
    sex: str
    age: int | None
    education: str
    occupation: str
    disability: bool | None


def channel(chance: random.Random, kind: str) -> str:
    return chance.choices(_NAMES, _CHANNELS.get(kind, _CHANNELS[""]))[0]


def day(chance: random.Random, first: date, last: date, kind: str) -> date:
    """Return when somebody comes: more this year than last, on days when the office is open."""
    length = (last - first).days
    found = first + timedelta(days=round(length * chance.random() ** 0.88))
    rest = 6 if kind in ALWAYS_OPEN else 5
    while found.weekday() >= rest:
        found -= timedelta(days=chance.randint(1, 3))
    return max(found, first)


def moment(chance: random.Random, on: date, way: str, zone: tzinfo) -> datetime:
    """Return when on that day: at the counter in office hours, at home also in the evening."""
    hours, weights = _HOURS if way in STAYS_AT_HOME else _OFFICE
    hour = chance.choices(hours, weights)[0]
    return datetime.combine(on, time(hour, chance.randint(0, 59), chance.randint(0, 59)), zone)


def person(chance: random.Random, kind: str, sex_lean: float = 0.55) -> Person:
    def told(value: str) -> str:
        return "" if chance.random() < _UNTOLD else value

    low, high = chance.choices(_AGES, _AGE_WEIGHTS.get(kind, _AGE_WEIGHTS[""]))[0]
    schools = _SCHOOL_WEIGHTS.get(kind, _SCHOOL_WEIGHTS[""])
    work = _WORK_WEIGHTS.get(kind, _WORK_WEIGHTS[""])
    disabled = chance.random() < (0.12 if kind == "sosial" else 0.025)
    return Person(
        sex=told("P" if chance.random() < sex_lean else "L"),
        age=None if chance.random() < _UNTOLD else chance.randint(low, high),
        education=told(chance.choices(_SCHOOLS, schools)[0]),
        occupation=told(chance.choices(_WORK, work)[0]),
        disability=None if chance.random() < 0.2 else disabled,
    )


def marks(
    chance: random.Random, keys: Sequence[str], plan: ServicePlan, quarters: float
) -> dict[str, int]:
    """Return the marks of one questionnaire, `quarters` from the middle of the time.

    Most services cost nothing, and the questionnaire gives “free” the best mark.
    """
    mood = chance.gauss(0, 0.36)
    level = (plan.level + plan.trend * quarters) / 100 + mood
    found = {}
    for key in keys:
        offset = plan.marks.get(key, 0)
        if key == "biaya" and offset > -20:
            offset += 55
        value = level + offset / 100 + chance.gauss(0, 0.42)
        found[key] = min(HIGH, max(LOW, round(value)))
    return found


def tap(chance: random.Random, level: int) -> int:
    return min(HIGH, max(LOW, round(level / 100 + chance.gauss(0, 0.8))))
