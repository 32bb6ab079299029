"""What in a text may be personal data, for an officer to black out before a case goes public. Pure.

It suggests; a person decides. Found are names after a form of address, telephone numbers, the
16 digits of NIK and KK, the 15 of an NPWP, e-mail addresses, vehicle plates, and addresses
(UU 27/2022 on personal data protection; UU 24/2013 Pasal 84 on NIK and KK).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """What a finding seems to be."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"  # NIK or KK
    TAX = "tax"  # NPWP
    EMAIL = "email"
    PLATE = "plate"
    ADDRESS = "address"
    REPORTER = "reporter"  # what the reporter gave of themselves


# What stands in the place of what was blacked out: words, so that it can be read aloud.
INSTEAD = {
    Personal.NAME: "[nama disamarkan]",
    Personal.PHONE: "[nomor telepon disamarkan]",
    Personal.IDENTITY: "[nomor kependudukan disamarkan]",
    Personal.TAX: "[NPWP disamarkan]",
    Personal.EMAIL: "[surel disamarkan]",
    Personal.PLATE: "[nomor kendaraan disamarkan]",
    Personal.ADDRESS: "[alamat disamarkan]",
    Personal.REPORTER: "[data pelapor disamarkan]",
}

# Forms of address: what follows in capitals is a name, unless it is one of the words below.
_BEFORE = (
    r"Bapak|Bpk\.?|Pak|Ibu|Bu|Saudara|Saudari|Sdri?\.?|Tuan|Tn\.?|Nyonya|Ny\.?|Nona|Mas|Mbak|Bang|"
    r"Kak|Om|Tante|Haji|Hajah|Hj?\.|KH\.?|Ustazd?|Ustadzah?|Pendeta|Pdt\.|Romo|Dokter|[Dd]rg?\.|"
    r"Bidan|Suster|Perawat|Almarhum(?:ah)?|Almh?\.|[Aa]tas [Nn]ama|[Aa]\.?\s?[Nn]\.|[Bb]ernama|"
    r"[Nn]ama [Ss]aya|[Ii]nisial|NIP|[Pp]etugas [Bb]ernama"
)
_NOT_NAMES = frozenset(
    {
        "Bupati", "Wali", "Walikota", "Gubernur", "Camat", "Lurah", "Kepala", "Kades", "Ketua",
        "RT", "RW", "Guru", "Dokter", "Bidan", "Perawat", "Petugas", "Direktur", "Sekda",
        "Sekretaris", "Presiden", "Menteri", "Kadis", "Kabid", "Kasi", "Dinas", "Polisi", "Hakim",
        "Jaksa", "Dosen", "Sopir", "Satpam", "Ibu", "Bapak", "Pak", "Bu", "Saudara", "Saudari",
        "Yth", "Yang", "Di", "Ke", "Dan", "Atau", "Kami", "Saya", "Kota", "Kabupaten", "Kecamatan",
        "Kelurahan", "Desa", "Puskesmas", "RSUD", "Rumah", "Sakit", "Wakil", "Inspektur", "Asisten",
        "Staf", "Hamil", "Tangga", "Bhabinkamtibmas", "Babinsa", "Kapolsek", "Danramil", "Dirut",
    }
)  # fmt: skip
_GAP = r"[\s.\-]?"
_PLATES = [
    "A",
    "AA",
    "AB",
    "AD",
    "AE",
    "AG",
    "B",
    "BA",
    "BB",
    "BD",
    "BE",
    "BG",
    "BH",
    "BK",
    "BL",
    "BM",
    "BN",
    "BP",
    "D",
    "DA",
    "DB",
    "DC",
    "DD",
    "DE",
    "DG",
    "DH",
    "DK",
    "DL",
    "DM",
    "DN",
    "DP",
    "DR",
    "DS",
    "DT",
    "DW",
    "E",
    "EA",
    "EB",
    "ED",
    "F",
    "G",
    "H",
    "K",
    "KB",
    "KH",
    "KT",
    "KU",
    "L",
    "M",
    "N",
    "P",
    "PA",
    "PB",
    "R",
    "S",
    "T",
    "W",
    "Z",
]

