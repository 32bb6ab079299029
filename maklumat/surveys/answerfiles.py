"""Old answers in a table: which column means what, which cells can be read, what they say.

A row is good when nothing in it is unreadable; one with an open question is kept, but does not count.
Names and identity numbers are never taken over: only the columns named here are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken
from maklumat.surveys import profile
from maklumat.surveys.instrument import SCALE, Element, Instrument

DAY, TIME, SEX, AGE = "tanggal", "jam", "jenis_kelamin", "usia"
EDUCATION, OCCUPATION, TEXT = "pendidikan", "pekerjaan", "saran"
DURATION = "waktu"  # the element; some files call the time of day so too
MOST_COLUMNS = 60
LONGEST_TEXT = 2000
FIRST_DAY = date(2017, 1, 1)  # the regulation on this survey is of 2017
LIST, SHEET = "list", "sheet"  # how numbered columns count: as the list, as the questionnaire
OPEN = ("", "0", "-", "–", "n/a", "na")

ALSO = {
    DAY: ("tanggal", "tgl", "tanggal survei", "tanggal pengisian", "timestamp", "stempel waktu"),
    TIME: ("jam", "jam survei", "waktu survei", "pukul"),
    SEX: ("jenis kelamin", "jk", "kelamin", "gender", "l/p"),
    AGE: ("usia", "umur", "usia tahun", "umur tahun"),
    EDUCATION: ("pendidikan", "pendidikan terakhir"),
    OCCUPATION: ("pekerjaan", "pekerjaan utama"),
    TEXT: ("saran", "masukan", "saran dan masukan", "kritik dan saran", "komentar", "saran masukan"),
}  # fmt: skip
SEXES = {"l": "L", "laki": "L", "laki laki": "L", "pria": "L", "lk": "L",
         "p": "P", "perempuan": "P", "wanita": "P", "pr": "P"}  # fmt: skip
EDUCATIONS = {"sd": "SD", "mi": "SD", "smp": "SMP", "sltp": "SMP", "mts": "SMP", "sma": "SMA",
              "smk": "SMA", "slta": "SMA", "ma": "SMA", "sma/smk": "SMA", "sma smk": "SMA",
              "d1": "D3", "d2": "D3", "d3": "D3", "d1 d3": "D3", "diploma": "D3", "d4": "S1",
              "s1": "S1", "d4/s1": "S1", "d4 s1": "S1", "sarjana": "S1", "s2": "S2", "magister": "S2",
              "s3": "S3", "doktor": "S3"}  # fmt: skip
OCCUPATIONS = {"pns": "PNS", "asn": "PNS", "pppk": "PNS", "tni": "TNI", "polri": "POLRI",
               "polisi": "POLRI", "swasta": "SWASTA", "pegawai swasta": "SWASTA",
               "karyawan swasta": "SWASTA", "karyawan": "SWASTA", "wirausaha": "WIRAUSAHA",
               "wiraswasta": "WIRAUSAHA", "wirausahawan": "WIRAUSAHA"}  # fmt: skip
_NUMBERED = re.compile(r"(u|p|q|no|unsur|pertanyaan|soal|nomor)? ?0?(\d)")
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?")
_WORDED = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})")
_MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
           "oktober", "november", "desember")  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """What stands where. `numbered`: the eighth and ninth element are known by number only."""

    places: Mapping[str, int]
    ignored: tuple[str, ...] = ()
    numbered: bool = False
    by_code: bool = False  # U1 to U9: the codes of the regulation's list


@dataclass(frozen=True)
class Row:
    """One questionnaire of a file."""

    line: int
    day: date
    half: str
    marks: Mapping[str, int]
    sex: str
    age: int | None
    education: str
    occupation: str
    text: str


@dataclass(frozen=True)
class BadCell:
    """A cell that can't be read: where it stands, what it holds, what would mend it."""

    line: int
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        if not self.column:
            return _("Row %(line)d: %(remedy)s") % {"line": self.line, "remedy": self.remedy}
        return _("Row %(line)d, column “%(column)s”: “%(value)s”. %(remedy)s") % {
            "line": self.line, "column": self.column, "value": self.value, "remedy": self.remedy,
        }  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What a file holds: rows that can be taken over, and every cell that can't be read."""

    good: tuple[Row, ...] = ()
    bad: tuple[BadCell, ...] = ()
    others: int = 0  # occupations with other words, kept as "something else"

    @property
    def bad_lines(self) -> list[int]:
        return sorted({cell.line for cell in self.bad})


