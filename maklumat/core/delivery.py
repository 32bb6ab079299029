"""How a message reaches a server: e-mail by SMTP, other channels by a gateway through apprise.

Tells apart four kinds of failure, because they call for different patience. An app that knows a
way of its own, such as a push service, offers it with `offer`.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from importlib.util import find_spec
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from maklumat.core import logs
from maklumat.core.models import Message

# Only governments with a WhatsApp, Telegram or SMS gateway install it.
HAS_APPRISE = find_spec("apprise") is not None
EMAIL = "email"
PERMANENT = 500  # SMTP reply codes from here on mean: never like this


class Failed(Exception):
    """This attempt failed; a later one may succeed."""


class Impossible(Exception):
    """No later attempt can succeed without a person's help."""


class Away(Exception):
    """The server cannot be reached or refuses us; the message is not to blame."""


class Gone(Exception):
    """Nobody is there any more to receive it: no fault of anybody, and nothing to try again."""


@dataclass(frozen=True)
class Way:
    """A channel that an app brings: is it set up here, and who carries a message."""

    is_ready: Callable[[], bool]
    carry: Callable[[Message], None]


_WAYS: dict[str, Way] = {}


def offer(channel: str, way: Way) -> None:
    """Let messages take a channel that an app brings; called once when the apps are ready."""
    _WAYS[channel] = way


def channels() -> frozenset[str]:
    """Return the channels that a message may take on this installation."""
    others = {name for name, url in settings.OUTBOX_GATEWAYS.items() if url and HAS_APPRISE}
    return frozenset({EMAIL, *others, *(name for name, way in _WAYS.items() if way.is_ready())})


def message_id(message: Message) -> str:
    """Return the same Message-ID at every attempt, so that a second copy can be recognised."""
    return f"<{message.uid}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def reply_to(about: str) -> list[str]:
    """Return where an answer to a letter goes: our own mailbox, with the number it is about."""
    local, at, domain = settings.REPLY_TO.rpartition("@")
    if not at:
        return []
    is_number = re.fullmatch(r"[A-Z]{1,8}-\d{4}-\d{6,15}-\d", about)
    return [f"{local}+{about}@{domain}" if is_number else settings.REPLY_TO]


def masked_address(address: str) -> str:
    """Show just enough of an address to recognise it.

    >>> masked_address("budi@dukcapil.go.id")
    'b•••@dukcapil.go.id'
    >>> masked_address("+6281234567890")
    '+62•••890'
    """
    local, at, domain = address.rpartition("@")
    if at:
        return f"{local[:1]}•••@{domain}"
    return f"{address[:3]}•••{address[-3:]}" if len(address) > 8 else "•••"


def reason(error: Exception, address: str) -> str:
    """Say what went wrong, for the staff page, without the recipient's address."""
    text = str(error).replace(address or "\0", masked_address(address))
    return logs.masked(text)[:500]


class Carrier:
    """Carries messages; keeps the mail connection open between them."""

    def __init__(self) -> None:
        self.mail = get_connection(settings.OUTBOX_CARRIER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.mail.close()

    def carry(self, message: Message) -> None:
        """Hand the message to its server or raise Failed, Impossible, Away or Gone."""
        if message.channel == EMAIL:
            self._mail(message)
        elif message.channel in _WAYS:
            _WAYS[message.channel].carry(message)
        else:
            _notify(message)

    def _mail(self, message: Message) -> None:
        try:
            self.mail.open()
        except OSError as error:  # includes all of smtplib's errors
            self.mail.close()
            raise Away(_described(error)) from error
        try:
            self.mail.send_messages([_email(message)])
        except IndexError as error:  # the standard library's parser of addresses stumbles
            raise Impossible("the e-mail address cannot be read") from error
        except (ValueError, smtplib.SMTPNotSupportedError) as error:
            raise Impossible(_described(error)) from error
        except OSError as error:
            self.mail.close()
            kind = Impossible if _is_permanent(error) else Failed
            raise kind(_described(error)) from error


def _email(message: Message) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id(message),
        "Date": formatdate(message.created_at.timestamp()),
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers=headers,
        reply_to=reply_to(message.about),
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _is_permanent(error: OSError) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT


def _described(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = error.recipients.values()
        return "; ".join(f"{code} {_text(text)}" for code, text in replies)
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def _notify(message: Message) -> None:
    """Send by the channel's gateway; its URL holds {to} where the recipient belongs."""
    url = settings.OUTBOX_GATEWAYS.get(message.channel, "")
    if not HAS_APPRISE or not url:
        raise Away(f"no gateway is set up for {message.channel}")
    import apprise  # noqa: PLC0415  23 MB that only a worker with a gateway needs

    gateway = apprise.Apprise()
    if not gateway.add(url.replace("{to}", quote(message.to, safe="+"))):
        raise Impossible("the gateway does not accept this address")
    if not gateway.notify(title=message.subject, body=message.text):
        raise Failed("the gateway did not take the message")
