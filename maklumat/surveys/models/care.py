"""Questionnaires that look made up, until a person decides."""

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import labels


class Decision(StrEnum):
    OPEN = ""
    COUNT = "count"
    LEAVE_OUT = "leave_out"


class Suspicion(models.Model):
    """Questionnaires of one service, unit, day and sign that are held until somebody decides."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="suspicions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="suspicions")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sign = models.CharField(_("what stood out"), max_length=8, choices=labels.SIGNS)
    day = models.DateField(_("day"))
    opened_at = models.DateTimeField(_("first seen"))
    decision = models.CharField(
        _("decision"), max_length=9, choices=labels.DECISIONS, blank=True, default=""
    )
    why = models.CharField(_("reason"), max_length=400, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("suspicion")
        verbose_name_plural = _("suspicions")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "unit", "sign", "day"],
                condition=Q(decision=""),
                name="one_open_suspicion_a_sign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.day} {self.sign}"
