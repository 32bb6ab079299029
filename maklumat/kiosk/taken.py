"""Papers on their way from a kiosk to a phone: in no table, encrypted, gone after ten minutes.

As with the drafts of forms, the cache holds a paper under a hash of a random name, encrypted with a
key that only the code on the screen holds: whoever reads the cache reads nothing.
"""

import binascii
import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache

SECONDS = 600
LARGEST = 8 * 1024 * 1024  # bytes of one paper
PDF, JSON = "application/pdf", "application/json"
TYPES = (PDF, JSON, "image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True)
class Paper:
    name: str
    kind: str  # one of TYPES
    content: bytes


def keep(paper: Paper) -> str:
    """Keep a paper for ten minutes and return the token that opens it once."""
    name, key = secrets.token_hex(16), Fernet.generate_key().decode()
    head = json.dumps({"name": paper.name, "kind": paper.kind}).encode()
    cache.set(_address(name), Fernet(key).encrypt(head + b"\n" + paper.content), SECONDS)
    return f"{name}.{key}"


def waiting(token: str) -> Paper | None:
    """Return what waits under a token; looking does not use it up."""
    name, key = _credentials(token)
    return _opened(cache.get(_address(name)), key) if name else None


def take(token: str) -> Paper | None:
    """Return the paper, once; None when it was fetched, is too old or was never made."""
    found = waiting(token)
    return found if found and cache.delete(_address(_credentials(token)[0])) else None


def _address(name: str) -> str:
    return f"kiosk:taken:{sha256(name.encode()).hexdigest()}"


def _credentials(token: str) -> tuple[str, str]:
    name, _dot, key = token.partition(".")
    if len(name) != 32 or not (name.isascii() and name.isalnum()):
        return "", ""
    try:
        Fernet(key)
    except (ValueError, binascii.Error):
        return "", ""
    return name, key


def _opened(kept: bytes | None, key: str) -> Paper | None:
    if kept is None:
        return None
    try:
        head, _line, content = Fernet(key).decrypt(kept).partition(b"\n")
    except InvalidToken:
        return None
    return Paper(content=content, **json.loads(head))
