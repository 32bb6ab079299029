"""What is planned for the demo: `plan.yaml` as values. All marks in hundredths, as they stand there."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maklumat.core import datafiles
from maklumat.core.datafiles import Entry

FILE = Path(__file__).parent / "plan.yaml"


@dataclass(frozen=True)
class ServicePlan:
    """How many answer about one service of an agency, and how they judge it."""

    code: str
    agency: str
    kind: str
    answers: int
    level: int
    trend: int
    served: int  # people for each answer, in tenths; 0: nobody noted them
    marks: Mapping[str, int]


@dataclass(frozen=True)
class Burst:
    """Many questionnaires at once that look made up."""

    service: str
    sign: str
    days: int
    count: int
    mark: int
    decision: str
    why: str


@dataclass(frozen=True)
class PointPlan:
    unit: str
    name: str
    use: str
    service: str
    taps: int
    level: int


@dataclass(frozen=True)
class Reworded:
    agency: str
    element: str
    question: str


@dataclass(frozen=True)
class LinePlan:
    """A line of the follow-up; days count from the end of the period."""

    element: str
    action: str
    person: str
    due: int
    state: str
    finished: int
    note: str


@dataclass(frozen=True)
class NotePlan:
    """Where a report was made public."""

    medium: str
    name: str
    days: int


@dataclass(frozen=True)
class ReportPlan:
    """A report of the period `back` periods ago; `published` 0: still a draft."""

    agency: str
    back: int
    published: int
    number: str
    lines: tuple[LinePlan, ...]
    notes: tuple[NotePlan, ...]


@dataclass(frozen=True)
class Plan:
    services: tuple[ServicePlan, ...]
    bursts: tuple[Burst, ...]
    points: tuple[PointPlan, ...]
    wordings: tuple[Reworded, ...]
    reports: tuple[ReportPlan, ...]

    @property
    def answers(self) -> int:
        return sum(row.answers for row in self.services) + sum(row.count for row in self.bursts)


def read(path: Path = FILE) -> Plan:
    """Read the file. Raises BadDataFile."""
    file = datafiles.read(path)
    file.only("agencies", "bursts", "points", "wordings", "reports")
    return Plan(
        services=tuple(row for entry in file.rows("agencies") for row in _agency(entry)),
        bursts=tuple(_burst(entry) for entry in file.rows("bursts")),
        points=tuple(_point(entry) for entry in file.rows("points")),
        wordings=tuple(
            Reworded(entry.text("agency"), entry.text("element"), entry.text("question"))
            for entry in file.rows("wordings")
        ),
        reports=tuple(_report(entry) for entry in file.rows("reports")),
    )


def _agency(entry: Entry) -> list[ServicePlan]:
    entry.only("id", "kind", "level", "trend", "served", "marks", "services")
    shared = _marks(entry)
    found = []
    for service in entry.rows("services"):
        service.only("id", "answers", "marks")
        own = _marks(service)
        found.append(
            ServicePlan(
                code=service.text("id"),
                agency=entry.text("id"),
                kind=entry.text("kind"),
                answers=service.count("answers"),
                level=entry.count("level"),
                trend=entry.count("trend"),
                served=entry.count("served"),
                marks={
                    key: shared.get(key, 0) + own.get(key, 0)
                    for key in [*shared, *(key for key in own if key not in shared)]
                },
            )
        )
    return found


def _marks(entry: Entry) -> dict[str, int]:
    part = entry.part("marks", required=False)
    return {key: part.count(key) for key in part}


def _burst(entry: Entry) -> Burst:
    entry.only("service", "sign", "days", "count", "mark", "decision", "why")
    return Burst(
        entry.text("service"), entry.text("sign"), entry.count("days"), entry.count("count"),
        entry.count("mark"), entry.text("decision", ""), entry.text("why", ""),
    )  # fmt: skip


def _point(entry: Entry) -> PointPlan:
    entry.only("unit", "name", "use", "service", "taps", "level")
    return PointPlan(
        entry.text("unit"), entry.text("name"), entry.text("use"), entry.text("service", ""),
        entry.whole("taps", 0) or 0, entry.whole("level", 0) or 0,
    )  # fmt: skip


def _report(entry: Entry) -> ReportPlan:
    entry.only("agency", "back", "published", "number", "lines", "publications")
    lines = []
    for line in entry.rows("lines"):
        line.only("element", "action", "person", "due", "state", "finished", "note")
        lines.append(
            LinePlan(
                line.text("element"), line.text("action"), line.text("person"), line.count("due"),
                line.text("state"), line.count("finished"), line.text("note"),
            )
        )  # fmt: skip
    notes = []
    for note in entry.rows("publications", []):
        note.only("medium", "name", "days")
        notes.append(NotePlan(note.text("medium"), note.text("name"), note.count("days")))
    return ReportPlan(
        entry.text("agency"), entry.count("back"), entry.count("published"), entry.text("number"),
        tuple(lines), tuple(notes),
    )  # fmt: skip
