"""What was learned from the government's own reports; the newest row counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.complaints.learning import Knowledge


class LearnedRouting(models.Model):
    """A trained classifier that proposes an agency: its words, and how well it did."""

    made_at = models.DateTimeField(_("learned on"))
    samples = models.PositiveIntegerField(_("reports learned from"))
    precision = models.FloatField(_("share of right proposals"))
    coverage = models.FloatField(_("share of reports with a proposal"))
    margin = models.FloatField()
    rarity = models.JSONField(default=dict)
    centroids = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("learned proposals")
        verbose_name_plural = _("learned proposals")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} {self.samples}"

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge(self.rarity, self.centroids, self.margin)

    @property
    def right_percent(self) -> int:
        return round(self.precision * 100)

    @property
    def spoken_percent(self) -> int:
        return round(self.coverage * 100)
