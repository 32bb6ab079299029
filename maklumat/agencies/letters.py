"""The words of letters to staff, in the language of the installation."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.agencies.models import Invitation


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def invitation_letter(invitation: Invitation, address: str) -> Letter:
    """Ask somebody to make the account that waits for them at this address."""
    with override(settings.LANGUAGE_CODE):
        where = invitation.agency or invitation.government
        until = formats.date_format(localtime(invitation.expires_at), "DATETIME_FORMAT")
        lines = [
            _("Dear %(name)s,") % {"name": invitation.name},
            _("%(by)s invites you to work in the public service system as %(role)s of %(where)s.")
            % {
                "by": invitation.invited_by,
                "role": invitation.get_role_display(),
                "where": where,
            },
            _("Open this link and choose a password:"),
            address,
            _("The link works once, until %(until)s.") % {"until": until},
            _("If you do not know what this is about, delete this message."),
        ]
        subject = _("Your account at %(where)s") % {"where": invitation.government}
        return Letter(subject=subject, text="\n\n".join(lines))
