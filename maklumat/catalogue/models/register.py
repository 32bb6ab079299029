"""Shared registers: the words services are sorted by, and the laws they stand on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue import labels


class Term(models.Model):
    """A sector, life event or audience by which people find services."""

    kind = models.CharField(_("kind"), max_length=12, choices=labels.TERM_KINDS)
    slug = models.SlugField(_("short address"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(
        _("place on the home page"),
        null=True,
        blank=True,
        help_text=_("Leave empty to keep it off the home page."),
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["kind", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_term_a_slug")]

    def __str__(self) -> str:
        return self.name


class LegalDocument(models.Model):
    """A law or decree in the register that all agencies share."""

    kind = models.CharField(_("kind"), max_length=12, choices=labels.LEGAL_KINDS)
    citation = models.CharField(
        _("short citation"),
        max_length=200,
        unique=True,
        help_text=_("As people cite it, such as UU 25/2009."),
    )
    number = models.CharField(_("number"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address of the text"), blank=True)
    revoked_by = models.CharField(
        _("revoked by"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty while it is in force."),
    )

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        ordering = ["kind", "year", "number", "citation"]

    def __str__(self) -> str:
        return f"{self.citation} tentang {self.title}" if self.title else self.citation


def registered_law(text: str) -> LegalDocument | None:
    """Return the law that is cited so, by its short citation or by its full name."""
    citation = text.partition(" tentang ")[0]
    rows = LegalDocument.objects.filter(citation__iexact=text) | LegalDocument.objects.filter(
        citation__iexact=citation
    )
    wanted = text.casefold()
    found = [row for row in rows if wanted in (row.citation.casefold(), str(row).casefold())]
    return found[0] if found else None


def laws_like(text: str, most: int) -> list[LegalDocument]:
    """Return laws whose citation or title has all the words; those in force first."""
    rows = LegalDocument.objects.all()
    for word in text.split()[:8]:
        rows = rows.filter(Q(citation__icontains=word) | Q(title__icontains=word))
    return list(rows.order_by("revoked_by", "kind", "year", "number", "citation")[:most])