@dataclass
class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    line: int
    cells: Sequence[str]
    headings: Sequence[str]
    places: Mapping[str, int]
    bad: list[BadCell] = field(default_factory=list)

    def cell(self, name: str) -> str:
        at = self.places.get(name)
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def blame(self, name: str, remedy: str) -> None:
        heading = self.headings[self.places[name]] if name in self.places else name
        self.bad.append(BadCell(self.line, heading[:60], self.cell(name)[:40], remedy))


def bare(text: str) -> str:
    """Return a heading or an answer without what people write differently.

    >>> bare("  Jenis_Kelamin: "), bare("Biaya/Tarif")
    ('jenis kelamin', 'biaya/tarif')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w/]+|_", " ", plain).strip()


def columns(
    headings: Sequence[str],
    rules: Instrument,
    *,
    order: str = "",
    wordings: Mapping[str, str] | None = None,
) -> Columns:
    """Tell the columns by their headings; `wordings` are the unit's own questions by element.

    `order` says how numbered columns count; without one those of codes (U1) count as the list.
    Raises RuleBroken when a needed one is missing, stands twice, or there are too many.
    """
    if len(headings) > MOST_COLUMNS:
        raise RuleBroken(
            _("The file has more than %d columns. Leave only those of the template.") % MOST_COLUMNS
        )
    names = _names(rules, wordings or {})
    numbered = {at: _number(heading) for at, heading in enumerate(headings)}
    by_code = any(bare(headings[at]).startswith("u") for at, number in numbered.items() if number)
    keys = _keys(rules, order or (LIST if by_code else SHEET))
    places: dict[str, int] = {}
    ignored: list[str] = []
    for at, heading in enumerate(headings):
        number = numbered[at]
        name = names.get(bare(heading)) or (keys.get(number) if number else None)
        if name is None:
            ignored += [heading] if heading.strip() else []
        elif name == DURATION and name in places and TIME not in places:
            # Two columns “waktu”: the time of day stands among the profile, before the marks.
            places[TIME], places[name] = places[name], at
        elif name in places:
            raise RuleBroken(
                _("The columns “%(first)s” and “%(second)s” mean the same. Leave one of them.")
                % {"first": headings[places[name]], "second": heading}
            )
        else:
            places[name] = at
    missing = [_named(rules, name) for name in (DAY, *rules.keys) if name not in places]
    if missing:
        raise RuleBroken(
            _("The file has no column for: %s. Name the columns as in the template.")
            % ", ".join(missing)
        )
    differ = [key for key in rules.keys if _differs(rules, key)]
    is_numbered = any(numbered[places[key]] for key in differ)
    return Columns(places, tuple(ignored), is_numbered, by_code)


def in_order(rules: Instrument, order: str) -> list[tuple[int, str]]:
    """Return the numbers and names of the elements as this order counts them."""
    return [
        (number, rules.element(key).name) for number, key in sorted(_keys(rules, order).items())
    ]


def content(
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    found: Columns,
    rules: Instrument,
    *,
    today: date,
) -> Content:
    """Read the rows below the headings; the first of them is row 2 of the sheet."""
    good: list[Row] = []
    bad: list[BadCell] = []
    others = 0
    for line, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        reader = _Reader(line, cells, headings, found.places)
        row = _row(reader, rules, today)
        if reader.bad:
            bad += reader.bad
            continue
        good.append(row)
        others += bool(reader.cell(OCCUPATION)) and row.occupation == "LAINNYA"
    return Content(tuple(good), tuple(bad), others)


def _row(reader: _Reader, rules: Instrument, today: date) -> Row:
    day = _day(reader, today)
    marks = dict(_marks(reader, rules))
    text = reader.cell(TEXT)
    if len(text) > LONGEST_TEXT:
        reader.blame(TEXT, _("Shorten it to %d characters.") % LONGEST_TEXT)
    if not marks and not reader.bad:
        reader.bad.append(BadCell(reader.line, "", "", _("No question is answered.")))
    return Row(
        line=reader.line,
        day=day or today,
        half=_half(reader),
        marks=marks,
        sex=_one_of(reader, SEX, SEXES, _("Write L or P, or leave it empty.")),
        age=_age(reader),
        education=_one_of(
            reader, EDUCATION, EDUCATIONS,
            _("Write SD, SMP, SMA, D3, S1, S2 or S3, or leave it empty."),
        ),
        occupation=OCCUPATIONS.get(bare(reader.cell(OCCUPATION)), "LAINNYA")
        if reader.cell(OCCUPATION) not in OPEN
        else "",
        text=text if text != "-" else "",
    )  # fmt: skip


def _marks(reader: _Reader, rules: Instrument) -> Iterator[tuple[str, int]]:
    for element in rules.elements:
        cell = reader.cell(element.key)
        mark = _mark(cell, element)
        if mark:
            yield element.key, mark
        elif mark is None:
            reader.blame(
                element.key, _("Write a number from 1 to 4; leave it empty where nothing was said.")
            )


def _mark(cell: str, element: Element) -> int | None:
    """Return the mark, 0 for an open question, None for what can't be read."""
    plain = cell.casefold().strip()
    if plain in OPEN:
        return 0
    plain = re.sub(r"[.,]0+$", "", plain)
    if plain.isdecimal() and plain.isascii() and int(plain) in SCALE:
        return int(plain)
    labels = [bare(label) for label in element.labels]
    said = bare(re.sub(r"^[1-4a-d][.)]\s*", "", plain))
    return labels.index(said) + 1 if labels.count(said) == 1 else None


