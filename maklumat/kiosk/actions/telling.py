"""An office is told, once, that its kiosk has fallen silent."""

from datetime import datetime

from django.db import transaction

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import people_who_may
from maklumat.agencies.roles import Act, Role
from maklumat.core import audit, outbox
from maklumat.kiosk import letters, opening, queries
from maklumat.kiosk.models import Device
from maklumat.kiosk.silence import is_to_be_told


def tell_of_silent_kiosks(*, at: datetime) -> int:
    """Write to those who look after kiosks that fell silent while their place is open.

    Return how many kiosks. Outside the opening hours nothing is sent, so never at night.
    """
    told = 0
    for device in queries.perhaps_silent(at):
        if is_to_be_told(queries.heard(device), opening.open_since(device, at), at):
            told += _tell(device, at)
    return told


@transaction.atomic
def _tell(device: Device, at: datetime) -> bool:
    row = Device.objects.select_for_update().get(pk=device.pk)
    since = queries.heard(row).last
    if since is None or not is_to_be_told(queries.heard(row), opening.open_since(device, at), at):
        return False  # heard of meanwhile, or another worker was quicker
    row.silence_told_at = at
    row.save(update_fields=["silence_told_at"])
    letter = letters.silent(device, since=opening.local_time(device, since))
    people = looking_after(device.agency)
    for person in people:
        outbox.send(
            to=person.email, subject=letter.subject, text=letter.text, about=f"kiosk:{row.uid}",
            key=f"kiosk.silent:{row.uid}:{since:%Y%m%d%H%M%S}:{person.pk}",
        )  # fmt: skip
    audit.record(
        action="kiosk.silence_told", actor="worker", target=f"kiosk:{row.uid}", at=at,
        details={"since": since.isoformat(), "people": len(people)},
    )  # fmt: skip
    return True


def looking_after(agency: Agency) -> list[User]:
    """Return the officers of an agency; where there are none, all who may change its things."""
    may = people_who_may(Act.CHANGE, agency)
    above = [int(key) for key in agency.path.strip("/").split("/")]
    own = may.filter(memberships__agency__in=above, memberships__role=Role.OFFICER.value)
    return list(own.distinct()) or list(may)
