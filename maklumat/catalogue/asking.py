"""An invitation to say how a service was, for apps that print receipts and close cases.

Who prints it does not know the surveys, which stand on the same floor: those offer themselves here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service


@dataclass(frozen=True)
class Occasion:
    """Why somebody is asked: served by `service` at `unit`; `way` is sheet, receipt or letter.

    `about` is a secret of the case or form (such as its form's own id): the same one gets the same
    code and is invited once. Nothing of it is kept.
    """

    service: Service
    unit: Agency
    way: str
    about: str = ""


@dataclass(frozen=True)
class Ask:
    """Where to answer, and the one-time code; `url` carries the code already."""

    url: str
    code: str


@dataclass(frozen=True)
class Provider:
    """`ask` makes an invitation; `again` finds the one that was made, without writing."""

    ask: Callable[[Occasion, datetime], Ask | None]
    again: Callable[[Occasion, datetime], Ask | None]


_PROVIDERS: list[Provider] = []


def offer(provider: Provider) -> None:
    """Let invitations be made by an app; called once when the apps are ready."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def ask(*, service: Service, unit: Agency, way: str, at: datetime, about: str = "") -> Ask | None:
    """Make an invitation; None when nobody asks, or this service has been asked enough for now."""
    occasion = Occasion(service, unit, way, about)
    return next((found for each in _PROVIDERS if (found := each.ask(occasion, at))), None)


def again(*, service: Service, unit: Agency, way: str, at: datetime, about: str) -> Ask | None:
    """Return the invitation made for `about`, while it can still be used; writes nothing."""
    occasion = Occasion(service, unit, way, about)
    return next((found for each in _PROVIDERS if (found := each.again(occasion, at))), None)
