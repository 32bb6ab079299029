"""Who is told of what; kept in memory until a purge of "webhooks"."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from maklumat.complaints.models import Complaint, Webhook
from maklumat.core.errors import NotFound
from maklumat.core.models import Message, MessageState
from maklumat.core.pagecache import stamp

TAG = "webhooks"
NAME = "webhook"


@dataclass(frozen=True)
class _Memory:
    stamp: str = ""
    hooks: Sequence[Webhook] = ()


_memory = _Memory()


def hooks_for(event: str) -> list[Webhook]:
    """Return who wants to hear of an event. No query while nothing changed."""
    global _memory
    now = stamp(TAG)
    if _memory.stamp != now:
        _memory = _Memory(now, list(Webhook.objects.filter(active=True)))
    return [hook for hook in _memory.hooks if event in hook.events]


def hooks() -> QuerySet[Webhook]:
    return Webhook.objects.all()


def hook(pk: int) -> Webhook:
    """Return one webhook or raise NotFound."""
    found = Webhook.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def mark(row: Webhook) -> str:
    """Return what stands as the recipient of a message to a webhook."""
    return f"{NAME}-{row.pk}"


def by_mark(text: str) -> Webhook | None:
    key = text.removeprefix(f"{NAME}-")
    return Webhook.objects.filter(pk=int(key)).first() if key.isdecimal() else None


def case_told(number: str) -> Complaint | None:
    return Complaint.objects.filter(number=number).only("confidential", "restricted").first()


def undelivered(most: int = 50) -> Sequence[Message]:
    """Return what was not taken: the given up first, then what is tried again.

    A message written before its case went to the inspectorate is never sent, and never named.
    """
    rows = Message.objects.filter(
        channel=NAME,
        state__in=[
            MessageState.STUCK.value,
            MessageState.WAITING.value,
            MessageState.SENDING.value,
        ],
        attempts__gt=0,
    )
    hidden = Complaint.objects.filter(restricted=True).values("number")
    rows = rows.exclude(about__in=hidden)
    return list(rows.order_by("state", "-created_at").defer("text", "html")[:most])


def message(uid: UUID) -> Message:
    """Return a message to a webhook or raise NotFound."""
    found = Message.objects.filter(channel=NAME, uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found
