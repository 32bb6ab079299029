"""What comes in from elsewhere, what goes out to others, and what was removed."""

import uuid
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.complaints.models.case import Complaint
from maklumat.core.errors import Refused


class RunState(StrEnum):
    DRAFT = "draft"  # the file lies there; a person still says what its columns mean
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


RUN_STATES = [
    (RunState.DRAFT.value, pgettext_lazy("import", "not begun")),
    (RunState.WAITING.value, pgettext_lazy("import", "waiting")),
    (RunState.RUNNING.value, pgettext_lazy("import", "running")),
    (RunState.DONE.value, pgettext_lazy("import", "done")),
    (RunState.FAILED.value, pgettext_lazy("import", "failed")),
]


class ImportRun(models.Model):
    """A register that is brought in. The file is deleted with the end of the run, or after a day.

    `run` names the worker that reads it: whoever finds another name there stops.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("file"), max_length=120)
    source = models.SlugField(_("source system"), max_length=20)
    path = models.CharField(max_length=200, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    personal = models.BooleanField(_("take names and contact data along"), default=False)
    state = models.CharField(max_length=8, choices=RUN_STATES, default=RunState.DRAFT.value)
    run = models.UUIDField(null=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of a register")
        verbose_name_plural = _("imports of registers")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (RunState.WAITING, RunState.RUNNING)


class ImportMapping(models.Model):
    """Which column of a kind of register means what, under the name a person gave it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MailResult(StrEnum):
    FILED = "filed"
    ADDED = "added"
    IGNORED = "ignored"
    REFUSED = "refused"
    FAILED = "failed"


MAIL_RESULTS = [
    (MailResult.FILED.value, pgettext_lazy("mail", "became a report")),
    (MailResult.ADDED.value, pgettext_lazy("mail", "was added to a report")),
    (MailResult.IGNORED.value, pgettext_lazy("mail", "was no report")),
    (MailResult.REFUSED.value, pgettext_lazy("mail", "could not be taken")),
    (MailResult.FAILED.value, pgettext_lazy("mail", "failed")),
]


class IncomingMail(models.Model):
    """A letter that was read, known by a hash of its Message-ID, so that it counts once.

    Nothing of the sender stands here.
    """

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    result = models.CharField(max_length=8, choices=MAIL_RESULTS)
    tries = models.PositiveSmallIntegerField(default=1)
    complaint = models.ForeignKey(
        Complaint, models.SET_NULL, null=True, related_name="+", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mail")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.result}"


class Sending(models.Model):
    """A file with cases that went to another system, such as LAPOR!."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    to = models.CharField(_("sent to"), max_length=20)
    at = models.DateTimeField(_("time"))
    by = models.CharField(_("made by"), max_length=255)

    class Meta:
        verbose_name = _("file for another system")
        verbose_name_plural = _("files for another system")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.to} {self.at:%Y-%m-%d}"


class SentCase(models.Model):
    """This case is in that file: it goes to a system once."""

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="cases")
    to = models.CharField(max_length=20)
    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="sendings", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("case sent elsewhere")
        verbose_name_plural = _("cases sent elsewhere")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "to"], name="complaints_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.to}"


class Webhook(models.Model):
    """An address that is told of steps. Its secret is derived from `key`, never stored."""

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list)
    active = models.BooleanField(_("in use"), default=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Basis(StrEnum):
    TERM = "term"
    REQUEST = "request"
    PROXY = "proxy"
    THIRD = "third"
    ORDER = "order"


BASES = [
    (Basis.TERM.value, _("the time of keeping is over")),
    (Basis.REQUEST.value, _("the person asked for it")),
    (Basis.PROXY.value, _("somebody with a power of attorney asked for it")),
    (Basis.THIRD.value, _("another person is named in the text and asked for it")),
    (Basis.ORDER.value, _("a court or authority ordered it")),
]


class Erasure(models.Model):
    """A line of the ledger of removed personal data: never changed, and holds none itself."""

    number = models.CharField(_("number"), max_length=30, db_index=True)
    at = models.DateTimeField(_("time"))
    by = models.CharField(_("removed by"), max_length=255)
    basis = models.CharField(_("reason"), max_length=8, choices=BASES)
    reference = models.CharField(_("number of the letter"), max_length=60, blank=True)
    checked = models.CharField(_("identity known by"), max_length=10, blank=True)
    restricted = models.BooleanField(default=False)
    kinds = models.JSONField(_("what was removed"), default=dict)

    class Meta:
        verbose_name = _("removal of personal data")
        verbose_name_plural = _("removals of personal data")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.basis}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        if not self._state.adding:
            raise Refused("the ledger of removals is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # Any: as above
        raise Refused("the ledger of removals is never changed")
