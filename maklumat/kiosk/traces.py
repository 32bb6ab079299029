"""The cookies that a visitor was given at a device: what is dropped even when the browser lost them.

A browser that is killed comes back without the cookies of the last seconds, and so without the means
to tell the server what to forget. The cache holds them, sealed with the token that only the device
has: whoever reads the cache, or the database, reads nothing.
"""

import base64
import json
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache

SECONDS = 3 * 3600  # longer than anything that such a cookie opens


def remember(token: str, cookies: dict[str, str]) -> None:
    """Note cookies that this device was given within a visit."""
    kept = json.dumps({**recall(token), **cookies}).encode()
    cache.set(_address(token), _seal(token).encrypt(kept), SECONDS)


def recall(token: str) -> dict[str, str]:
    """Return the cookies that were given to this device since somebody left last."""
    kept = cache.get(_address(token))
    if kept is None:
        return {}
    try:
        found: dict[str, str] = json.loads(_seal(token).decrypt(kept))
    except (InvalidToken, ValueError):
        return {}
    return found


def forget(token: str) -> None:
    cache.delete(_address(token))


def _address(token: str) -> str:
    return f"kiosk:traces:{sha256(f'kiosk.traces:{token}'.encode()).hexdigest()}"


def _seal(token: str) -> Fernet:
    key = sha256(f"kiosk.seal:{token}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
