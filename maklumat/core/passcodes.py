"""Secret codes and signed links by which people without an account reach what is theirs.

A code is made from the form's own random id and the installation's key, so that a form that was sent
twice, because the answer was lost on the way, shows the same code. Only its hash is kept.
"""

import hashlib
import hmac
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

from maklumat.core.numbers import CODE_ALPHABET, clean_code

SIGNS = 10
LINK_DAYS = 400  # longer than a matter with all its pauses; each letter brings a fresh link
LONGEST_TOKEN = 200


@dataclass(frozen=True)
class Passcodes:
    """The codes and links of one kind of matter; two kinds never open each other's."""

    kind: str

    def code_for(self, client_uid: str) -> str:
        """Return the secret code of the matter that this form made, as K7QMX-3XWPA."""
        digest = salted_hmac(f"{self.kind}.code", client_uid, algorithm="sha256").digest()
        number = int.from_bytes(digest, "big")
        signs = []
        for _sign in range(SIGNS):
            number, at = divmod(number, len(CODE_ALPHABET))
            signs.append(CODE_ALPHABET[at])
        return clean_code("".join(signs))

    def token(self, number: str) -> str:
        """Return the signed part of a link that opens this matter without typing the code."""
        return signing.dumps(number, salt=f"{self.kind}.follow", compress=True)

    def number_of(self, token: str) -> str | None:
        """Return the number a link was made for; None if it was not made here or is too old."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            found: str = signing.loads(token, salt=f"{self.kind}.follow", max_age=LINK_DAYS * 86400)
        except signing.BadSignature:
            return None
        return found


def hashed(code: str, client_uid: str) -> str:
    """Return what is stored of a code."""
    return hashlib.sha256(f"{client_uid}:{clean_code(code)}".encode()).hexdigest()


def fits(typed: str, stored: str, client_uid: str) -> bool:
    """Compare a typed code with the stored hash."""
    return hmac.compare_digest(hashed(typed, client_uid), stored)
