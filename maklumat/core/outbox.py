"""The outbox: messages are rows of the caller's transaction; the worker delivers them.

A message is offered to a server at least once and at most once more than its recorded attempts:
if the worker dies between the server's yes and our note of it, the message is offered again after
its lease, with the same Message-ID, so that the mail server or the mailbox can drop the second.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maklumat.core import audit, delivery
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import Message, MessageState

log = logging.getLogger(__name__)

# After each failed attempt; when the list is used up, about two days later, the message is stuck.
BACK_OFF = tuple(timedelta(minutes=m) for m in (0.5, 2, 10, 30, 120, 360, 720, 1440))
# While a server does not answer at all, no message is to blame: all of the channel waits.
AWAY = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
BATCH = 50

OPEN = (MessageState.WAITING.value, MessageState.SENDING.value, MessageState.STUCK.value)


_silent = ContextVar("_silent", default=False)


@contextmanager
def no_letters() -> Iterator[None]:
    """Write no letters meanwhile: people do not want to hear of a bulk load."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


@dataclass(frozen=True)
class Backlog:
    """What has not gone out: numbers, and how long the oldest due message has waited."""

    waiting: int
    stuck: int
    oldest: timedelta


def send(  # noqa: PLR0913  each is a column of the row
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    channel: str = "email",
    about: str,
    key: str = "",
) -> Message:
    """Write a message in the caller's transaction; it leaves after commit.

    `about` is the public number or name of the thing it speaks of. With a `key`, the first call
    wins and later ones return its row, even after it was sent. Inside `no_letters` the message is
    returned and not kept.
    """
    if channel not in delivery.channels():
        raise ValueError(f"no gateway is set up for {channel!r}")
    at = now()
    values = {
        "channel": channel,
        "to": _storable(to).strip(),
        "subject": " ".join(_storable(subject).split()),
        "text": _storable(text),
        "html": _storable(html),
        "about": _storable(about)[:255],
        "created_at": at,
        "next_at": at,
    }
    if _silent.get():
        return Message(**values)
    if not key:
        return Message.objects.create(**values)
    # Half the queries of `get_or_create`, and two who come at once still make one row.
    Message.objects.bulk_create([Message(key=key, **values)], ignore_conflicts=True)
    return Message.objects.get(key=key)


def backlog(*, at: datetime) -> Backlog:
    """Count what has not gone out, for /readyz and the staff page. One query."""
    is_stuck = Q(state=MessageState.STUCK)
    found = Message.objects.filter(state__in=OPEN).aggregate(
        waiting=Count("pk", filter=~is_stuck),
        stuck=Count("pk", filter=is_stuck),
        oldest=Min("created_at", filter=~is_stuck),
    )
    oldest = found["oldest"] or at
    return Backlog(found["waiting"], found["stuck"], max(at - oldest, timedelta(0)))


def undelivered(*, state: str = "") -> QuerySet[Message]:
    """Return what has not gone out, stuck messages first, oldest first."""
    rows = Message.objects.filter(state__in=[state] if state in OPEN else OPEN)
    stuck_first = Case(When(state=MessageState.STUCK, then=Value(0)), default=Value(1))
    return rows.order_by(stuck_first, "created_at", "pk").defer("text", "html")


def message_by_uid(uid: uuid.UUID) -> Message:
    """Return one message or raise NotFound."""
    found = Message.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound(str(uid))
    return found


@transaction.atomic
def retry(*, message: Message, actor: str, at: datetime) -> None:
    """Let a stuck or waiting message go out now, with a full set of attempts."""
    row = _locked(message, MessageState.STUCK, MessageState.WAITING)
    row.state, row.attempts, row.next_at = MessageState.WAITING.value, 0, at
    row.save(update_fields=["state", "attempts", "next_at"])
    audit.record(action="outbox.retried", actor=actor, target=str(row.uid), at=at)


@transaction.atomic
def give_up(*, message: Message, actor: str, at: datetime) -> None:
    """Stop trying to deliver a stuck or waiting message."""
    row = _locked(message, MessageState.STUCK, MessageState.WAITING)
    row.state, row.next_at = MessageState.DROPPED.value, at
    row.save(update_fields=["state", "next_at"])
    audit.record(action="outbox.given_up", actor=actor, target=str(row.uid), at=at)


def purgeable(*, before: datetime) -> QuerySet[Message]:
    """Return finished messages, older than `before`, that still have content."""
    finished = Q(state=MessageState.SENT, sent_at__lt=before)
    finished |= Q(state=MessageState.DROPPED, next_at__lt=before)
    return Message.objects.filter(finished, purged_at=None)


