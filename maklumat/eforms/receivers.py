"""What happens to forms when an agency is merged or closed."""

from typing import Any

from django.db.models import Q
from wagtail.signals import published

from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.catalogue.models import Service
from maklumat.eforms.actions import addresses, moving
from maklumat.eforms.queries import inbox

# Any: Django's signals hand over whatever they like.


def hand_over(sender: type, predecessor: Agency, successor: Agency, **change: Any) -> None:
    moving.hand_over(
        predecessor=predecessor,
        successor=successor,
        actor=change["actor"].get_username(),
        at=change["at"],
    )


def refuse_while_open(sender: type, agency: Agency, **_change: Any) -> None:
    inbox.check_nothing_open(agency)


def remember_address(sender: type, instance: Service, **_change: Any) -> None:
    addresses.remember(Q(service=instance))


def connect() -> None:
    """Listen; called once when the apps are ready."""
    published.connect(remember_address, Service, dispatch_uid="eforms: addresses of forms")
    agency_merged.connect(hand_over, dispatch_uid="eforms: hand over")
    agency_closing.connect(refuse_while_open, dispatch_uid="eforms: nothing open")
