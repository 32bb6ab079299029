"""Answers and conditions in Indonesian words, as they stand on paper. Pure.

A form is Indonesian data, and so is its paper: nothing here is translated.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from maklumat.eforms.conditions import Ask, Check, Condition, Join, Joined
from maklumat.eforms.definition import CHOOSING, Form, Question, Type

# Any: answers are texts, numbers, truths, lists and mappings, by type of question.
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
NOTHING: tuple[Any, ...] = (None, "", [], {})
GROUPED = 10_000
MOST_LINES = 300
CHINESE = "\u2e80-\uffef"  # broken anywhere in any case, as is what is written like it
# Letters that neither our fonts nor those of the engine draw, roughly: Latin, Greek, Cyrillic,
# Arabic, Devanagari and common signs can be printed; Chinese, Hebrew and emoji can't.
UNDRAWN = re.compile(
    "[^\ufffd\x00-\u058f\u0600-\u06ff\u0750-\u077f\u0870-\u097f\u1ab0-\u1ace\u1c80-\u1c88\u1d00-\u2184"
    "\u2190-\u23ff\u2465-\u262f\u2701-\u2714\u2717-\u277f\u27c0-\u2bef\u2c60-\u2cee\u2de0-\u2e5d"
    "\ua640-\ua69f\ua700-\ua7ff\uab30-\uab6b\ufb00-\ufb1c\ufb50-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff"
    "\U0001d400-\U0001d7ff]+"
)
UNSHOWN = "\ufffd"
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
STACKED = re.compile(f"([{MARKS}]{{4}})[{MARKS}]+")  # no language has more marks on a letter
BREAKS = re.compile(r".{8}(?=\w|[!-~])")  # never before an accent that stands on its letter
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Names = Mapping[str, str]
NO_NAMES: Names = {}


def text_of(question: Question, value: Any, names: Names = NO_NAMES) -> str:
    """Return an answer as a person writes it; "" for none.

    `names` gives the names of regions and files by code or id; what has no name shows its code.

    >>> text_of(Question("lahir", Type.DATE, "Lahir"), "1990-01-31")
    '31 Januari 1990'
    >>> text_of(Question("modal", Type.MONEY, "Modal"), 1250000)
    'Rp1.250.000'
    """
    if value in NOTHING:
        return ""
    return _WRITTEN.get(question.type, _as_it_is)(question, value, names)


def day(value: str) -> str:
    """Return a day in words; a text that is no day stays as it is.

    >>> day("2026-11-22"), day("besok")
    ('22 November 2026', 'besok')
    """
    year, _dash, rest = value.partition("-")
    month, _dash, number = rest.partition("-")
    if not all(part.isascii() and part.isdigit() for part in (year, month, number)):
        return value
    if not 1 <= int(month) <= 12:
        return value
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def grouped(number: str) -> str:
    """Return a number with a decimal comma and dots between thousands.

    Four digits stay together: most of them are years.

    >>> grouped("2024"), grouped("12500.5"), grouped("-30000"), grouped("banyak")
    ('2024', '12.500,5', '-30.000', 'banyak')
    """
    try:
        read = Decimal(number)
        written = f"{read:,f}" if abs(read) >= GROUPED else f"{read:f}"
    except InvalidOperation:
        return number
    return written.translate(str.maketrans(",.", ".,"))


def rupiah(amount: str) -> str:
    """Return an amount of money.

    >>> rupiah("1250"), rupiah("75000000")
    ('Rp1.250', 'Rp75.000.000')
    """
    return f"Rp{int(amount):,}".replace(",", ".") if amount.isdigit() else amount


def address(parts: Mapping[str, str], names: Names = NO_NAMES) -> list[str]:
    """Return the parts of an address as they are read aloud, in their usual order.

    >>> address({"street": "Jl. Melati 3", "rt": "2", "village": "Sukamaju", "postcode": "40375"})
    ['Jl. Melati 3', 'RT 002', 'Desa/Kelurahan Sukamaju', '40375']
    """
    number = " ".join(
        f"{part.upper()} {parts[part].zfill(3)}" for part in ("rt", "rw") if parts.get(part)
    )
    region = parts.get("region", "")
    found = [
        parts.get("street", ""),
        number,
        _after("Desa/Kelurahan", parts.get("village", "")),
        _after("Kecamatan", parts.get("district", "")),
        names.get(region, region),
        parts.get("postcode", ""),
    ]
    return [part for part in found if part]


def fitted(text: str, letters: int) -> str:
    """Return the text with places to break (U+200B) in words of more letters than fit a line.

    More lines than a few pages hold become one, set apart by strokes, so that nobody prints a ream.

    >>> fitted("Ini abcdefghijklmnopqrst", 12).split("\\u200b")
    ['Ini abcdefgh', 'ijklmnop', 'qrst']
    """
    text = STACKED.sub(r"\1", drawn(text))
    if text.count("\n") > MOST_LINES:
        text = " / ".join(line for line in text.split("\n") if line)
    if len(text) <= letters:
        return text
    return re.sub(
        rf"[^\s{CHINESE}]{{{letters + 1},}}", lambda word: BREAKS.sub("\\g<0>\u200b", word[0]), text
    )


def drawn(text: str) -> str:
    """Return the text with U+FFFD, at most six in a row, for letters that have no glyph.

    >>> drawn("Toko 日本"), drawn("\\x00Šebő محمد")
    ('Toko ��', '\\x00Šebő محمد')
    """
    return UNDRAWN.sub(lambda run: UNSHOWN * min(6, len(run[0])), text)


def marks(form: Form) -> dict[str, str]:
    """Return what paper calls each section (A, B) and question (A1, A2), by its name.

    The marks follow the whole form, so that blank and filled paper count alike.
    """
    found: dict[str, str] = {}
    for place, section in enumerate(form.sections):
        letter = found[section.id] = _letter(place)
        for number, question in enumerate(section.questions, start=1):
            found[f"{section.id}.{question.id}"] = f"{letter}{number}"
    return found


def hint(form: Form, asked: Condition | None) -> str:
    """Return in words when something is to be filled in; "" when always.

    >>> from maklumat.eforms.definition import form as read
    >>> yes = {"id": "kerja", "type": "yes_no", "label": "Bekerja"}
    >>> made = read({"code": "x", "title": "X", "sections": [
    ...     {"id": "data", "title": "Data", "questions": [yes]}]})
    >>> from maklumat.eforms.conditions import condition
    >>> hint(made, condition({"question": "data.kerja", "is": True}))
    'Isi jika A1 dijawab Ya'
    """
    return f"Isi jika {_clause(form, marks(form), asked)}" if asked else ""


def _clause(form: Form, called: Mapping[str, str], asked: Condition) -> str:
    if isinstance(asked, Ask):
        return _asked(form, called, asked, no=False)
    return _joined(form, called, asked)


def _joined(form: Form, called: Mapping[str, str], asked: Joined) -> str:
    if asked.join is Join.NOT:
        inner = asked.parts[0]
        if isinstance(inner, Ask):
            return _asked(form, called, inner, no=True)
        return f"tidak ({_clause(form, called, inner)})"
    word = " dan " if asked.join is Join.ALL else " atau "
    return word.join(
        f"({_clause(form, called, part)})"
        if isinstance(part, Joined) and part.join is not Join.NOT
        else _clause(form, called, part)
        for part in asked.parts
    )


def _asked(form: Form, called: Mapping[str, str], asked: Ask, *, no: bool) -> str:
    name = called.get(asked.about, asked.about)
    if asked.count:
        few = "paling sedikit" if asked.test is Check.AT_LEAST else "paling banyak"
        return f"{'tidak ' if no else ''}ada {few} {asked.value} isian di bagian {name}"
    question = form.question(asked.about)
    match asked.test:
        case Check.FILLED:
            return f"{name} {'diisi' if asked.value is not no else 'tidak diisi'}"
        case Check.HAS:
            return f"pada {name} {'tidak ' if no else ''}dipilih {_words(question, asked.value)}"
        case Check.IS | Check.IN:
            each = asked.value if isinstance(asked.value, tuple) else (asked.value,)
            words = " atau ".join(_words(question, one) for one in each)
            return f"{name} {'bukan' if no else 'dijawab'} {words}"
    return f"{name} {_bound(question, asked, no=no)}"


def _bound(question: Question, asked: Ask, *, no: bool) -> str:
    least = (asked.test is Check.AT_LEAST) is not no
    bound = _words(question, asked.value)
    if question.type is Type.DATE:
        side = "sesudah" if least else "sebelum"
        return f"{side} {bound}" if no else f"tanggal {bound} atau {side}nya"
    if no:
        return f"{'lebih dari' if least else 'kurang dari'} {bound}"
    return f"{'paling sedikit' if least else 'paling banyak'} {bound}"


def _words(question: Question, value: Any) -> str:
    if question.type in CHOOSING:
        return question.option(str(value))
    return text_of(question, value)


def _after(word: str, name: str) -> str:
    """Put a word before a name that does not begin with it already."""
    if not name or name.casefold().startswith(tuple(part.casefold() for part in word.split("/"))):
        return name
    return f"{word} {name}"


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"A{LETTERS[place - len(LETTERS)]}"


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _as_it_is(_question: Question, value: Any, _names: Names) -> str:
    return str(value)


def _address(_question: Question, value: Any, names: Names) -> str:
    return ", ".join(address(value, names)) if isinstance(value, Mapping) else str(value)


def _files(_question: Question, value: Any, names: Names) -> str:
    known = [names[one] for one in _several(value) if one in names]
    return f"Terlampir: {'; '.join(known)}" if known else "Dilampirkan"


_WRITTEN: Mapping[Type, Callable[[Question, Any, Names], str]] = {
    Type.YES_NO: lambda _question, value, _names: "Ya" if value else "Tidak",
    Type.CHOICE: lambda question, value, _names: question.option(str(value)),
    Type.CHOICES: lambda question, value, _names: "; ".join(
        question.option(str(one)) for one in _several(value)
    ),
    Type.DATE: lambda _question, value, _names: day(str(value)),
    Type.MONEY: lambda _question, value, _names: rupiah(str(value)),
    Type.NUMBER: lambda _question, value, _names: grouped(str(value)),
    Type.ADDRESS: _address,
    Type.FILE: _files,
}
