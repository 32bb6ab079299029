"""The demo's kiosks: four in use, one silent, one that was never set up, one withdrawn.

None of them holds a token: a visitor of the demo sets one up by a code, like an officer does.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import current_government, living_agencies
from maklumat.catalogue.signals import demo_loaded
from maklumat.core.release import version
from maklumat.kiosk.actions import seeding
from maklumat.kiosk.models import Device, Use

WEEKS = 8
HOURS = (8, 9, 10, 11, 12, 13, 14, 15)
CROWD = (14, 20, 20, 14, 6, 12, 9, 5)  # of a hundred visits, by hour
# How often a visit leads to a task, in hundredths.
OFTEN = {"card": 130, "form": 12, "complaint": 4, "survey": 30, "printed": 9, "taken": 16,
         "spoken": 5, "idle": 22}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One kiosk of the demo; `visits` on a usual working day."""

    name: str
    agency: str
    place: str
    spot: tuple[str, str]
    visits: int = 0
    state: str = "heard"
    facts: tuple[tuple[str, Any], ...] = ()  # Any: values of columns
    leads: tuple[str, ...] = ()
    unit: str = ""  # where it is not the agency's own house


PLANS = (
    Plan("Kiosk lobi Dukcapil", "dukcapil", "Lobi, kiri pintu masuk", ("-5.14774", "119.43273"), 62,
         facts=(("px_per_mm", Decimal("3.21")), ("bottom_mm", 780), ("printer", "silent")),
         leads=("dukcapil-ktp-el-ganti", "dukcapil-akta-kelahiran", "dukcapil-kk-ubah")),
    Plan("Kiosk Mal Pelayanan Publik", "dpmptsp", "Lantai 1, dekat loket 5",
         ("-5.13812", "119.41250"), 88,
         facts=(("px_per_mm", Decimal("3.78")), ("bottom_mm", 820), ("waiting", 3), ("theme", "light")),
         unit="mpp"),
    Plan("Kiosk RSUD", "rsud", "Ruang tunggu pendaftaran", ("-5.16021", "119.44880"), 45,
         facts=(("px_per_mm", Decimal("4.02")), ("bottom_mm", 760), ("free_mb", 140))),
    Plan("Kiosk Dinas Sosial", "dinsos", "Teras depan", ("-5.12660", "119.46011"), 18, "silent",
         facts=(("px_per_mm", Decimal("5.31")), ("waiting", 2))),
    Plan("Kiosk taman kota", "kominfo", "Dekat panggung", ("-5.15304", "119.40412"), 0, "never"),
    Plan("Kiosk Dishub", "dishub", "Ruang uji kendaraan", ("-5.17155", "119.42117"), 9, "withdrawn",
         facts=(("px_per_mm", Decimal("3.21")),)),
)  # fmt: skip


def load(*, at: datetime, seed: int = 7) -> dict[str, int]:
    """Add the kiosks where the demo has none yet; return how many."""
    government = current_government()
    if government is None or not government.is_demo:
        return {}
    agencies = {row.slug: row for row in living_agencies(at.date())}
    chance = random.Random(seed)  # noqa: S311  believable, not secret
    local = at.astimezone(government.zone)
    found = [
        (device(plan, agencies[plan.agency], agencies.get(plan.unit), at), plan)
        for plan in PLANS
        if plan.agency in agencies
    ]
    uses = [use for row, plan in found for use in uses_of(row, plan, local.date(), chance)]
    return seeding.add(
        devices=[row for row, _plan in found], uses=uses,
        leads={row.name: plan.leads for row, plan in found},
        always_open=[row.name for row, plan in found if plan.state == "silent"], at=at,
    )  # fmt: skip


def device(plan: Plan, agency: Agency, unit: Agency | None, at: datetime) -> Device:
    """Make a kiosk as it would be after weeks of use."""
    row = Device(
        name=plan.name, agency=agency, unit=unit or agency, place=plan.place,
        latitude=Decimal(plan.spot[0]), longitude=Decimal(plan.spot[1]),
        made_at=at - timedelta(days=7 * WEEKS + 3),
    )  # fmt: skip
    if plan.state == "never":
        return row
    row.enrolled_at = row.made_at + timedelta(hours=2)
    row.version, row.free_mb = version(), 2200
    row.seen_at = at - {"silent": timedelta(hours=26), "withdrawn": timedelta(days=9)}.get(
        plan.state, timedelta(minutes=1)
    )
    row.touched_at = row.seen_at - timedelta(minutes=7)
    if plan.state == "withdrawn":
        row.revoked_at = row.seen_at + timedelta(minutes=20)
    if plan.state == "silent":
        row.silence_told_at = row.seen_at + timedelta(minutes=31)
    for name, value in plan.facts:
        setattr(row, name, value)
    return row


def uses_of(row: Device, plan: Plan, today: date, chance: random.Random) -> Iterator[Use]:
    """Give the counts of the working days of eight weeks, most of them before noon."""
    last = (row.seen_at or row.made_at).date() if plan.state != "heard" else today
    for ago in range(1, 7 * WEEKS):
        day = today - timedelta(days=ago)
        if day.weekday() > 4 or day > last:
            continue
        for hour, share in zip(HOURS, CROWD, strict=True):
            visits = round(plan.visits * share / 100 * chance.uniform(0.6, 1.4))
            counts = {"visit": visits} | {
                task: round(visits * often / 100 * chance.uniform(0.5, 1.5))
                for task, often in OFTEN.items()
                if task != "printed" or row.printer
            }
            for task, count in counts.items():
                if count:
                    yield Use(device=row, day=day, hour=hour, task=task, count=count)


def keep_alive(*, at: datetime) -> None:
    """Let those in use be heard of, as if their screens were there; not the silent one."""
    government = current_government()
    if government is not None and government.is_demo:
        seeding.hear(at=at)


def _load(sender: type, at: datetime, **_more: Any) -> dict[str, int]:  # Any: Django's signals
    return load(at=at)


def connect() -> None:
    """Listen; called once when the apps are ready."""
    demo_loaded.connect(_load, dispatch_uid="kiosk: demo")
