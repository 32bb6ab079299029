"""Where people are asked, and the codes that invite them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import labels


class Point(models.Model):
    """A QR code, door, counter or device that asks (titik survei); its code stands in addresses."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    use = models.CharField(_("asks for"), max_length=6, choices=labels.POINT_USES)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="survey_points")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("unit"))
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="survey_points",
        verbose_name=_("service"),
    )
    name = models.CharField(
        _("place"), max_length=60, help_text=_("Such as “Counter 3” or “Exit”.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    made_at = models.DateTimeField(_("made on"))

    class Meta:
        verbose_name = _("survey point")
        verbose_name_plural = _("survey points")
        ordering = ["unit__name", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """A one-time code that shows that somebody was served; kept as a hash.

    Nothing joins a ticket with the questionnaire it was used for.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="survey_tickets")
    unit = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    way = models.CharField(_("given by"), max_length=8, choices=labels.TICKET_WAYS)
    month = models.DateField(_("month"))
    expires_on = models.DateField(_("works until"))
    used_on = models.DateField(_("used on"), null=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        ordering = ["-month", "pk"]
        indexes = [models.Index(fields=["service", "month"], name="ticket_service_month")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.month:%Y-%m}"