def purge(*, before: datetime, at: datetime) -> int:
    """Delete address and content of finished messages; the bare row keeps its key from coming again."""
    rows = purgeable(before=before)
    return rows.update(to="", subject="", text="", html="", last_error="", purged_at=at)


def about(uid: str) -> str:
    """Return what our letter with this uid was about; "" if it is none of ours."""
    try:
        key = uuid.UUID(uid)
    except ValueError:
        return ""
    return Message.objects.filter(uid=key).values_list("about", flat=True).first() or ""


def forget(*, about: str, at: datetime) -> int:
    """Delete address and content of every message about a thing; what still waits is not sent."""
    rows = Message.objects.filter(about=about, purged_at=None)
    rows.exclude(state=MessageState.SENT).update(
        state=MessageState.DROPPED.value, lease=None, next_at=at
    )
    return rows.update(to="", subject="", text="", html="", last_error="", purged_at=at)


class Courier:
    """Delivers what is due, one message at a time, over one connection for each batch."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self.clock = clock
        self.away: dict[str, tuple[int, datetime]] = {}  # channel: failures so far, not before

    def deliver(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Offer up to BATCH due messages and return how many were offered."""
        offered = 0
        with delivery.Carrier() as carrier:
            while offered < BATCH and not stopping():
                claimed = self._claim()
                if claimed is None:
                    break
                self._offer(claimed, carrier)
                offered += 1
        return offered

    def _claim(self) -> Message | None:
        """Take the next due message, or one whose holder has let its lease run out."""
        at = self.clock()
        closed = [channel for channel, (_count, until) in self.away.items() if at < until]
        due = Message.objects.filter(
            state__in=(MessageState.WAITING, MessageState.SENDING), next_at__lte=at
        ).exclude(channel__in=closed)
        if not due.exists():  # a plain read: an idle worker takes no write lock on SQLite
            return None
        with transaction.atomic():
            row = due.select_for_update(skip_locked=True).first()
            if row is None:
                return None
            row.state, row.lease = MessageState.SENDING.value, uuid.uuid4()
            row.attempts = row.attempts + 1
            row.next_at = at + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            row.save(update_fields=["state", "lease", "attempts", "next_at"])
        return row

    def _offer(self, row: Message, carrier: delivery.Carrier) -> None:
        try:
            if row.attempts > len(BACK_OFF) + 1:
                raise delivery.Impossible("the worker died at each attempt to send this")
            carrier.carry(row)
        except delivery.Away as error:
            self._wait_for_channel(row, error)
        except delivery.Impossible as error:
            self._settle(row, MessageState.STUCK, self.clock(), error)
        except delivery.Gone as error:
            self._settle(row, MessageState.DROPPED, self.clock(), error)
        except delivery.Failed as error:
            self._back_off(row, error)
        else:
            self.away.pop(row.channel, None)
            self._settle(row, MessageState.SENT, self.clock())

    def _wait_for_channel(self, row: Message, error: delivery.Away) -> None:
        failures = self.away.get(row.channel, (0, None))[0]
        until = self.clock() + AWAY[min(failures, len(AWAY) - 1)]
        self.away[row.channel] = (failures + 1, until)
        row.attempts -= 1
        self._settle(row, MessageState.WAITING, row.created_at, error)

    def _back_off(self, row: Message, error: delivery.Failed) -> None:
        if row.attempts > len(BACK_OFF):
            self._settle(row, MessageState.STUCK, self.clock(), error)
        else:
            later = self.clock() + BACK_OFF[row.attempts - 1]
            self._settle(row, MessageState.WAITING, later, error)

    def _settle(
        self, row: Message, state: MessageState, next_at: datetime, error: Exception | None = None
    ) -> None:
        """Note the outcome, unless the lease was lost to another worker meanwhile."""
        reason = delivery.reason(error, row.to) if error else ""
        kept = Message.objects.filter(pk=row.pk, lease=row.lease).update(
            state=state.value,
            next_at=next_at,
            attempts=row.attempts,
            lease=None,
            sent_at=self.clock() if state is MessageState.SENT else None,
            last_error=reason,
        )
        facts = {"uid": str(row.uid), "channel": row.channel, "attempts": row.attempts}
        event = f"message {state.value}" if kept else "message lease lost"
        log.log(logging.WARNING if error else logging.INFO, event, extra=facts)


def masked_recipient(message: Message) -> str:
    """Show just enough of the address to recognise it."""
    return delivery.masked_address(message.to)


def _locked(message: Message, *states: MessageState) -> Message:
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.state not in states:
        raise RuleBroken(
            _("This message is just being sent, or it was settled. Look again shortly.")
        )
    return row


def _storable(text: str) -> str:
    """Drop what PostgreSQL or UTF-8 cannot hold, rather than fail the change that wrote it."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
