"""What other apps add to a service card: quiet lines, such as how satisfied people were, and the
way to the service's form.

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
FORMS: list[Offer] = []  # what leads to the form of a service


def offer(line: Offer) -> None:
    """Have a line asked for on every card; once, however often it is offered."""
    if line not in OFFERS:
        OFFERS.append(line)


def lines_of(service: Service) -> list[Line]:
    """Return what there is to say of a service now."""
    return [line for line in (made(service) for made in OFFERS) if line]


def offer_form(line: Offer) -> None:
    """Have the way to a service's form asked for on every card."""
    if line not in FORMS:
        FORMS.append(line)


def form_of(service: Service) -> Line | None:
    """Return the way to what is filled in for a service; None where there is no form."""
    return next((line for line in (made(service) for made in FORMS) if line), None)
