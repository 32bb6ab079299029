"""The survey on paper: numbered sheets that were printed, and who typed which one in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue.models import Service
from maklumat.surveys.models.answers import Response


class PaperSeries(models.Model):
    """How the sheets of a service are numbered: `DKC` makes `DKC-0001`, and it goes on."""

    service = models.OneToOneField(Service, models.CASCADE, related_name="paper_series")
    prefix = models.CharField(max_length=6, unique=True)
    last = models.PositiveIntegerField(default=0)  # the last number that was printed

    class Meta:
        verbose_name = _("numbering of sheets")
        verbose_name_plural = _("numberings of sheets")
        ordering = ["prefix"]

    def __str__(self) -> str:
        return self.prefix


class PaperBatch(models.Model):
    """Sheets that were printed at once; the same ones can be printed again."""

    series = models.ForeignKey(PaperSeries, models.CASCADE, related_name="batches")
    first = models.PositiveIntegerField(_("from number"))
    last = models.PositiveIntegerField(_("to number"))
    made_by = models.CharField(_("printed by"), max_length=150)
    made_at = models.DateTimeField(_("printed on"))

    class Meta:
        verbose_name = _("batch of sheets")
        verbose_name_plural = _("batches of sheets")
        ordering = ["-first"]
        constraints = [
            models.UniqueConstraint(fields=["series", "first"], name="one_batch_a_number"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="batch_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.first}-{self.last}"


class PaperEntry(models.Model):
    """Who typed a sheet in: for the count of the day, and for taking a mistake back."""

    response = models.OneToOneField(Response, models.CASCADE, related_name="entry")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField(_("day"))  # when it was typed, in the government's time

    class Meta:
        verbose_name = _("entered sheet")
        verbose_name_plural = _("entered sheets")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "day"], name="entry_by_day")]

    def __str__(self) -> str:
        return f"{self.response_id}"
