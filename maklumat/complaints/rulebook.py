"""The terms of complaint handling as a value: read from a version of the rules. Pure.

Each figure carries its source and how well it is confirmed; what no rule fixes has no term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maklumat.complaints.clocks import ClockKind, Term, Unit
from maklumat.complaints.workflow import Kind


@dataclass(frozen=True)
class Sourced:
    """A term with where it comes from; `term` None: no limit is fixed."""

    term: Term | None
    source: str
    confidence: str
    unit_known: bool = True


@dataclass(frozen=True)
class Rung:
    """A step of the escalation ladder: who is told, working days after the term was missed."""

    who: str
    days: int


@dataclass(frozen=True)
class ArchiveReason:
    key: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Rulebook:
    """One version of the rules."""

    version: str
    clocks: Mapping[ClockKind, Sourced]
    classes: Mapping[str, Sourced]
    public_classes: Sequence[str]
    ladder: Sequence[Rung]
    archive_reasons: Sequence[ArchiveReason]
    remind_before: int
    keep_contact_months: int
    filing_window: Sourced | None = None  # versions made before it was known have none

    def term(self, clock: ClockKind, kind: Kind) -> Term | None:
        """Return how long this clock may run for a report of this class; None: no limit."""
        if clock is ClockKind.RESOLUTION:
            return self.classes[kind.value].term
        return self.clocks[clock].term

    def source(self, clock: ClockKind, kind: Kind) -> Sourced:
        """Return the term with its source."""
        return self.classes[kind.value] if clock is ClockKind.RESOLUTION else self.clocks[clock]


def rulebook(content: Mapping[str, object]) -> Rulebook:
    """Read the content of a version, as `rules.py` checked and stored it.

    >>> term = {"id": "complaint", "days": 14, "unit": "working_days", "source": "…", "confidence": "1"}
    >>> rest = {"clocks": [], "ladder": [], "archive_reasons": [], "remind_before": 1}
    >>> book = rulebook({"id": "2026-1", "classes": [term], "keep_contact_months": 24, **rest})
    >>> book.term(ClockKind.RESOLUTION, Kind.COMPLAINT)
    Term(days=14, unit=<Unit.WORKING_DAYS: 'working_days'>)
    """
    clocks = {ClockKind(str(row["id"])): _sourced(row) for row in _rows(content, "clocks")}
    classes = _rows(content, "classes")
    return Rulebook(
        version=str(content["id"]),
        clocks=clocks,
        classes={str(row["id"]): _sourced(row) for row in classes},
        public_classes=[str(row["id"]) for row in classes if row.get("public")],
        ladder=[Rung(str(row["id"]), _whole(row["days"])) for row in _rows(content, "ladder")],
        archive_reasons=[
            ArchiveReason(str(row["id"]), str(row["name"]), str(row["name_en"]))
            for row in _rows(content, "archive_reasons")
        ],
        remind_before=_whole(content["remind_before"]),
        keep_contact_months=_whole(content["keep_contact_months"]),
        filing_window=_window(content),
    )


def _window(content: Mapping[str, object]) -> Sourced | None:
    row = content.get("filing_window")
    return _sourced(row) if isinstance(row, Mapping) else None


def _sourced(row: Mapping[str, object]) -> Sourced:
    days = row.get("days")
    term = None if days is None else Term(_whole(days), Unit(str(row["unit"])))
    known = row.get("unit_confidence") != "unknown"
    return Sourced(term, str(row["source"]), str(row["confidence"]), known)


def _rows(content: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    rows = content[key]
    if not isinstance(rows, list):
        raise TypeError(f"{key} must be a list")
    return rows


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value