_PATTERNS: Sequence[tuple[Personal, re.Pattern[str]]] = (
    (Personal.EMAIL, re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    (Personal.TAX, re.compile(r"(?<!\d)\d{2}\.?\d{3}\.?\d{3}\.?\d[\-.]?\d{3}\.?\d{3}(?!\d)")),
    (Personal.IDENTITY, re.compile(rf"(?<!\d)(?:\d{_GAP}){{15}}\d(?!\d)")),
    (Personal.PHONE, re.compile(rf"(?<![\d.])(?:\+?62{_GAP}|0)8\d(?:{_GAP}\d){{6,10}}(?!\d)")),
    (Personal.PHONE, re.compile(r"(?<!\d)\(?0\d{2,3}\)?[\s\-]\d{5,8}(?!\d)")),
    (Personal.PLATE, re.compile(rf"\b(?:{'|'.join(_PLATES)})\s?\d{{1,4}}\s?[A-Z]{{2,3}}\b")),
    (
        Personal.ADDRESS,
        re.compile(
            r"\b(?:Jl|Jln|Jalan|Gg|Gang|Lorong|Lr|Perum|Perumahan|Komp|Kompleks|Blok)\b\.?\s+"
            r"[^,;\n]{1,60}?\b(?:[Nn]o|[Nn]omor|[Nn]mr|Kav)\b\.?\s*\w{1,6}"
            r"(?:[,\s]*RT\.?\s?\d{1,3}(?:\s?[/,]?\s?RW\.?\s?\d{1,3})?)?"
        ),
    ),
    (
        Personal.ADDRESS,
        re.compile(r"\bRT\.?\s?\d{1,3}\s?[/,]?\s?(?:RW\.?\s?)\d{1,3}\b"),
    ),
)
_NAME = re.compile(
    rf"\b(?:{_BEFORE})(?=\W)\s*(?P<name>(?:[A-Z][\w'\u2019.\-]*)(?:\s+(?:bin|binti|[A-Z][\w'\u2019.\-]*)){{0,4}})"
)


@dataclass(frozen=True)
class Finding:
    """A part of a text that may be personal data."""

    kind: Personal
    start: int
    end: int
    text: str


def findings(text: str, known: Iterable[str] = ()) -> list[Finding]:
    """Return what may be personal data, in order, without overlaps. `known` are words of the
    reporter's own name, address and numbers, which are always found.

    >>> [(found.kind.value, found.text) for found in findings("Ditangani Bapak Rudi, 0812-3456-7890.")]
    [('name', 'Rudi'), ('phone', '0812-3456-7890')]
    """
    found = [*_known(text, known), *_names(text)]
    for kind, pattern in _PATTERNS:
        found += [Finding(kind, m.start(), m.end(), m[0]) for m in pattern.finditer(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Finding] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def blacked_out(text: str, known: Iterable[str] = ()) -> str:
    """Return the text with every finding replaced by words that say what stood there.

    >>> blacked_out("Hubungi Ibu Ningsih di Jl. Mawar No. 5.")
    'Hubungi Ibu [nama disamarkan] di [alamat disamarkan].'
    """
    for one in reversed(findings(text, known)):
        text = text[: one.start] + INSTEAD[one.kind] + text[one.end :]
    return text


def _names(text: str) -> Iterable[Finding]:
    for match in _NAME.finditer(text):
        name, start = match["name"], match.start("name")
        words = name.split()
        while words and words[0].strip(".") in _NOT_NAMES:
            skipped = words.pop(0)
            start = text.index(skipped, start) + len(skipped)
        if not words:
            continue
        start += len(text[start:]) - len(text[start:].lstrip())
        end = start + len(text[start : match.end("name")].rstrip(".,"))
        yield Finding(Personal.NAME, start, end, text[start:end])


def _known(text: str, known: Iterable[str]) -> Iterable[Finding]:
    for words in known:
        words = " ".join(words.split())
        if len(words) < 3:
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            yield Finding(Personal.REPORTER, match.start(), match.end(), match[0])
