"""Steps of cases told to other systems: what is said, how it is signed, how it gets there.

Nothing personal and no free text leaves: numbers, classes, states, short names, dates. A target is
looked up once, must be public, and is reached at just the address that was looked up.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from maklumat.complaints.models import Complaint, Event, EventKind, Webhook
from maklumat.complaints.queries import webhooks as queries
from maklumat.core import delivery
from maklumat.core.errors import RuleBroken
from maklumat.core.models import Message

CHANNEL = "webhook"
VERSION = "v1"
SECONDS = 10
PORTS = {"https": 443, "http": 80}
TEST = "test"
OK = range(200, 300)


@dataclass(frozen=True)
class Target:
    """Where a message goes: a host by name, and the one address it had when we looked."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def name_of(event: Event) -> str:
    """Return by which name an event is asked for: "filed", or the step."""
    return "filed" if event.kind == EventKind.FILED else event.move


def may_tell(case: Complaint) -> bool:
    """Never a word about a confidential or restricted case."""
    return not case.confidential and not case.restricted


def payload(event: Event) -> dict[str, Any]:  # Any: JSON
    """Return what is said of a step."""
    case = event.complaint
    return {
        "event": name_of(event),
        "at": event.at.isoformat(timespec="seconds"),
        "number": case.number,
        "kind": case.kind,
        "status": case.status,
        "agency": case.agency.slug if case.agency else None,
        "service": case.service.slug if case.service else None,
        "received_at": case.received_at.isoformat(timespec="seconds"),
        "answered_at": case.answered_at.isoformat(timespec="seconds") if case.answered_at else None,
        "ended_at": case.ended_at.isoformat(timespec="seconds") if case.ended_at else None,
        "due": case.due.isoformat() if case.due else None,
    }


def secret_of(hook: Webhook) -> str:
    """Return the secret both sides know: made from the installation's key, stored nowhere."""
    return salted_hmac("complaints.webhook", str(hook.key), algorithm="sha256").hexdigest()


def signature(secret: str, at: int, body: bytes) -> str:
    """Sign a body with its time.

    >>> signature("s", 1, b"{}")[:12]
    'v1=b253639bc'
    """
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"{VERSION}={digest}"


def target(url: str) -> Target:
    """Look a target up, once.

    Raises RuleBroken with a sentence for an address that is not a public https address; Failed
    when the name is not known at the moment.
    """
    parts = urlsplit(url)
    private = settings.WEBHOOK_PRIVATE_TARGETS
    if parts.scheme not in (("https", "http") if private else ("https",)) or not parts.hostname:
        raise RuleBroken(_("The address must begin with https:// and name a server."))
    if parts.username or parts.password:
        raise RuleBroken(_("The address must hold no user name and no password."))
    try:
        port = parts.port or PORTS[parts.scheme]
        host = parts.hostname.encode("idna").decode()
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (ValueError, UnicodeError) as error:
        raise RuleBroken(_("The address must begin with https:// and name a server.")) from error
    except OSError as error:
        raise delivery.Failed("the server's name is not known") from error
    addresses = [str(row[4][0]).partition("%")[0] for row in found]
    if not private and not all(_is_public(address) for address in addresses):
        raise RuleBroken(
            _("This address lies in an inner network. Only public addresses are allowed.")
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, addresses[0])


def _is_public(text: str) -> bool:
    """Is this an address of the open internet? Also looks inside IPv6 forms that carry IPv4."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
    return address.is_global and not address.is_multicast


def is_ready() -> bool:
    return True


def carry(message: Message) -> None:
    """Hand a message to its receiver, or raise what the outbox understands."""
    hook = queries.by_mark(message.to)
    if hook is None or not hook.active:
        raise delivery.Gone("the webhook was switched off")
    case = queries.case_told(message.about)
    if message.about != TEST and (case is None or not may_tell(case)):
        raise delivery.Gone("the case is confidential now")
    body = message.text.encode()
    at = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Maklumat",
        "Maklumat-Delivery": str(message.uid),
        "Maklumat-Timestamp": str(at),
        "Maklumat-Signature": signature(secret_of(hook), at, body),
    }
    try:
        status = _post(target(hook.url), headers, body)
    except RuleBroken as error:
        raise delivery.Impossible("the address is not allowed") from error
    except (OSError, http.client.HTTPException) as error:
        raise delivery.Failed(type(error).__name__) from error
    if status not in OK:  # a redirect is not followed: it might lead inside
        raise delivery.Failed(f"answer {status}")


def text_of(event: Event) -> str:
    return json.dumps(payload(event), separators=(",", ":"), sort_keys=True)


def _post(to: Target, headers: dict[str, str], body: bytes) -> int:
    connection = _Connection(to)
    try:
        connection.request("POST", to.path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read(1024)
        return answer.status
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was looked up; the certificate must be of the name."""

    def __init__(self, to: Target) -> None:
        super().__init__(to.host, to.port, timeout=SECONDS)
        self.to = to

    def connect(self) -> None:
        plain = socket.create_connection((self.to.address, self.to.port), timeout=SECONDS)
        if self.to.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.to.host)
        else:
            self.sock = plain
