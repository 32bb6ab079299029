"""Files of a report that is still being written: kept at once, moved to the case, swept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.complaints.models import Attachment, Complaint, DraftFile, Event
from maklumat.core import uploads
from maklumat.core.errors import RuleBroken
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
            _check_room(here, file)
            accepted = uploads.accept(file)
        except RuleBroken as error:
            problems.append(str(error))
            continue
        with transaction.atomic():
            stored = uploads.store(accepted, about=ABOUT, at=at)
            DraftFile.objects.create(client_uid=client_uid, file=stored, at=at)
        here.append(stored)
    return problems


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


def _check_room(here: Sequence[StoredFile], file: File) -> None:
    if len(here) >= uploads.MOST_FILES:
        raise RuleBroken(
            _("“%(name)s” was left out: a report takes at most %(most)d files.")
            % {"name": uploads.clean_name(file.name or ""), "most": uploads.MOST_FILES}
        )
    if sum(row.size for row in here) + file.size > uploads.MOST_BYTES_TOGETHER:
        raise RuleBroken(
            _("“%(name)s” was left out: together the files are larger than %(most)d MB.")
            % {
                "name": uploads.clean_name(file.name or ""),
                "most": uploads.MOST_BYTES_TOGETHER // uploads.MEGABYTE,
            }
        )
