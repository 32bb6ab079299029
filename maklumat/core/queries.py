"""Reads of core that belong to no single mechanism."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Min, QuerySet

from maklumat.core.errors import NotFound
from maklumat.core.models import Message, MessageState, StoredFile


def longest_overdue_message(*, at: datetime) -> timedelta:
    """Return how long the message that waits longest past its own time is late."""
    waiting = Message.objects.filter(state=MessageState.WAITING.value, next_at__lte=at)
    due = waiting.aggregate(due=Min("next_at"))["due"]
    return at - due if due else timedelta(0)


def message_permissions() -> QuerySet[Permission]:
    """Return the right to the page of undelivered messages, for Wagtail's group editor."""
    return Permission.objects.filter(content_type__app_label="core", codename="change_message")


def stored_file(key: int | str | None) -> StoredFile | None:
    """Return the file of this primary key, or None: it may have been taken away."""
    return StoredFile.objects.filter(pk=key).first() if key else None


def file_by_uid(uid: UUID) -> StoredFile:
    """Return a stored file. Whoever calls has checked that it may be seen.

    Raises NotFound.
    """
    found = StoredFile.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found
