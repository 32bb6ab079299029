"""The marks of the questionnaires that a report counted: kept, and given out, as CSV and workbook.

Kept packed, as at the moment of publishing. Staff of the agency get day and profile; the public gets
the marks alone, in no order, because age, education and occupation together can tell who answered.
No free text and no time of day in either.
"""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.surveys import labels
from maklumat.surveys.index import FEWEST
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import Response

LANGUAGE = "id"
FEW = "(layanan dengan kurang dari 5 jawaban)"
FACTS = ("tanggal", "layanan", "jenis_kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas",
         "cara")  # fmt: skip
FORMULA = ("=", "+", "-", "@")
Row = Sequence[str]


def packed(rules: Instrument, responses: Iterable[Response]) -> bytes:
    """Return the matrix as packed CSV: facts first, then a mark for each element, in order."""
    data = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=data, mode="wb", mtime=0) as file,
        io.TextIOWrapper(file, encoding="utf-8", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow([*FACTS, *rules.keys])
        writer.writerows(_rows(rules, responses))
    return data.getvalue()


def unpacked(matrix: bytes) -> Iterator[list[str]]:
    """Give the rows, the head first."""
    with gzip.open(io.BytesIO(matrix), "rt", encoding="utf-8", newline="") as text:
        yield from csv.reader(text)


def for_staff(matrix: bytes) -> Iterator[Row]:
    """Give head and rows with numbers. A service with fewer than five answers is not named."""
    at = FACTS.index("layanan")
    answers = Counter(row[at] for row in unpacked(matrix))
    for number, row in enumerate(unpacked(matrix)):
        if number and answers[row[at]] < FEWEST:
            row[at] = FEW
        yield ["no" if not number else str(number), *row]


def for_everybody(matrix: bytes) -> Iterator[Row]:
    """Give the marks alone, sorted, so that not even the order tells a day."""
    head, *rows = (row[len(FACTS) :] for row in unpacked(matrix))
    yield ["no", *head]
    yield from ([str(number), *row] for number, row in enumerate(sorted(rows), start=1))


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give the lines of a CSV file that spreadsheets open as UTF-8."""
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _rows(rules: Instrument, responses: Iterable[Response]) -> Iterator[Row]:
    with override(LANGUAGE):
        words = [
            {key: str(word) for key, word in choices}
            for choices in (labels.SEXES, labels.EDUCATIONS, labels.OCCUPATIONS, labels.CHANNELS)
        ]
        sexes, educations, occupations, channels = words
        disability = {True: _("yes"), False: _("no"), None: ""}
    for row in responses:
        yield [
            row.day.isoformat(),
            row.service.name,
            sexes.get(row.sex, ""),
            "" if row.age is None else str(row.age),
            educations.get(row.education, ""),
            occupations.get(row.occupation, ""),
            disability[row.disability],
            channels.get(row.channel, ""),
            *(str(row.marks[key]) for key in rules.keys),
        ]
