"""Public numbers such as PGD-2026-000123-7, and secret codes that a person can read aloud."""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.core.checkdigit import check_digit
from maklumat.core.errors import RuleBroken
from maklumat.core.models import Counter

SERIAL_DIGITS = 6
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O, 1 I L, nor U, which reads like V
CODE_GROUP = 5

_SEPARATORS = r"[^0-9A-Z]*"
_SLOPPY = re.compile(
    rf"{_SEPARATORS}(?P<prefix>[A-Z]{{1,8}}){_SEPARATORS}(?P<year>[0-9OIL]{{4}})"
    r"(?P<rest>(?:[0-9OIL]|[^0-9A-Z])+)"
)
_LOOK_ALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class PublicNumber:
    prefix: str
    year: int
    serial: int

    def __str__(self) -> str:
        return number(self.prefix, self.year, self.serial)


def number(prefix: str, year: int, serial: int) -> str:
    """Write a number with its check digit.

    The letters of the prefix count too, so a complaint's number is not also a survey's.

    >>> number("PGD", 2026, 123)
    'PGD-2026-000123-8'
    """
    if not re.fullmatch(r"[A-Z]{1,8}", prefix) or not 1000 <= year <= 9999 or serial < 1:
        raise ValueError(f"no public number can be made of {prefix!r}, {year}, {serial}")
    digits = f"{year}{serial:0{SERIAL_DIGITS}d}"
    return f"{prefix}-{year}-{serial:0{SERIAL_DIGITS}d}-{check_digit(_letters(prefix) + digits)}"


def parse(text: str) -> PublicNumber:
    """Read a number as people type it: any case, any or no separators, O for 0, no leading zeros.

    Raises RuleBroken with a sentence for the person who typed it.
    """
    upper = unicodedata.normalize("NFKC", text[:200]).upper()
    found = _SLOPPY.fullmatch(upper)
    groups = re.findall(r"[0-9]+", found["rest"].translate(_LOOK_ALIKES)) if found else []
    serial, check = _serial_and_check(groups)
    if found is None or not serial.strip("0") or len(serial) > 15:
        raise RuleBroken(_("A number looks like PGD-2026-000123-8. Please check what you typed."))
    year = found["year"].translate(_LOOK_ALIKES)
    if check_digit(f"{_letters(found['prefix'])}{year}{serial}") != check or year < "1000":
        raise RuleBroken(
            _("One of the digits of this number is wrong. Please compare it with your receipt.")
        )
    return PublicNumber(found["prefix"], int(year), int(serial))


def next_number(prefix: str, year: int) -> str:
    """Take the next number; without gaps, because the counter stays locked until commit."""
    with transaction.atomic(savepoint=False):
        counters = Counter.objects.select_for_update()
        row = counters.filter(prefix=prefix, year=year).first()
        if row is None:
            Counter.objects.get_or_create(prefix=prefix, year=year)
            row = counters.get(prefix=prefix, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        return number(prefix, year, row.last)


def secret_code(length: int = 10) -> str:
    """Make a random code without look-alike signs, in groups of five: K7QMX-3XWPA.

    Ten signs are 49 bits: enough behind a rate limit, not for a key that can be tried offline.
    """
    return _grouped("".join(secrets.choice(CODE_ALPHABET) for _sign in range(length)))


def clean_code(text: str) -> str:
    """Bring a typed secret code to the form `secret_code` gave out; "" if it cannot be one.

    >>> clean_code("k7qmx 3xwpa")
    'K7QMX-3XWPA'
    """
    signs = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text[:200]).upper())
    return _grouped(signs) if set(signs) <= set(CODE_ALPHABET) else ""


def _letters(prefix: str) -> str:
    return "".join(str(ord(letter) - ord("A") + 10) for letter in prefix)


def _serial_and_check(groups: list[str]) -> tuple[str, str]:
    """Split "000123", "4" or "0001234" or "12", "3", "4": the last digit is always the check."""
    if len(groups) == 2 and len(groups[1]) == 1:
        return groups[0].zfill(SERIAL_DIGITS), groups[1]
    digits = "".join(groups)
    # In one piece the serial keeps its zeros, or we could not tell a lost digit from a short serial.
    return (digits[:-1], digits[-1]) if len(digits) > SERIAL_DIGITS else ("", "")


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + CODE_GROUP] for at in range(0, len(signs), CODE_GROUP))
