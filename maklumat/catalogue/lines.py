"""What other apps add to a service card: quiet lines, such as how satisfied people were, and the
ways to the service's forms.

Apps above the catalogue offer them from their `apps.py`. An offer asks the database nothing: a card
that is not in the page cache may cost no query more.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from maklumat.catalogue.models import Service


@dataclass(frozen=True)
class Line:
    """`text` in the reader's language; `url` leads to what is behind it."""

    text: str
    url: str


@dataclass(frozen=True)
class FormWay:
    """A form of a service: where it is filled in and where its blank paper is.

    `called` are the words by which requirements name it, such as "F-1.02".
    """

    title: str
    fill: str
    blank: str
    called: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Does this requirement ask for the form, by its title or by what it is called?

        >>> FormWay("Permohonan KIA", "", "", ("F-1.02",)).is_named_in("Formulir F-1.02, diisi")
        True
        >>> FormWay("Permohonan KIA", "", "", ("F-1.0",)).is_named_in("Formulir F-1.02, diisi")
        False
        """
        return any(
            re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
            for words in (self.title, *self.called)
        )


Offer = Callable[[Service], Line | None]
Forms = Callable[[Service], list[FormWay]]
OFFERS: list[Offer] = []
FORMS: list[Forms] = []  # what leads to the forms of a service


def offer(line: Offer) -> None:
    """Have a line asked for on every card; once, however often it is offered."""
    if line not in OFFERS:
        OFFERS.append(line)


def lines_of(service: Service) -> list[Line]:
    """Return what there is to say of a service now."""
    return [line for line in (made(service) for made in OFFERS) if line]


def offer_forms(ways: Forms) -> None:
    """Have the ways to a service's forms asked for on every card."""
    if ways not in FORMS:
        FORMS.append(ways)


def forms_of(service: Service) -> list[FormWay]:
    """Return the ways to what is filled in for a service, in its order."""
    return [way for made in FORMS for way in made(service)]
