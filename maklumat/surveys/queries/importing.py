"""What a file of old answers would bring, read anew whenever somebody looks."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.surveys import answerfiles, index, labels
from maklumat.surveys.answerfiles import Columns, Content
from maklumat.surveys.index import FEWEST, Index
from maklumat.surveys.models import SurveyImport
from maklumat.surveys.queries import desk
from maklumat.surveys.queries.instruments import current, questions

Rows = list[list[str]]


@dataclass(frozen=True)
class Preview:
    """The rows of a file, and what they would add up to. `index` is None below five complete."""

    columns: Columns
    content: Content
    complete: int
    index: Index | None
    must_choose: bool
    left: Rows

    @property
    def incomplete(self) -> int:
        return len(self.content.good) - self.complete


def preview(row: SurveyImport, *, today: date) -> Preview:
    """Read the rows of a file that waits. Raises RuleBroken when its columns can't be told."""
    rules = current().rules
    columns, content = _read(row, today)
    sums = index.add_up(rules, (one.marks for one in content.good))
    return Preview(
        columns,
        content,
        sums.n,
        index.index(rules, sums) if sums.n >= FEWEST else None,
        columns.numbered and not columns.by_code and not row.order,
        _left(row, content) if content.bad else [],
    )


def left_rows(row: SurveyImport, *, today: date) -> Rows:
    """Return the rows that can't be read, each with what is wrong, the headings first."""
    if row.done_at:
        return row.rows
    return _left(row, _read(row, today)[1])


def _read(row: SurveyImport, today: date) -> tuple[Columns, Content]:
    rules = current().rules
    headings, *rows = row.rows
    asked = {one.key: one.text for one in questions(current(), row.service)}
    columns = answerfiles.columns(headings, rules, order=row.order, wordings=asked)
    return columns, answerfiles.content(rows, headings, columns, rules, today=today)


def _left(row: SurveyImport, content: Content) -> Rows:
    headings, *rows = row.rows
    said: dict[int, list[str]] = {}
    for cell in content.bad:
        said.setdefault(cell.line, []).append(str(cell))
    kept = [[*headings, _("what to mend")]]
    for line in content.bad_lines:
        cells = rows[line - 2]
        filled = cells + [""] * (len(headings) - len(cells))
        kept.append([*filled[: len(headings)], " ".join(said[line])])
    return kept


def orders() -> list[tuple[str, str, str]]:
    """Return the two ways to number, each with the names of the elements in its order."""
    rules = current().rules
    found = []
    for key, label in labels.ORDERS:
        names = answerfiles.in_order(rules, key)
        found.append((key, str(label), "; ".join(f"{at} {name}" for at, name in names)))
    return found


def places(agency: Agency, on: date) -> list[tuple[str, str]]:
    """Return service and unit as one choice: own services at all their units, others' here only."""
    found = []
    services = desk.services_at(agency)
    units = desk.units_of_many(services, on)
    for service in services:
        at = units[service.pk] if service.agency_id == agency.pk else [agency]
        for unit in at:
            name = service.name if len(at) == 1 else f"{service.name} – {unit.name}"
            found.append((f"{service.pk}.{unit.pk}", name))
    return found
