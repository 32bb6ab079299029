"""The papers of a case for the person who reported it: result, recommendation, the whole file.

Each can be checked at /dokumen/<code>/, which names the case by its number only, never by content.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import current_government
from maklumat.complaints import invitation, wording
from maklumat.complaints.models import Complaint, Outcome
from maklumat.complaints.queries import following as queries
from maklumat.complaints.queries.following import Line, Story
from maklumat.core import documents, links, qr
from maklumat.core.colour import palette
from maklumat.core.errors import NotFound
from maklumat.core.paper import Sheet

Data = dict[str, Any]  # Any: JSON has no narrower type


def result(case: Complaint, *, at: datetime) -> Sheet:
    """Return the statement of the result. Raises NotFound before there is one."""
    outcome = queries.outcome_of(case)
    with override(case.language):
        title = _("Result of the report %(number)s") % {"number": case.number}
        data = _about(case) | {"result": _result(outcome, case)}
        sheet = _sheet("result", case, title, data, at)
        return replace(sheet, data={**sheet.data, "invitation": _invitation(case, at)})


def _invitation(case: Complaint, at: datetime) -> Data:
    """Ask at the foot of the paper how the service was; {} when nobody is asked."""
    found = invitation.of(case, at=at)
    if found is None or case.service is None:
        return {}
    return {
        "heading": _("How was the service? 9 questions, 90 seconds."),
        "service": case.service.name,
        "code": found.code,
        "address": found.url.split("://", 1)[-1].partition("?")[0],
        "qr": str(qr.svg(found.url)),
        "note": _("The code works once. Nobody can tell which answer came from it."),
    }


def recommendation(case: Complaint, *, at: datetime) -> Sheet:
    """Return the letter in which the agency says what is to be put right, for who takes it along.

    Raises NotFound unless the report was found justified or compensation is owed.
    """
    outcome = queries.outcome_of(case)
    if not recommends(outcome):
        raise NotFound(case.number)
    with override(case.language):
        title = _("Recommendation on the report %(number)s") % {"number": case.number}
        data = _about(case) | {"result": _result(outcome, case)}
        return _sheet("recommendation", case, title, data, at)


def recommends(outcome: Outcome | None) -> bool:
    """Is there something to recommend: a report that was justified, or compensation owed?"""
    return outcome is not None and (outcome.justified is True or outcome.compensation != "none")


def whole_file(case: Complaint, *, at: datetime) -> Sheet:
    """Return receipt, chronology and replies as one paper, to take to the Ombudsman."""
    with override(case.language):
        story = queries.story(case, at=at)
        title = _("File of the report %(number)s") % {"number": case.number}
        zone = _zone()
        state = [_("State"), story.headline]
        data = {
            "about": [*_about(case)["about"], state],
            "text": case.text,
            "wish": case.wish,
            "loss": case.loss,
            "reporter": _reporter(story),
            "lines": [_line(line, zone) for line in story.lines],
            "clocks": [_clock(row) for row in case.clocks.all()],
            "files": [file.name for line in story.lines for file in line.files],
        }
        return _sheet("casefile", case, title, data, at)


def filename(kind: str, case: Complaint) -> str:
    return f"{kind}-{case.number}.pdf"


def _sheet(template: str, case: Complaint, title: str, data: Data, at: datetime) -> Sheet:
    """Give the paper its head, its date and the code by which it can be checked."""
    government = _government()
    agency = None if case.restricted else case.agency
    issued = documents.issue(
        kind=f"complaint-{template}",
        title=title,
        agency_name=agency.name if agency else government.name,
        about=f"complaint:{case.number}",
        data_digest=documents.data_digest(data),
        url=links.to("complaints:track"),
        at=at,
    )
    head = {
        "letterhead": _letterhead(government, agency),
        "accent": palette(government.accent).light,
        "heading": title,
        "printed": _long(issued.issued_at.astimezone(government.zone)),
        "place": _place(government),
        "verification": documents.verification(issued),
    }
    return Sheet(
        f"complaints/{template}", data | head, title, case.language, at.replace(microsecond=0)
    )


def _letterhead(government: Government, agency: Agency | None) -> Data:
    """A restricted case shows the government's head, not who looks into it."""
    source: Government | Agency = agency or government
    return {
        "government": government.name,
        "agency": agency.name if agency else "",
        "address": source.address,
        "phone": source.phone,
        "email": source.email,
        "website": source.website,
    }


def _about(case: Complaint) -> Data:
    zone = _zone()
    agency = _("the internal supervisor") if case.restricted else str(case.agency or "")
    pairs = [
        (_("Number"), case.number),
        (_("Class"), "" if case.restricted else str(case.get_kind_display())),
        (_("Received on"), _long(case.received_at.astimezone(zone))),
        (_("Title"), case.title),
        (_("Service"), str(case.service or "")),
        (pgettext("report", "Place"), case.place),
        (_("When it happened"), _long(case.happened_on) if case.happened_on else ""),
        (_("Handled by"), agency),
    ]
    return {"about": [[label, value] for label, value in pairs if value]}


def _result(outcome: Outcome, case: Complaint) -> Data:
    zone = _zone()
    verdict = ""
    if outcome.justified is not None:
        verdict = (
            _("The report was found justified.")
            if outcome.justified
            else _("The report was not found justified.")
        )
    return {
        "on": _long(outcome.event.at.astimezone(zone)),
        "text": outcome.text,
        "verdict": verdict,
        "compensation": compensation(outcome),
        "agency": _("the internal supervisor") if case.restricted else str(case.agency or ""),
    }


def compensation(outcome: Outcome) -> list[list[str]]:
    """Return what is given for the loss as pairs of label and value; empty where none is owed."""
    if outcome.compensation == "none":
        return []
    amount = outcome.compensation_amount
    pairs = [
        (_("Compensation"), str(outcome.get_compensation_display())),
        (_("What is given"), outcome.compensation_text),
        (_("Amount"), _rupiah(int(amount)) if amount else ""),
        (_("On"), _long(outcome.compensation_on) if outcome.compensation_on else ""),
    ]
    return [[label, value] for label, value in pairs if value]


def _rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def _reporter(story: Story) -> list[list[str]]:
    if story.case.anonymous:
        return [[_("Reported by"), _("anonymous, by the reporter's own wish")]]
    person = story.reporter
    if person is None:
        return []
    pairs = [
        (_("Reported by"), person.name),
        (_("Address"), person.address),
        (_("Telephone"), person.phone),
        (_("E-mail address"), person.email),
    ]
    return [[label, value] for label, value in pairs if value]


def _line(line: Line, zone: Any) -> Mapping[str, object]:  # Any: a time zone
    return {
        "when": date_format(line.when.astimezone(zone), "j F Y, H.i"),
        "title": line.title,
        "reason": line.reason,
        "text": line.text,
        "files": ", ".join(file.name for file in line.files),
        "compensation": compensation(line.outcome) if line.outcome else [],
    }


def _clock(row: Any) -> list[str]:  # Any: mypy loses the row behind the related manager
    return [
        str(row.get_kind_display()),
        wording.plain_date(row.start),
        wording.plain_date(row.due) if row.due else "–",
        wording.plain_date(row.ended) if row.ended else "–",
        str(row.get_state_display()),
    ]


def _place(government: Government) -> str:
    return government.short_name


def _long(day: Any) -> str:  # Any: a date or a time, as Django's own function takes
    return date_format(day, "j F Y")


def _government() -> Government:
    found = current_government()
    if found is None:
        raise NotFound("government")
    return found


def _zone() -> Any:  # Any: a time zone
    return _government().zone
