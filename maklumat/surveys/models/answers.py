"""What people answered: questionnaires, and taps at a door."""

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.devices import NAME_LENGTH
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import labels
from maklumat.surveys.models.asking import Point
from maklumat.surveys.models.care import Suspicion
from maklumat.surveys.models.importing import SurveyImport
from maklumat.surveys.models.instruments import InstrumentVersion


class State(StrEnum):
    """Does a questionnaire count?"""

    COUNTED = "counted"
    HELD = "held"  # marked as suspicious; a person has not decided yet
    LEFT_OUT = "left_out"  # a person decided that it does not count
    INCOMPLETE = "incomplete"


class Response(models.Model):
    """One filled questionnaire (kuesioner). Never changed afterwards but for `state` and `text`.

    `marks` holds a mark from 1 to 4 by element key. Nothing here names a person or a device.
    """

    client_uid = models.UUIDField(unique=True)  # made by the browser: sent twice, kept once
    instrument = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="responses", db_index=False
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="survey_responses", db_index=False
    )
    unit = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("unit"), db_index=False
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="survey_responses", db_index=False
    )
    day = models.DateField(_("day"))
    half = models.CharField(_("time of day"), max_length=5, choices=labels.HALVES, blank=True)
    received_at = models.DateTimeField()
    channel = models.CharField(_("way"), max_length=8, choices=labels.CHANNELS)
    sent_from = models.CharField(
        _("sent from"), max_length=NAME_LENGTH, blank=True, default="", db_default=""
    )  # the name of the shared screen, as it was then
    point = models.ForeignKey(
        Point, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    marks = models.JSONField()
    state = models.CharField(max_length=10, choices=labels.STATES, default=State.COUNTED.value)
    sex = models.CharField(_("sex"), max_length=1, choices=labels.SEXES, blank=True)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    education = models.CharField(
        _("education"), max_length=4, choices=labels.EDUCATIONS, blank=True
    )
    occupation = models.CharField(
        _("occupation"), max_length=10, choices=labels.OCCUPATIONS, blank=True
    )
    disability = models.BooleanField(_("person with a disability"), null=True, blank=True)
    text = models.TextField(_("suggestion"), blank=True, max_length=2000)
    proved = models.BooleanField(_("came with a one-time code"), default=False)
    seconds = models.PositiveIntegerField(null=True)  # spent on the page, as the browser tells
    suspicion = models.ForeignKey(
        Suspicion, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    run = models.ForeignKey(
        SurveyImport, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    form_number = models.CharField(_("number of the paper"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["service", "day"], name="response_service_day"),
            models.Index(fields=["agency", "day"], name="response_agency_day"),
            models.Index(
                fields=["agency", "-day"], condition=~Q(text=""), name="response_with_text"
            ),
            models.Index(fields=["day"], condition=~Q(text=""), name="response_text_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "form_number"],
                condition=~Q(form_number=""),
                name="a_paper_is_entered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.day}"


class Rating(models.Model):
    """One tap at a door or counter, from 1 to 4; not part of the SKM."""

    client_uid = models.UUIDField(unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="ratings")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    point = models.ForeignKey(Point, models.SET_NULL, null=True, blank=True, related_name="ratings")
    sent_from = models.CharField(
        _("sent from"), max_length=NAME_LENGTH, blank=True, default="", db_default=""
    )  # the name of the shared screen, as it was then
    value = models.PositiveSmallIntegerField(_("mark"), choices=labels.RATINGS)
    reason = models.CharField(_("reason"), max_length=10, choices=labels.RATING_REASONS, blank=True)
    day = models.DateField(_("day"))
    hour = models.PositiveSmallIntegerField(_("hour"))
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("one-tap rating")
        verbose_name_plural = _("one-tap ratings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__range=(1, 4)), name="rating_from_1_to_4"),
            models.CheckConstraint(condition=Q(hour__range=(0, 23)), name="rating_hour_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.day}"
