"""Full public addresses for paper, QR codes and letters: the same from whichever face they are made.

A page that is asked for at a kiosk is made below the kiosk's own prefix; what somebody takes away
from there must open on their phone. So nothing puts `SITE_URL` in front of a path by itself.
"""

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse


def to(view: str, *args: Any) -> str:  # Any: whatever the address holds
    """Return the full public address of a view."""
    return full(reverse(view, args=args))


def full(path: str) -> str:
    """Return the full public address of a path of this site."""
    return settings.SITE_URL + public_path(path)


def typed(path: str) -> str:
    """Return the address as paper shows it to somebody who types it: without `https://`."""
    return full(path).split("://", 1)[-1]


def public_path(path: str) -> str:
    """Return a path as the portal knows it.

    >>> public_path("/layanan/")
    '/layanan/'
    """
    prefix = get_script_prefix()
    return "/" + path.removeprefix(prefix) if path.startswith(prefix) else path
