"""The workbook of a report: the marks, the computation with living formulas, an explanation.

Every formula carries the value that `index.py` computes; a test lets LibreOffice compute them anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO

from maklumat.core.workbooks import FOUR, HEAD, RESULT, TITLE, TWO, WRAPPED, Cell, Content, Formula
from maklumat.core.workbooks import Sheet as Page
from maklumat.core.workbooks import write as write_book
from maklumat.surveys import index
from maklumat.surveys.index import Sums
from maklumat.surveys.instrument import SCALE, Instrument

DATA, SUMS, ABOUT = "Data", "Perhitungan", "Penjelasan"
HEADS = {
    "no": "No", "tanggal": "Tanggal", "layanan": "Layanan", "jenis_kelamin": "Jenis kelamin",
    "usia": "Usia", "pendidikan": "Pendidikan", "pekerjaan": "Pekerjaan",
    "disabilitas": "Penyandang disabilitas", "cara": "Cara mengisi",
}  # fmt: skip
NUMBERS = {"no", "usia"}
FIRST_ELEMENT = 4  # the row of the sheet of sums
Row = Sequence[str]


def write(
    target: IO[bytes], *, rules: Instrument, title: str, rows: Iterable[Row], notes: Sequence[str]
) -> None:
    """Write the workbook; `rows` begin with their head, as `report_matrix` gives them."""
    lines = iter(rows)
    head = list(next(lines))
    first = len(head) - len(rules.keys)
    tally = _Tally(rules, first)
    sheets = [
        Page(DATA, _data(rules, head, tally.passing(lines)), [6, 12, 34, *[13] * len(head)], 1),
        Page(SUMS, _sums(rules, title, first, tally), [34, 14, 14, 12, 14, 12, 10, 16]),
        Page(ABOUT, ([Cell(note, WRAPPED)] for note in notes), [100]),
    ]
    if first == 1:  # marks alone
        sheets[0] = Page(DATA, sheets[0].rows, [6, *[13] * len(head)], 1)
    write_book(target, sheets)


class _Tally:
    """Counts what passes by, so that formulas can carry their values: the rows are read once."""

    def __init__(self, rules: Instrument, first: int) -> None:
        self.rules, self.first, self.n = rules, first, 0
        self.counts: list[Counter[int]] = [Counter() for _key in rules.keys]

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.n += 1
            for counter, mark in zip(self.counts, row[self.first :], strict=True):
                counter[int(mark)] += 1
            yield row

    def sums(self) -> Sums:
        counts = {
            key: {mark: counter[mark] for mark in SCALE}
            for key, counter in zip(self.rules.keys, self.counts, strict=True)
        }
        total = sum(mark * n for marks in counts.values() for mark, n in marks.items())
        return Sums(self.n, total, 0, counts)


def _data(rules: Instrument, head: Row, rows: Iterable[Row]) -> Iterator[Sequence[Content]]:
    names = {key: rules.element(key).name for key in rules.keys}
    yield [Cell(HEADS.get(key) or names[key], HEAD) for key in head]
    numeric = [key in NUMBERS or key in names for key in head]
    for row in rows:
        yield [
            (int(cell) if is_number else cell) if cell else None
            for cell, is_number in zip(row, numeric, strict=True)
        ]


def _sums(rules: Instrument, title: str, first: int, tally: _Tally) -> Iterator[Sequence[Content]]:
    """Give the computation. Called after the data were written: then the tally is whole."""
    sums = tally.sums()
    found = index.index(rules, sums)
    yield [Cell(title, TITLE)]
    yield []
    yield [Cell(head, HEAD) for head in (
        "Unsur", "Jumlah nilai", "Kuesioner terisi", "NRR", "NRR tertimbang", "Nilai (x 25)", "Mutu",
        "Kinerja",
    )]  # fmt: skip
    if found is None:
        return
    count, last = len(rules.elements), FIRST_ELEMENT + len(rules.elements) - 1
    bands = _Bands(rules, last + 6)
    for at, (key, one) in enumerate(zip(rules.keys, found.elements, strict=True)):
        row, column = FIRST_ELEMENT + at, _letter(first + at)
        cells = f"{DATA}!{column}2:{column}{sums.n + 1}"
        yield [
            rules.element(key).name,
            Formula(f"SUM({cells})", sums.sum_of(key)),
            Formula(f"COUNT({cells})", sums.n),
            Formula(f"B{row}/C{row}", one.mean, FOUR),
            Formula(f"D{row}*1/{count}", one.mean / count, FOUR),
            Formula(f"ROUND(D{row}*{rules.stretch},2)", one.score, TWO),
            *bands.formulas(f"F{row}", one.score),
        ]
    top = f"E{FIRST_ELEMENT}:E{last}"
    weighted = sum((one.mean for one in found.elements), Decimal(0)) / count
    yield []
    yield ["Jumlah NRR tertimbang", *[None] * 3, Formula(f"SUM({top})", weighted, FOUR)]
    # The inner rounding takes away what binary numbers add at the fifteenth digit.
    exact = f"ROUND(SUM({top})*{rules.stretch},8)"
    yield [
        Cell(rules.index_name, HEAD),
        *[None] * 4,
        Formula(f"ROUND({exact},2)", found.score, RESULT),
        *bands.formulas(f"F{last + 3}", found.score),
    ]
    yield []
    yield from bands.rows()


class _Bands:
    """The grades by their lowest index, as a table that formulas look up."""

    def __init__(self, rules: Instrument, first: int) -> None:
        self.rules, self.first = rules, first
        self.ascending = sorted(rules.bands, key=lambda band: band.floor)

    def formulas(self, place: str, score: Decimal) -> list[Content]:
        band = self.rules.band(score)
        if band is None:
            return []
        last = self.first + len(self.ascending) - 1
        floors = f"$A${self.first}:$A${last}"
        return [
            Formula(f"LOOKUP({place},{floors},$B${self.first}:$B${last})", band.grade),
            Formula(f"LOOKUP({place},{floors},$C${self.first}:$C${last})", band.meaning),
        ]

    def rows(self) -> Iterator[Sequence[Content]]:
        if not self.ascending:
            return
        yield [Cell(head, HEAD) for head in ("Batas bawah", "Mutu", "Kinerja")]
        for band in self.ascending:
            yield [Cell(band.floor, TWO), band.grade, band.meaning]


def _letter(at: int) -> str:
    """Return the column of a place that counts from 0; 26 are more than any report has."""
    return chr(ord("A") + at)
