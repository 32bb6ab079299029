"""What surveys do when an agency is merged or closed, and when somebody was served."""

from datetime import date
from typing import Any

from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.catalogue import asking
from maklumat.catalogue.models import Service
from maklumat.catalogue.signals import served as was_served
from maklumat.surveys.actions import merging, served, tickets

# Any: Django's signals hand over whatever they like.


def hand_over(sender: type, predecessor: Agency, successor: Agency, **change: Any) -> None:
    merging.hand_over(
        predecessor=predecessor,
        successor=successor,
        actor=change["actor"].get_username(),
        at=change["at"],
    )


def switch_off(sender: type, agency: Agency, **_change: Any) -> None:
    """Points go out of use. Nothing is refused: figures, reports and follow-ups stay readable."""
    merging.switch_off(agency=agency)


def count_served(sender: type, service: Service, unit: Agency, day: date, **_news: Any) -> None:
    served.count(service=service, unit=unit, day=day, at=now())


def connect() -> None:
    """Listen, and offer invitations; called once when the apps are ready."""
    asking.offer(asking.Provider(tickets.ask, tickets.again))
    was_served.connect(count_served, dispatch_uid="surveys: count served")
    agency_merged.connect(hand_over, dispatch_uid="surveys: hand over")
    agency_closing.connect(switch_off, dispatch_uid="surveys: points out of use")
