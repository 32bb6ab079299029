"""The rows of an old register or of a LAPOR! export, read into plain values. Pure.

The official names of the columns of LAPOR! exports are not known to us; headings are matched by
the words people use, and a person confirms each.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from maklumat.complaints.workflow import Kind, Status


class Column(StrEnum):
    """What a column may hold."""

    NUMBER = "number"
    RECEIVED = "received"
    TEXT = "text"
    TITLE = "title"
    KIND = "kind"
    STATE = "state"
    AGENCY = "agency"
    SERVICE = "service"
    CATEGORY = "category"
    PLACE = "place"
    HAPPENED = "happened"
    FORWARDED = "forwarded"
    ANSWER = "answer"
    ANSWERED = "answered"
    ENDED = "ended"
    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class Fault(StrEnum):
    """What is wrong with a cell; the sentence for each is in `registerwords.py`."""

    EMPTY = "empty"
    LONG = "long"
    DATE = "date"
    FUTURE = "future"
    OLD = "old"
    ORDER = "order"
    KIND = "kind"
    STATE = "state"
    YES_NO = "yes_no"
    AGENCY = "agency"
    SERVICE = "service"
    CATEGORY = "category"
    EMAIL = "email"
    TWICE = "twice"
    SUPERVISION = "supervision"
    NEEDS_AGENCY = "needs_agency"
    NEEDS_ANSWERED = "needs_answered"


NEEDED = (Column.NUMBER, Column.RECEIVED, Column.TEXT)
PERSONAL = frozenset({Column.NAME, Column.PHONE, Column.EMAIL, Column.ADDRESS})
LONGEST = {Column.NUMBER: 80, Column.TEXT: 10_000, Column.TITLE: 150, Column.PLACE: 200,
           Column.ANSWER: 10_000, Column.NAME: 120, Column.PHONE: 40, Column.EMAIL: 254,
           Column.ADDRESS: 250}  # fmt: skip
HEADINGS: Mapping[Column, Sequence[str]] = {
    Column.NUMBER: ("nomor laporan", "no laporan", "tracking id", "id laporan", "kode laporan", "nomor register", "no register", "nomor pengaduan", "no pengaduan", "nomor", "id", "number"),
    Column.RECEIVED: ("tanggal masuk", "tanggal laporan", "tanggal diterima", "tgl laporan", "tgl masuk", "tanggal pengaduan", "tanggal", "tgl", "received"),
    Column.TEXT: ("isi laporan", "isi pengaduan", "uraian pengaduan", "uraian laporan", "isi laporan awal", "uraian", "isi", "laporan", "text"),
    Column.TITLE: ("judul laporan", "judul pengaduan", "judul", "perihal", "title"),
    Column.KIND: ("klasifikasi", "jenis laporan", "jenis pengaduan", "jenis", "kelas", "class"),
    Column.STATE: ("status laporan", "status", "status tindak lanjut", "state"),
    Column.AGENCY: ("instansi terdisposisi", "instansi tujuan", "instansi", "opd", "perangkat daerah", "skpd", "unit kerja", "disposisi", "agency"),
    Column.SERVICE: ("layanan", "nama layanan", "service"),
    Column.CATEGORY: ("kategori", "topik", "category"),
    Column.PLACE: ("lokasi kejadian", "lokasi", "tempat kejadian", "tempat", "place"),
    Column.HAPPENED: ("tanggal kejadian", "tgl kejadian", "waktu kejadian", "event date"),
    Column.FORWARDED: ("tanggal disposisi", "tgl disposisi", "tanggal diteruskan", "tanggal verifikasi", "forwarded"),
    Column.ANSWER: ("tindak lanjut", "isi tindak lanjut", "tanggapan", "jawaban", "isi jawaban", "penyelesaian", "answer"),
    Column.ANSWERED: ("tanggal tindak lanjut", "tanggal jawaban", "tanggal tanggapan", "tgl jawaban", "tgl tindak lanjut", "answered"),
    Column.ENDED: ("tanggal selesai", "tgl selesai", "tanggal ditutup", "closed on"),
    Column.ANONYMOUS: ("anonim", "anonymous"),
    Column.CONFIDENTIAL: ("rahasia", "confidential"),
    Column.NAME: ("nama pelapor", "pelapor", "nama", "name"),
    Column.PHONE: ("nomor telepon", "no telepon", "no hp", "nomor hp", "telepon", "telp", "hp", "phone"),
    Column.EMAIL: ("email", "e mail", "surel", "alamat email"),
    Column.ADDRESS: ("alamat pelapor", "alamat", "address"),
}  # fmt: skip
KINDS: Mapping[str, Kind] = {
    "": Kind.COMPLAINT, "pengaduan": Kind.COMPLAINT, "keluhan": Kind.COMPLAINT,
    "pengaduan tidak berkadar pengawasan": Kind.COMPLAINT, "complaint": Kind.COMPLAINT,
    "permintaan informasi": Kind.INFORMATION, "informasi": Kind.INFORMATION,
    "request for information": Kind.INFORMATION, "aspirasi": Kind.ASPIRATION, "saran": Kind.ASPIRATION,
    "usul": Kind.ASPIRATION, "aspiration": Kind.ASPIRATION,
    "pengaduan berkadar pengawasan": Kind.SUPERVISION, "berkadar pengawasan": Kind.SUPERVISION,
    "whistleblowing system": Kind.SUPERVISION, "whistleblowing": Kind.SUPERVISION, "wbs": Kind.SUPERVISION,
}  # fmt: skip
STATES: Mapping[str, Status] = {
    "": Status.RECEIVED, "baru": Status.RECEIVED, "masuk": Status.RECEIVED, "diterima": Status.RECEIVED,
    "belum terverifikasi": Status.RECEIVED, "belum diverifikasi": Status.RECEIVED, "belum": Status.RECEIVED,
    "menunggu verifikasi": Status.RECEIVED, "terverifikasi": Status.VERIFIED, "verifikasi": Status.VERIFIED,
    "diverifikasi": Status.VERIFIED, "belum ditindaklanjuti": Status.DISPOSED,
    "terdisposisi": Status.DISPOSED, "disposisi": Status.DISPOSED, "diteruskan": Status.DISPOSED,
    "proses": Status.IN_PROGRESS, "diproses": Status.IN_PROGRESS, "dalam proses": Status.IN_PROGRESS,
    "sedang diproses": Status.IN_PROGRESS, "ditanggapi": Status.ANSWERED, "dijawab": Status.ANSWERED,
    "ditindaklanjuti": Status.ANSWERED, "sudah ditindaklanjuti": Status.ANSWERED,
    "selesai": Status.CLOSED, "tuntas": Status.CLOSED, "ditutup": Status.CLOSED, "closed": Status.CLOSED,
    "arsip": Status.ARCHIVED, "diarsipkan": Status.ARCHIVED, "dicabut": Status.WITHDRAWN,
    "ditarik": Status.WITHDRAWN,
}  # fmt: skip
YES = frozenset({"ya", "y", "1", "true", "yes", "benar"})
NO = frozenset({"", "tidak", "t", "n", "0", "false", "no", "bukan", "-"})
WITH_AGENCY = frozenset({Status.DISPOSED, Status.IN_PROGRESS, Status.ANSWERED, Status.CLOSED})
MONTHS = {name: at // 3 + 1 for at, name in enumerate(
    ["januari", "jan", "january", "februari", "feb", "february", "maret", "mar", "march", "april", "apr", "avril", "mei", "may", "mai", "juni", "jun", "june", "juli", "jul", "july", "agustus", "agu", "august", "september", "sep", "sept", "oktober", "okt", "october", "november", "nov", "nopember", "desember", "des", "december"])}  # fmt: skip
NOON = time(12)
EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


@dataclass(frozen=True)
class Known:
    """What names in the cells may mean here: plain name to key; and the days between which."""

    agencies: Mapping[str, int]
    services: Mapping[str, int]
    categories: Mapping[str, int]
    supervised: frozenset[int] = frozenset()  # categories for the Inspektorat
    first_day: date = date.min
    now: datetime = datetime.max  # noqa: DTZ901  wall clock of the government, as in the register


@dataclass(frozen=True)
class BadCell:
    line: int
    column: Column
    fault: Fault
    value: str = ""


@dataclass(frozen=True)
class Entry:
    """A row that can become a case. Times are those of the government's clock."""

    line: int
    number: str
    received: datetime
    text: str
    title: str = ""
    kind: Kind = Kind.COMPLAINT
    state: Status = Status.RECEIVED
    agency: int | None = None
    service: int | None = None
    category: int | None = None
    place: str = ""
    happened: date | None = None
    forwarded: datetime | None = None
    answer: str = ""
    answered: datetime | None = None
    ended: datetime | None = None
    anonymous: bool = False
    confidential: bool = False
    personal: Mapping[Column, str] = field(default_factory=dict)


