"""The lines of one component as its values: a reader for each. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import law
from maklumat.catalogue.standard import Component, Standard

MARK = re.compile(
    r"^\s*(?:(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])\s+|[-–—•●▪◦*·✓]\s*)"
)
LONGEST_TEXT = 400
MOST_RUPIAH = 1_000_000_000_000

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


def item_of(line: Text) -> str:
    """Return a line without the mark of a list.

    >>> item_of(Text("a) Fotokopi KK;"))
    'Fotokopi KK'
    """
    return MARK.sub("", line.text).strip().rstrip(";").strip()[:LONGEST_TEXT]


def _items(rows: Sequence[Text]) -> list[str]:
    return [text for text in (item_of(row) for row in rows) if text]


def _marked(row: Text) -> bool:
    return row.listed or bool(MARK.match(row.text))


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
            name = item_of(row).rstrip(":").strip()[:120]
        else:
            cases.setdefault(name, []).append(_requirement(item_of(row)))
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
        text = item_of(row)
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
        text = item_of(row)
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


READERS: dict[Component, Reader] = {
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
