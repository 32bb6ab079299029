"""The secret code of a case: given to the complainant once, kept only as a hash.

How codes and links are made is in `core/passcodes.py`; this names whose they are.
"""

import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

from maklumat.core.passcodes import LINK_DAYS, Passcodes, fits, hashed

__all__ = [
    "LINK_DAYS",
    "code_for",
    "fits",
    "form_id",
    "hashed",
    "link_digest",
    "number_of",
    "token",
]

_CODES = Passcodes("complaints")
code_for = _CODES.code_for
token = _CODES.token
number_of = _CODES.number_of


def form_id(what: str) -> UUID:
    """Return the id of the form of a report that no person's form brought: a letter, a register.

    The same each time, and known to nobody outside: whoever knows a form's id is shown the code.
    """
    digest = salted_hmac("complaints.form", what, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def link_digest(token: str) -> str:
    """Return what is stored of the secret in a link that answers a case."""
    return hashlib.sha256(token.encode()).hexdigest()
