"""A table "komponen | uraian" as a standard of service. Pure.

What cannot be placed for certain is not guessed: it is handed back for the person to place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from maklumat.catalogue import standard as std
from maklumat.catalogue.standard import Component, Standard
from maklumat.exchange.readers import MARK, READERS, Text

GLUED = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s+")
NUMBER = re.compile(r"^\W*(?:\d{1,2}|[a-z]|[ivx]{1,4})?\W*$", re.IGNORECASE)
LONGEST_NAME = 160

# How governments head the components; the first that fits counts, so closer ones stand first.
_HEADS: tuple[tuple[str, Component], ...] = (
    (r"jaminan (?:keamanan|keselamatan)|keamanan dan keselamatan|keselamatan pelayanan",
     Component.SAFETY),
    (r"jaminan|maklumat pelayanan", Component.GUARANTEE),
    (r"evaluasi", Component.EVALUATION),
    (r"pengaduan|saran dan masukan", Component.COMPLAINTS),
    (r"pengawasan", Component.SUPERVISION),
    (r"(?:jumlah|banyaknya) (?:pelaksana|petugas|pegawai|personil|personel|sdm)",
     Component.STAFF),
    (r"kompetensi|kualifikasi", Component.COMPETENCE),
    (r"sarana|prasarana|fasilitas", Component.FACILITIES),
    (r"dasar hukum|landasan hukum|dasar peraturan|^regulasi", Component.LEGAL_BASIS),
    (r"persyaratan|^syarat|dokumen yang (?:harus|perlu) ", Component.REQUIREMENTS),
    (r"prosedur|mekanisme|alur (?:pelayanan|layanan)|^alur$|tata cara", Component.PROCEDURE),
    (r"waktu|durasi|lama (?:pelayanan|penyelesaian|proses|layanan)", Component.DURATION),
    (r"biaya|tarif|retribusi", Component.FEE),
    (r"produk|hasil (?:pelayanan|layanan)|keluaran|^output", Component.PRODUCT),
)  # fmt: skip
HEADS = tuple((re.compile(pattern), part) for pattern, part in _HEADS)
NAME_HEADS = re.compile(r"^(?:nama|jenis)\s+(?:layanan|pelayanan)$")
LONGEST_HEAD = 90


@dataclass
class Found:
    """What a table holds: a name, a standard, its laws, and what could not be placed."""

    name: str = ""
    standard: Standard = field(default_factory=Standard)
    placed: list[Component] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def component(head: str) -> Component | None:
    """Return the component that a heading means.

    >>> component("6. Penanganan Pengaduan, Saran dan Masukan/Apresiasi")
    <Component.COMPLAINTS: 'penanganan_pengaduan'>
    >>> component("Sistem, Mekanisme & Prosedur").value, component("Catatan")
    ('prosedur', None)
    """
    plain = _plain_head(head)
    if not plain or len(plain) > LONGEST_HEAD:
        return None
    return next((part for pattern, part in HEADS if pattern.search(plain)), None)


def _plain_head(head: str) -> str:
    plain = re.sub(r"[^\w\s]", " ", MARK.sub("", head.strip()).casefold().replace("&", " dan "))
    return re.sub(r"\s+", " ", plain).strip()


def recognise(rows: Iterable[Sequence[Sequence[Text]]]) -> Found:
    """Read the rows of a table, each a list of cells, each a list of lines.

    >>> rows = [[[Text("Produk layanan")], [Text("1. KTP-el"), Text("2. KK")]]]
    >>> [row.name for row in recognise(rows).standard.products]
    ['KTP-el', 'KK']
    """
    found = Found()
    gathered: dict[Component, list[Text]] = {}
    here: Component | None = None
    for cells in rows:
        if _is_title(cells):
            continue
        head, body = _split(cells)
        part = component(head)
        if part is not None:
            here = part  # perhaps a heading over rows of its own
            gathered.setdefault(part, []).extend(body)
        elif NAME_HEADS.match(_plain_head(head)) and body:
            found.name = found.name or body[0].text[:LONGEST_NAME]
        elif not head and body and here is not None:
            gathered.setdefault(here, []).extend(body)  # a row that goes on
        elif body:
            found.left += [f"{head}: {line.text}" if head else line.text for line in body]
    for part, lines in gathered.items():
        place(found, part, lines)
    return found


def _is_title(cells: Sequence[Sequence[Text]]) -> bool:
    words = {_plain_head(line.text) for cell in cells for line in cell}
    return words <= {"", "no", "nomor", "komponen", "uraian", "keterangan", "penjelasan", "isi",
                     "komponen standar pelayanan", "unsur", "service delivery", "manufacturing",
                     "deskripsi"}  # fmt: skip


def _split(cells: Sequence[Sequence[Text]]) -> tuple[str, list[Text]]:
    """Return the heading of a row and the lines beside it; a number before it is passed over."""
    filled = [list(cell) for cell in cells]
    while len(filled) > 1 and len(filled[0]) <= 1 and NUMBER.match(_joined(filled[0])):
        number = filled.pop(0)
        if not number and len(filled) == 1:
            return "", filled[0]  # only the last cell is filled
    if not filled:
        return "", []
    if len(filled) == 1:
        first, rest = (filled[0][0].text, filled[0][1:]) if filled[0] else ("", [])
        return (first, rest) if component(first) else ("", filled[0])
    head = _joined(filled[0])
    body = [line for cell in filled[1:] for line in cell if line.text.strip() != ":"]
    body = [replace(line, text=line.text.removeprefix(":").strip()) for line in body]
    return head, [line for line in body if line.text]


def _joined(lines: Sequence[Text]) -> str:
    return " ".join(line.text for line in lines).strip()


def place(found: Found, part: Component, lines: Sequence[Text]) -> None:
    """Add lines to a component; what it cannot hold is left."""
    rows = [row for line in lines for row in _unglued(line)]
    if not rows:
        return
    before = found.standard
    found.standard = READERS[part](found.standard, rows, found.left)
    if found.standard != before and part not in found.placed:
        found.placed.append(part)


def place_by_hand(found: Found, part: Component, text: str) -> None:
    """Add a line where the person put it, even if only its words can be kept.

    >>> found = Found()
    >>> place_by_hand(found, Component.FEE, "Sesuai peraturan")
    >>> found.standard.fees[0].note, found.left
    ('Sesuai peraturan', [])
    """
    unread: list[str] = []
    row = Text(text)
    before = found.standard
    found.standard = READERS[part](before, [row], unread)
    for words in unread:
        found.standard = _kept(found.standard, part, words)


def _kept(standard: Standard, part: Component, words: str) -> Standard:
    if part is Component.FEE:
        return replace(standard, fees=(*standard.fees, std.Fee(kind="tarif", note=words[:400])))
    if part is Component.DURATION:
        note = f"{standard.duration.note} {words}".strip()[:300]
        return replace(standard, duration=replace(standard.duration, note=note))
    if part is Component.STAFF:
        return replace(standard, staff=(*standard.staff, std.StaffRole(words[:120], 1)))
    channels = (*standard.complaints.channels, std.ComplaintChannel("other", words[:200]))
    return replace(standard, complaints=replace(standard.complaints, channels=channels))


def _unglued(line: Text) -> list[Text]:
    """Split "1. a 2. b 3. c" written in one paragraph."""
    starts = [match.start() for match in GLUED.finditer(line.text)]
    if len(starts) < 2 or starts[0] != 0:
        return [line]
    ends = [*starts[1:], len(line.text)]
    pieces = [line.text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    return [Text(piece, listed=True) for piece in pieces]
