"""The rows of a standard that repeat. Each belongs to a service and travels with its revisions."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from maklumat.catalogue import labels
from maklumat.catalogue import standard as std
from maklumat.catalogue.models.lawfield import LawField
from maklumat.catalogue.models.register import LegalDocument


class ServiceChannel(Orderable):
    """A way to reach the service."""

    service = ParentalKey("catalogue.Service", related_name="channels")
    kind = models.CharField(_("channel"), max_length=12, choices=labels.CHANNELS)
    note = models.CharField(_("note"), max_length=200, blank=True)
    url = models.URLField(_("address on the web"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class LegalBasisRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="legal_basis")
    document = LawField(
        LegalDocument,
        models.PROTECT,
        related_name="+",
        verbose_name=_("legal document"),
    )
    article = models.CharField(_("article"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")


class RequirementCase(ClusterableModel, Orderable):
    """A named situation with its own list of what to bring."""

    service = ParentalKey("catalogue.Service", related_name="cases")
    name = models.CharField(
        _("name of the case"),
        max_length=120,
        blank=True,
        help_text=_("Such as “Lost” or “Damaged”. Leave empty when there is only one list."),
    )

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("circumstances", "case")
        verbose_name_plural = _("cases")

    def as_case(self) -> std.Case:
        items = (
            std.Requirement(row.text, row.form, row.count, row.note) for row in self.items.all()
        )
        return std.Case(self.name, tuple(items))


class RequirementRow(Orderable):
    case = ParentalKey(RequirementCase, related_name="items")
    text = models.CharField(_("document or condition"), max_length=400)
    form = models.CharField(
        _("original or copy"), max_length=10, choices=labels.DOCUMENT_FORMS, blank=True
    )
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")


class StepRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="steps")
    actor = models.CharField(_("who"), max_length=20, choices=labels.ACTORS, default="pemohon")
    text = models.CharField(_("what happens"), max_length=400)
    place = models.CharField(_("where"), max_length=120, blank=True)
    minutes = models.PositiveIntegerField(
        _("minutes"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class FeeRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="fees")
    kind = models.CharField(_("kind"), max_length=10, choices=labels.FEE_KINDS, default="gratis")
    payer = models.CharField(
        _("who pays"),
        max_length=120,
        blank=True,
        help_text=_("Such as “General patients” or “JKN members”. Leave empty when all pay alike."),
    )
    amount = models.PositiveBigIntegerField(
        _("amount in rupiah"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1_000_000_000_000)],
        help_text=_("Whole rupiah without dots. Leave empty when it must be calculated."),
    )
    unit = models.CharField(
        _("per"), max_length=60, blank=True, help_text=_("Such as “per visit” or “per m²”.")
    )
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="gratis") | Q(amount__isnull=True) | Q(amount=0),
                name="free_costs_nothing",
            )
        ]

    def clean(self) -> None:
        if self.kind == "gratis" and self.amount:
            raise ValidationError(
                {"amount": _("A free service has no amount. Empty it, or choose another kind.")}
            )

    def as_fee(self) -> std.Fee:
        free = self.kind == "gratis" or self.amount == 0
        return std.Fee(
            free=free,
            amount=0 if free else self.amount,
            payer=self.payer,
            kind=self.kind,
            unit=self.unit,
            basis=self.basis,
            note=self.note,
        )


class ProductRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="products")
    name = models.CharField(_("what the applicant receives"), max_length=200)
    validity = models.CharField(
        _("valid for"), max_length=120, blank=True, help_text=_("Such as “5 years” or “for life”.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")


class ComplaintChannelRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="complaint_channels")
    kind = models.CharField(_("way"), max_length=10, choices=labels.COMPLAINT_CHANNELS)
    value = models.CharField(
        _("address or number"),
        max_length=200,
        blank=True,
        help_text=_("Write the number, address or place."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("way to complain")
        verbose_name_plural = _("ways to complain")


class FacilityRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="facilities")
    name = models.CharField(_("facility"), max_length=200)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    for_vulnerable = models.BooleanField(
        _("for vulnerable users"),
        default=False,
        help_text=_("People with disabilities, the elderly, pregnant women, children."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")


class TextRow(Orderable):
    """One sentence in a list."""

    text = models.CharField(_("sentence"), max_length=400)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class CompetenceRow(TextRow):
    service = ParentalKey("catalogue.Service", related_name="competences")

    class Meta(TextRow.Meta):
        verbose_name = _("competence of staff")
        verbose_name_plural = _("competences of staff")


class SupervisionRow(TextRow):
    service = ParentalKey("catalogue.Service", related_name="supervisions")

    class Meta(TextRow.Meta):
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")


class SafetyRow(TextRow):
    service = ParentalKey("catalogue.Service", related_name="safety_measures")

    class Meta(TextRow.Meta):
        verbose_name = _("safety measure")
        verbose_name_plural = _("safety measures")


class EvaluationRow(TextRow):
    service = ParentalKey("catalogue.Service", related_name="evaluations")

    class Meta(TextRow.Meta):
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")


class StaffRow(Orderable):
    service = ParentalKey("catalogue.Service", related_name="staff")
    role = models.CharField(_("role"), max_length=120)
    count = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1)])

    class Meta(Orderable.Meta):
        verbose_name = _("staff")
        verbose_name_plural = _("staff")
