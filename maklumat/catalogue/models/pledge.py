"""The pledge of service (maklumat pelayanan) of an agency: one row for each version that was signed."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from maklumat.agencies import previews
from maklumat.agencies.models import Agency
from maklumat.catalogue import pledge_check
from maklumat.core import uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.filefields import StoredFileField

# What a published pledge says is signed: only the scan may still be added.
SIGNED = ("text", "decree", "signed_place", "signed_on", "signatory_office", "signatory_name",
          "signatory_rank", "signatory_nip", "valid_from")  # fmt: skip


class Pledge(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """One version. The newest published one that has come into force is the agency's pledge.

    A new promise is a new row, so that citizens can read what was promised when.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="pledges", verbose_name=_("agency")
    )
    text = models.TextField(
        _("text"),
        max_length=3000,
        help_text=_(
            "Three statements: the promise to serve by the standard; duty and steady improvement;"
            " sanctions and compensation. A blank line begins a new paragraph."
        ),
    )
    decree = models.CharField(_("decree on the standards"), max_length=160, blank=True)
    signed_place = models.CharField(_("signed at"), max_length=80, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signatory_office = models.CharField(_("office of the signatory"), max_length=160, blank=True)
    signatory_name = models.CharField(_("name of the signatory"), max_length=120, blank=True)
    signatory_rank = models.CharField(_("rank"), max_length=80, blank=True)
    signatory_nip = models.CharField(_("employee number (NIP)"), max_length=25, blank=True)
    scan = StoredFileField(_("scan of the signed pledge"), kinds=uploads.ANY_KIND)
    valid_from = models.DateField(_("in force from"))

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="pledge",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="pledge",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("pledge of service")
        verbose_name_plural = _("pledges of service")
        ordering = ["-valid_from", "-pk"]
        permissions = [("publish_pledge", "Can publish pledge")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="one_pledge_a_day")
        ]

    def __str__(self) -> str:
        if not self.agency_id:
            return ""
        return f"{self.agency.short_name}, {date_format(self.valid_from, 'j F Y')}"

    def get_absolute_url(self) -> str:
        return f"{self.agency.get_absolute_url()}#maklumat"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page of the agency with this version as its pledge."""
        return previews.agency_page(request, self.agency, pledge=self)

    @property
    def revisions(self) -> Any:  # Any: Wagtail types this as a bare manager
        return self._revisions

    @property
    def is_signed(self) -> bool:
        return bool(self.signatory_name and self.signed_on)

    @property
    def was_published(self) -> bool:
        return self.first_published_at is not None

    def elements(self) -> tuple[pledge_check.ElementVerdict, ...]:
        """Return which of the three elements the text has."""
        return pledge_check.check(self.text)

    def is_in_force(self, on: date) -> bool:
        return self.live and self.valid_from <= on

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:  # Any: Wagtail's own
        """Publish, unless it would change what was signed.

        Raises RuleBroken.
        """
        if self.was_published:
            newer = revision.as_object()
            if any(getattr(newer, name) != getattr(self, name) for name in SIGNED):
                raise RuleBroken(
                    gettext("A published pledge stays as it was signed. Add a new one instead.")
                )
        super().publish(revision, *args, **kwargs)