def bare(text: str) -> str:
    """Return a name as it is compared.

    >>> bare(" Tanggal_Laporan (WIB): ")
    'tanggal laporan wib'
    """
    return " ".join(re.sub(r"[^\w]|_", " ", text.casefold()).split())


def guessed(headings: Sequence[str]) -> dict[Column, int]:
    """Guess which column holds what: the same words first, then headings that begin with them.

    >>> guessed(["Tracking ID", "Tgl Laporan", "Isi Laporan", "Status"])[Column.RECEIVED]
    1
    """
    plain = [bare(heading) for heading in headings]
    found: dict[Column, int] = {}
    for fits in (str.__eq__, str.startswith):
        for column, names in HEADINGS.items():
            if column not in found:
                places = [at for name in names for at, heading in enumerate(plain)
                          if at not in found.values() and fits(heading, name)]  # fmt: skip
                if places:
                    found[column] = places[0]
    return found


def moment(text: str) -> datetime | None:
    """Read a date with or without a time, day before month; without a time it is noon.

    >>> moment("16/11/2025 09.30"), moment("2 Januari 2024"), moment("31/02/2024")
    (datetime.datetime(2025, 11, 16, 9, 30), datetime.datetime(2024, 1, 2, 12, 0), None)
    """
    plain = " ".join(text.replace("T", " ").split()) if text[:4].isdigit() else " ".join(text.split())  # fmt: skip
    match = re.match(
        r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
        r"|(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4})"
        r"|(?:[A-Za-z]+, ?)?(?P<d3>\d{1,2})[ -](?P<m3>[A-Za-z]+)[ -](?P<y3>\d{4}))"
        r"(?:[ ,]+(?:pukul )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?"
        r"(?: ?(?:WIB|WITA|WIT))?$",
        plain,
    )
    if match is None:
        return None
    year = match["y"] or match["y2"] or match["y3"]
    month = match["m"] or match["m2"] or MONTHS.get((match["m3"] or "").lower(), 0)
    day = match["d"] or match["d2"] or match["d3"]
    try:
        on = date(int(year), int(month), int(day))
        at = time(int(match["hour"]), int(match["minute"])) if match["hour"] else NOON
    except ValueError:
        return None
    return datetime.combine(on, at)


