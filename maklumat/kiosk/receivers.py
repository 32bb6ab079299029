"""What happens to kiosks when their agency is merged or closed."""

from typing import Any

from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.kiosk import actions

# Any: Django's signals hand over whatever they like.


def hand_over(sender: type, predecessor: Agency, successor: Agency, **change: Any) -> None:
    """The screens stay where they stand and stay set up; the successor looks after them."""
    actions.hand_over(
        predecessor=predecessor,
        successor=successor,
        actor=change["actor"].get_username(),
        at=change["at"],
    )


def withdraw(sender: type, agency: Agency, **change: Any) -> None:
    """A kiosk of an agency that is no more shows nothing any longer; nothing is refused."""
    actions.withdraw_all(agency=agency, actor=change["actor"].get_username(), at=change["at"])


def connect() -> None:
    """Listen; called once when the apps are ready."""
    agency_merged.connect(hand_over, dispatch_uid="kiosk: hand over")
    agency_closing.connect(withdraw, dispatch_uid="kiosk: withdraw")
