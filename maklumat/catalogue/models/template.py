"""The template library: ready standards that an agency takes as its own draft, with their versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue import labels
from maklumat.catalogue import standard as std
from maklumat.catalogue.models.service import CODE, Service


class Template(models.Model):
    """A standard without an agency. `version` grows whenever its components change."""

    code = models.CharField(_("code"), max_length=80, unique=True, validators=[CODE])
    name = models.CharField(_("name"), max_length=160)
    summary = models.CharField(_("what the citizen gets"), max_length=240, blank=True)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    type = models.CharField(
        _("type"), max_length=15, choices=labels.SERVICE_TYPES, default="administratif"
    )
    synonyms = models.TextField(_("other words people use"), blank=True, max_length=1000)
    source = models.CharField(_("modelled on"), max_length=300, blank=True)
    kinds = models.JSONField(_("kinds of agencies it suits"), default=list)
    offered_by = models.CharField(_("offered by"), max_length=160, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    standard = models.JSONField(default=dict)
    retired = models.BooleanField(_("no longer offered"), default=False)
    service = models.OneToOneField(
        Service,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offered_template",
        verbose_name=_("made from the service"),
    )

    class Meta:
        verbose_name = _("template of a service")
        verbose_name_plural = _("templates of services")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def as_standard(self) -> std.Standard:
        return std.from_json(self.standard)


class TemplateVersion(models.Model):
    """The components of a template as they stood in one version; never changed."""

    template = models.ForeignKey(
        Template, models.CASCADE, related_name="versions", verbose_name=_("template")
    )
    number = models.PositiveIntegerField(_("version"))
    standard = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("made on"))

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.template_id}, {self.number}"


class TemplateOffer(models.Model):
    """A service that its agency offers to the library; the bureau takes it or says why not."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="offers", verbose_name=_("service")
    )
    standard = models.JSONField(default=dict)
    offered_at = models.DateTimeField(_("offered on"))
    offered_by = models.CharField(_("offered by"), max_length=150)
    status = models.CharField(
        _("status"), max_length=8, choices=labels.OFFER_STATUSES, default="waiting"
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("offer to the library")
        verbose_name_plural = _("offers to the library")
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(status="waiting"),
                name="one_waiting_offer_a_service",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id}, {self.offered_at:%Y-%m-%d}"