def _day(reader: _Reader, today: date) -> date | None:
    cell = reader.cell(DAY)
    if not cell:
        reader.blame(DAY, _("Write the day on which it was filled in, such as 16/11/2026."))
        return None
    try:
        day = _read_day(cell)
    except ValueError:
        reader.blame(DAY, _("Write the day as 16/11/2026 or 2026-11-16: day, month, year."))
        return None
    if day > today:
        reader.blame(DAY, _("This day is still to come."))
    elif day < FIRST_DAY:
        reader.blame(DAY, _("This survey exists since 2017; older ones asked other questions."))
    return day


def _read_day(cell: str) -> date:
    """Read a day as it is written here: year first, or day, month, year.

    >>> _read_day("16/11/2026"), _read_day("16 November 2026"), _read_day("2026-11-16 09:30")
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 16), datetime.date(2026, 11, 16))
    """
    if found := _YEAR_FIRST.fullmatch(cell):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(cell):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDED.fullmatch(cell.casefold()):
        month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(found[2][:3])), 0)
        return date(int(found[3]), month, int(found[1]))
    raise ValueError(cell)


def _half(reader: _Reader) -> str:
    cell = reader.cell(TIME)
    if not cell:
        inside = _TIME.search(reader.cell(DAY).partition(" ")[2])
        return profile.half_of(int(inside[1])) if inside else ""
    plain = bare(cell)
    if plain in (profile.MORNING, profile.AFTERNOON):
        return plain
    found = _TIME.search(cell)
    if found is None or int(found[1]) > 23:
        reader.blame(TIME, _("Write the time as 09.30, or pagi or siang, or leave it empty."))
        return ""
    return profile.half_of(int(found[1]))


def _age(reader: _Reader) -> int | None:
    cell = re.sub(r"[.,]0+$", "", re.sub(r"\s*(tahun|thn|th)$", "", reader.cell(AGE).casefold()))
    if cell in OPEN:
        return None
    if cell.isdecimal() and profile.YOUNGEST <= int(cell[:4]) <= profile.OLDEST:
        return int(cell)
    reader.blame(
        AGE,
        _("Write a number of years from %(youngest)d to %(oldest)d, or leave it empty.")
        % {"youngest": profile.YOUNGEST, "oldest": profile.OLDEST},
    )
    return None


def _one_of(reader: _Reader, name: str, words: Mapping[str, str], remedy: str) -> str:
    cell = reader.cell(name)
    if cell in OPEN:
        return ""
    found = words.get(bare(cell))
    if found is None:
        reader.blame(name, remedy)
    return found or ""


def _names(rules: Instrument, wordings: Mapping[str, str]) -> dict[str, str]:
    found = {bare(word): name for name, words in ALSO.items() for word in (name, *words)}
    for element in rules.elements:
        for word in (element.key, element.name, element.question, wordings.get(element.key, "")):
            if word:
                found[bare(word)] = element.key
    return found


def _number(heading: str) -> int:
    found = _NUMBERED.fullmatch(bare(heading))
    return int(found[2]) if found else 0


def _keys(rules: Instrument, order: str) -> dict[int, str]:
    number: Callable[[Element], int] = _list_number if order == LIST else _sheet_number
    return {number(element): element.key for element in rules.elements}


def _sheet_number(element: Element) -> int:
    return element.number


def _list_number(element: Element) -> int:
    """Return the number in the regulation's list: what its code says."""
    digits = re.sub(r"\D", "", element.code)
    return int(digits) if digits else element.number


def _differs(rules: Instrument, key: str) -> bool:
    element = rules.element(key)
    return _list_number(element) != element.number


def _named(rules: Instrument, name: str) -> str:
    return name if name == DAY else f"{rules.element(name).name} ({name})"
