"""What happened to a kiosk, in words, from the audit rows about it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maklumat.core.models import AuditRow
from maklumat.kiosk.models import Device

MOST = 50
DEEDS = {
    "kiosk.added": gettext_lazy("added"),
    "kiosk.changed": gettext_lazy("changed"),
    "kiosk.invited": gettext_lazy("code made"),
    "kiosk.enrolled": gettext_lazy("screen set up"),
    "kiosk.measured": gettext_lazy("screen measured"),
    "kiosk.measuring_allowed": gettext_lazy("measuring opened"),
    "kiosk.revoked": gettext_lazy("withdrawn"),
    "kiosk.silence_told": gettext_lazy("silence told by letter"),
}
MORE = {
    "hours": gettext_lazy("opening hours"),
    "leads": gettext_lazy("services on the start screen"),
}


@dataclass(frozen=True)
class Deed:
    at: datetime
    who: str
    words: str
    more: str


def lines(rows: Iterable[AuditRow]) -> list[Deed]:
    return [_deed(row) for row in rows]


def _deed(row: AuditRow) -> Deed:
    who = row.actor
    if who.startswith("kiosk:"):
        who = _("the screen itself")
    elif who == "worker":
        who = _("the system")
    return Deed(row.at, who, str(DEEDS.get(row.action, row.action)), _more(row))


def _more(row: AuditRow) -> str:
    details: dict[str, Any] = json.loads(row.details)  # Any: as each action wrote it
    if row.action == "kiosk.changed":
        return ", ".join(_field(name) for name in details.get("fields", ()))
    if row.action == "kiosk.measured":
        return _("%(size)s pixels a millimetre") % {"size": details.get("px_per_mm", "")}
    return ""


def _field(name: str) -> str:
    if name in MORE:
        return str(MORE[name])
    known = {field.name: str(field.verbose_name) for field in Device._meta.fields}
    return known.get(name, name)
