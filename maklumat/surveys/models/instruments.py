"""The instruments as they were loaded, and the words a unit chose for a question."""

from functools import cached_property

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.surveys import instrument as rules
from maklumat.surveys import labels
from maklumat.surveys.periods import Kind


class InstrumentVersion(models.Model):
    """One version of a survey, frozen once a questionnaire names it."""

    code = models.SlugField(_("code"), max_length=20)
    version = models.CharField(_("version"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    content = models.JSONField()
    is_current = models.BooleanField(_("asked now"), default=True)
    loaded_at = models.DateTimeField(_("loaded on"))

    class Meta:
        verbose_name = _("survey instrument")
        verbose_name_plural = _("survey instruments")
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_instrument_a_version"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(is_current=True),
                name="one_current_version_an_instrument",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @cached_property
    def rules(self) -> rules.Instrument:
        return rules.instrument(self.content)


class Wording(models.Model):
    """A question in the words of an agency, or of one service; the element stays the same."""

    instrument = models.ForeignKey(InstrumentVersion, models.CASCADE, related_name="wordings")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="survey_wordings")
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="survey_wordings"
    )
    element = models.SlugField(_("element"), max_length=30)
    question = models.CharField(_("question"), max_length=240)

    class Meta:
        verbose_name = _("wording of a question")
        verbose_name_plural = _("wordings of questions")
        ordering = ["agency", "service", "element"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "agency", "element"],
                condition=models.Q(service=None),
                name="one_wording_an_agency",
            ),
            models.UniqueConstraint(
                fields=["instrument", "service", "element"],
                condition=models.Q(service__isnull=False),
                name="one_wording_a_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.element}"


class SurveySettings(models.Model):
    """How this government surveys. Made with defaults when first asked for."""

    government = models.OneToOneField(Government, models.CASCADE, related_name="survey_settings")
    period = models.CharField(
        _("reporting period"), max_length=10, choices=labels.PERIOD_KINDS,
        default=Kind.SEMESTER.value,
    )  # fmt: skip
    monthly_invitations = models.PositiveIntegerField(
        _("invitations a service and month at most"),
        default=200,
        help_text=_("One-time codes on receipts and in letters. Open addresses and QR codes are not limited."),
    )  # fmt: skip
    keep_text_months = models.PositiveSmallIntegerField(
        _("months that free texts are kept"),
        default=24,
        help_text=_("Afterwards the texts are deleted; the marks stay. No rule fixes this: your choice."),
    )  # fmt: skip
    follow_ups = models.PositiveSmallIntegerField(
        _("elements proposed for follow-up"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("The lowest elements of a report, so many, are proposed for its follow-up plan. No rule fixes this: your choice."),
    )  # fmt: skip
    extra_instruments = models.ManyToManyField(
        InstrumentVersion,
        blank=True,
        related_name="+",
        verbose_name=_("asked beside the SKM"),
    )

    class Meta:
        verbose_name = _("survey settings")
        verbose_name_plural = _("survey settings")

    def __str__(self) -> str:
        return str(self.government)
