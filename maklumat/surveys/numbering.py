"""How sheets of paper are numbered: letters of the service, a dash, a running number. Pure."""

import re
import string
import unicodedata
from collections.abc import Iterator

MOST_IN_A_BATCH = 200
DIGITS = 4
LONGEST = 99_999
_SMALL = {"dan", "atau", "untuk", "bagi", "di", "ke", "dari", "yang", "dengan", "pada", "oleh"}
_TYPED = re.compile(r"([A-Z]*)\D*0*(\d{1,6})")


def prefixes(name: str) -> Iterator[str]:
    """Give the letters that sheets of a service may carry, the best first; none twice.

    >>> next(prefixes("Penggantian KTP-el karena hilang"))
    'PKE'
    >>> next(prefixes("KIR")), next(prefixes("…"))
    ('KIR', 'SKM')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = [word for word in re.findall(r"[A-Z]+", plain) if word.lower() not in _SMALL]
    first = "".join(word[0] for word in words)[:3] if len(words) > 2 else "".join(words)[:3]
    first = first or "SKM"
    yield first
    for letter in string.ascii_uppercase:
        yield first + letter
    for letter in string.ascii_uppercase:
        for other in string.ascii_uppercase:
            yield first + letter + other


def written(prefix: str, number: int) -> str:
    """Write a number as it stands on the sheet.

    >>> written("DKC", 37)
    'DKC-0037'
    """
    return f"{prefix}-{number:0{DIGITS}d}"


def read(typed: str, prefix: str) -> int:
    """Return the number that was typed: with or without letters, dash and leading zeros.

    >>> read("dkc-0037", "DKC"), read("37", "DKC")
    (37, 37)

    Raises ValueError when it is no number, or one with other letters.
    """
    found = _TYPED.fullmatch(typed.strip().upper())
    if found is None or found[1] not in ("", prefix) or not int(found[2]):
        raise ValueError(typed)
    return int(found[2])
