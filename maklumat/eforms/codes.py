"""The secret code of a submission, and the link that opens it; see `core/passcodes.py`."""

from maklumat.core.passcodes import Passcodes, fits, hashed

__all__ = ["code_for", "fits", "hashed", "number_of", "token"]

_CODES = Passcodes("eforms")
code_for = _CODES.code_for
token = _CODES.token
number_of = _CODES.number_of
