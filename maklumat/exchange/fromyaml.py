"""Standards in YAML on their way in: the same rows that a workbook has, so that both are compared alike.

What a service leaves out stays as it is; an empty list or an empty text empties it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maklumat.catalogue.models.service import LIMITS
from maklumat.catalogue.standard import Component
from maklumat.core.datafiles import BadDataFile, Entry, parse
from maklumat.core.errors import RuleBroken
from maklumat.exchange.sheets import LISTS, SERVICES, Sheet
from maklumat.exchange.tables import KEEP
from maklumat.exchange.workbook import Line

MOST_SERVICES = 3000
KEYS = ("id", "name", "summary", "agency", "type", "sector", "life_events", "audience", "channels",
        "synonyms", "status", "review", "decree", "sippn", "components")  # fmt: skip

# Where each value of a service stands: the path of keys to it.
_C = "components"
_DURATION, _COMPLAINTS, _GUARANTEE = (
    (_C, part.value) for part in (Component.DURATION, Component.COMPLAINTS, Component.GUARANTEE)
)
VALUES: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "agency": ("agency",),
    "summary": ("summary",),
    "type": ("type",),
    "synonyms": ("synonyms",),
    "decree_number": ("decree", "number"),
    "decree_date": ("decree", "date"),
    "duration_value": (*_DURATION, "value"),
    "duration_unit": (*_DURATION, "unit"),
    "duration_starts": (*_DURATION, "starts"),
    "duration_note": (*_DURATION, "note"),
    "complaint_officer": (*_COMPLAINTS, "officer"),
    **{field: (*_COMPLAINTS, "limits_working_days", key) for key, field in LIMITS.items()},
    "guarantee_statement": (*_GUARANTEE, "statement"),
    "guarantee_compensation": (*_GUARANTEE, "compensation"),
    "guarantee_decree": (*_GUARANTEE, "decree"),
    "sippn_id": ("sippn", "id"),
    "sippn_published_at": ("sippn", "entered"),
    "sector": ("sector",),
    "life_events": ("life_events",),
    "audiences": ("audience",),
    "status": ("status", "status"),
    "status_reason": ("status", "reason"),
    "status_until": ("status", "until"),
    "reviewed_at": ("review", "checked"),
    "review_due": ("review", "due"),
}
SEVERAL = ("synonyms", "life_events", "audiences")  # lists whose items share a cell

# What the keys of the rows of each list are called, where not as the fields of the sheet.
ROWS: dict[str, dict[str, str]] = {
    "fees": {"kind": "type", "amount": "amount_idr"},
    "facilities": {"for_vulnerable": "kelompok_rentan"},
}
GROUPS = ("umum", "kelompok_rentan")


@dataclass(frozen=True)
class YamlLine(Line):
    """A row of a YAML file, told by its line; `letters` has the keys in place of columns."""

    def address(self, at: int | None = None) -> str:
        place = _("line %d") % self.number
        return f"{place}, {self.letters[at + 1]}" if at is not None else place


@dataclass
class Found:
    """The rows of a file, of which lists it says nothing, and services that cannot be read."""

    lines: dict[str, list[Line]]
    left_out: set[tuple[str, str]] = field(default_factory=set)
    broken: list[BadDataFile] = field(default_factory=list)


def read(content: bytes, name: str = "standar.yaml") -> Found:
    """Return what a file holds. Raises RuleBroken where the file as a whole will not do."""
    file = parse(content, name)
    file.only("services")
    entries = file.rows("services")
    if len(entries) > MOST_SERVICES:
        raise RuleBroken(_("The file has more than %d services. Split it.") % MOST_SERVICES)
    found = Found({sheet.title: [] for sheet in (SERVICES, *LISTS)})
    for entry in entries:
        try:
            _read(entry, found)
        except BadDataFile as error:
            found.broken.append(error)
    return found


def _read(entry: Entry, found: Found) -> None:
    """Add one service, whole or not at all."""
    entry.only(*KEYS)
    code = entry.text("id")
    components = entry.part(_C, required=False)
    components.only(*Component)
    heads = _service_line(entry, code)
    lists = {sheet.title: _list(sheet, entry, components, code) for sheet in LISTS}
    found.lines[SERVICES.title].append(heads)
    for title, lines in lists.items():
        if lines is None:
            found.left_out.add((code, title))
        else:
            found.lines[title] += lines


def _service_line(entry: Entry, code: str) -> Line:
    paths = [VALUES[column.field] for column in SERVICES.columns]
    cells = [_at_path(entry, path) for path in paths]
    for place, column in enumerate(SERVICES.columns):
        if column.field in SEVERAL and isinstance(cells[place], list):
            cells[place] = "\n".join(_texts(entry, paths[place][-1], cells[place]))
    _check_keys(entry)
    return _line(SERVICES, entry, code, cells, [path[-1] for path in paths])


def _check_keys(entry: Entry) -> None:
    """Refuse slips of the pen in the small parts."""
    known: dict[tuple[str, ...], set[str]] = {}
    for path in VALUES.values():
        for depth in range(1, len(path)):
            known.setdefault(path[:depth], set()).add(path[depth])
    known[_COMPLAINTS].add("channels")
    del known[_C,]
    for path, keys in known.items():
        part = _at_path(entry, path)
        if isinstance(part, Entry):
            part.only(*keys)
        elif part is not KEEP and part is not None:
            raise entry.fault(_("“%(key)s” must be %(kind)s.") % {
                "key": path[-1], "kind": _("an entry with keys")})  # fmt: skip


def _at_path(entry: Entry, path: tuple[str, ...]) -> Any:  # Any: YAML holds anything
    value: Any = entry  # Any: as above
    for key in path:
        if not isinstance(value, Entry) or key not in value:
            return KEEP
        value = value[key]
    return value


# --- Lists --------------------------------------------------------------------------------------


def _list(sheet: Sheet, entry: Entry, components: Entry, code: str) -> list[Line] | None:
    """Return the rows of one list; None where the file says nothing of it."""
    if sheet.component is Component.COMPLAINTS:
        owner, key = components.part(sheet.component.value, required=False), "channels"
    elif sheet.component is None:
        owner, key = entry, "channels"
    else:
        owner, key = components, sheet.component.value
    if owner.get(key) is None:
        return None
    if sheet.relation == "cases":
        return list(_cases(sheet, owner, key, code))
    if sheet.relation == "facilities" and isinstance(owner[key], Entry):
        return list(_grouped(sheet, owner.part(key), code))
    first = "document" if sheet.relation == "legal_basis" else sheet.columns[0].field
    if sheet.relation in ("channels", "complaint_channels"):
        first = "kind"
    rows = owner.mixed(key, first)
    return [_row(sheet, row, code) for row in rows]


def _cases(sheet: Sheet, owner: Entry, key: str, code: str) -> Iterator[Line]:
    for case in owner.rows(key):
        case.only("group", "items")
        name = case.text("group", "")
        items = list(case.mixed("items", "text")) if case.get("items") else []
        for item in items:
            yield _row(sheet, item, code, name=name)
        if not items and name:
            yield _row(sheet, case, code, name=name, empty=True)


def _grouped(sheet: Sheet, groups: Entry, code: str) -> Iterator[Line]:
    groups.only(*GROUPS)
    for group in GROUPS:
        for row in groups.mixed(group, "name") if groups.get(group) else ():
            yield _row(sheet, row, code, for_vulnerable=group == GROUPS[1])


def _row(sheet: Sheet, entry: Entry, code: str, *, empty: bool = False, **given: Any) -> Line:
    """Return a row; `given` has what stands elsewhere. Any: as above."""
    names = ROWS.get(sheet.relation, {})
    keys = [names.get(column.field, column.field) for column in sheet.columns]
    free = [
        key for key, column in zip(keys, sheet.columns, strict=True) if column.field not in given
    ]
    if not empty:
        entry.only(*free)
    cells = [
        given[column.field] if column.field in given else None if empty else entry.get(key)
        for key, column in zip(keys, sheet.columns, strict=True)
    ]
    return _line(sheet, entry, code, cells, keys)


def _line(
    sheet: Sheet, entry: Entry, code: str, cells: list[Any], keys: Iterable[str]
) -> Line:  # Any: as above
    for key, cell in zip(keys, cells, strict=True):
        if cell is not KEEP and cell is not None and not isinstance(cell, str | int | float | date):
            raise entry.fault(
                _("“%(key)s” must be %(kind)s.") % {"key": key, "kind": _("a text or a number")}
            )
    return YamlLine(sheet, entry.line, code, tuple(cells), ("id", *keys), frozenset())


def _texts(entry: Entry, key: str, found: list[Any]) -> list[str]:  # Any: as above
    if not all(isinstance(item, str) for item in found):
        raise entry.fault(
            _("“%(key)s” must be %(kind)s.") % {"key": key, "kind": _("a list of texts")}
        )
    return found
