"""What an import needs to know: runs, mappings, names, and which reports are here already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Min, QuerySet

from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import current_government
from maklumat.catalogue.models import Service
from maklumat.complaints import registers
from maklumat.complaints.actions.filing import is_for_inspectorate
from maklumat.complaints.models import Category, Complaint, ImportMapping, ImportRun, RuleSet
from maklumat.complaints.registers import BadCell, Column, Entry, Known, bare
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.exchange import sheetfiles

AT_ONCE = 500


@dataclass(frozen=True)
class Plan:
    """What a file would bring: new cases, how many are here already, and every bad cell."""

    new: Sequence[Entry]
    known: int
    bad: Sequence[BadCell]

    @property
    def bad_rows(self) -> int:
        return len({cell.line for cell in self.bad})

    @property
    def open(self) -> int:
        return sum(1 for entry in self.new if entry.ended is None and entry.answered is None)


def runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("owner")


def run(uid: UUID) -> ImportRun:
    """Return one import or raise NotFound."""
    found = runs().filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


def mappings() -> QuerySet[ImportMapping]:
    return ImportMapping.objects.all()


def table(row: ImportRun) -> sheetfiles.Rows:
    """Return the rows of the file. Raises NotFound once the file is gone."""
    if not row.path or not default_storage.exists(row.path):
        raise NotFound(str(row.uid))
    with default_storage.open(row.path) as file:
        return sheetfiles.rows(file.read(), row.path[row.path.rindex(".") :])


def columns_of(mapping: Mapping[str, object], headings: Sequence[str]) -> dict[Column, int]:
    """Return where each column stands: a mapping keeps headings, so that their order may change."""
    places = {bare(heading): at for at, heading in enumerate(headings)}
    return {
        Column(key): places[str(heading)]
        for key, heading in mapping.items()
        if key in set(Column) and str(heading) in places
    }


def plan(row: ImportRun, *, at: datetime) -> Plan:
    """Read the file by its mapping. Raises RuleBroken where a needed column is not named."""
    rows = table(row)
    columns = columns_of(row.mapping, rows[0])
    missing = [column for column in registers.NEEDED if column not in columns]
    if missing:
        raise RuleBroken("needed columns are not named")
    good, bad = registers.entries(rows[1:], columns, _known(at))
    here = numbers_here(row.source, [entry.number for entry in good])
    return Plan([entry for entry in good if entry.number not in here], len(here), bad)


def numbers_here(source: str, numbers: Sequence[str]) -> set[str]:
    """Return which of these numbers of a source are cases already."""
    found: set[str] = set()
    for first in range(0, len(numbers), AT_ONCE):
        part = numbers[first : first + AT_ONCE]
        rows = Complaint.objects.filter(source=source, external_id__in=part)
        found |= set(rows.values_list("external_id", flat=True))
    return found


def spent(*, before: datetime) -> list[ImportRun]:
    """Return what nobody went on with: their files are not kept."""
    return list(ImportRun.objects.filter(moved_at__lt=before).exclude(path=""))


def government() -> Government:
    found = current_government()
    if found is None:
        raise RuleBroken("the government is not set up yet")
    return found


def _known(at: datetime) -> Known:
    categories = list(Category.objects.select_related("parent"))
    services = Service.objects.filter(live=True).values_list("name", "pk")
    first = RuleSet.objects.aggregate(first=Min("valid_from"))["first"]
    here = at.astimezone(government().zone).replace(tzinfo=None)
    # Living agencies last: where an old one has the same name, the living one is meant.
    agencies = sorted(Agency.objects.all(), key=lambda row: row.valid_to is None)
    return Known(
        agencies=_names((row.pk, (row.slug, row.short_name, row.name)) for row in agencies),
        services={bare(name): key for name, key in services},
        categories=_names((row.pk, (row.slug, row.name, row.name_en)) for row in categories),
        supervised=frozenset(row.pk for row in categories if is_for_inspectorate(row)),
        first_day=first or here.date(),
        now=here,
    )


def _names(rows: Iterable[tuple[int, Sequence[str]]]) -> dict[str, int]:
    return {bare(name.replace("-", " ")): key for key, names in rows for name in names if name}
