"""The words for core's enum values."""

from django.utils.translation import gettext_lazy as _

from maklumat.core.models import MessageState

MESSAGE_STATES = {
    MessageState.STUCK: _("Stuck"),
    MessageState.WAITING: _("Waiting"),
    MessageState.SENDING: _("Being sent"),
    MessageState.SENT: _("Sent"),
    MessageState.DROPPED: _("Given up"),
}