def entries(
    rows: Sequence[Sequence[str]], columns: Mapping[Column, int], known: Known
) -> tuple[list[Entry], list[BadCell]]:
    """Read the rows below the headings: what can become a case, and every cell that can't be read.

    A row with a bad cell is left out; an empty row is passed over.
    """
    good: list[Entry] = []
    bad: list[BadCell] = []
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        reader = _Row(line, row, columns, known)
        entry = reader.entry()
        if entry and entry.number in seen:
            reader.bad.append(BadCell(line, Column.NUMBER, Fault.TWICE, entry.number))
        elif entry:
            seen.add(entry.number)
            good.append(entry)
        bad += reader.bad
    return good, bad


class _Row:
    """One row, cell by cell; what is wrong is gathered, so that all of it is told at once."""

    def __init__(
        self, line: int, row: Sequence[str], columns: Mapping[Column, int], known: Known
    ) -> None:
        self.line, self.row, self.columns, self.known = line, row, columns, known
        self.bad: list[BadCell] = []

    def entry(self) -> Entry | None:
        for column in NEEDED:
            if not self.cell(column):
                self.fault(column, Fault.EMPTY)
        for column, most in LONGEST.items():
            if len(self.cell(column)) > most:
                self.fault(column, Fault.LONG)
        kind, state = self.kind(), self.state()
        received = self.at(Column.RECEIVED)
        days = [self.at(column) for column in (Column.FORWARDED, Column.ANSWERED, Column.ENDED)]
        forwarded, answered, ended = self.in_order(received, days)
        agency = self.named(Column.AGENCY, self.known.agencies, Fault.AGENCY)
        category = self.named(Column.CATEGORY, self.known.categories, Fault.CATEGORY)
        happened = self.at(Column.HAPPENED)
        self.check_state(state, agency, answered)
        if kind is Kind.SUPERVISION or category in self.known.supervised:
            self.fault(Column.KIND, Fault.SUPERVISION)
        if self.cell(Column.EMAIL) and not EMAIL.fullmatch(self.cell(Column.EMAIL)):
            self.fault(Column.EMAIL, Fault.EMAIL)
        values = {
            "anonymous": self.yes(Column.ANONYMOUS),
            "confidential": self.yes(Column.CONFIDENTIAL),
            "service": self.named(Column.SERVICE, self.known.services, Fault.SERVICE),
        }
        if self.bad or received is None:
            return None
        return Entry(
            line=self.line,
            number=self.cell(Column.NUMBER),
            received=received,
            text=self.cell(Column.TEXT),
            title=self.cell(Column.TITLE),
            kind=kind,
            state=state,
            agency=agency,
            category=category,
            place=self.cell(Column.PLACE),
            happened=happened.date() if happened else None,
            forwarded=forwarded,
            answer=self.cell(Column.ANSWER),
            answered=answered,
            ended=ended,
            personal={column: self.cell(column) for column in PERSONAL if self.cell(column)},
            **values,  # type: ignore[arg-type]  # two answers and a key, named above
        )

    def cell(self, column: Column) -> str:
        at = self.columns.get(column)
        return self.row[at].strip() if at is not None and at < len(self.row) else ""

    def fault(self, column: Column, fault: Fault) -> None:
        self.bad.append(BadCell(self.line, column, fault, self.cell(column)[:60]))

    def kind(self) -> Kind:
        found = KINDS.get(bare(self.cell(Column.KIND)))
        if found is None:
            self.fault(Column.KIND, Fault.KIND)
        return found or Kind.COMPLAINT

    def state(self) -> Status:
        found = STATES.get(bare(self.cell(Column.STATE)))
        if found is None:
            self.fault(Column.STATE, Fault.STATE)
        return found or Status.RECEIVED

    def at(self, column: Column) -> datetime | None:
        text = self.cell(column)
        if not text:
            return None
        found = moment(text)
        if found is None:
            self.fault(column, Fault.DATE)
        elif found.date() > self.known.now.date():
            self.fault(column, Fault.FUTURE)
        elif column is Column.RECEIVED and found.date() < self.known.first_day:
            self.fault(column, Fault.OLD)
        return found

    def in_order(
        self, received: datetime | None, days: Sequence[datetime | None]
    ) -> list[datetime | None]:
        """Return the later times, none before the one it follows; on one day a bare date follows."""
        last, found = received, list[datetime | None]()
        for column, at in zip((Column.FORWARDED, Column.ANSWERED, Column.ENDED), days, strict=True):
            if at and last and at < last:
                if at.date() < last.date():
                    self.fault(column, Fault.ORDER)
                at = last
            found.append(at)
            last = at or last
        return found

    def named(self, column: Column, known: Mapping[str, int], fault: Fault) -> int | None:
        text = bare(self.cell(column))
        if text in ("", "-") or not self.cell(column).strip("- "):
            return None
        if text not in known:
            self.fault(column, fault)
        return known.get(text)

    def yes(self, column: Column) -> bool:
        text = self.cell(column).casefold()
        if text not in YES | NO:
            self.fault(column, Fault.YES_NO)
        return text in YES

    def check_state(self, state: Status, agency: int | None, answered: datetime | None) -> None:
        if state in WITH_AGENCY and agency is None and not self.has(Column.AGENCY, Fault.AGENCY):
            self.fault(Column.AGENCY, Fault.NEEDS_AGENCY)
        is_answered = state in (Status.ANSWERED, Status.CLOSED)
        if is_answered and answered is None and not self.has(Column.ANSWERED, Fault.DATE):
            self.fault(Column.ANSWERED, Fault.NEEDS_ANSWERED)

    def has(self, column: Column, fault: Fault) -> bool:
        """Was just this said of the cell before?"""
        return any(bad.column is column and bad.fault is fault for bad in self.bad)
