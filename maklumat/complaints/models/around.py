"""What surrounds a case: who follows it, what of it is public, links that answer it, warnings."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.complaints import labels
from maklumat.complaints.models.case import CaseClock, Complaint
from maklumat.core.models import AgreedBrowser


class Follower(models.Model):
    """Somebody with the same trouble who joined a report; contact only if they gave one."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="followers", verbose_name=_("case")
    )
    client_uid = models.UUIDField(unique=True, default=uuid.uuid4)
    at = models.DateTimeField(_("time"))
    tell_by = models.CharField(
        _("tell by"), max_length=10, blank=True, choices=labels.MESSAGE_CHANNELS
    )
    to = models.CharField(_("address or number"), max_length=320, blank=True)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.client_uid)


class PushSubscription(AgreedBrowser):
    """A browser that agreed to be told of one case."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="subscriptions", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("browser that is told")
        verbose_name_plural = _("browsers that are told")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "endpoint"], name="complaints_push_once")
        ]


class Publication(models.Model):
    """What of a case the public reads: written anew by an officer, without personal data."""

    complaint = models.OneToOneField(
        Complaint, models.CASCADE, related_name="publication", verbose_name=_("case")
    )
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("summary"), max_length=5000)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    live = models.BooleanField(_("public"), default=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    published_by = models.CharField(_("published by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("public case")
        verbose_name_plural = _("public cases")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title


class AnswerLink(models.Model):
    """A link in a letter with which one officer may answer one case, once, without signing in."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="answer_links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer link")
        verbose_name_plural = _("answer links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Alert(models.Model):
    """A person was told that a clock is about to end or was missed: once for each rung and clock."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="alerts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    rung = models.CharField(max_length=12)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "rung", "user"], name="complaints_one_alert_a_rung"
            )
        ]
        indexes = [models.Index(fields=["day", "user"], name="complaints_alerts_of_a_day")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.rung}"
