"""Files that travel in pieces: what arrived stays, the rest follows when the network is back.

The sender makes a token, `<32 hex>.<key>`, and shows it with every piece. Each piece is encrypted
with that key before it is written; the table knows the token's hash alone. Whoever reads disk and
database reads nothing, and whoever has only the first half of a token gets nothing. When all is
there, the whole is compared with its digest, looked into by `uploads.accept`, and kept (encrypted,
too) until somebody takes it. See ADR 24.
"""

import base64
import binascii
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from maklumat.core import uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import Parcel, ParcelState
from maklumat.core.uploads import Accepted

FOLDER = "parcels"
LIVES = timedelta(days=1)
BEGINS = timedelta(hours=1)  # until its first piece: room that nobody uses is given back
MOST_PIECE = 256 * 1024
NONCE = 12
WHOLE = "whole"  # the name of the file that is ready
TOKEN = re.compile(r"[0-9a-f]{32}\.[A-Za-z0-9_-]{43}=?", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Full(RuleBroken):
    """There is no room for another file just now."""

    status = 503
    code = "no_room"


class Damaged(RuleBroken):
    """The piece is not what was sent; sending it again mends that."""

    status = 400
    code = "damaged"


class Elsewhere(RuleBroken):
    """The piece does not begin where the last one ended; `standing` tells where that is."""

    code = "elsewhere"

    def __init__(self, standing: "Standing") -> None:
        super().__init__(f"the next piece begins at {standing.offset}")
        self.standing = standing


@dataclass(frozen=True)
class Told:
    """What is known of a parcel; encrypted beside it."""

    name: str
    digest: str
    mime: str = ""
    problem: str = ""
    shape: dict[str, Any] = field(default_factory=dict)  # Any: width, height, pages


@dataclass(frozen=True)
class Standing:
    """Where a parcel stands: how much arrived, and what became of it."""

    name: str
    size: int
    offset: int
    state: str
    problem: str = ""

    @property
    def is_ready(self) -> bool:
        return self.state == ParcelState.READY


def new_token() -> str:
    """Make a token here, for a file that came whole."""
    return f"{secrets.token_hex(16)}.{secrets.token_urlsafe(32)}"


def announce(*, token: str, name: str, size: int, digest: str, at: datetime) -> Standing:
    """Open a parcel; told twice, it is opened once.

    Raises RuleBroken for what would be refused at its end anyhow, Full while there is no room.
    """
    mark, key = _opened(token)
    name = uploads.clean_name(name)
    uploads.check_announced(name, size)
    if not DIGEST.fullmatch(digest):
        raise RuleBroken("the digest is no SHA-256")
    if known := _alive(mark, at):
        return _same(known, key, name, size, digest)
    _check_room(size, at)
    sealed = _sealed_text(key, Told(name, digest))
    row = Parcel(mark=mark, size=size, sealed=sealed, until=at + BEGINS)
    try:
        with transaction.atomic():
            Parcel.objects.filter(mark=mark, until__lte=at).delete()
            row.save(force_insert=True)
    except IntegrityError:
        return _same(Parcel.objects.get(mark=mark), key, name, size, digest)
    return _standing(row, key)


def add_piece(*, token: str, offset: int, digest: str, content: bytes, at: datetime) -> Standing:
    """Keep the next piece; after the last one, look into the whole.

    Raises Elsewhere with the true place for any other piece, such as one that came before, and
    Damaged for a piece that was changed on its way. Nothing of such a piece is kept.
    """
    mark, key = _opened(token)
    with transaction.atomic():
        row = _alive(mark, at, lock=True)
        if row is None:
            raise NotFound("parcel")
        standing = _standing(row, key)
        if row.state != ParcelState.OPEN:
            return standing
        if offset != row.received or len(content) > min(MOST_PIECE, row.size - row.received):
            raise Elsewhere(standing)
        if sha256(content).hexdigest() != digest:
            raise Damaged("the piece is damaged")
        if content:
            _write(row, str(offset), _sealed(key, content, f"{mark}:{offset}"))
            row.received += len(content)
            row.until = at + LIVES if offset == 0 else row.until
            row.save(update_fields=["received", "until"])
    return _finished(row, key) if row.received == row.size else _standing(row, key)


def is_known(*, token: str, at: datetime) -> bool:
    """Was a parcel announced under this token? Raises NotFound for what is no token."""
    return _alive(_opened(token)[0], at) is not None


def standing(*, token: str, at: datetime) -> Standing:
    """Return where a parcel stands. Raises NotFound."""
    mark, key = _opened(token)
    row = _alive(mark, at)
    if row is None:
        raise NotFound("parcel")
    return _standing(row, key)


def keep_whole(*, file: File, at: datetime) -> tuple[str, Standing]:
    """Keep a file that came at once as one that came in pieces. Raises RuleBroken, Full."""
    accepted = uploads.accept(file)
    size = int(file.size or 0)
    _check_room(size, at)
    token = new_token()
    mark, key = _opened(token)
    row = Parcel(mark=mark, size=size, received=size, until=at + LIVES)
    with transaction.atomic():
        _put(row, key, accepted)
        row.save(force_insert=True)
    return token, _standing(row, key)


def take(*, token: str, at: datetime) -> Accepted:
    """Return the harmless file, once: the parcel is gone when the caller's transaction is certain.

    Raises NotFound when it is not there (any more), RuleBroken when it is not ready.
    """
    mark, key = _opened(token)
    row = _alive(mark, at, lock=True)
    if row is None:
        raise NotFound("parcel")
    if row.state != ParcelState.READY:
        raise RuleBroken(_("A file has not arrived yet. Wait until it is there, then go on."))
    told = _told(row, key)
    content = _read(row, WHOLE, key, f"{mark}:{WHOLE}")
    _drop(row)
    return Accepted(told.name, told.mime, content, **told.shape)


def take_all(*, tokens: Iterable[str], at: datetime) -> list[Accepted]:
    """Take several, or none of them. Raises RuleBroken with a sentence."""
    try:
        return [take(token=token, at=at) for token in tokens]
    except NotFound:
        raise RuleBroken(_("A file is no longer here. Choose it again.")) from None


def drop(*, tokens: Iterable[str]) -> None:
    """Forget parcels, with all that arrived of them; unknown ones are none."""
    with transaction.atomic():
        for row in Parcel.objects.select_for_update().filter(mark__in=_marks(tokens)):
            _drop(row)


def hold(*, tokens: Iterable[str], until: datetime, at: datetime) -> None:
    """Let parcels live until then, not longer: whoever holds their tokens forgets them then."""
    Parcel.objects.filter(mark__in=_marks(tokens), until__gt=at).update(until=until)


def alive(*, tokens: Iterable[str], at: datetime) -> set[str]:
    """Return those of these tokens under which a file is ready."""
    marks = {mark_of(token): token for token in tokens}
    rows = Parcel.objects.filter(mark__in=marks, until__gt=at, state=ParcelState.READY.value)
    return {marks[mark] for mark in rows.values_list("mark", flat=True)}


def sweep(*, at: datetime, most: int = 500) -> int:
    """Delete what nobody took in time, and folders that no row knows; return how many rows."""
    done = 0
    for key in Parcel.objects.filter(until__lte=at).values_list("pk", flat=True)[:most]:
        with transaction.atomic():
            row = Parcel.objects.select_for_update().filter(pk=key, until__lte=at).first()
            if row is not None:
                _drop(row)
                done += 1
    _sweep_folders(before=at - LIVES)
    return done


def mark_of(token: str) -> str:
    """Return what the table knows of a token, also for others to remember it by."""
    return sha256(token.encode()).hexdigest()


# --- Rows ---------------------------------------------------------------------------------------


def _opened(token: str) -> tuple[str, bytes]:
    """Return mark and key of a token. What is no token opens nothing: NotFound."""
    if not TOKEN.fullmatch(token):
        raise NotFound("parcel")
    try:
        key = base64.urlsafe_b64decode(token.partition(".")[2].rstrip("=") + "=")
    except (binascii.Error, ValueError):
        raise NotFound("parcel") from None
    return mark_of(token), key


def _marks(tokens: Iterable[str]) -> list[str]:
    return [mark_of(token) for token in tokens]


def _alive(mark: str, at: datetime, *, lock: bool = False) -> Parcel | None:
    rows = Parcel.objects.select_for_update() if lock else Parcel.objects.all()
    return rows.filter(mark=mark, until__gt=at).first()


def _same(row: Parcel, key: bytes, name: str, size: int, digest: str) -> Standing:
    told = _told(row, key)
    if (row.size, told.digest) != (size, digest):
        raise RuleBroken("this token belongs to another file")
    return _standing(row, key)


def _standing(row: Parcel, key: bytes) -> Standing:
    told = _told(row, key)
    return Standing(told.name, row.size, row.received, str(row.state), told.problem)


def _check_room(size: int, at: datetime) -> None:
    taken = Parcel.objects.filter(until__gt=at).aggregate(all=Sum("size"))["all"] or 0
    if taken + size > settings.UPLOAD_ROOM_MB * uploads.MEGABYTE:
        raise Full(_("Very many files are being sent just now. Try again in a few minutes."))


def _finished(row: Parcel, key: bytes) -> Standing:
    """Look into the whole, outside of any transaction: it may take seconds."""
    told = _told(row, key)
    content = _together(row, key)
    problem, accepted = "", None
    if content is None or sha256(content).hexdigest() != told.digest:
        problem = _("“%(name)s” arrived damaged. Choose the file again.") % {"name": told.name}
    else:
        try:
            accepted = uploads.accept(ContentFile(content, told.name))
        except RuleBroken as error:
            problem = str(error)
    with transaction.atomic():
        known = Parcel.objects.select_for_update().filter(pk=row.pk).first()
        if known is None:
            raise NotFound("parcel")
        if known.state == ParcelState.OPEN:
            if accepted is None:
                known.state = ParcelState.REFUSED.value
                known.sealed = _sealed_text(key, Told(told.name, told.digest, problem=problem))
            else:
                _put(known, key, accepted, told.digest)
            known.save(update_fields=["state", "sealed"])
            transaction.on_commit(partial(_delete, known.mark, keep=WHOLE))
    return _standing(known, key)


def _put(row: Parcel, key: bytes, accepted: Accepted, digest: str = "") -> None:
    """Write the file that is ready, and say so."""
    _write(row, WHOLE, _sealed(key, accepted.content, f"{row.mark}:{WHOLE}"))
    shape = {"width": accepted.width, "height": accepted.height, "pages": accepted.pages}
    row.state = ParcelState.READY.value
    row.sealed = _sealed_text(key, Told(accepted.name, digest, accepted.mime, shape=shape))


def _drop(row: Parcel) -> None:
    mark = row.mark
    row.delete()
    transaction.on_commit(partial(_delete, mark))


# --- What lies on the disk ----------------------------------------------------------------------


def _together(row: Parcel, key: bytes) -> bytes | None:
    """Return all pieces as one; None when one of them can't be read any more."""
    found = bytearray()
    try:
        while len(found) < row.size:
            offset = len(found)
            found += _read(row, str(offset), key, f"{row.mark}:{offset}")
    except NotFound:
        return None
    return bytes(found)


def _write(row: Parcel, name: str, content: bytes) -> None:
    """Write over whatever a process left there that ended before its transaction did."""
    path = f"{FOLDER}/{row.mark}/{name}"
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def _read(row: Parcel, name: str, key: bytes, place: str) -> bytes:
    try:
        with default_storage.open(f"{FOLDER}/{row.mark}/{name}") as file:
            sealed = file.read()
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (OSError, InvalidTag, ValueError) as error:
        raise NotFound("parcel") from error


def _delete(mark: str, keep: str = "") -> None:
    folder = f"{FOLDER}/{mark}"
    if not default_storage.exists(folder):
        return
    names = default_storage.listdir(folder)[1]
    for name in names:
        if name != keep:
            default_storage.delete(f"{folder}/{name}")
    if keep not in names:
        default_storage.delete(folder)


def _sweep_folders(before: datetime) -> None:
    """Delete folders whose row is gone; the newest may belong to a transaction that is open."""
    if not default_storage.exists(FOLDER):
        return
    folders = default_storage.listdir(FOLDER)[0]
    known = set(Parcel.objects.filter(mark__in=folders).values_list("mark", flat=True))
    for mark in set(folders) - known:
        if default_storage.get_modified_time(f"{FOLDER}/{mark}") < before:
            _delete(mark)


def _sealed(key: bytes, content: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def _sealed_text(key: bytes, told: Told) -> str:
    return base64.b64encode(_sealed(key, json.dumps(asdict(told)).encode(), "told")).decode()


def _told(row: Parcel, key: bytes) -> Told:
    sealed = base64.b64decode(row.sealed)
    return Told(**json.loads(AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], b"told")))
