"""What people do with their own accounts goes into the audit log."""

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import Signal

from maklumat.accounts.models import User
from maklumat.core import audit

WRITTEN: dict[str, Signal] = {
    "signed_in": account.user_logged_in,
    "password_changed": account.password_changed,
    "password_set": account.password_set,
    "password_reset": account.password_reset,
    "second_factor_added": mfa.authenticator_added,
    "second_factor_removed": mfa.authenticator_removed,
    "second_factor_renewed": mfa.authenticator_reset,
}


def connect() -> None:
    """Listen; called once when the apps are ready."""
    for word, signal in WRITTEN.items():
        signal.connect(_writer(word), weak=False, dispatch_uid=f"audit of {word}")


def _writer(word: str) -> Callable[..., None]:
    def write(user: User, **_kwargs: Any) -> None:  # Any: a signal hands over what it likes
        audit.record(action=f"accounts.{word}", actor=user.get_username(), target=f"user:{user.pk}")

    return write
