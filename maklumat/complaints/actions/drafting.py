"""Files of a report that is still being written: kept at once, moved to the case, swept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.complaints.models import Attachment, Complaint, DraftFile, Event
from maklumat.core import parcels, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import StoredFile

KEPT = timedelta(days=1)
ABOUT = "report:unsent"


def keep(*, client_uid: UUID, files: Sequence[File], at: datetime) -> list[str]:
    """Keep the files that will do, and return a sentence about each that will not."""
    problems = []
    rows = DraftFile.objects.filter(client_uid=client_uid).select_related("file")
    here = [row.file for row in rows]
    for file in files:
        try:
            _check_room(here, file.name or "", file.size)
            accepted = uploads.accept(file)
        except RuleBroken as error:
            problems.append(str(error))
            continue
        with transaction.atomic():
            stored = uploads.store(accepted, about=ABOUT, at=at)
            DraftFile.objects.create(client_uid=client_uid, file=stored, at=at)
        here.append(stored)
    return problems


def keep_parcels(*, client_uid: UUID, tokens: Sequence[str], at: datetime) -> list[str]:
    """Keep files that came in pieces, and return a sentence about each that will not do."""
    problems = []
    for token in tokens:
        try:
            keep_parcel(client_uid=client_uid, token=token, at=at)
        except NotFound:
            problems.append(_("A file is no longer here. Choose it again."))
        except RuleBroken as error:
            problems.append(str(error))
    return problems


def keep_parcel(*, client_uid: UUID, token: str, at: datetime) -> None:
    """Keep a file that came in pieces; told twice, it is kept once.

    Raises NotFound when it is not there (any more), RuleBroken when it will not do.
    """
    try:
        _keep_parcel(client_uid, token, at)
    except NotFound:
        if not _has(client_uid, token):  # taken by the same form a moment ago
            raise


@transaction.atomic
def _keep_parcel(client_uid: UUID, token: str, at: datetime) -> None:
    if _has(client_uid, token):
        return
    came = parcels.standing(token=token, at=at)
    rows = DraftFile.objects.filter(client_uid=client_uid).select_related("file")
    _check_room([row.file for row in rows], came.name, came.size)
    stored = uploads.store(parcels.take(token=token, at=at), about=ABOUT, at=at)
    DraftFile.objects.create(
        client_uid=client_uid, file=stored, parcel=parcels.mark_of(token), at=at
    )


def _has(client_uid: UUID, token: str) -> bool:
    mark = parcels.mark_of(token)
    return DraftFile.objects.filter(client_uid=client_uid, parcel=mark).exists()


@transaction.atomic
def drop(*, client_uid: UUID, file: str) -> None:
    """Delete one file of an unsent report."""
    rows = DraftFile.objects.filter(client_uid=client_uid, file__uid=file)
    for row in rows.select_related("file"):
        uploads.discard(row.file)


def adopt(complaint: Complaint, *, event: Event) -> None:
    """Move the files of the form to the case it made; part of the caller's transaction.

    A file's name may hold a person's name: an anonymous report forgets it.
    """
    rows = DraftFile.objects.filter(client_uid=complaint.client_uid).select_related("file")
    files = [row.file for row in rows]
    if not files:
        return
    for place, file in enumerate(files, start=1):
        file.about = complaint.number
        if complaint.anonymous:
            file.name = nameless(place, file.mime)
    StoredFile.objects.bulk_update(files, ["about", "name"])
    Attachment.objects.bulk_create(
        Attachment(complaint=complaint, event=event, file=file) for file in files
    )
    DraftFile.objects.filter(client_uid=complaint.client_uid).delete()


def nameless(place: int, mime: str) -> str:
    """Return a name that says nothing of whoever took the photo.

    >>> nameless(2, "image/jpeg")
    'lampiran-2.jpg'
    """
    return f"lampiran-{place}{uploads.SUFFIX[mime]}"


def sweep(*, at: datetime) -> int:
    """Delete the files of reports that were not sent within a day; return how many."""
    rows = list(DraftFile.objects.filter(at__lt=at - KEPT).select_related("file")[:500])
    for row in rows:
        with transaction.atomic():
            uploads.discard(row.file)
    return len(rows)


def _check_room(here: Sequence[StoredFile], name: str, size: int) -> None:
    if len(here) >= uploads.MOST_FILES:
        raise RuleBroken(
            _("“%(name)s” was left out: a report takes at most %(most)d files.")
            % {"name": uploads.clean_name(name), "most": uploads.MOST_FILES}
        )
    if sum(row.size for row in here) + size > uploads.MOST_BYTES_TOGETHER:
        raise RuleBroken(
            _("“%(name)s” was left out: together the files are larger than %(most)d MB.")
            % {
                "name": uploads.clean_name(name),
                "most": uploads.MOST_BYTES_TOGETHER // uploads.MEGABYTE,
            }
        )
