"""Numbers that name a person or household for life: are they plausible? Pure.

NIK and KK: 16 digits, the first two a province, six a date (day + 40 for women in a NIK). NIP: 18
digits that begin with a date of birth and the month of appointment. NPWP: 15 digits, or 16 since it
follows the NIK. A regency or district code is not judged: many old ones are no longer in use.
Sources: practice; layouts recalled, not re-read in a regulation.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

# Provinces whose codes stand in old numbers but no longer in the list of today.
FORMER_PROVINCES = frozenset({"54"})  # Timor Timur
NIK_DIGITS = KK_DIGITS = 16
NIP_DIGITS = 18
NPWP_DIGITS = (15, 16)
FEMALE = 40  # added to the day of birth


class Fault(StrEnum):
    LENGTH = "length"
    PROVINCE = "province"
    DATE = "date"
    SEX = "sex"


def digits(typed: str) -> str:
    """Return the number without the spaces, dots and dashes people write.

    >>> digits("09.254.294.3-407.000")
    '092542943407000'
    """
    return "".join(sign for sign in typed if sign not in " .-/\u00a0\u2010\u2011\u2013")


def nik_fault(number: str, *, provinces: Collection[str], today: date) -> Fault | None:
    """Return what can't be in a NIK.

    >>> nik_fault("3204114505900001", provinces={"32"}, today=date(2026, 11, 22)) is None
    True
    >>> nik_fault("3204113205900001", provinces={"32"}, today=date(2026, 11, 22))
    <Fault.DATE: 'date'>
    """
    if len(number) != NIK_DIGITS or not _decimal(number):
        return Fault.LENGTH
    if number[:2] not in provinces and number[:2] not in FORMER_PROVINCES:
        return Fault.PROVINCE
    day = int(number[6:8])
    born = _in_either_century(day - FEMALE if day > FEMALE else day, number[8:12], today)
    return None if born else Fault.DATE


def kk_fault(number: str, *, provinces: Collection[str], today: date) -> Fault | None:
    """Return what can't be in the number of a family card; its date is the day it was made."""
    if len(number) != KK_DIGITS or not _decimal(number):
        return Fault.LENGTH
    if number[:2] not in provinces and number[:2] not in FORMER_PROVINCES:
        return Fault.PROVINCE
    return None if _in_either_century(int(number[6:8]), number[8:12], today) else Fault.DATE


def nip_fault(number: str, *, today: date) -> Fault | None:
    """Return what can't be in an employee number.

    >>> nip_fault("198503302010121002", today=date(2026, 11, 22)) is None
    True
    """
    if len(number) != NIP_DIGITS or not _decimal(number):
        return Fault.LENGTH
    born = _day(int(number[:4]), int(number[4:6]), int(number[6:8]))
    appointed = _day(int(number[8:12]), int(number[12:14]), 1)
    if born is None or appointed is None or not born < appointed <= today:
        return Fault.DATE
    return None if number[14] in "12" else Fault.SEX


def npwp_fault(number: str) -> Fault | None:
    """Return what can't be in a taxpayer number: only its length is known.

    >>> npwp_fault("092542943407000") is None
    True
    """
    return None if len(number) in NPWP_DIGITS and _decimal(number) else Fault.LENGTH


def masked(number: str) -> str:
    """Return the number as a screen shows it: the last four digits.

    >>> masked("3204114505900001")
    '••••••••••••0001'
    """
    return "•" * max(0, len(number) - 4) + number[-4:]


def _decimal(number: str) -> bool:
    return number.isascii() and number.isdigit()


def _in_either_century(day: int, month_and_year: str, today: date) -> date | None:
    month, year = int(month_and_year[:2]), int(month_and_year[2:])
    for century in (2000, 1900):
        found = _day(century + year, month, day)
        if found and found <= today:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
