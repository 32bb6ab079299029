"""Who may be a kiosk: codes, tokens, and taking them away."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.kiosk import tokens
from maklumat.kiosk.models import Device
from maklumat.kiosk.queries import TAG

CODE_LIVES = timedelta(minutes=30)
MEASURING = timedelta(minutes=30)  # after it was set up, or was asked for: not for visitors


@transaction.atomic
def invite(*, device: Device, by: str, at: datetime) -> str:
    """Return a code that sets one screen up as this device within half an hour.

    The screen that holds the device's token now keeps it until another one uses the code.
    """
    row = Device.objects.select_for_update().get(pk=device.pk)
    code = tokens.new_code()
    row.code_hash, row.code_until = tokens.code_hash(code), at + CODE_LIVES
    row.save(update_fields=["code_hash", "code_until"])
    audit.record(action="kiosk.invited", actor=by, target=f"kiosk:{row.uid}", at=at)
    return code


@transaction.atomic
def enrol(*, code: str, at: datetime) -> tuple[Device, str]:
    """Make this screen the device that the code was made for; return it and its token, once.

    Raises RuleBroken when there is no such code, or it is used or too old.
    """
    row = (
        Device.objects.select_for_update()
        .filter(code_hash=tokens.code_hash(code), code_until__gt=at)
        .first()
    )
    if row is None:
        raise RuleBroken(
            _("This code is unknown, used, or older than half an hour. Ask for a new one.")
        )
    token = tokens.new_token()
    row.code_hash, row.code_until = "", None
    row.token_hash, row.enrolled_at, row.revoked_at = tokens.token_hash(token), at, None
    row.measure_until = at + MEASURING
    row.seen_at, row.silence_told_at = at, None
    row.save(
        update_fields=[
            "code_hash",
            "code_until",
            "token_hash",
            "enrolled_at",
            "revoked_at",
            "measure_until",
            "seen_at",
            "silence_told_at",
        ]
    )
    audit.record(
        action="kiosk.enrolled", actor=f"kiosk:{row.uid}", target=f"kiosk:{row.uid}", at=at
    )
    purge(TAG)
    return row, token


@transaction.atomic
def revoke(*, device: Device, by: str, at: datetime) -> None:
    """Take a device's right away: from now on it is shown nothing but the page to enrol."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    row.token_hash, row.code_hash, row.code_until = "", "", None
    row.revoked_at = at
    row.save(update_fields=["token_hash", "code_hash", "code_until", "revoked_at"])
    audit.record(action="kiosk.revoked", actor=by, target=f"kiosk:{row.uid}", at=at)
    purge(TAG)


@transaction.atomic
def let_measure(*, device: Device, by: str, at: datetime) -> None:
    """Let the screen take its measure within half an hour: somebody stands there with a card."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    row.measure_until = at + MEASURING
    row.save(update_fields=["measure_until"])
    audit.record(action="kiosk.measuring_allowed", actor=by, target=f"kiosk:{row.uid}", at=at)
    purge(TAG)
