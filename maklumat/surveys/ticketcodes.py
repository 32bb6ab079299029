"""The one-time codes that people type from a receipt: K7QM-3XWP. Pure.

Seven signs by chance and one that checks them, of an alphabet without look-alike signs. The check
sign follows Luhn's rule for any alphabet: it finds each wrong sign and nearly each swap of two.
"""

import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # as core's codes: no 0 O, 1 I L, nor U
CHANCE = 7  # 30 ** 7 are 21,870,000,000: enough behind a limit of tries
HOW_MANY = len(ALPHABET) ** CHANCE
LENGTH = CHANCE + 1
GROUP = 4


def code(number: int) -> str:
    """Write a number as a code with its check sign.

    >>> code(0), code(123_456_789)
    ('2222-2222', '274E-G8BK')
    """
    signs = ""
    for _sign in range(CHANCE):
        number, at = divmod(number, len(ALPHABET))
        signs = ALPHABET[at] + signs
    return grouped(signs + check_sign(signs))


def read(text: str) -> str:
    """Bring a typed code to the form it was printed in; "" if it can't be one.

    >>> read("274e g8bk"), read("274E-G8BS")
    ('274E-G8BK', '')
    """
    signs = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text[:40]).upper())
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return ""
    return grouped(signs) if check_sign(signs[:-1]) == signs[-1] else ""


def check_sign(signs: str) -> str:
    """Return the sign to append."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (1 if place % 2 else 2)
        total += sum(divmod(value, len(ALPHABET)))
    return ALPHABET[-total % len(ALPHABET)]


def grouped(signs: str) -> str:
    return f"{signs[:GROUP]}-{signs[GROUP:]}"
