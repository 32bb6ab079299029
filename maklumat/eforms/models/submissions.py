"""What people handed in, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.devices import NAME_LENGTH
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.models import AgreedBrowser, StoredFile
from maklumat.eforms import labels
from maklumat.eforms.handling import Status
from maklumat.eforms.models.forms import FormVersion


class Submission(models.Model):
    """A filled form that was handed in. `sealed` holds the answers and the e-mail address, encrypted.

    When its time is over it is emptied: number, service, status and days stay for the figures.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    client_uid = models.UUIDField(unique=True)  # made by the form: sent twice, kept once
    code_hash = models.CharField(max_length=64)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="submissions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="submissions")
    status = models.CharField(
        _("status"), max_length=10, choices=labels.STATUSES, default=Status.RECEIVED.value
    )
    status_since = models.DateTimeField(_("since"))
    received_at = models.DateTimeField(_("received on"))
    finished_at = models.DateTimeField(_("finished on"), null=True)
    took = models.PositiveSmallIntegerField(_("working days it took"), null=True)
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    channel = models.CharField(_("way"), max_length=8, choices=labels.CHANNELS, default="web")
    sent_from = models.CharField(
        _("sent from"), max_length=NAME_LENGTH, blank=True, default="", db_default=""
    )  # the name of the shared screen, as it was then
    language = models.CharField(max_length=5, default="id")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sealed = models.TextField(blank=True)
    erased_at = models.DateTimeField(_("emptied on"), null=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "status", "received_at"], name="submission_inbox"),
            models.Index(fields=["service", "finished_at"], name="submission_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(sealed=""), name="emptied_holds_nothing"
            )
        ]

    def __str__(self) -> str:
        return self.number


class SubmissionEvent(models.Model):
    """One line of the story of a submission. `sealed` holds its text, encrypted."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=labels.EVENTS)
    by_citizen = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=150, blank=True)
    sealed = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.kind}"


class SubmissionFile(models.Model):
    """A file that belongs to an answer or to a later message."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    event = models.ForeignKey(
        SubmissionEvent, models.CASCADE, null=True, blank=True, related_name="files"
    )
    question = models.CharField(max_length=85, blank=True)  # full name; "" for a message
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class SubmissionBrowser(AgreedBrowser):
    """A browser that agreed to be told of one submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="browsers")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "endpoint"], name="eforms_push_once")
        ]
