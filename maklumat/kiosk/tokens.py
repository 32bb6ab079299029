"""What a device proves itself with: a short code once, then a long token. Only hashes are stored."""

import secrets
from hashlib import sha256

from maklumat.core.numbers import clean_code, secret_code

CODE_SIGNS = 8
TOKEN_BYTES = 32
LONGEST_TOKEN = 64


def new_code() -> str:
    """Return a code that a person types into the device, as K7QMX-3XW."""
    return secret_code(CODE_SIGNS)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def code_hash(code: str) -> str:
    return sha256(f"kiosk.code:{clean_code(code)}".encode()).hexdigest()


def token_hash(token: str) -> str:
    return sha256(f"kiosk.token:{token}".encode()).hexdigest()
