"""A public service with its standard: the centre of the whole system."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from maklumat.agencies.models import Agency
from maklumat.catalogue import cards, completeness, labels
from maklumat.catalogue import standard as std
from maklumat.catalogue.finding import finding
from maklumat.catalogue.models.register import Term
from maklumat.catalogue.sentences import publishing_refusal
from maklumat.core.clusters import without_owner
from maklumat.core.errors import RuleBroken

CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    _("Use small letters, digits and single dashes, such as dukcapil-ktp-el-ganti."),
)
DERIVED = ("published", "finding", "filled", "draft_filled", "draft_complete", "draft_delivery")
# Where a service came from and what was seen of its template: no version of it may change that.
ORIGIN = ("template_id", "template_version", "template_seen", "template_handled")
LIMITS = {
    "verifikasi": "limit_verification",
    "permintaan_informasi": "limit_information",
    "tidak_berkadar_pengawasan": "limit_ordinary",
    "berkadar_pengawasan": "limit_supervision",
}


class Service(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One public service of one agency, perhaps offered by many units.

    The components that are one value each are fields here; those that repeat are rows in
    `components`. `standard()` gathers all 14. `published` is the standard as citizens see it: it is
    written in the moment of publishing and read by every public page in one query.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="services", verbose_name=_("agency")
    )
    code = models.CharField(
        _("code"),
        max_length=80,
        unique=True,
        validators=[CODE],
        blank=True,
        help_text=_("Stays the same for ever; made from the name if left empty."),
    )
    slug = models.SlugField(
        _("short address"),
        max_length=80,
        blank=True,
        help_text=_(
            "Last part of the address that posters carry; made from the name if left empty."
        ),
    )
    name = models.CharField(_("name"), max_length=160)
    summary = models.CharField(
        _("what the citizen gets"),
        max_length=240,
        blank=True,
        help_text=_("One plain sentence. It stands at the top of the card."),
    )
    type = models.CharField(
        _("type"), max_length=15, choices=labels.SERVICE_TYPES, default="administratif"
    )
    sector = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "sector"},
        verbose_name=_("sector"),
    )
    life_events = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "life_event"},
        verbose_name=_("life events"),
    )
    audiences = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "audience"},
        verbose_name=_("for whom"),
    )
    synonyms = models.TextField(
        _("other words people use"),
        blank=True,
        max_length=1000,
        help_text=_("One per line: what people type when they look for this service."),
    )
    status = models.CharField(_("status"), max_length=8, choices=labels.STATUSES, default="open")
    status_reason = models.CharField(_("reason"), max_length=200, blank=True)
    status_until = models.DateField(_("until"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer in charge"),
    )

    decree_number = models.CharField(_("number of the decree"), max_length=80, blank=True)
    decree_date = models.DateField(_("date of the decree"), null=True, blank=True)
    sippn_id = models.CharField(_("SIPPN id"), max_length=40, blank=True)
    sippn_url = models.URLField(_("address in SIPPN"), blank=True)
    sippn_published_at = models.DateField(_("entered in SIPPN on"), null=True, blank=True)
    sippn_checked_at = models.DateField(_("checked in SIPPN on"), null=True, blank=True)
    reviewed_at = models.DateField(_("last checked"), null=True, blank=True)
    reviewed_by = models.CharField(_("checked by"), max_length=150, blank=True)
    review_due = models.DateField(_("next check"), null=True, blank=True)
    modelled_on = models.CharField(_("modelled on"), max_length=300, blank=True)

    duration_value = models.PositiveIntegerField(
        _("how long"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    duration_unit = models.CharField(_("unit"), max_length=10, choices=labels.UNITS, blank=True)
    duration_starts = models.CharField(
        _("counted from"),
        max_length=160,
        blank=True,
        help_text=_("The event that starts the clock, such as “documents complete and correct”."),
    )
    duration_note = models.CharField(_("note on time"), max_length=300, blank=True)
    complaint_officer = models.CharField(_("who handles complaints"), max_length=160, blank=True)
    limit_verification = models.PositiveSmallIntegerField(
        _("working days to verify"), null=True, blank=True
    )
    limit_information = models.PositiveSmallIntegerField(
        _("working days for a request for information"), null=True, blank=True
    )
    limit_ordinary = models.PositiveSmallIntegerField(
        _("working days for an ordinary complaint"), null=True, blank=True
    )
    limit_supervision = models.PositiveSmallIntegerField(
        _("working days for a complaint that needs supervision"), null=True, blank=True
    )
    guarantee_statement = models.TextField(_("promise"), blank=True, max_length=1000)
    guarantee_compensation = models.TextField(
        _("what the user gets when the promise is not kept"), blank=True, max_length=1000
    )
    guarantee_decree = models.CharField(_("decree on compensation"), max_length=160, blank=True)

    published = models.JSONField(null=True, editable=False)
    finding = models.JSONField(null=True, editable=False)
    filled = models.JSONField(default=list, editable=False)
    draft_filled = models.JSONField(default=list, editable=False)
    draft_complete = models.PositiveSmallIntegerField(
        _("complete components"), default=0, editable=False
    )
    draft_delivery = models.PositiveSmallIntegerField(
        _("complete public components"), default=0, editable=False
    )
    template = models.ForeignKey(
        "catalogue.Template",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="made_services",
        verbose_name=_("template"),
    )
    template_version = models.PositiveIntegerField(
        _("made from version"), null=True, editable=False
    )
    template_seen = models.PositiveIntegerField(
        _("changes seen up to version"), null=True, editable=False
    )
    template_handled = models.JSONField(default=dict, editable=False)
    home_position = models.PositiveSmallIntegerField(
        _("place among the popular services on the home page"), null=True, blank=True
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="service",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="service",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="one_service_an_address"),
        ]
        permissions = [("publish_service", "Can publish service")]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:  # Any: Wagtail types this as a bare manager
        return self._revisions

    @property
    def approved_schedule(self) -> bool:
        """Is a version waiting for its hour? Lists annotate the answer, as Wagtail's pages do."""
        known = getattr(self, "has_schedule", None)
        return self.scheduled_revision is not None if known is None else bool(known)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:service", args=[self.agency.slug, self.slug])

    def full_clean(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        self._fill_addresses()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.status != "open" and not self.status_reason:
            raise ValidationError({"status_reason": _("Say why the service is not open.")})
        taken = Service.objects.filter(agency_id=self.agency_id, slug=self.slug)
        if self.agency_id and taken.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"slug": _("Another service of this agency already has this address.")}
            )

    def _fill_addresses(self) -> None:
        if not self.slug and self.name:
            self.slug = slugify(self.name)[:80].strip("-") or "layanan"
        if not self.code and self.agency_id and self.slug:
            self.code = f"{self.agency.slug}-{self.slug}"[:80].strip("-")

    def standard(self) -> std.Standard:
        """Return the 14 components as they stand in this object, saved or not."""
        return std.Standard(
            legal_basis=tuple(
                std.LegalBasis(str(row.document), row.article, row.document.url)
                for row in self.legal_basis.all()
            ),
            requirements=tuple(case.as_case() for case in self.cases.all()),
            procedure=tuple(
                std.Step(row.text, row.actor, row.place, row.minutes) for row in self.steps.all()
            ),
            duration=std.Duration(
                self.duration_value, self.duration_unit, self.duration_starts, self.duration_note
            ),
            fees=tuple(row.as_fee() for row in self.fees.all()),
            products=tuple(std.Product(row.name, row.validity) for row in self.products.all()),
            facilities=tuple(
                std.Facility(row.name, row.count, row.for_vulnerable)
                for row in self.facilities.all()
            ),
            competence=tuple(row.text for row in self.competences.all()),
            supervision=tuple(row.text for row in self.supervisions.all()),
            complaints=self._complaints(),
            staff=tuple(std.StaffRole(row.role, row.count) for row in self.staff.all()),
            guarantee=std.Guarantee(
                self.guarantee_statement, self.guarantee_compensation, self.guarantee_decree
            ),
            safety=tuple(row.text for row in self.safety_measures.all()),
            evaluation=tuple(row.text for row in self.evaluations.all()),
        )

    def _complaints(self) -> std.Complaints:
        limits = {key: getattr(self, name) for key, name in LIMITS.items()}
        return std.Complaints(
            self.complaint_officer,
            tuple(
                std.ComplaintChannel(row.kind, row.value) for row in self.complaint_channels.all()
            ),
            {key: days for key, days in limits.items() if days is not None},
        )

    def published_standard(self) -> std.Standard:
        """Return the 14 components as citizens see them; empty if never published."""
        return std.from_json(self.published or {})

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        """Keep the published copy and the counts in step with what is saved whole."""
        self._fill_addresses()
        if kwargs.get("update_fields") is None:
            standard = self.standard()
            self.filled = [part.value for part in completeness.complete_components(standard)]
            if self.live:
                self.published = std.to_json(standard)
                self.finding = finding(self, standard)
            if not self.has_unpublished_changes:
                self._note_draft(standard)
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:  # Any: Wagtail's own signature
        revision = super().save_revision(*args, **kwargs)
        self._note_draft(self.standard())
        self.save(update_fields=["draft_filled", "draft_complete", "draft_delivery"])
        return revision

    def _note_draft(self, standard: std.Standard) -> None:
        complete = completeness.complete_components(standard)
        self.draft_filled = [part.value for part in complete]
        self.draft_complete = len(complete)
        self.draft_delivery = len(set(complete) & set(std.SERVICE_DELIVERY))

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:  # Any: Wagtail's own
        """Publish, unless a component of service delivery is missing.

        Every door passes here: the editor, the last approval, the schedule.

        Raises RuleBroken with a sentence for each gap.
        """
        gaps = completeness.gaps_before_publishing(revision.as_object().standard())
        if gaps:
            raise RuleBroken(publishing_refusal(self.name, gaps))
        super().publish(revision, *args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:  # Any: Wagtail's own signature
        """Take down and write it into the log, both or neither."""
        super().unpublish(*args, **kwargs)

    def review_is_overdue(self, today: date) -> bool:
        return self.review_due is not None and self.review_due < today

    def serializable_data(self) -> dict[str, Any]:  # Any: JSON has no narrower type
        """Leave out of revisions what is derived."""
        data: dict[str, Any] = super().serializable_data()  # Any: as above
        for name in (*DERIVED, "template", *ORIGIN):
            data.pop(name, None)
        return data

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], *args: Any, **kwargs: Any
    ) -> "Service | None":  # Any: as above
        found: Service | None = super().from_serializable_data(
            without_owner(cls, data), *args, **kwargs
        )
        return found

    def with_content_json(self, content: dict[str, Any]) -> "Service":  # Any: as above
        found: Service = super().with_content_json(content)
        for name in (*DERIVED, *ORIGIN):
            setattr(found, name, getattr(self, name))
        return found

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "catalogue/public/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"card": cards.card(self, self.standard(), now()), "is_preview": True}
