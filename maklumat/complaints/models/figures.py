"""Sums of cases by month, agency, service and class, counted ahead so that a page only adds up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints import labels


class FigureCell(models.Model):
    """The sum of the cases received in one month; never of restricted ones.

    Made anew by `actions/counting.py` for each month in which something happened.
    """

    month = models.DateField(_("month"))
    agency = models.ForeignKey(
        Agency, models.SET_NULL, null=True, related_name="+", verbose_name=_("agency")
    )
    service = models.ForeignKey(
        Service, models.SET_NULL, null=True, related_name="+", verbose_name=_("service")
    )
    kind = models.CharField(_("class"), max_length=12, choices=labels.KINDS)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("sum of complaints")
        verbose_name_plural = _("sums of complaints")
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["month"], name="complaints_figure_month")]

    def __str__(self) -> str:
        return f"{self.month} {self.kind}"


class FigureCount(models.Model):
    """How far the sums reach: up to which line of the timelines they were counted. One row."""

    last_event = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("count of complaints")
        verbose_name_plural = _("counts of complaints")

    def __str__(self) -> str:
        return str(self.counted_at)
