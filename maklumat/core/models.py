"""Tables of core: the audit chain, the outbox, the counters behind public numbers, the worker."""

import uuid
from enum import StrEnum
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.core.errors import Refused


class KeptQuerySet(models.QuerySet):
    """Rows that may be added and read, never changed and never deleted."""

    def update(self, **values: object) -> NoReturn:
        raise Refused("audit rows cannot be changed")

    def delete(self) -> NoReturn:
        raise Refused("audit rows cannot be deleted")

    def bulk_update(self, *args: object, **options: object) -> NoReturn:
        raise Refused("audit rows cannot be changed")


class AuditRow(models.Model):
    """One thing that happened, in plain text, tied by its hash to the row before it.

    Database triggers refuse changes too. SQLite loses a table's triggers when a migration alters
    that table: such a migration must make them again (a test notices).
    """

    serial = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor = models.CharField(max_length=255)
    target = models.CharField(max_length=255, db_index=True)
    # Canonical JSON as text: PostgreSQL's own JSON type rewrites numbers, which would break hashes.
    details = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["serial"]

    def __str__(self) -> str:
        return f"{self.serial} {self.action}"

    # Any: Django's own signatures.
    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise Refused("audit rows cannot be changed")
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise Refused("audit rows cannot be deleted")


class AuditHead(models.Model):
    """The end of the chain: how many rows there are and the last one's hash. One row, locked to add."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="core_audithead_one")]

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    STUCK = "stuck"
    DROPPED = "dropped"


class Message(models.Model):
    """One message to one recipient, kept until a server has taken it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=320, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    about = models.CharField(max_length=255)
    state = models.CharField(max_length=10, default=MessageState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    # While waiting: not before this. While sending: whoever holds it has lost it after this.
    next_at = models.DateTimeField()
    lease = models.UUIDField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["next_at", "pk"]
        indexes = [models.Index(fields=["state", "next_at"], name="core_message_due")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="core_message_key"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "stuck", "dropped"]),
                name="core_message_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.uid}"


class AgreedBrowser(models.Model):
    """A browser that agreed to be told of one matter; each app keeps those of its own."""

    endpoint = models.URLField(max_length=800)
    keys = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Counter(models.Model):
    """The last serial given out under a prefix in a year."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="core_counter_prefix_year")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"


class WorkerBeat(models.Model):
    """A living worker process and when it last said so."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class PeriodicRun(models.Model):
    """When a periodic job last began, so that several workers and restarts do not repeat it."""

    name = models.CharField(max_length=200, primary_key=True)
    began_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class IssuedDocument(models.Model):
    """An official paper that was given out, so that whoever holds it can check that it is genuine.

    It keeps only what the paper itself shows. `digest` is over the data shown: the same data is the
    same document, however often it is printed.
    """

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    about = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    url = models.CharField(max_length=500, blank=True)
    issued_at = models.DateTimeField()
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="older"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "digest"],
                condition=Q(withdrawn_at=None),
                name="core_issueddocument_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class StoredFile(models.Model):
    """A file somebody sent, already made harmless. Reached by `uid`, after a right check."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=40)
    path = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    about = models.CharField(max_length=255, db_index=True)
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ParcelState(StrEnum):
    OPEN = "open"
    READY = "ready"
    REFUSED = "refused"


class Parcel(models.Model):
    """A file that travels in pieces. Who sends it holds the token; here lies only its hash.

    `sealed` tells name, whole digest, type and, if it was refused, why: encrypted, as the pieces
    are, with a key that stands in the token alone.
    """

    mark = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default=ParcelState.OPEN.value)
    sealed = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=models.F("size")), name="core_parcel_not_more_than_whole"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "ready", "refused"]), name="core_parcel_state"
            ),
        ]

    def __str__(self) -> str:
        return self.mark[:12]
