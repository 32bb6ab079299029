"""The disposition sheet of a case (lembar disposisi), as offices pass a letter on by hand.

Who reported it is not on the paper: a sheet lies on desks.
"""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from maklumat.agencies.models import Government
from maklumat.complaints import labels, staffwords
from maklumat.complaints.models import Complaint, Event
from maklumat.complaints.queries.handling import Dossier
from maklumat.complaints.workflow import Move
from maklumat.core.colour import palette
from maklumat.core.paper import Sheet

TEMPLATE = "complaints/disposition"
LANGUAGE = "id"
LONGEST = 3000
BLANK_LINES = 3
PASSED_ON = (Move.DISPOSE.value, Move.TRANSFER.value, Move.RETURN.value, Move.SUPERVISE.value)
Content = dict[str, Any]  # Any: JSON has no narrower type


def sheet(dossier: Dossier, government: Government, *, at: datetime) -> Sheet:
    """Return the sheet ready for printing."""
    with override(LANGUAGE):
        shown = _content(dossier, government)
    title = f"Lembar disposisi {dossier.case.number}"
    return Sheet(TEMPLATE, shown, title, LANGUAGE, at.replace(microsecond=0))


def _content(dossier: Dossier, government: Government) -> Content:
    case = dossier.case
    text = case.text if len(case.text) <= LONGEST else case.text[:LONGEST] + " …"
    return {
        "accent": palette(government.accent).light,
        "letterhead": {
            "government": government.name,
            "agency": case.agency.name if case.agency else "",
            "address": case.agency.address if case.agency else government.address,
        },
        "number": case.number,
        "mark": _mark(case),
        "facts": _facts(case, government),
        "text": f"{case.title}\n{text}",
        "wish": case.wish,
        "clocks": [
            (
                str(clock.row.get_kind_display()),
                date_format(clock.row.start, "j F Y"),
                date_format(clock.row.due, "j F Y") if clock.row.due else "berhenti sementara",
            )
            for clock in dossier.running
        ],
        "lines": [
            *(_line(event, government) for event in dossier.events if event.move in PASSED_ON),
            *([("\n", "", "")] * BLANK_LINES),
        ],
    }


def _mark(case: Complaint) -> str:
    if case.restricted:
        return "Rahasia: hanya Inspektorat"
    return "Rahasia" if case.confidential else ""


def _facts(case: Complaint, government: Government) -> list[tuple[str, str]]:
    received = localtime(case.received_at, government.zone)
    facts = [
        ("Diterima", date_format(received, "j F Y, H.i")),
        ("Jenis", str(dict(labels.KINDS)[case.kind])),
        ("Saluran", case.way),
        ("Keadaan", str(dict(labels.STATUSES)[case.status])),
        ("Layanan", case.service.name if case.service else ""),
        ("Kategori", case.category.name if case.category else ""),
        ("Petugas", str(case.assignee) if case.assignee else "belum ditunjuk"),
    ]
    return [fact for fact in facts if fact[1]]


def _line(event: Event, government: Government) -> tuple[str, str, str]:
    day = date_format(localtime(event.at, government.zone), "j M Y")
    by = event.author_name or str(event.get_party_display())
    return staffwords.line(event).title, event.reason, f"{day}, {by}"
