"""How people cite a law, taken apart. Pure.

Nothing is made up: what a citation does not say stays empty.
"""

import re
from dataclasses import dataclass

_NUMBERED = re.compile(r"(?P<kind>[^\d,()]+?) (?P<number>\d+)/(?P<year>\d{4})\b")
_JOINED = re.compile(r"^ (?:jo\.|dan) (?=\D+\d+/\d{4})")

# The first words of a citation and the kind of law they mean; longer ones first.
_KINDS = (
    ("Petunjuk", "lainnya"),
    ("Peraturan BPOM", "lembaga"),
    ("Peraturan Menteri", "permen"),
    ("Perppu", "perppu"),
    ("Perpres", "perpres"),
    ("Inpres", "inpres"),
    ("Perda", "perda"),
    ("Perbup", "perkada"),
    ("Perwal", "perkada"),
    ("Pergub", "perkada"),
    ("Perki", "lembaga"),
    ("Perpol", "lembaga"),
    ("Perban", "lembaga"),
    ("Kepmen", "kepmen"),
    ("Keputusan", "keputusan"),
    ("Permen", "permen"),
    ("UU", "uu"),
    ("PP", "pp"),
)


@dataclass(frozen=True)
class Law:
    """`citation` is how people name it; `remark` an article or a word on what it is cited for."""

    kind: str
    citation: str
    number: str = ""
    year: int | None = None
    title: str = ""
    remark: str = ""


def law(text: str) -> Law:
    """Take a citation apart.

    >>> law("UU 23/2006 jo. UU 24/2013 tentang Administrasi Kependudukan").citation
    'UU 23/2006 jo. UU 24/2013'
    >>> law("PP 9/1975, Pasal 3").remark
    'Pasal 3'
    >>> law("UU 1/2022 (retribusi tera tidak lagi dipungut)").title
    ''
    >>> law("Petunjuk teknis SPMB (fiktif)")
    Law(kind='lainnya', citation='Petunjuk teknis SPMB (fiktif)', number='', year=None, title='', remark='')
    """
    text = " ".join(text.split())
    first = _NUMBERED.match(text)
    if first is None:
        return Law(_kind(text), text)
    end = first.end()
    while (joint := _JOINED.match(text[end:])) is not None:
        following = _NUMBERED.match(text, end + joint.end())
        if following is None:
            break
        end = following.end()
    title, remark = _rest(text[end:])
    return Law(_kind(text), text[:end], first["number"], int(first["year"]), title, remark)


def _rest(text: str) -> tuple[str, str]:
    """Return title and remark of what follows the number."""
    if text.startswith(" tentang "):
        return text.removeprefix(" tentang "), ""
    remark = text.strip(" ,")
    alone = remark.startswith("(") and remark.endswith(")") and remark.count("(") == 1
    return "", remark[1:-1] if alone else remark


def _kind(text: str) -> str:
    return next((kind for words, kind in _KINDS if text.startswith(words)), "lainnya")
