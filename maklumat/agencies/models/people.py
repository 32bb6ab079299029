"""Who works where in which role, and who is invited."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maklumat.agencies import labels
from maklumat.agencies.models.government import Government
from maklumat.agencies.models.organisation import Agency


class Membership(models.Model):
    """One role of one person, in an agency or (without one) in the whole government."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    government = models.ForeignKey(
        Government, models.CASCADE, related_name="memberships", verbose_name=_("government")
    )
    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("agency"),
        help_text=_("Leave empty for a role in the whole government."),
    )
    role = models.CharField(_("role"), max_length=12, choices=labels.ROLES)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "role"], name="one_role_an_agency"),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(agency__isnull=True),
                name="one_role_in_the_government",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.agency_id or 'government'}"


class Invitation(models.Model):
    """A letter that lets one person make an account with one role. Works once, for seven days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.PositiveSmallIntegerField(default=1, editable=False)  # a new letter ends the old
    government = models.ForeignKey(Government, models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("agency"),
    )
    role = models.CharField(_("role"), max_length=12, choices=labels.ROLES)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    invited_by = models.CharField(_("invited by"), max_length=255)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def is_open(self) -> bool:
        """Neither accepted nor withdrawn; it may still be too old."""
        return self.accepted_at is None and self.revoked_at is None

    def works(self, at: datetime) -> bool:
        return self.is_open and at < self.expires_at
