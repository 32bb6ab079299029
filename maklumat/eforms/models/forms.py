"""Forms of agencies, in versions."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.eforms import definition


class ServiceForm(models.Model):
    """A form that an agency keeps, for one or several of its services."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="service_forms")
    code = models.SlugField(_("short address"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    services = models.ManyToManyField(
        Service, through="FormUse", related_name="service_forms", verbose_name=_("services")
    )
    taken_from = models.CharField(_("taken from the library"), max_length=60, blank=True)
    takes_submissions = models.BooleanField(
        _("may be handed in here"),
        default=False,
        help_text=_("Otherwise people fill it in and print it; nothing is stored."),
    )
    keep_months = models.PositiveSmallIntegerField(
        _("months that submissions are kept"),
        default=12,
        help_text=_("Counted from the end of the matter. No rule fixes this: your choice."),
    )
    named_as = models.CharField(
        _("what requirements call it"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Such as F-1.02. Requirements of a service that hold these words, or the title, lead to"
            " this form. Several with commas between."
        ),
    )
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="one_form_a_code"),
            models.CheckConstraint(
                condition=Q(keep_months__range=(1, 120)), name="kept_one_month_to_ten_years"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FormUse(models.Model):
    """A form as one service offers it."""

    form = models.ForeignKey(ServiceForm, models.CASCADE, related_name="uses")
    service = models.ForeignKey(Service, models.CASCADE, related_name="form_uses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "service"], name="a_form_once_a_service")
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.form}"

    def get_absolute_url(self) -> str:
        service = self.service
        return reverse("eforms:start", args=(service.agency.slug, service.slug, self.form.code))


class FormAddress(models.Model):
    """A public address that a form has or once had: printed QR codes carry it, and it leads on."""

    agency_slug = models.SlugField(max_length=60)
    service_slug = models.SlugField(max_length=80)
    code = models.SlugField(max_length=60)
    form = models.ForeignKey(ServiceForm, models.CASCADE, related_name="addresses")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_slug", "service_slug", "code"], name="a_form_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_slug}/{self.service_slug}/{self.code}"


class FormVersion(models.Model):
    """One version of a form: a draft until it is published, frozen from then on."""

    form = models.ForeignKey(ServiceForm, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    made_at = models.DateTimeField(_("made on"))
    made_by = models.CharField(_("made by"), max_length=150)
    published_at = models.DateTimeField(_("published on"), null=True)
    published_by = models.CharField(_("published by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of a form")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="one_form_version_a_number"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(published_at=None), name="one_draft_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"

    @cached_property
    def rules(self) -> definition.Form:
        return definition.form(self.content)
