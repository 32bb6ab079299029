"""What somebody is filling in now: in no table, encrypted, gone after two hours.

The cache holds it under a hash of the visitor's random id, encrypted with a key that only the
visitor's cookie holds: whoever reads the cache reads nothing, and nothing names the visitor.
"""

import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Any: answers are of many types.
COOKIE = "isian"
PATH = "/"  # the kiosk and both languages share it
SECONDS = 2 * 3600  # since the last page
LARGEST = 400_000  # characters of one form's answers: no honest form needs more
HANDOVER_SECONDS = 600


@dataclass
class Draft:
    """The answers to one form so far. `uid` makes a form that is sent twice one submission.

    `files` are those that were sent already, by id: see `enclosing.py`.
    """

    version: int
    answers: dict[str, Any] = field(default_factory=dict)
    uid: str = field(default_factory=lambda: str(uuid4()))
    files: dict[str, dict[str, Any]] = field(default_factory=dict)


class TooLarge(Exception):
    """More was typed than one form may hold."""


class Sitting:
    """The drafts of one visitor. Nothing is stored, and no cookie set, before the first answer."""

    def __init__(self, request: HttpRequest) -> None:
        self._name, self._key = _credentials(request.COOKIES.get(COOKIE, ""))

    def draft(self, form: int | str, version: int) -> Draft | None:
        """Return the draft of a form, if it was begun on this version."""
        found = self._read(f"form:{form}")
        return Draft(**found) if found and found["version"] == version else None

    def keep(self, form: int | str, draft: Draft) -> None:
        """Keep a draft for two more hours. Raises TooLarge."""
        self._write(
            f"form:{form}",
            {
                "version": draft.version,
                "answers": draft.answers,
                "uid": draft.uid,
                "files": draft.files,
            },
        )

    def known(self) -> dict[str, Any]:
        """Return what was told in other forms of this sitting, by `known` name."""
        return self._read("known") or {}

    def remember(self, told: Mapping[str, Any]) -> None:
        self._write("known", {**self.known(), **told})

    def forget(self, form: int | str) -> None:
        """Forget one form; what it told for others goes too."""
        if self._name:
            cache.delete_many([self._address(f"form:{form}"), self._address("known")])

    def forget_everything(self) -> None:
        """Forget all of this visitor. Files that were sent lie on, for a form that still waits to be
        sent; what opened them is forgotten here."""
        if self._name:
            kept = cache.get(self._address("alive")) or ()
            cache.delete_many([self._address(what) for what in (*kept, "known", "alive")])

    def carry(self, response: HttpResponseBase) -> None:
        """Give the visitor the cookie that opens the drafts; renews it for two hours."""
        if self._name:
            response.set_cookie(
                COOKIE, f"{self._name}.{self._key}", max_age=SECONDS, path=PATH, httponly=True,
                secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
            )  # fmt: skip

    def _read(self, what: str) -> dict[str, Any] | None:
        if not self._name:
            return None
        return _decrypted(cache.get(self._address(what)), self._key)

    def _write(self, what: str, content: Mapping[str, Any]) -> None:
        """Only a name that was given out here and is alive is used: none that somebody planted."""
        kept = cache.get(self._address("alive")) if self._name else None
        if kept is None:
            self._name, self._key = secrets.token_hex(16), Fernet.generate_key().decode()
            kept = ()
        cache.set(self._address("alive"), tuple(dict.fromkeys((*kept, what))), SECONDS)
        cache.set(self._address(what), _encrypted(content, self._key), SECONDS)

    def _address(self, what: str) -> str:
        return f"eforms:{sha256(self._name.encode()).hexdigest()}:{what}"


def hand_over(form: int, draft: Draft, service: int) -> str:
    """Keep a copy of a draft for ten minutes and return the token that fetches it once."""
    name, key = secrets.token_hex(16), Fernet.generate_key().decode()
    content = {"form": form, "service": service, "answers": draft.answers}
    cache.set(_handover(name), _encrypted(content, key), HANDOVER_SECONDS)
    return f"{name}.{key}"


def taken_over(token: str) -> dict[str, Any] | None:
    """Return what was handed over, once; None when it is used, too old or was never made."""
    name, key = _credentials(token)
    if not name:
        return None
    found = _decrypted(cache.get(_handover(name)), key)
    return found if found and cache.delete(_handover(name)) else None


def waits(token: str) -> bool:
    """Is something still waiting under this token? Asking does not use it up."""
    name, key = _credentials(token)
    return bool(name) and _decrypted(cache.get(_handover(name)), key) is not None


def _handover(name: str) -> str:
    return f"eforms:over:{sha256(name.encode()).hexdigest()}"


def _credentials(text: str) -> tuple[str, str]:
    name, _dot, key = text.partition(".")
    sound = len(name) == 32 and name.isalnum() and name.isascii() and _is_key(key)
    return (name, key) if sound else ("", "")


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except (ValueError, binascii.Error):
        return False
    return True


def _encrypted(content: Mapping[str, Any], key: str) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if len(text) > LARGEST:
        raise TooLarge
    return Fernet(key).encrypt(text.encode())


def _decrypted(kept: bytes | None, key: str) -> dict[str, Any] | None:
    if kept is None:
        return None
    try:
        found: dict[str, Any] = json.loads(Fernet(key).decrypt(kept))
    except (InvalidToken, ValueError):
        return None
    return found
