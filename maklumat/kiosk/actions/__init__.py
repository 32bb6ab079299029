"""Every change of a kiosk."""

from maklumat.kiosk.actions.hearing import Beat, hear
from maklumat.kiosk.actions.keeping import add, change, drop, hand_over, measure, withdraw_all
from maklumat.kiosk.actions.setting_up import CODE_LIVES, enrol, invite, let_measure, revoke

__all__ = [
    "CODE_LIVES",
    "Beat",
    "add",
    "change",
    "drop",
    "enrol",
    "hand_over",
    "hear",
    "invite",
    "let_measure",
    "measure",
    "revoke",
    "withdraw_all",
]
