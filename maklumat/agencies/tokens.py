"""The key in an invitation's link: signed, so that nobody can make one up."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from maklumat.agencies.models import Invitation

SALT = "maklumat.agencies.invitation"


@dataclass(frozen=True)
class Key:
    """Which invitation, and which of its letters: only the newest one works."""

    uid: UUID
    round: int


def token_of(invitation: Invitation) -> str:
    return signing.dumps([invitation.uid.hex, invitation.round], salt=SALT)


def key_of(token: str) -> Key | None:
    """Read the key, or return None if somebody else wrote it."""
    try:
        uid, round_ = signing.loads(token, salt=SALT)
        return Key(UUID(uid), int(round_))
    except (signing.BadSignature, ValueError, TypeError):
        return None
