"""Where a service can be had."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from maklumat.agencies.models import Agency, WeeklyHours
from maklumat.catalogue.models.service import Service


class Offering(ClusterableModel):
    """A unit at which a service can be had, with its own place, hours and staff.

    Not part of the service's revisions: the unit keeps it, and a change counts at once.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="offerings", verbose_name=_("service")
    )
    unit = models.ForeignKey(
        Agency, models.PROTECT, related_name="offerings", verbose_name=_("unit")
    )
    place = models.CharField(
        _("place in the building"),
        max_length=160,
        blank=True,
        help_text=_("Such as “Counter 3, ground floor”."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    staff_count = models.PositiveSmallIntegerField(_("staff here"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("place of service")
        verbose_name_plural = _("places of service")
        ordering = ["position", "unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "unit"], name="one_offering_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.unit}"


class OfferingHours(WeeklyHours):
    """Hours of this service at this unit, where they differ from the unit's own."""

    offering = ParentalKey(
        Offering, on_delete=models.CASCADE, related_name="hours", verbose_name=_("place of service")
    )

    class Meta(WeeklyHours.Meta):
        verbose_name = _("hours of this service")
        verbose_name_plural = _("hours of this service")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="offering_hours_close_later"
            )
        ]
