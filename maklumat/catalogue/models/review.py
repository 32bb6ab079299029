"""Who looked when at what an agency publishes, and who was reminded of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue import labels
from maklumat.catalogue.models.service import Service


class AgencyReview(models.Model):
    """When one thing that an agency says of itself was checked. Services keep their own dates."""

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="reviews", verbose_name=_("agency")
    )
    item = models.CharField(_("what is published"), max_length=20, choices=labels.REVIEW_ITEMS)
    reviewed_at = models.DateField(_("last checked"), null=True, blank=True)
    reviewed_by = models.CharField(_("checked by"), max_length=150, blank=True)
    review_due = models.DateField(_("next check"), null=True, blank=True)

    class Meta:
        verbose_name = _("check of an agency's facts")
        verbose_name_plural = _("checks of agencies' facts")
        ordering = ["agency", "item"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "item"], name="one_review_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}, {self.item}"


class Statement(models.Model):
    """The head's monthly statement. Names are kept as text: it says what was true that day."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="statements", verbose_name=_("agency")
    )
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)  # sent twice, kept once
    day = models.DateField(_("date"))
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.CharField(_("signed by"), max_length=150)
    account = models.CharField(_("account"), max_length=150)
    title = models.CharField(_("position"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("statement of the head")
        verbose_name_plural = _("statements of heads")
        ordering = ["-signed_at"]

    def __str__(self) -> str:
        return f"{self.agency_id}, {self.day}"


class StatementLine(models.Model):
    """What the head said of one thing that is published."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="lines", verbose_name=_("statement")
    )
    service = models.ForeignKey(
        Service, models.SET_NULL, null=True, related_name="+", verbose_name=_("service")
    )
    item = models.CharField(
        _("what is published"), max_length=20, blank=True, choices=labels.REVIEW_ITEMS
    )
    name = models.CharField(_("name"), max_length=160)
    is_true = models.BooleanField(_("still true"))
    note = models.CharField(_("what must change"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_true=True) | ~models.Q(note=""),
                name="what_must_change_is_said",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReviewReminder(models.Model):
    """That a person was reminded of one thing on one day; the database keeps it from happening twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thing = models.CharField(max_length=60)
    due = models.DateField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thing", "day"], name="one_reminder_a_day")
        ]
        indexes = [models.Index(fields=["thing", "due"], name="reminders_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.thing}, {self.day}"
