"""Quiet lines that other apps add to a service card, such as how satisfied people were.

Apps above the catalogue offer them from their `apps.py`. An offer asks the database nothing: a card
that is not in the page cache may cost no query more.
"""

from collections.abc import Callable
from dataclasses import dataclass

from maklumat.catalogue.models import Service


@dataclass(frozen=True)
class Line:
    """`text` in the reader's language; `url` leads to what is behind it."""

    text: str
    url: str


Offer = Callable[[Service], Line | None]
OFFERS: list[Offer] = []


def offer(line: Offer) -> None:
    """Have a line asked for on every card; once, however often it is offered."""
    if line not in OFFERS:
        OFFERS.append(line)


def lines_of(service: Service) -> list[Line]:
    """Return what there is to say of a service now."""
    return [line for line in (made(service) for made in OFFERS) if line]
