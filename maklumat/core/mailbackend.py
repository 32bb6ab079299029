"""Where all mail of Django and its libraries goes: into the outbox, never straight to a server.

`EMAIL_BACKEND` names this class; the outbox itself sends by `OUTBOX_CARRIER`.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from maklumat.core import outbox


class OutboxBackend(BaseEmailBackend):
    """Writes a row for each recipient in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise ValueError for an attachment: the outbox carries words."""
        for mail in email_messages:
            if mail.attachments:
                raise ValueError("the outbox carries no attachments; send a link")
            for address in mail.recipients():
                outbox.send(
                    to=address,
                    subject=str(mail.subject),
                    text=str(mail.body),
                    html=_html(mail),
                    about=str(mail.subject),
                )
        return len(email_messages)


def _html(mail: EmailMessage) -> str:
    if not isinstance(mail, EmailMultiAlternatives):
        return ""
    bodies = (str(text) for text, kind in mail.alternatives if kind == "text/html")
    return next(bodies, "")
