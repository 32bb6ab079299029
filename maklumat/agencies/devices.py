"""Shared screens of the government: what a page, and what is sent from it, knows of its screen.

Who runs them is the app `kiosk`, above all others; the apps below only ask here whether somebody
stands at one, and what it is called.
"""

from dataclasses import dataclass
from uuid import UUID

from django.dispatch import Signal
from django.http import HttpRequest

# Somebody leaves a shared screen: whoever keeps something for the visitor of this `request` drops
# it now. Receivers must not fail.
visitor_left = Signal()

NAME_LENGTH = 60  # of `sent_from` in every table that keeps it


@dataclass(frozen=True)
class Device:
    """One shared screen: its name as people know it, and the unit (an agency's key) it stands in.

    `point` is the code of the survey point it belongs to; "" for none.
    """

    uid: UUID
    name: str
    unit: int
    point: str = ""


def mark(request: HttpRequest, device: Device) -> None:
    """Say that this request comes from a known shared screen."""
    request.kiosk_device = device  # type: ignore[attr-defined]  # read below


def device_of(request: HttpRequest) -> Device | None:
    """Return the shared screen that this request comes from, if it does."""
    return getattr(request, "kiosk_device", None)


def context(request: HttpRequest) -> dict[str, bool]:
    """Tell templates whether they are drawn inside the frame of a kiosk.

    Never which one: pages are kept whole and shown at all of them.
    """
    return {"in_kiosk": device_of(request) is not None}
