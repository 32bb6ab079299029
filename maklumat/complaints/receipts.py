"""The receipt of a report (tanda terima): what UU 25/2009 Pasal 44 names, and how to follow it.

That article asks for identity, description, place, time and receiver. Of an anonymous report there
is no identity to print.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.agencies.models import Government
from maklumat.agencies.queries import government_or_404
from maklumat.complaints import codes, labels, sent
from maklumat.complaints.models import Complaint, Reporter
from maklumat.complaints.queries import filing as reads
from maklumat.core import documents, links, qr
from maklumat.core.colour import palette
from maklumat.core.paper import Sheet

TEMPLATE = "complaints/receipt"
Content = dict[str, Any]  # Any: JSON has no narrower type


def sheet(case: Complaint, *, at: datetime) -> Sheet:
    """Return the receipt ready for printing; the paper can be verified, which tells its number only."""
    government = government_or_404()
    with override(case.language):
        shown = _content(case, government)
        follow = links.to("complaints:follow", codes.token(case.number))
        document = documents.issue(
            kind="receipt",
            title=_("Receipt of report %(number)s") % {"number": case.number},
            agency_name=government.name,
            about=f"complaint:{case.number}",
            data_digest=documents.data_digest(shown),
            url=links.to("complaints:track"),
            at=at,
        )
        extra = {
            "accent": palette(government.accent).light,
            "letterhead": _letterhead(government),
            "code": codes.code_for(str(case.client_uid)),
            "track": links.typed(reverse("complaints:track")),
            "qr": str(qr.svg(follow)),
            "verification": documents.verification(document),
        }
        title = _("Receipt of report %(number)s") % {"number": case.number}
        return Sheet(TEMPLATE, shown | extra, title, case.language, at.replace(microsecond=0))


def _letterhead(government: Government) -> Content:
    return {
        "government": government.name,
        "address": government.address,
        "phone": government.phone,
        "email": government.email,
    }


def _content(case: Complaint, government: Government) -> Content:
    received = localtime(case.received_at, government.zone)
    return {
        "number": case.number,
        "facts": [
            (_("Received"), f"{date_format(received, 'j F Y, H.i')} {received:%Z}"),
            (_("Class"), str(dict(labels.KINDS)[case.kind])),
            (_("Channel"), case.way),
            *_who(case),
            *_about(case),
            (_("Received by"), _receiver(case, government)),
        ],
        "text": case.text,
        "wish": case.wish,
        "files": reads.file_names(case),
        "next": [
            {
                "text": step.text,
                "day": date_format(step.day, "j F Y") if step.day else "",
            }
            for step in sent.what_follows(case)
        ],
        "rules": case.rules.name,
    }


def _who(case: Complaint) -> list[tuple[str, str]]:
    if case.anonymous:
        return [(_("Reported by"), _("anonymous: no name is kept"))]
    person: Reporter | None = reads.reporter_of(case)
    if person is None or not (person.name or person.address):
        return [(_("Reported by"), _("no name was given"))]
    return [(_("Reported by"), ", ".join(filter(None, [person.name, person.address])))]


def _about(case: Complaint) -> list[tuple[str, str]]:
    named = case.named_agency.name if case.named_agency else ""
    rows = [
        (_("Service"), case.service.name if case.service else ""),
        (_("Agency"), named),
        (_("Place"), ", ".join(filter(None, [case.place, str(case.region or "")]))),
        (_("Happened on"), date_format(case.happened_on, "j F Y") if case.happened_on else ""),
    ]
    return [row for row in rows if row[1]]


def _receiver(case: Complaint, government: Government) -> str:
    """An officer who wrote it down is the receiver; else the system of the government is."""
    officer = reads.written_down_by(case)
    return f"{officer}, {government.name}" if officer else government.name
