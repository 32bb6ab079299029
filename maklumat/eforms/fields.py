"""What was typed, read by the type of its question: a value that is kept, or what is wrong. Pure.

Values are plain enough for JSON: texts; numbers as text ("12.5"); money as whole rupiah; dates as
"2026-01-31"; yes or no as true or false; choices as option ids; an address as its parts; of files
their ids, or that they will be enclosed. The words for each problem are in `sentences.py`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from maklumat.eforms import numbers
from maklumat.eforms.definition import Question, Type

# Any: a value is a text, number, truth, list or mapping, by type of question.
LONGEST = {Type.TEXT: 200, Type.LONG_TEXT: 20_000, Type.EMAIL: 254}
DEAREST = 10**15  # rupiah
ENCLOSED = "lampir"  # the answer to a question for files by who brings them along
MOST_FILES = 5  # of one question: as many as `core.uploads` takes at once
ADDRESS_PARTS = ("street", "rt", "rw", "village", "district", "region", "postcode")
ADDRESS_NEEDED = ("street", "village", "district", "region")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"(\+62|62|0)[2-9]\d{6,12}", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
# As keys of digits write it, where no sign is at hand; no day of ISO 8601 ends like a year.
_BARE_DAY = re.compile(r"(\d\d)(\d\d)((?:19|2[01])\d\d)", re.ASCII)


class Wrong(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DAY = "not_a_day"
    FUTURE = "future"
    NOT_OFFERED = "not_offered"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    DIGITS = "digits"
    PROVINCE = "province"
    BIRTH = "birth"
    NUMBER_SEX = "number_sex"
    ADDRESS_PART = "address_part"
    POSTCODE = "postcode"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with what its sentence needs; `part` names a part of an address."""

    kind: Wrong
    bound: int | str | None = None
    part: str = ""


@dataclass(frozen=True)
class World:
    """What rules ask of the world: the day, the codes of provinces and regencies, the files that
    were sent for this form.
    """

    today: date
    provinces: Collection[str] = frozenset()
    regions: Collection[str] = field(default_factory=frozenset)
    files: Collection[str] = frozenset()


class Refused(Exception):
    """An answer that can't be kept; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


def answer(question: Question, typed: Sequence[str] | Mapping[str, str], world: World) -> Any:
    """Return the value of what was typed; None when nothing was and nothing had to be.

    `typed` is the list of texts of one field, or the parts of an address. Raises Refused.

    >>> ask = Question("lahir", Type.DATE, "Tanggal lahir", past=True)
    >>> answer(ask, ["31/01/1990"], World(date(2026, 11, 22)))
    '1990-01-31'
    """
    if isinstance(typed, Mapping):
        return _address(question, typed, world)
    texts = [cleaned(one) for one in typed]
    texts = [one for one in texts if one]
    if not texts:
        if question.required:
            raise Refused(Problem(Wrong.MISSING))
        return None
    if question.type is Type.CHOICES:
        return _choices(question, texts)
    if question.type is Type.FILE:
        return _files(question, texts, world)
    return _READ[question.type](question, texts[0], world)


def cleaned(text: str) -> str:
    """Return a text as it is kept: composed letters, Unix line ends, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _text(question: Question, text: str, _world: World) -> str:
    if question.type is Type.TEXT:
        text = " ".join(text.split())
    most = min(question.most or LONGEST[question.type], LONGEST[question.type])
    if len(text) > most:
        raise Refused(Problem(Wrong.TOO_LONG, most))
    return text


def _number(question: Question, text: str, _world: World) -> str:
    found = _decimal(text)
    _bounded(question, found)
    return format(found.normalize(), "f")


def _money(question: Question, text: str, _world: World) -> int:
    found = _decimal(re.sub(r"^\s*rp\.?\s*", "", text, flags=re.IGNORECASE))
    if found != found.to_integral_value():
        raise Refused(Problem(Wrong.NOT_WHOLE))
    if not 0 <= found <= DEAREST:
        raise Refused(Problem(Wrong.TOO_LARGE if found > 0 else Wrong.TOO_SMALL, 0))
    _bounded(question, found)
    return int(found)


def _decimal(text: str) -> Decimal:
    """Read a number as Indonesians write it: 1.250.000,50; a single dot before 1-2 digits too."""
    plain = text.replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"-?[0-9.,]{1,30}", plain):
        raise Refused(Problem(Wrong.NOT_A_NUMBER))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d+", plain):
        plain = plain.replace(",", ".")
    elif not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise Refused(Problem(Wrong.NOT_A_NUMBER))
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise Refused(Problem(Wrong.NOT_A_NUMBER)) from error


def _bounded(question: Question, found: Decimal) -> None:
    if question.least is not None and found < question.least:
        raise Refused(Problem(Wrong.TOO_SMALL, question.least))
    if question.most is not None and found > question.most:
        raise Refused(Problem(Wrong.TOO_LARGE, question.most))


def _day(question: Question, text: str, world: World) -> str:
    try:
        written = _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text)
        found = (
            date(int(written[3]), int(written[2]), int(written[1]))
            if written
            else date.fromisoformat(text)
        )
    except ValueError:
        raise Refused(Problem(Wrong.NOT_A_DAY)) from None
    if not 1900 <= found.year <= 2199:
        raise Refused(Problem(Wrong.NOT_A_DAY))
    if question.past and found > world.today:
        raise Refused(Problem(Wrong.FUTURE))
    return found.isoformat()


