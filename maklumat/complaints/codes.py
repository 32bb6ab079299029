"""The secret code of a case: given to the complainant once, kept only as a hash.

It is made from the form's own random id and the installation's key, so that a form that was sent
twice, because the answer was lost on the way, shows the same number and the same code.
"""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from maklumat.core.numbers import CODE_ALPHABET, clean_code

SIGNS = 10
LINK_SALT = "complaints.follow"
LINK_DAYS = 400  # longer than a case with all its pauses; each letter brings a fresh link


def code_for(client_uid: str) -> str:
    """Return the secret code of the case that this form made, as K7QMX-3XWPA."""
    digest = salted_hmac("complaints.code", client_uid, algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    signs = []
    for _sign in range(SIGNS):
        number, at = divmod(number, len(CODE_ALPHABET))
        signs.append(CODE_ALPHABET[at])
    return clean_code("".join(signs))


def form_id(what: str) -> UUID:
    """Return the id of the form of a report that no person's form brought: a letter, a register.

    The same each time, and known to nobody outside: whoever knows a form's id is shown the code.
    """
    digest = salted_hmac("complaints.form", what, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def hashed(code: str, client_uid: str) -> str:
    """Return what is stored of a code."""
    return hashlib.sha256(f"{client_uid}:{clean_code(code)}".encode()).hexdigest()


def fits(typed: str, stored: str, client_uid: str) -> bool:
    """Compare a typed code with the stored hash."""
    return hmac.compare_digest(hashed(typed, client_uid), stored)


def token(number: str) -> str:
    """Return the signed part of a link that follows this case without typing the code."""
    return signing.dumps(number, salt=LINK_SALT, compress=True)


def number_of(token: str) -> str | None:
    """Return the number a link was made for; None if it was not made here or is too old."""
    if not settings.SECRET_KEY or len(token) > 200:
        return None
    try:
        found: str = signing.loads(token, salt=LINK_SALT, max_age=LINK_DAYS * 86400)
    except signing.BadSignature:
        return None
    return found


def link_digest(token: str) -> str:
    """Return what is stored of the secret in a link that answers a case."""
    return hashlib.sha256(token.encode()).hexdigest()
