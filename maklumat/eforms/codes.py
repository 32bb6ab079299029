"""The secret code of a submission, and the link that opens it; see `core/passcodes.py`.

The code opens what is sealed, so its hash needs the key of this installation: whoever has a copy of
the database alone can't try codes against it.
"""

import hmac

from django.utils.crypto import salted_hmac

from maklumat.core.numbers import clean_code
from maklumat.core.passcodes import Passcodes

__all__ = ["code_for", "fits", "hashed", "number_of", "token"]

_CODES = Passcodes("eforms")
code_for = _CODES.code_for
token = _CODES.token
number_of = _CODES.number_of


def hashed(code: str, client_uid: str) -> str:
    """Return what is stored of a code."""
    said = f"{client_uid}:{clean_code(code)}"
    return salted_hmac("eforms.code_hash", said, algorithm="sha256").hexdigest()


def fits(typed: str, stored: str, client_uid: str) -> bool:
    """Compare a typed code with the stored hash."""
    return hmac.compare_digest(hashed(typed, client_uid), stored)
