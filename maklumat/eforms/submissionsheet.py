"""Submissions as a table to take away: a row each; answers as columns where all have one form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.core.sheets import Value
from maklumat.eforms import numbers, written
from maklumat.eforms.definition import SECRET, Form, Question, Section
from maklumat.eforms.models import Submission
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.queries.submissions import answers_of, names_of

# Any: answers are of many types.


def table(
    rows: Sequence[Submission], zone: ZoneInfo, *, with_answers: bool
) -> tuple[list[str], list[list[Value]]]:
    """Return heads and lines. Numbers of a lifetime stay masked; each is shown on its own page."""
    heads = [
        _("Number"), _("Form"), _("Version"), _("Service"), _("Agency"), _("Status"),
        _("Received"), _("Finished"), _("Working days"), _("Appointment"), _("Who works on it"),
        _("Way"), pgettext("submission", "Sent from"),
    ]  # fmt: skip
    lines = [_line(row, zone) for row in rows]
    if with_answers and rows:
        form, names = rows[0].version.rules, {**region_names(), **names_of(*rows)}
        heads += [f"{section.title}: {question.label}" for section, question in form.questions()]
        lines = [
            line + _answers(form, answers_of(row), names)
            for line, row in zip(lines, rows, strict=True)
        ]
    return heads, lines


def _line(row: Submission, zone: ZoneInfo) -> list[Value]:
    return [
        row.number, row.version.form.title, row.version.number, row.service.name, row.agency.name,
        row.get_status_display(), _time(row.received_at, zone), _time(row.finished_at, zone),
        row.took, _time(row.appointment_at, zone), str(row.assignee) if row.assignee else "",
        row.get_channel_display(), row.sent_from,
    ]  # fmt: skip


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""


def _answers(form: Form, answers: dict[str, Any], names: dict[str, Any]) -> list[Value]:
    return [
        _answer(section, question, answers.get(section.id), names)
        for section, question in form.questions()
    ]


def _answer(section: Section, question: Question, own: Any, names: dict[str, Any]) -> str:
    if section.repeat:
        items = own if isinstance(own, list) else []
        each = [_text(question, item.get(question.id), names) for item in items]
        return "\n".join(f"{place}. {text}" for place, text in enumerate(each, 1) if text)
    return _text(question, (own or {}).get(question.id), names)


def _text(question: Question, value: Any, names: dict[str, Any]) -> str:
    text = written.text_of(question, value, names)
    return numbers.masked(text) if text and question.type in SECRET else text
