"""Encrypts what is kept of people's forms, by the keys of this installation (`FORM_KEYS`)."""

import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken

# Any: what is sealed is of many types.


def is_ready() -> bool:
    """May forms be handed in here at all?"""
    return bool(settings.FORM_KEYS)


def seal(content: Mapping[str, Any]) -> str:
    """Return the content as only this installation reads it. Raises RuleBroken without a key."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _keys().encrypt(text.encode()).decode()


def opened(sealed: str) -> dict[str, Any]:
    """Return what was sealed; nothing when it was emptied. Raises RuleBroken for another key."""
    if not sealed:
        return {}
    try:
        found: dict[str, Any] = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        raise RuleBroken(
            _("This was encrypted with a key that is missing here; add it to FORM_KEYS.")
        ) from None
    return found


def sealed_anew(sealed: str) -> str:
    """Return the same under the first key, to be able to drop an old one."""
    try:
        return _keys().rotate(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        raise RuleBroken(
            _("This was encrypted with a key that is missing here; add it to FORM_KEYS.")
        ) from None


def is_newest(sealed: str) -> bool:
    """Was this sealed with the first key?"""
    if not settings.FORM_KEYS:
        raise RuleBroken(_("Forms can't be handed in here yet: FORM_KEYS is not set."))
    try:
        Fernet(settings.FORM_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    if not settings.FORM_KEYS:
        raise RuleBroken(_("Forms can't be handed in here yet: FORM_KEYS is not set."))
    return MultiFernet([Fernet(key) for key in settings.FORM_KEYS])
