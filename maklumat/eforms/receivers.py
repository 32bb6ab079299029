"""What happens to forms when an agency is merged or closed, or somebody leaves a shared screen."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.signals import published

from maklumat.agencies.devices import visitor_left
from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.catalogue.models import Service
from maklumat.core import delivery
from maklumat.core import push as core_push
from maklumat.eforms import push
from maklumat.eforms.actions import addresses, moving
from maklumat.eforms.queries import inbox
from maklumat.eforms.sitting import Sitting

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


def forget_visitor(sender: object, request: HttpRequest, **_more: Any) -> None:
    """Drop what somebody began at a shared screen."""
    Sitting(request).forget_everything()


def connect() -> None:
    """Listen; called once when the apps are ready."""
    delivery.offer(push.CHANNEL, core_push.way(push.find))
    published.connect(remember_address, Service, dispatch_uid="eforms: addresses of forms")
    agency_merged.connect(hand_over, dispatch_uid="eforms: hand over")
    visitor_left.connect(forget_visitor, dispatch_uid="eforms: forget who left")
    agency_closing.connect(refuse_while_open, dispatch_uid="eforms: nothing open")
