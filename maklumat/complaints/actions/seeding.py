"""Fill a database with made-up cases, to measure what a large government will feel.

The rows are true to the tables, not to life: few texts, no letters, one audit row for all. On
PostgreSQL they go in by COPY. The demo's believable cases are made elsewhere, by the real steps.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import current_government
from maklumat.catalogue.models import Service
from maklumat.complaints import clocks, queries
from maklumat.complaints.clocks import Clock, ClockKind, Term
from maklumat.complaints.models import CaseClock, Category, Complaint, Event, RuleSet
from maklumat.complaints.workflow import Kind, Status
from maklumat.core import audit, bulkrows, numbers
from maklumat.core.bulkrows import Values
from maklumat.core.errors import RuleBroken
from maklumat.core.models import Counter

CHUNK = 20_000
YEARS = 3
OPEN_PART = 0.03
_TEXTS = (
    "Antrean di loket panjang dan tidak ada nomor urut.",
    "Berkas sudah lengkap tetapi belum selesai sesudah dua minggu.",
    "Petugas tidak ada di tempat pada jam layanan.",
    "Biaya yang diminta tidak sama dengan papan tarif.",
    "Nomor telepon layanan tidak pernah diangkat.",
    "Ruang tunggu panas dan kursinya kurang.",
)
_OPEN_STATES = (Status.RECEIVED, Status.VERIFIED, Status.DISPOSED, Status.IN_PROGRESS)


@dataclass(frozen=True)
class Sources:
    """What the rows point at, and the day everything is counted from."""

    government: Government
    rules: RuleSet
    agencies: Sequence[int]
    services: dict[int, list[int]]
    categories: Sequence[int]
    at: datetime


@transaction.atomic
def seed(*, count: int, at: datetime, seed: int = 1, say: Callable[[int], None] = print) -> int:
    """Add so many cases with their clocks and events, spread over three years before `at`.

    Raises RuleBroken in a government that is not the demo.
    """
    sources = _sources(at)
    chance = random.Random(seed + bulkrows.next_key(Complaint.objects.all()))  # noqa: S311  made-up rows, no secret
    next_case = bulkrows.next_key(Complaint.objects.all())
    serials = _serials(at)
    case = bulkrows.template(_bare_case(sources))
    clock = bulkrows.template(
        CaseClock(complaint_id=1, kind="resolution", days=14, start=at.date())
    )
    event = bulkrows.template(Event(complaint_id=1, at=at, kind="moved", party="handler"))
    keys = {
        CaseClock: bulkrows.next_key(CaseClock.objects.all()),
        Event: bulkrows.next_key(Event.objects.all()),
    }
    due = _Due(sources.government)
    for first in range(0, count, CHUNK):
        part = min(CHUNK, count - first)
        made = [
            _case(case, next_case + first + n, (first + n) / count, sources, chance, due, serials)
            for n in range(part)
        ]
        bulkrows.write(Complaint, made)
        rows = [dict(clock, **values) for row in made for values in _clocks(row, due)]
        bulkrows.write(CaseClock, _numbered(rows, CaseClock, keys))
        rows = [dict(event, **values) for row in made for values in _events(row)]
        bulkrows.write(Event, _numbered(rows, Event, keys))
        say(first + part)
    for year, last in serials.items():
        Counter.objects.update_or_create(prefix=queries.PREFIX, year=year, defaults={"last": last})
    bulkrows.move_sequences((Complaint, CaseClock, Event))
    audit.record(
        action="complaints.seeded", actor="maklumat", target="demo", at=at, details={"count": count}
    )
    return count


class _Due:
    """The last day of a term, remembered for each start: a million cases share a thousand days."""

    def __init__(self, government: Government) -> None:
        self.government = government
        self.known: dict[tuple[int, date], date] = {}

    def after(self, start: date, days: int) -> date:
        key = (days, start)
        if key not in self.known:
            calendar = queries.calendar_from(self.government, start)
            clock = Clock(ClockKind.RESOLUTION, start, Term(days))
            self.known[key] = clocks.due(clock, calendar).due
        return self.known[key]


def _sources(at: datetime) -> Sources:
    government = current_government()
    if government is None or not government.is_demo:
        raise RuleBroken("made-up cases belong into a demo government only")
    services: dict[int, list[int]] = {}
    for key, agency in Service.objects.filter(live=True).values_list("pk", "agency_id"):
        services.setdefault(agency, []).append(key)
    return Sources(
        government=government,
        rules=queries.current_rules(at.date()),
        agencies=list(Agency.objects.filter(valid_to=None).values_list("pk", flat=True)),
        services=services,
        categories=list(Category.objects.values_list("pk", flat=True)),
        at=at,
    )


def _bare_case(sources: Sources) -> Complaint:
    return Complaint(
        rules=sources.rules,
        number="x",
        code_hash="",
        title="x",
        text="x",
        received_at=sources.at,
        status_since=sources.at,
    )


def _case(  # noqa: PLR0913  each is another source of the row
    template: Values,
    key: int,
    part: float,
    sources: Sources,
    chance: random.Random,
    due: _Due,
    serials: dict[int, int],
) -> Values:
    """Make one case; `part` of the way from the oldest to the newest."""
    received = sources.at - timedelta(days=YEARS * 365 * (1 - part), minutes=chance.random() * 90)
    day = received.date()
    serials[day.year] = serials.get(day.year, 0) + 1
    agency = sources.agencies[int(len(sources.agencies) * chance.random() ** 2)]
    offered = sources.services.get(agency)
    ended = received + timedelta(days=1 + 16 * chance.random())
    is_open = part > 1 - OPEN_PART
    status = chance.choice(_OPEN_STATES) if is_open else Status.CLOSED
    text = chance.choice(_TEXTS)
    return dict(
        template,
        id=key,
        number=numbers.number(queries.PREFIX, day.year, serials[day.year]),
        client_uid=bulkrows.uuid(chance),
        status=status.value,
        status_since=bulkrows.stamp(received if is_open else ended),
        kind=Kind.COMPLAINT.value if chance.random() < 0.8 else Kind.INFORMATION.value,
        title=text[:-1],
        text=text,
        agency_id=agency,
        service_id=chance.choice(offered) if offered else None,
        category_id=chance.choice(sources.categories),
        received_at=bulkrows.stamp(received),
        answered_at=None if is_open else bulkrows.stamp(ended),
        ended_at=None if is_open else bulkrows.stamp(ended),
        due=bulkrows.day(due.after(day, 14)) if is_open else None,
        due_clock="resolution" if is_open else "",
        anonymous=chance.random() < 0.3,
        _received=received,
        _ended=None if is_open else ended,
    )


def _clocks(case: Values, due: _Due) -> Iterator[Values]:
    start, ended = case["_received"].date(), case["_ended"]
    for kind, days in (("verification", 3), ("resolution", 14)):
        last = due.after(start, days)
        over = ended.date() if ended else None
        state = "running" if over is None else ("met" if over <= last else "missed")
        yield {
            "complaint_id": case["id"],
            "kind": kind,
            "agency_id": case["agency_id"],
            "days": days,
            "start": bulkrows.day(start),
            "due": bulkrows.day(last),
            "state": state,
            "ended": bulkrows.day(over) if over else None,
        }


def _events(case: Values) -> Iterator[Values]:
    yield {
        "complaint_id": case["id"],
        "at": case["received_at"],
        "kind": "filed",
        "party": "complainant",
        "after": "received",
    }
    if case["_ended"]:
        yield {
            "complaint_id": case["id"],
            "at": case["ended_at"],
            "kind": "moved",
            "move": "answer",
            "after": "answered",
            "text": "Sudah diperbaiki.",
        }


def _numbered(
    rows: Iterable[Values], model: type[Model], keys: dict[Any, int]
) -> list[Values]:  # Any: model classes as keys
    made = list(rows)
    for row in made:
        row["id"] = keys[model]
        keys[model] += 1
    return made


def _serials(at: datetime) -> dict[int, int]:
    years = range(at.year - YEARS - 1, at.year + 1)
    known = dict(
        Counter.objects.filter(prefix=queries.PREFIX, year__in=years).values_list("year", "last")
    )
    return {year: known.get(year, 0) for year in years}
