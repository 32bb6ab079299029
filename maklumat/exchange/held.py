"""Files that wait for a yes: kept an hour in private storage, found again by a signed word.

The word names the person who sent the file; nobody else can use it.
"""

import uuid
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from maklumat.accounts.models import User
from maklumat.core.errors import NotFound

FOLDER = "imports"
KEPT = timedelta(hours=1)
SALT = "maklumat.exchange"


def hold(content: bytes, by: User, kind: str) -> str:
    """Keep a file; return the word by which this person gets it back."""
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}{kind}", ContentFile(content))
    return signing.dumps([path, by.pk], salt=SALT)


def fetch(word: str, by: User, kind: str) -> bytes:
    """Return the file.

    Raises NotFound for a stranger, a false word, and once the hour is over.
    """
    path = _path(word, by)
    if not path.endswith(kind) or not default_storage.exists(path):
        raise NotFound(word)
    with default_storage.open(path) as file:
        return bytes(file.read())


def drop(word: str, by: User) -> None:
    """Delete the file: it has done its work."""
    default_storage.delete(_path(word, by))


def tidy(*, at: datetime) -> int:
    """Delete files whose hour is over; return how many."""
    if not default_storage.exists(FOLDER):
        return 0
    gone = 0
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        made = default_storage.get_modified_time(path)
        if made.tzinfo is None:
            made = made.replace(tzinfo=UTC)
        if made < at - KEPT:
            default_storage.delete(path)
            gone += 1
    return gone


def _path(word: str, by: User) -> str:
    try:
        path, owner = signing.loads(word, salt=SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(word) from None
    if owner != by.pk:
        raise NotFound(word)
    return str(path)
