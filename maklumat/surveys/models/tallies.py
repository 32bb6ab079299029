"""Sums that every figure is read from; changed with each questionnaire, equal to a full recount."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys.models.instruments import InstrumentVersion


class Tally(models.Model):
    """Questionnaires of a service at a unit in a month; those held stand apart.

    `total` is the sum of all marks, `squares` the sum of the squares of each questionnaire's own sum
    (for the margin), both of complete questionnaires, of which there are `n`.
    """

    instrument = models.ForeignKey(InstrumentVersion, models.CASCADE, related_name="tallies")
    service = models.ForeignKey(Service, models.CASCADE, related_name="survey_tallies")
    unit = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="survey_tallies")
    month = models.DateField(_("month"))
    held = models.BooleanField(default=False)
    n = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    squares = models.PositiveBigIntegerField(default=0)
    incomplete = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "service", "unit", "month", "held"], name="one_tally_a_month"
            )
        ]
        indexes = [
            models.Index(fields=["agency", "month"], name="tally_agency_month"),
            models.Index(fields=["instrument", "month"], name="tally_instrument_month"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.month:%Y-%m}: {self.n}"


class Count(models.Model):
    """How many questionnaires of a tally say `value` on `subject`: an element key or a profile field."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="counts")
    subject = models.CharField(max_length=30)
    value = models.CharField(max_length=12)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tally", "subject", "value"], name="one_count_a_value")
        ]

    def __str__(self) -> str:
        return f"{self.subject}={self.value}: {self.n}"


class RatingTally(models.Model):
    """Taps by place, month, hour and reason. `service` 0: no service; `point` 0: no point."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="rating_tallies")
    unit = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    service = models.PositiveBigIntegerField(default=0)
    point = models.PositiveBigIntegerField(default=0)
    month = models.DateField(_("month"))
    hour = models.PositiveSmallIntegerField(_("hour"))
    value = models.PositiveSmallIntegerField(_("mark"))
    reason = models.CharField(_("reason"), max_length=10, blank=True)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "service", "point", "month", "hour", "value", "reason"],
                name="one_rating_tally_an_hour",
            )
        ]
        indexes = [models.Index(fields=["agency", "month"], name="rating_tally_agency_month")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m} {self.value}: {self.n}"


class Served(models.Model):
    """How many people a service served at a unit in a month: the population of the survey.

    What was typed counts all; what forms counted only those who came through them. The larger holds.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="served")
    unit = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="served")
    month = models.DateField(_("month"))
    people = models.PositiveIntegerField(_("people served"), null=True)  # None: not typed
    counted = models.PositiveIntegerField(_("counted by forms"), default=0, db_default=0)
    noted_by = models.CharField(_("noted by"), max_length=150)
    noted_at = models.DateTimeField(_("noted on"))

    class Meta:
        verbose_name = _("people served")
        verbose_name_plural = _("people served")
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "unit", "month"], name="served_once_a_month")
        ]
        indexes = [models.Index(fields=["agency", "month"], name="served_agency_month")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.month:%Y-%m}: {max(self.people or 0, self.counted)}"
