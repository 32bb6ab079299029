"""What a government decides about complaints: terms, categories, ways to an agency, ready texts."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.complaints import labels
from maklumat.complaints.rulebook import Rulebook, rulebook
from maklumat.core.errors import Refused


class RuleSet(models.Model):
    """A version of the terms. Its content never changes: a change is a new version."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    content = models.JSONField(_("content"))
    made_at = models.DateTimeField(_("made on"))
    made_by = models.CharField(_("made by"), max_length=255)
    note = models.CharField(_("reason and legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("terms of complaint handling")
        verbose_name_plural = _("terms of complaint handling")
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        if not self._state.adding:
            raise Refused("a version of the rules is never changed")
        super().save(*args, **kwargs)

    @property
    def book(self) -> Rulebook:
        return rulebook(self.content)


class Category(models.Model):
    """What a report is about; two levels."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    words = models.JSONField(_("words that hint at it"), default=list, blank=True)
    supervision = models.BooleanField(_("usually for the inspectorate"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveIntegerField(pgettext_lazy("order", "position"), default=0)

    class Meta:
        verbose_name = _("complaint category")
        verbose_name_plural = _("complaint categories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name


class RoutingRule(models.Model):
    """A way to an agency that a person wrote: what all named conditions fit, goes there.

    Rules are tried in their order; the first that fits acts.
    """

    position = models.PositiveIntegerField(pgettext_lazy("order", "position"), default=0)
    name = models.CharField(_("name"), max_length=120)
    active = models.BooleanField(_("in use"), default=True)
    kind = models.CharField(_("class"), max_length=12, blank=True, choices=labels.KINDS)
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, verbose_name=_("category")
    )
    about = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency the report names"),
    )
    place = models.CharField(_("place contains"), max_length=120, blank=True)
    words = models.TextField(
        _("words"),
        blank=True,
        max_length=2000,
        help_text=_("One per line. A line may hold several words that must all occur."),
    )
    to = models.ForeignKey(
        Agency, models.CASCADE, related_name="+", verbose_name=_("agency that handles it")
    )
    dispose = models.BooleanField(
        _("pass on at once"),
        default=False,
        help_text=_("Without this the rule only proposes the agency."),
    )

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[str]:
        """The words it looks for, one line each."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class ReplyTemplate(models.Model):
    """A ready text for officers; without an agency it is everybody's."""

    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reply_templates",
        verbose_name=_("agency"),
    )
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    """A view of the inbox that one person named."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="complaint_filters",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=500)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="complaints_filter_once")
        ]

    def __str__(self) -> str:
        return self.name
