"""Web Push: a browser that agreed hears that there is news of one matter, and nothing more.

The message is encrypted for the browser (RFC 8291) and signed with the installation's own key
(VAPID, RFC 8292) by `pywebpush`, which only the worker loads. Addresses of push services come from
strangers' browsers, so only the services of `PUSH_SERVICES` are ever called. An app brings its own
table of browsers, made of `models.AgreedBrowser`, and its own channel of the outbox.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.db.models import Manager
from django.urls import reverse
from django.utils.translation import gettext as _

from maklumat.core import delivery
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AgreedBrowser, Message

HAS_LIBRARY = find_spec("pywebpush") is not None
KEPT_SECONDS = 3 * 24 * 3600  # how long the service keeps it for a telephone that is off
PATIENCE = 15  # seconds; below the lease of the outbox
MOST_BROWSERS = 5  # of one matter: more are no person's own
GONE = (404, 410)
REFUSED = (400, 401, 403, 413)
POINT, SECRET = 65, 16  # bytes of a browser's two keys


@dataclass(frozen=True)
class Found:
    """A browser of the outbox, the page that a tap on its notice opens, and how it is forgotten."""

    browser: AgreedBrowser
    address: str
    forget: Callable[[], object]


def is_ready() -> bool:
    """Are keys set up, so that pages may offer it?"""
    return bool(HAS_LIBRARY and settings.VAPID_PRIVATE_KEY and public_key())


def public_key() -> str:
    """Return the key that a browser subscribes with; "" when none is set up or it is damaged."""
    return _public(settings.VAPID_PRIVATE_KEY)


def new_private_key() -> str:
    """Make a key for the setting `VAPID_PRIVATE_KEY`."""
    secret = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _encoded(secret.to_bytes(32, "big"))


def checked(endpoint: str, keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of a browser's subscription.

    Raises RuleBroken for a service that is not on the list, or keys that are none.
    """
    known = dict(keys)
    if not is_known_service(endpoint) or not _fits(known.get("p256dh", ""), POINT):
        raise RuleBroken(_("This browser can't be told. Choose e-mail instead."))
    if not _fits(known.get("auth", ""), SECRET):
        raise RuleBroken(_("This browser can't be told. Choose e-mail instead."))
    return {"p256dh": known["p256dh"], "auth": known["auth"]}


def is_known_service(endpoint: str) -> bool:
    """Is this the address of a push service that the administrator trusts?"""
    parts = urlsplit(endpoint)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    origin = f"{parts.scheme}://{parts.hostname or ''}{port}"
    plain = not parts.username and not parts.password and len(endpoint) <= 800
    return plain and any(fnmatchcase(origin, known) for known in settings.PUSH_SERVICES)


@transaction.atomic
def agree(
    rows: "Manager[Any]", *, endpoint: str, keys: Mapping[str, str], at: datetime
) -> None:  # Any: the related rows of whichever app
    """Add a browser to those of one matter; the same one again only renews its keys."""
    others = rows.exclude(endpoint=endpoint)
    for row in others.order_by("-pk")[MOST_BROWSERS - 1 :]:
        row.delete()
    rows.update_or_create(endpoint=endpoint, defaults={"keys": dict(keys), "at": at})


def page_data() -> dict[str, str]:
    """Return what the page's script needs: our key, and the portal's worker, which tells."""
    return {"key": public_key(), "worker": reverse("portal-worker"), "scope": "/"}


def way(find: Callable[[int], Found | None]) -> delivery.Way:
    """Return how a channel of the outbox reaches browsers; `find` is given the key of a row."""
    return delivery.Way(is_ready, lambda message: _carry(message, find))


def _carry(message: Message, find: Callable[[int], Found | None]) -> None:
    """Hand a message of the outbox to the push service of its browser.

    A browser that is gone is forgotten. Raises the four failures of `core.delivery`.
    """
    found = find(int(message.to)) if message.to.isdecimal() else None
    if found is None:
        raise delivery.Gone("the browser is not told any more")
    if not is_ready():
        raise delivery.Away("no key for Web Push is set up")
    browser = found.browser
    if not is_known_service(browser.endpoint):
        found.forget()
        raise delivery.Gone("the push service is not on the list")
    told = json.dumps({"text": message.text, "address": found.address}, ensure_ascii=False)
    status = _post(browser.endpoint, browser.keys, told)
    if status in GONE:
        found.forget()
        raise delivery.Gone("the push service says that the browser is gone")
    if status in REFUSED:
        raise delivery.Impossible(f"the push service refuses: {status}")
    if not 200 <= status < 300:
        raise delivery.Failed(f"the push service answers {status}")


def _post(endpoint: str, keys: Mapping[str, str], text: str) -> int:
    """Encrypt, sign and send; return the status of the answer."""
    import pywebpush  # noqa: PLC0415  7 MB that only the worker needs
    import requests  # noqa: PLC0415  as above

    session = requests.Session()
    session.max_redirects = 0  # a known service may not send us elsewhere
    try:
        answer = pywebpush.webpush(
            {"endpoint": endpoint, "keys": dict(keys)},
            text,
            vapid_private_key=settings.VAPID_PRIVATE_KEY,
            vapid_claims={"sub": _contact()},
            ttl=KEPT_SECONDS,
            timeout=PATIENCE,
            requests_session=session,
        )
    except pywebpush.WebPushException as error:
        if error.response is None:
            raise delivery.Impossible("the browser's keys can't be used") from error
        return int(error.response.status_code)
    except requests.RequestException as error:
        raise delivery.Failed(type(error).__name__) from error
    except (ValueError, InvalidKey) as error:
        raise delivery.Impossible("the browser's keys can't be used") from error
    finally:
        session.close()
    return int(answer.status_code)


def _contact() -> str:
    """Return whom a push service asks when something is wrong: our own public address."""
    return settings.VAPID_CONTACT or settings.SITE_URL


@lru_cache(maxsize=4)
def _public(private: str) -> str:
    raw = _decoded(private)
    if len(raw) != 32:
        return ""
    try:
        key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    except ValueError:
        return ""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _encoded(point)


def _fits(text: str, size: int) -> bool:
    return len(_decoded(text)) == size


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    """Read base64 as browsers write it; b"" if it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
