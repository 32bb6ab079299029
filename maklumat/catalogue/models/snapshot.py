"""How complete the catalogue was at the start of each day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency


class CompletenessSnapshot(models.Model):
    """One agency on one day. Written once, never changed.

    `components` says how many services had each component; `points` is their sum. The last three
    count what the agency publishes of itself; they are empty for days before that was counted.
    """

    day = models.DateField(_("day"))
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="snapshots", verbose_name=_("agency")
    )
    services = models.PositiveIntegerField(_("services"))
    live = models.PositiveIntegerField(_("published"))
    delivery = models.PositiveIntegerField(_("services with 6 of 6"))
    whole = models.PositiveIntegerField(_("services with 14 of 14"))
    points = models.PositiveIntegerField(_("complete components"))
    components = models.JSONField(_("by component"), default=dict)
    seven = models.PositiveSmallIntegerField(_("of the seven points"), null=True)
    twelve = models.PositiveSmallIntegerField(_("of the twelve items"), null=True)
    eight = models.PositiveSmallIntegerField(_("of the eight controls"), null=True)

    class Meta:
        verbose_name = _("completeness of a day")
        verbose_name_plural = _("completeness by day")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "agency"], name="one_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.agency_id}, {self.day}: {self.points}"
