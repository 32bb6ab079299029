"""The papers of a set, one after the other, and how they become one ZIP.

Rows are read and documents issued here, in one thread; pages are set in others, which touch no
database. Only a few sheets wait at a time, so that a large government needs no more memory.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db import DatabaseError
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.catalogue import cards, poster
from maklumat.catalogue.cards import Card
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import published_service
from maklumat.core.errors import MaklumatError
from maklumat.core.paper import Sheet
from maklumat.printing import booklet

log = logging.getLogger(__name__)

# How each content of a job is made: agency, time, file, who hears of the number of pieces and of
# those that are finished; returns what could not be made. Upper apps add theirs.
Maker = Callable[
    [Agency | None, datetime, IO[bytes], Callable[[int], None], Callable[[int], None]], list[str]
]
MAKERS: dict[str, Maker] = {}

THREADS = 2
AHEAD = 8
SIZES = ("a3", "a4")


@dataclass(frozen=True)
class Piece:
    """One file of a set: its name in the ZIP, what it is to people, and how to prepare it."""

    path: str
    title: str
    sheet: Callable[[], Sheet]


def pieces(services: Sequence[Service], at: datetime) -> list[Piece]:
    """Return a poster in two sizes of every service, and a booklet of every agency.

    `services` come sorted by agency.
    """
    found = []
    for _key, group in groupby(services, key=lambda service: service.agency_id):
        own = list(group)
        for service in own:
            found += _posters(service, at)
        found.append(_booklet(own[0].agency, own, at))
    return found


def write(
    file: IO[bytes], wanted: Sequence[Piece], at: datetime, tell: Callable[[int], None]
) -> list[str]:
    """Write the ZIP; `tell` hears how many pieces are finished. Return what could not be made.

    One paper that fails does not take the others with it.
    """
    problems: list[str] = []
    with ZipFile(file, "w", ZIP_STORED) as archive, ThreadPoolExecutor(THREADS) as pool:
        for number, (piece, made) in enumerate(_made(wanted, pool), 1):
            try:
                archive.writestr(_entry(piece.path, at), made())
            except Exception as error:  # noqa: BLE001  whatever fails is told by name, below
                problems.append(_problem(piece, error))
            tell(number)
        if problems:
            note = "\r\n".join([_("These papers are missing from the set:"), *problems])
            archive.writestr(_entry("BACA-DULU.txt", at), note.encode())
    return problems


def _made(
    wanted: Sequence[Piece], pool: ThreadPoolExecutor
) -> Iterator[tuple[Piece, Callable[[], bytes]]]:
    waiting: deque[tuple[Piece, Callable[[], bytes]]] = deque()
    for piece in wanted:
        waiting.append((piece, _begun(piece, pool)))
        if len(waiting) >= AHEAD:
            yield waiting.popleft()
    yield from waiting


def _begun(piece: Piece, pool: ThreadPoolExecutor) -> Callable[[], bytes]:
    """Prepare a sheet and hand it to a thread; a failure is raised where the result is taken."""
    made: Future[bytes] = Future()
    try:
        made = pool.submit(piece.sheet().pdf)
    except DatabaseError:
        raise  # nothing after it would fare better
    except Exception as error:  # noqa: BLE001  kept for whoever takes the result
        made.set_exception(error)
    return made.result


def _problem(piece: Piece, error: Exception) -> str:
    if isinstance(error, MaklumatError):
        return f"{piece.title}: {error}"
    log.error("paper of a set failed", exc_info=error, extra={"path": piece.path})
    return f"{piece.title}: " + _(
        "could not be set. The administrator finds the reason in the log."
    )


def _entry(path: str, at: datetime) -> ZipInfo:
    return ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))


def _posters(service: Service, at: datetime) -> list[Piece]:
    @cache
    def card() -> Card:
        """Read once for both sizes."""
        found = published_service(service.agency.slug, service.slug, at)
        return cards.card(found, found.published_standard(), at)

    def piece(size: str) -> Piece:
        path = f"{service.agency.slug}/poster-{size}/{service.slug}.pdf"
        title = f"{service.name} ({size.upper()})"
        return Piece(path, title, lambda: poster.sheet(card(), size=size, at=at))

    return [piece(size) for size in SIZES]


def _booklet(agency: Agency, services: Sequence[Service], at: datetime) -> Piece:
    path = f"{agency.slug}/buku-standar-{agency.slug}.pdf"
    return Piece(path, agency.name, lambda: booklet.sheet(agency, services, at=at))
