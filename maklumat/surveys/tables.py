"""Tables by agency, service and unit: named rows in an order, on the page and in files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.sheets import Value
from maklumat.surveys import reading, sentences
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.queries.sums import Key
from maklumat.surveys.reading import Line


@dataclass(frozen=True)
class Row:
    """A line with its name; `agency` and `service` are its addresses, where it has a page."""

    name: str
    line: Line
    agency: str = ""
    service: str = ""
    note: str = ""


@dataclass(frozen=True)
class Order:
    """One way to sort; rows without that figure stand last."""

    key: str
    label: Promise
    value: Callable[[Row], Decimal | int | str | None]
    descending: bool = False


ORDERS = (
    Order(
        "indeks",
        pgettext_lazy("survey table", "lowest index"),
        lambda row: row.line.index.score if row.line.index else None,
    ),
    Order("nama", pgettext_lazy("survey table", "name"), lambda row: row.name.casefold()),
    Order(
        "jawaban", pgettext_lazy("survey table", "most answers"), lambda row: row.line.n,
        descending=True,
    ),
    Order(
        "perubahan",
        pgettext_lazy("survey table", "largest fall"),
        lambda row: row.line.change.difference,
    ),
    Order(
        "kurang",
        pgettext_lazy("survey table", "most answers missing"),
        lambda row: row.line.adequacy.missing or None,
        descending=True,
    ),
)  # fmt: skip


def agency_rows(
    agencies: Sequence[Agency], lines: Mapping[Key, Line], surveying: Iterable[int]
) -> list[Row]:
    """Name the agencies that have answers, or public services and should have some."""
    names = {row.pk: row.short_name for row in agencies}
    wanted = {above for row in agencies if row.pk in set(surveying) for above in ancestors(row)}
    return [
        Row(
            name=row.name,
            line=lines.get(row.pk) or reading.missing(row.pk),
            agency=row.slug,
            note=names.get(row.parent_id or 0, ""),
        )
        for row in agencies
        if row.pk in lines or (row.pk in wanted and row.valid_to is None)
    ]


def service_rows(
    services: Sequence[Service], lines: Mapping[Key, Line], agencies: Mapping[int, Agency]
) -> list[Row]:
    """Name the services that have answers, or are public and should have some."""
    several = len({row.agency_id for row in services}) > 1
    return [
        Row(
            name=row.name,
            line=lines.get(row.pk) or reading.missing(row.pk),
            agency=agencies[row.agency_id].slug,
            service=row.slug,
            note=agencies[row.agency_id].short_name if several else "",
        )
        for row in services
        if row.pk in lines or row.live
    ]


def guest_rows(names: Mapping[int, str], lines: Mapping[Key, Line]) -> list[Row]:
    """Name services of others that are had here: without a page that this person may open."""
    return [Row(name, lines[key]) for key, name in names.items()]


def unit_rows(units: Mapping[int, Agency], lines: Mapping[Key, Line]) -> list[Row]:
    return [
        Row(units[key].name, line)
        for key, line in lines.items()
        if isinstance(key, int) and key in units
    ]


def ancestors(agency: Agency) -> tuple[int, ...]:
    """Return the keys of an agency and of those above it."""
    return tuple(int(key) for key in agency.path.strip("/").split("/"))


def pooling(agencies: Iterable[Agency]) -> dict[Key, tuple[Key, ...]]:
    """Say to which lines each agency adds: its own and those above it that are shown."""
    rows = list(agencies)
    shown = {row.pk for row in rows}
    return {row.pk: tuple(key for key in ancestors(row) if key in shown) for row in rows}


def ordered(rows: Sequence[Row], by: str) -> tuple[list[Row], str]:
    """Sort rows in a known order, else in the first; return them with the order that was taken."""
    order = next((one for one in ORDERS if one.key == by), ORDERS[0])
    known = [row for row in rows if order.value(row) is not None]
    known.sort(key=lambda row: row.name.casefold())
    known.sort(key=lambda row: order.value(row) or 0, reverse=order.descending)
    rest = sorted(
        (row for row in rows if order.value(row) is None), key=lambda row: row.name.casefold()
    )
    return known + rest, order.key


def heads(rules: Instrument, what: str | Promise) -> list[str]:
    """Return the columns of the file."""
    return [
        str(what),
        _("Part of"),
        _("Answers counted"),
        rules.index_short_name,
        _("Grade"),
        _("Change"),
        _("What the change means"),
        *(f"NRR {element.name}" for element in rules.elements),
        _("Lowest element"),
        _("People served"),
        _("Answers needed"),
        _("Answers missing"),
        _("Held for checking"),
        _("Index with those held"),
        _("Incomplete"),
    ]


def cells(rules: Instrument, rows: Iterable[Row]) -> list[list[Value]]:
    """Return the lines of the file; what has too few answers has no figures."""
    return [_cells(rules, row) for row in rows]


def _cells(rules: Instrument, row: Row) -> list[Value]:
    line, found = row.line, row.line.index
    means = {one.key: one.mean for one in found.elements} if found else {}
    return [
        row.name,
        row.note,
        line.n,
        _number(found.score if found else None),
        found.band.grade if found and found.band else "",
        _number(line.change.difference),
        sentences.verdict(line.change),
        *(_number(means.get(key)) for key in rules.keys),
        line.lowest.name if line.lowest else "",
        line.adequacy.population,
        line.adequacy.needed,
        line.adequacy.missing if line.adequacy.needed is not None else None,
        line.held,
        _number(line.with_held.score if line.with_held else None),
        line.incomplete,
    ]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)


AGENCY, SERVICE, UNIT = gettext_lazy("Agency"), gettext_lazy("Service"), gettext_lazy("Unit")