def _yes_no(_question: Question, text: str, _world: World) -> bool:
    if text not in ("ya", "tidak"):
        raise Refused(Problem(Wrong.NOT_OFFERED))
    return text == "ya"


def _choice(question: Question, text: str, _world: World) -> str:
    if text not in {option.id for option in question.options}:
        raise Refused(Problem(Wrong.NOT_OFFERED))
    return text


def _choices(question: Question, texts: Sequence[str]) -> list[str]:
    chosen = set(texts)
    if chosen - {option.id for option in question.options}:
        raise Refused(Problem(Wrong.NOT_OFFERED))
    if question.least is not None and len(chosen) < question.least:
        raise Refused(Problem(Wrong.TOO_FEW, question.least))
    if question.most is not None and len(chosen) > question.most:
        raise Refused(Problem(Wrong.TOO_LARGE, question.most))
    return [option.id for option in question.options if option.id in chosen]


def _files(question: Question, texts: Sequence[str], world: World) -> list[str]:
    """Files are named by their ids; without any, the person says that they will be enclosed."""
    sent = [one for one in dict.fromkeys(texts) if one != ENCLOSED]
    if not sent:
        return [ENCLOSED]
    if not set(sent) <= set(world.files):
        raise Refused(Problem(Wrong.NOT_OFFERED))
    if question.least is not None and len(sent) < question.least:
        raise Refused(Problem(Wrong.TOO_FEW, question.least))
    if len(sent) > most_files(question):
        raise Refused(Problem(Wrong.TOO_LARGE, most_files(question)))
    return sent


def most_files(question: Question) -> int:
    """Return how many files a question takes."""
    return min(question.most or MOST_FILES, MOST_FILES)


def _phone(_question: Question, text: str, _world: World) -> str:
    plain = re.sub(r"[\s().\-]", "", text)
    if not _PHONE.fullmatch(plain):
        raise Refused(Problem(Wrong.NOT_A_PHONE))
    return "0" + re.sub(r"^(\+62|62|0)", "", plain)


def _email(_question: Question, text: str, _world: World) -> str:
    if len(text) > LONGEST[Type.EMAIL] or not _EMAIL.fullmatch(text):
        raise Refused(Problem(Wrong.NOT_AN_EMAIL))
    return text


def _nik(_question: Question, text: str, world: World) -> str:
    number = numbers.digits(text)
    _sound(
        numbers.nik_fault(number, provinces=world.provinces, today=world.today), numbers.NIK_DIGITS
    )
    return number


def _kk(_question: Question, text: str, world: World) -> str:
    number = numbers.digits(text)
    _sound(
        numbers.kk_fault(number, provinces=world.provinces, today=world.today), numbers.KK_DIGITS
    )
    return number


def _nip(_question: Question, text: str, world: World) -> str:
    number = numbers.digits(text)
    _sound(numbers.nip_fault(number, today=world.today), numbers.NIP_DIGITS)
    return number


def _npwp(_question: Question, text: str, _world: World) -> str:
    number = numbers.digits(text)
    _sound(numbers.npwp_fault(number), "15/16")
    return number


def _sound(fault: numbers.Fault | None, length: int | str) -> None:
    match fault:
        case numbers.Fault.LENGTH:
            raise Refused(Problem(Wrong.DIGITS, length))
        case numbers.Fault.PROVINCE:
            raise Refused(Problem(Wrong.PROVINCE))
        case numbers.Fault.DATE:
            raise Refused(Problem(Wrong.BIRTH))
        case numbers.Fault.SEX:
            raise Refused(Problem(Wrong.NUMBER_SEX))


def _address(question: Question, typed: Mapping[str, str], world: World) -> dict[str, str] | None:
    found = {part: " ".join(cleaned(typed.get(part, "")).split()) for part in ADDRESS_PARTS}
    if not any(found.values()):
        if question.required:
            raise Refused(Problem(Wrong.MISSING))
        return None
    for part in ADDRESS_PARTS:
        _address_part(part, found[part], world)
    return {part: text for part, text in found.items() if text}


def _address_part(part: str, text: str, world: World) -> None:
    if not text:
        if part in ADDRESS_NEEDED:
            raise Refused(Problem(Wrong.ADDRESS_PART, part=part))
    elif len(text) > LONGEST[Type.TEXT]:
        raise Refused(Problem(Wrong.TOO_LONG, LONGEST[Type.TEXT], part))
    elif part == "region" and text not in world.regions:
        raise Refused(Problem(Wrong.NOT_OFFERED, part=part))
    elif part in ("rt", "rw") and not re.fullmatch(r"[0-9]{1,3}", text):
        raise Refused(Problem(Wrong.NOT_A_NUMBER, part=part))
    elif part == "postcode" and not re.fullmatch(r"[1-9][0-9]{4}", text):
        raise Refused(Problem(Wrong.POSTCODE, part=part))


_READ: dict[Type, Callable[[Question, str, World], Any]] = {
    Type.TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.NUMBER: _number,
    Type.MONEY: _money,
    Type.DATE: _day,
    Type.YES_NO: _yes_no,
    Type.CHOICE: _choice,
    Type.PHONE: _phone,
    Type.EMAIL: _email,
    Type.NIK: _nik,
    Type.KK: _kk,
    Type.NIP: _nip,
    Type.NPWP: _npwp,
}
