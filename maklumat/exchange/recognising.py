"""A table "komponen | uraian" as a standard of service. Pure.

What cannot be placed for certain is not guessed: it is handed back for the person to place.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import law
from maklumat.catalogue.standard import Component, Standard

MARK = re.compile(
    r"^\s*(?:(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])\s+|[-–—•●▪◦*·✓]\s*)"
)
GLUED = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s+")
NUMBER = re.compile(r"^\W*(?:\d{1,2}|[a-z]|[ivx]{1,4})?\W*$", re.IGNORECASE)
LONGEST_TEXT, LONGEST_NAME = 400, 160
MOST_RUPIAH = 1_000_000_000_000

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

_UNITS = (("hari kerja", "hari_kerja"), ("menit", "menit"), ("jam", "jam"), ("hari", "hari"),
          ("minggu", "minggu"), ("bulan", "bulan"), ("tahun", "tahun"))  # fmt: skip
DURATION = re.compile(
    r"(\d{1,4})(?:\s*\([^)]*\))?\s*(" + "|".join(word for word, _code in _UNITS) + r")\b",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"\b(?:sejak|terhitung sejak|dihitung sejak|setelah)\s+(.{3,160})", re.IGNORECASE
)
FREE = re.compile(
    r"\bgratis\b|tidak (?:di)?(?:pungut|kenakan|dikenakan) (?:biaya|tarif|retribusi)|tanpa biaya"
    r"|\brp\.? ?0\b|^nihil",
    re.IGNORECASE,
)
RUPIAH = re.compile(r"\brp\.?\s*(\d{1,3}(?:\.\d{3})+|\d+)", re.IGNORECASE)
COUNT = re.compile(
    r"(\d{1,3})(?:\s*\([^)]*\))?\s*(?:orang|personil|personel|petugas|pegawai)\b", re.IGNORECASE
)
LIMIT_WORDS = (("verifikasi", "verifikasi"), ("permintaan informasi", "permintaan_informasi"),
               ("tidak berkadar pengawasan", "tidak_berkadar_pengawasan"),
               ("berkadar pengawasan", "berkadar_pengawasan"))  # fmt: skip
VULNERABLE = re.compile(
    r"difabel|disabilitas|kursi roda|ramp|lansia|lanjut usia|menyusui|laktasi|\bhamil\b|rentan"
    r"|pemandu|guiding|braille|bermain anak|ramah anak|prioritas",
    re.IGNORECASE,
)
OFFICER = re.compile(
    r"^(?:pengelola(?: pengaduan)?|petugas(?: pengaduan)?|penanggung jawab|pejabat pengelola[^:]*)\s*:\s*(.+)",
    re.IGNORECASE,
)
WAYS = (
    (r"lapor\b|sp4n", "lapor"),
    (r"whatsapp|\bwa\b|wa\.me", "whatsapp"),
    (r"@[\w-]+\.[\w.]+|\be-?mail\b|\bsurel\b", "email"),
    (r"kotak (?:saran|pengaduan)", "box"),
    (r"instagram|facebook|twitter|tiktok|media sosial|medsos", "social"),
    (r"https?://|www\.|\bweb(?:site)?\b|\blaman\b|\bportal\b|situs", "web"),
    (r"telepon|\btelp\b|\btlp\b|hotline|\bsms\b|call ?center|\(?0\d{2,3}\)?[ -]?\d{5,}", "phone"),
    (r"\bsurat\b", "letter"),
    (r"loket|meja|langsung|ruang pengaduan|tatap muka|datang", "desk"),
)
LABEL = re.compile(r"^[\w .()/-]{2,30}:\s*(?=\S)")


@dataclass(frozen=True)
class Text:
    """A line of a cell; `listed` tells that it is an item of a list."""

    text: str
    listed: bool = False


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
    found.standard = _READERS[part](found.standard, rows, found.left)
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
    found.standard = _READERS[part](before, [row], unread)
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


def _item(line: Text) -> str:
    return MARK.sub("", line.text).strip().rstrip(";").strip()[:LONGEST_TEXT]


def _items(rows: Sequence[Text]) -> list[str]:
    return [text for text in (_item(row) for row in rows) if text]


def _marked(row: Text) -> bool:
    return row.listed or bool(MARK.match(row.text))


# --- One reader a component -------------------------------------------------------------------

Reader = Callable[[Standard, list[Text], list[str]], Standard]


def _laws(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    texts = [law(text) for text in _items(rows)]
    new = [std.LegalBasis(_cited(row.citation, row.title), row.remark[:120]) for row in texts]
    return replace(standard, legal_basis=(*standard.legal_basis, *new))


def _cited(citation: str, title: str) -> str:
    return f"{citation} tentang {title}" if title else citation


def _requirements(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    cases: dict[str, list[std.Requirement]] = {
        case.name: list(case.items) for case in standard.requirements
    }
    name = ""
    for at, row in enumerate(rows):
        if _is_case(rows, at):
            name = _item(row).rstrip(":").strip()[:120]
        else:
            cases.setdefault(name, []).append(_requirement(_item(row)))
    made = tuple(std.Case(name, tuple(items)) for name, items in cases.items() if items)
    return replace(standard, requirements=made)


def _is_case(rows: list[Text], at: int) -> bool:
    """Tell a heading over a list: it ends in a colon, or it alone is not marked."""
    row, after = rows[at], rows[at + 1 : at + 2]
    if not after or len(row.text) > 120:
        return False
    if row.text.rstrip().endswith(":"):
        return True
    return (
        not _marked(row)
        and _marked(after[0])
        and any(_marked(other) for other in rows[:at] or after)
    )


def _requirement(text: str) -> std.Requirement:
    form = ""
    for words, code in (("Fotokopi ", "copy"), ("Foto copy ", "copy"), ("Foto kopi ", "copy")):  # fmt: skip
        if text.casefold().startswith(words.casefold()):
            form, text = code, text[len(words) :]
    if not form and text.casefold().endswith((" asli", " (asli)")):
        form, text = "original", re.sub(r"\s*\(?asli\)?$", "", text, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    return std.Requirement(text, form)


ACTOR = (
    (r"^pemohon|^masyarakat|^warga|^pasien|^pengguna", "pemohon"),
    (r"^petugas (?:loket|pendaftaran|pelayanan|front ?office)", "petugas_loket"),
    (r"^operator", "operator"),
    (r"^verifikator|^petugas verifikasi", "verifikator"),
    (r"^(?:tim|petugas) teknis|^petugas lapangan|^surveyor", "petugas_teknis"),
    (r"^dokter|^perawat|^bidan|^tenaga medis|^apoteker", "tenaga_medis"),
    (r"^kepala|^pejabat|^sekretaris|^kabid|^kasi|^camat|^lurah", "pejabat_berwenang"),
    (r"^sistem|^aplikasi", "sistem"),
)


def _steps(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    steps = [std.Step(text, _actor(text)) for text in _items(rows)]
    return replace(standard, procedure=(*standard.procedure, *steps))


def _actor(text: str) -> str:
    plain = text.casefold()
    found = next((code for pattern, code in ACTOR if re.match(pattern, plain)), "")
    return found or ("petugas_loket" if plain.startswith("petugas") else "pemohon")


def _duration(standard: Standard, rows: list[Text], left: list[str]) -> Standard:
    texts = _items(rows)
    whole = " ".join(texts)
    match = DURATION.search(whole)
    if match is None:
        left += texts
        return standard
    unit = dict(_UNITS)[match[2].casefold()]
    starts = STARTS.search(whole[match.end() :])
    event = starts[1].strip(" .;") if starts else standard.duration.starts
    rest = (
        whole[: match.start()]
        + whole[match.end() : match.end() + starts.start() if starts else None]
    )
    note = "" if len(re.sub(r"\W", "", rest)) < 12 else whole[:300]
    return replace(standard, duration=std.Duration(int(match[1]), unit, event[:160], note))


def _fees(standard: Standard, rows: list[Text], left: list[str]) -> Standard:
    fees = []
    for text in _items(rows):
        amount = RUPIAH.search(text)
        if amount is not None and 0 < int(amount[1].replace(".", "")) <= MOST_RUPIAH:
            payer = text[: amount.start()].strip(" :-–=")[:120]
            note = text[amount.end() :].strip(" .,-:;")
            note = "" if len(re.sub(r"[\W0]", "", note)) < 3 else note
            value = int(amount[1].replace(".", ""))
            fees.append(std.Fee(amount=value, payer=payer, kind="tarif", note=note[:400]))
        elif FREE.search(text):
            fees.append(std.Fee(free=True, amount=0, kind="gratis", note=_free_note(text)))
        elif fees:
            fees[-1] = replace(fees[-1], note=f"{fees[-1].note} {text}".strip()[:400])
        else:
            left.append(text)
    return replace(standard, fees=(*standard.fees, *fees))


def _free_note(text: str) -> str:
    rest = FREE.sub("", text)
    return "" if len(re.sub(r"\W", "", rest)) < 8 else text[:400]


def _products(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    new = [std.Product(text[:200]) for text in _items(rows)]
    return replace(standard, products=(*standard.products, *new))


def _facilities(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    new, group = [], False
    for row in rows:
        text = _item(row)
        if text.endswith(":"):
            group = bool(VULNERABLE.search(text))
        elif text:
            vulnerable = group or bool(VULNERABLE.search(text))
            new.append(std.Facility(text[:200], for_vulnerable=vulnerable))
    return replace(standard, facilities=(*standard.facilities, *new))


def _complaints(standard: Standard, rows: list[Text], left: list[str]) -> Standard:
    officer, limits = standard.complaints.officer, dict(standard.complaints.limits)
    channels = list(standard.complaints.channels)
    for text in _items(rows):
        named = OFFICER.match(text)
        limit = _limit(text)
        kind = next((code for words, code in WAYS if re.search(words, text, re.IGNORECASE)), "")
        if named:
            officer = officer or named[1].strip(" .")[:160]
        elif limit:
            limits[limit[0]] = limit[1]
        elif kind:
            value = LABEL.sub("", text) if not text.casefold().startswith("http") else text
            channels.append(std.ComplaintChannel(kind, value[:200]))
        elif not text.endswith(":"):
            left.append(text)
    complaints = std.Complaints(officer, tuple(channels), limits)
    return replace(standard, complaints=complaints)


def _limit(text: str) -> tuple[str, int] | None:
    days = re.search(r"(\d{1,3})(?:\s*\([^)]*\))?\s*hari", text, re.IGNORECASE)
    plain = text.casefold()
    found = next((key for words, key in LIMIT_WORDS if words in plain), "")
    return (found, int(days[1])) if days and found else None


def _staff(standard: Standard, rows: list[Text], left: list[str]) -> Standard:
    new = []
    for text in _items(rows):
        match = (
            COUNT.search(text)
            or re.search(r"[:=]\s*(\d{1,3})\b", text)
            or re.match(r"(\d{1,3})\s", text)
        )
        if match is None or not int(match[1]):
            left.append(text)
            continue
        role = (text[: match.start()] + " " + text[match.end() :]).strip(" .:;,=()-–")
        role = re.sub(r"\s+", " ", role) or "Petugas"
        new.append(std.StaffRole(role[:1].upper() + role[1:120], int(match[1])))
    return replace(standard, staff=(*standard.staff, *new))


def _guarantee(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
    statement, compensation, decree = [], [], ""
    for row in rows:
        text = _item(row)
        if re.match(r"^(?:sk|keputusan|dasar) kompensasi\s*:", text, re.IGNORECASE):
            decree = text.partition(":")[2].strip()[:160]
        elif re.search(r"kompensasi|ganti rugi|permohonan maaf", text, re.IGNORECASE):
            compensation.append(re.sub(r"^kompensasi\s*:\s*", "", text, flags=re.IGNORECASE))
        else:
            statement.append(text)
    old = standard.guarantee
    made = std.Guarantee(
        "\n".join(filter(None, [old.statement, *statement]))[:1000],
        "\n".join(filter(None, [old.compensation, *compensation]))[:1000],
        decree or old.decree,
    )
    return replace(standard, guarantee=made)


def _sentences(name: str) -> Reader:
    def read(standard: Standard, rows: list[Text], _left: list[str]) -> Standard:
        new: dict[str, Any] = {name: (*getattr(standard, name), *_items(rows))}  # Any: one field
        return replace(standard, **new)

    return read


_READERS: dict[Component, Reader] = {
    Component.LEGAL_BASIS: _laws,
    Component.REQUIREMENTS: _requirements,
    Component.PROCEDURE: _steps,
    Component.DURATION: _duration,
    Component.FEE: _fees,
    Component.PRODUCT: _products,
    Component.FACILITIES: _facilities,
    Component.COMPETENCE: _sentences("competence"),
    Component.SUPERVISION: _sentences("supervision"),
    Component.COMPLAINTS: _complaints,
    Component.STAFF: _staff,
    Component.GUARANTEE: _guarantee,
    Component.SAFETY: _sentences("safety"),
    Component.EVALUATION: _sentences("evaluation"),
}
