"""Read a file of terms and check it before it becomes a version."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from maklumat.complaints.clocks import ClockKind, Unit
from maklumat.complaints.rulebook import Rulebook, rulebook
from maklumat.complaints.workflow import Kind
from maklumat.core import datafiles
from maklumat.core.datafiles import Entry

DATA = Path(__file__).parent / "data"
CONFIDENCE = ("2+", "1", "inferred", "choice")
UNITS = tuple(unit.value for unit in Unit)
RUNGS = ("unit", "head", "organiser", "leader")
_TERM = ("id", "days", "unit", "source", "confidence", "unit_confidence")


def rule_files() -> list[Path]:
    """Return the files of terms that come with the product, oldest first."""
    return sorted(DATA.glob("rules-*.yaml"))


def read(path: Path) -> tuple[Entry, Rulebook, date]:
    """Return the content of a file, the same as a value, and the day it holds from.

    Raises BadDataFile with place and remedy.
    """
    entry = datafiles.read(path)
    check(entry)
    valid_from = entry.day("valid_from")
    if valid_from is None:
        raise entry.fault("“valid_from” needs a date.")
    return entry, rulebook(entry), valid_from


def entry(content: Mapping[str, object]) -> Entry:
    """Return content that a form made as an entry, so that the same checks read it."""
    made = Entry({key: _entries(value) for key, value in content.items()})
    made.file = str(content.get("name", ""))
    return made


def _entries(value: object) -> object:
    if isinstance(value, Mapping):
        return entry(value)
    return [_entries(item) for item in value] if isinstance(value, list) else value


def check(entry: Entry) -> None:
    """Refuse terms that are missing, doubled or of a shape that no clock can count."""
    entry.only(
        "id", "name", "valid_from", "clocks", "classes", "ladder", "remind_before",
        "keep_contact_months", "archive_reasons", "filing_window",
    )  # fmt: skip
    timed = tuple(kind.value for kind in ClockKind if kind is not ClockKind.RESOLUTION)
    _terms(entry, "clocks", timed)
    _terms(entry, "classes", tuple(kind.value for kind in Kind), may_be_open=True)
    rungs = entry.rows("ladder")
    datafiles.unique(rungs, "id")
    for rung in rungs:
        rung.only("id", "days", "confidence")
        rung.choice("id", RUNGS)
        rung.whole("days")
    for reason in entry.rows("archive_reasons"):
        reason.only("id", "name", "name_en")
        reason.text("name")
        reason.text("name_en")
    if "filing_window" in entry:
        _window(entry.part("filing_window"))
    entry.count("remind_before")
    entry.count("keep_contact_months")


def _window(row: Entry) -> None:
    row.only(*_TERM)
    row.choice("confidence", CONFIDENCE)
    row.text("source")
    row.choice("unit", UNITS)
    if not 0 < row.count("days") <= 3650:
        raise row.fault("“days” must lie between 1 and 3650.")


def _terms(entry: Entry, key: str, allowed: tuple[str, ...], *, may_be_open: bool = False) -> None:
    rows = entry.rows(key)
    datafiles.unique(rows, "id")
    for row in rows:
        row.only(*_TERM, "public")
        row.choice("id", allowed)
        row.choice("confidence", CONFIDENCE)
        row.text("source")
        if row.whole("days", None) is None and may_be_open:
            continue
        if not 0 < row.count("days") <= 365:
            raise row.fault("“days” must lie between 1 and 365.")
        row.choice("unit", UNITS)
    missing = set(allowed) - {row.text("id") for row in rows}
    if missing:
        raise entry.fault(f"“{key}” lacks {', '.join(sorted(missing))}.")
