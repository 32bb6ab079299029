"""Devices, what they show first, and counts of what they are used for."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from maklumat.agencies.devices import NAME_LENGTH
from maklumat.agencies.models import Agency, WeeklyHours
from maklumat.catalogue.models import Service
from maklumat.kiosk import labels
from maklumat.surveys.models import Point

IDLE = (60, 90)  # seconds; the range an office may choose from
MM_PER_PX = (1, 30)  # CSS pixels a millimetre: from a wall screen to a phone


class Device(ClusterableModel):
    """A shared screen (kiosk); it proves itself with a token, of which only the hash is kept."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        _("name"), max_length=NAME_LENGTH,
        help_text=_("What it sends carries this name, such as “Kiosk lobi Dukcapil”."),
    )  # fmt: skip
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="kiosks", verbose_name=_("agency")
    )
    unit = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("unit where it stands")
    )
    place = models.CharField(
        _("place"), max_length=120, blank=True,
        help_text=_("How somebody finds it: “Lobby, left of the entrance”."),
    )  # fmt: skip
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    point = models.ForeignKey(
        Point, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("survey point"),
    )  # fmt: skip
    theme = models.CharField(
        _("colours"), max_length=5, choices=labels.THEMES, blank=True, default=""
    )
    printer = models.CharField(
        _("printer"), max_length=6, choices=labels.PRINTERS, blank=True, default=""
    )
    idle_seconds = models.PositiveSmallIntegerField(
        _("seconds without a touch until it asks whether somebody is still there"), default=75,
        validators=[MinValueValidator(IDLE[0]), MaxValueValidator(IDLE[1])],
    )  # fmt: skip
    px_per_mm = models.DecimalField(
        _("pixels a millimetre"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(MM_PER_PX[0]), MaxValueValidator(MM_PER_PX[1])],
        help_text=_("Measured on the screen itself with a bank card."),
    )  # fmt: skip
    bottom_mm = models.PositiveSmallIntegerField(
        _("height of the lower edge of the screen above the floor, in millimetres"),
        null=True, blank=True, validators=[MaxValueValidator(1200)],
    )  # fmt: skip
    made_at = models.DateTimeField(_("added on"))
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, editable=False)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    enrolled_at = models.DateTimeField(_("set up on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn on"), null=True, editable=False)
    # What it told last.
    seen_at = models.DateTimeField(_("last heard of"), null=True, editable=False)
    touched_at = models.DateTimeField(_("last touched"), null=True, editable=False)
    version = models.CharField(_("version"), max_length=40, blank=True, editable=False)
    waiting = models.PositiveIntegerField(_("waits to be sent"), default=0, editable=False)
    free_mb = models.PositiveIntegerField(_("free storage, MB"), null=True, editable=False)
    silence_told_at = models.DateTimeField(null=True, editable=False)
    beat = models.UUIDField(null=True, editable=False)  # the last one: it counts once
    measure_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("kiosk")
        verbose_name_plural = _("kiosks")
        ordering = ["agency__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="kiosk_token_once"
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="kiosk_code_once"
            ),
            models.CheckConstraint(
                condition=Q(idle_seconds__range=IDLE), name="kiosk_idle_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeviceHours(WeeklyHours):
    """When the place where a kiosk stands is open; outside these hours its silence is no alarm."""

    device = ParentalKey(Device, on_delete=models.CASCADE, related_name="hours")

    class Meta(WeeklyHours.Meta):
        verbose_name = _("opening hours of the place")


class Lead(Orderable):
    """A service that a kiosk shows on its start screen."""

    device = ParentalKey(Device, on_delete=models.CASCADE, related_name="leads")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("service on the start screen")
        constraints = [
            models.UniqueConstraint(fields=["device", "service"], name="kiosk_lead_once")
        ]


class Use(models.Model):
    """How often something was done at a kiosk within an hour; never by whom."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="uses")
    day = models.DateField(_("day"))
    hour = models.PositiveSmallIntegerField(_("hour"))
    task = models.CharField(_("task"), max_length=9, choices=labels.TASKS)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("use of a kiosk")
        verbose_name_plural = _("uses of kiosks")
        constraints = [
            models.UniqueConstraint(
                fields=["device", "day", "hour", "task"], name="kiosk_use_counted_once"
            ),
            models.CheckConstraint(condition=Q(hour__range=(0, 23)), name="kiosk_hour_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.day} {self.hour} {self.task}"
