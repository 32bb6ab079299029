"""The files that the public may take away: counts and figures, never a text; hidden as on the pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import index
from maklumat.surveys.board import Board, Entry
from maklumat.surveys.index import Sums
from maklumat.surveys.instrument import SCALE, Element
from maklumat.surveys.periods import Period

Value = str | int | float | None
_WHEN = ("periode", "dari", "sampai")
_FIGURES = ("jawaban", "indeks", "mutu", "kinerja", "diperiksa", "indeks_dengan_diperiksa")
_FEW = "kurang dari 5"
_COVERED = "ya"

SERVICE_HEADS = (*_WHEN, "layanan", "unsur", "nama_unsur", "nilai", "arti_nilai", "jumlah",
                 "nrr_unsur", "indeks_unsur", *_FIGURES, "disamarkan")  # fmt: skip
AGENCY_HEADS = (*_WHEN, "opd", "nama", *_FIGURES, "disamarkan")


@dataclass(frozen=True)
class Column:
    name: str
    meaning: object  # words to be translated


WHEN_COLUMNS = (
    Column("periode", _("Code of the period: 2026-s2, 2026-tw3, 2026-09 or 2026.")),
    Column("dari, sampai", _("First and last day of the period; the last one may lie ahead.")),
)
FIGURE_COLUMNS = (
    Column("jawaban", _("Complete questionnaires that count.")),
    Column("indeks", _("The index of the period, from 25 to 100, rounded once to two decimals.")),
    Column("mutu, kinerja", _("Its grade from A to D, and the grade in words.")),
    Column("diperiksa", _("Questionnaires that wait for a decision; empty when fewer than five.")),
    Column("indeks_dengan_diperiksa", _("The index if these counted as well.")),
    Column("disamarkan", _("“kurang dari 5”, or “ya” where the figure would tell a hidden one.")),
)
SERVICE_COLUMNS = (
    *WHEN_COLUMNS,
    Column("layanan", _("Agency and service, as they stand in the address.")),
    Column("unsur, nama_unsur", _("Key and name of the element. The key does not change.")),
    Column("nilai, arti_nilai", _("Mark from 1 to 4, and its words for this element.")),
    Column("jumlah", _("How many gave this mark.")),
    Column("nrr_unsur, indeks_unsur", _("Mean mark of the element, and the same from 25 to 100.")),
    *FIGURE_COLUMNS,
)
AGENCY_COLUMNS = (
    *WHEN_COLUMNS,
    Column("opd, nama", _("The agency; “semua” is all of them together.")),
    *FIGURE_COLUMNS,
)


def service_rows(
    service: Service, board: Board, counted: Mapping[Period, Sums]
) -> Iterator[Sequence[Value]]:
    """Yield a row for each period, element and mark; one row alone for a period that is hidden."""
    name = f"{service.agency.slug}/{service.slug}"
    for period in board.periods:
        entry = board.pages[period].service(service.pk)
        found = index.index(board.instrument.rules, counted.get(period, index.NONE))
        if not entry.is_shown or found is None:
            yield [*_when(period), name, *[None] * 7, *_figures(entry)]
            continue
        for one in found.elements:
            element = board.instrument.rules.element(one.key)
            for mark, said in _marks(element, counted[period]):
                yield [
                    *_when(period), name, element.key, element.name, mark, element.label(mark),
                    said, _number(one.mean), _number(one.score), *_figures(entry),
                ]  # fmt: skip


def agency_rows(board: Board, agencies: Mapping[int, Agency]) -> Iterator[Sequence[Value]]:
    """Yield a row for each period and agency that was asked about, and one for all together."""
    for period in board.periods:
        page = board.pages[period]
        yield [*_when(period), "semua", "", *_figures(page.whole)]
        rows = [(agencies[key], entry) for key, entry in page.agencies.items() if key in agencies]
        for agency, entry in sorted(rows, key=lambda row: row[0].name):
            yield [*_when(period), agency.slug, agency.name, *_figures(entry)]


def _marks(element: Element, sums: Sums) -> Iterator[tuple[int, int]]:
    for mark in SCALE:
        yield mark, sums.counts.get(element.key, {}).get(mark, 0)


def _when(period: Period) -> tuple[str, str, str]:
    return period.code, period.first.isoformat(), period.end.isoformat()


def _figures(entry: Entry) -> tuple[Value, ...]:
    """Return the shared columns, all empty where nothing may be shown."""
    if not entry.is_shown:
        told = _COVERED if entry.state == "covered" else _FEW
        return None, None, None, None, None, None, told
    band = entry.band
    return (
        entry.n,
        _number(entry.score),
        band.grade if band else None,
        band.meaning if band else None,
        entry.held or None,
        _number(entry.with_held),
        "",
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)
