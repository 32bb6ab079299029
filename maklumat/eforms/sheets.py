"""Forms on paper: blank to write on, or filled with answers, from the same definition.

Both take values only and read no rows, so that they can be set in threads:

    blank(form, head, cases) -> Sheet               every question, with boxes and lines
    filled(form, answers, head, documents) -> Sheet what the answers lead to, and nothing else
    preview(sheet) -> bytes                         the first page as PNG

`Head` is whose paper it is; `cases` and `documents` say what to bring (`Bring`, texts). What Typst
draws is in `paper/form.typ`. Paper is Indonesian, like the forms themselves.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from maklumat.core import paper, qr
from maklumat.core.paper import Sheet
from maklumat.eforms import columns, written
from maklumat.eforms.columns import Column
from maklumat.eforms.definition import CHOOSING, Form, Question, Section, Type
from maklumat.eforms.path import Answers, Asked, path

TEMPLATE = "eforms/form"
LANGUAGE = "id"
Content = dict[str, Any]  # Any: JSON has no narrower type
# Digits in the groups in which people read them out; a name below a group says what belongs there.
BOXES: Mapping[Type, Sequence[tuple[int, str]]] = {
    Type.NIK: ((6, ""), (6, ""), (4, "")),
    Type.KK: ((6, ""), (6, ""), (4, "")),
    Type.NIP: ((8, ""), (6, ""), (1, ""), (3, "")),
    Type.NPWP: ((4, ""), (4, ""), (4, ""), (4, "")),
    Type.PHONE: ((4, ""), (4, ""), (5, "")),
    Type.DATE: ((2, "tanggal"), (2, "bulan"), (4, "tahun")),
}
LONG = 700  # letters of an answer that takes the whole width
LINES = 5  # to write a long answer on


@dataclass(frozen=True)
class Bring:
    """What to bring in one case; `name` is "" where there is only one."""

    name: str
    items: Sequence[str]


@dataclass(frozen=True)
class Head:
    """Whose paper it is, of which day, and what stands beside the form itself.

    `letterhead` as `core/paper/paper.typ` draws it (government, agency, address, phone, …).
    `address` is where the form is filled in on the screen; `owner` the agency that made a form which
    another one takes in. `number` is that of an application that
    was handed in; `verification` comes from `core.documents` for papers that were issued. `names`
    gives the names of regions by code and of files by id.
    """

    letterhead: Mapping[str, Any]
    at: datetime
    version: int = 1
    place: str = ""
    service: str = ""
    owner: str = ""
    address: str = ""
    accent: str = "#0b5d57"
    number: str = ""
    verification: Mapping[str, str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def blank(form: Form, head: Head, cases: Sequence[Bring] = ()) -> Sheet:
    """Return the form to be filled in by hand: every question, in which case it is asked."""
    called = written.marks(form)
    sections = [
        {
            "mark": called[section.id],
            "title": section.title,
            "help": section.help,
            "hint": written.hint(form, section.when),
            **(
                _blank_tables(form, section, called)
                if section.repeat
                else {"rows": [_blank_row(form, section, one, called) for one in section.questions]}
            ),
        }
        for section in form.sections
    ]
    state = "Formulir kosong"
    return _sheet(form, head, sections, cases, filled=False, state=state)


def filled(form: Form, answers: Answers, head: Head, documents: Sequence[str] = ()) -> Sheet:
    """Return the form with answers in it; only what they lead to is shown.

    `documents` says what to bring in the case that the answers tell.
    """
    called = written.marks(form)
    walked = path(form, answers)
    sections = [
        {
            "mark": called[asked.section.id],
            "title": asked.section.title,
            **_answered(asked, walked.answers.get(asked.section.id), called, head),
        }
        for asked in walked.sections
    ]
    state = (
        f"Permohonan {head.number}"
        if head.number
        else "Dicetak oleh pengisi; belum diterima instansi"
    )
    cases = [Bring("", documents)] if documents else []
    made = _sheet(form, head, sections, cases, filled=True, state=state)
    return _with_names(made, form, walked.answers)


def preview(sheet: Sheet) -> bytes:
    """Return the first page as PNG, for the screen."""
    return paper.png(sheet.template, sheet.data, title=sheet.title, language=sheet.language)


def _sheet(
    form: Form,
    head: Head,
    sections: Sequence[Content],
    cases: Sequence[Bring],
    *,
    filled: bool,
    state: str,
) -> Sheet:
    data: Content = {
        "letterhead": {**head.letterhead, "website": _plain(head.letterhead.get("website", ""))},
        "accent": head.accent,
        "heading": form.title,
        "purpose": form.purpose,
        "code": f"{form.code.upper()} versi {head.version}",
        "source": form.source,
        "service": head.service,
        "owner": head.owner,
        "state": state,
        "filled": filled,
        "number": head.number,
        "unprintable": written.UNSHOWN in json.dumps(sections, ensure_ascii=False),
        "sections": sections,
        "cases": [{"name": case.name, "items": list(case.items)} for case in cases if case.items],
        "declarations": form.declarations,
        "signatures": [{"role": one.role, "name": ""} for one in form.signatures],
        "place": head.place,
        "day": written.day(head.at.date().isoformat()) if filled else "",
    }
    if head.address and not filled:
        data["address"] = _plain(head.address)
        data["qr"] = str(qr.svg(head.address))
    if head.verification:
        data["verification"] = head.verification
    at = head.at.replace(microsecond=0)
    return Sheet(TEMPLATE, data, form.title, LANGUAGE, at)


def _plain(address: str) -> str:
    """Return a web address as people write it down."""
    return address.split("://", 1)[-1]


def _with_names(made: Sheet, form: Form, answers: Answers) -> Sheet:
    """Put below each signature the name that its question was answered with."""
    signatures = []
    for one in form.signatures:
        section, _dot, question = one.name.partition(".")
        own = answers.get(section)
        name = own.get(question, "") if isinstance(own, Mapping) else ""
        signatures.append({"role": one.role, "name": written.drawn(str(name or ""))})
    return Sheet(
        made.template, {**made.data, "signatures": signatures}, made.title, LANGUAGE, made.at
    )


# Blank paper.


def _blank_row(
    form: Form, section: Section, question: Question, called: Mapping[str, str]
) -> Content:
    return {
        **_asking(section, question, called),
        "help": question.help,
        "hint": written.hint(form, question.when),
        "optional": not question.required,
        "field": _field(question),
    }


def _field(question: Question) -> Content:
    """Return the place to write an answer by hand."""
    kind = question.type
    if kind in BOXES:
        return {"shape": "boxes", "groups": [list(group) for group in BOXES[kind]]}
    if kind in CHOOSING:
        return _ticks([option.label for option in question.options])
    return dict(_PLACES.get(kind, {"shape": "line", "before": "", "width": 0}))


def _ticks(options: Sequence[str]) -> Content:
    """Set few short options beside each other, many or long ones below."""
    longest = max(len(option) for option in options)
    across = 3 if longest <= 14 else 2 if longest <= 26 else 1
    return {"shape": "ticks", "options": options, "columns": min(across, len(options))}


def _blank_tables(form: Form, section: Section, called: Mapping[str, str]) -> Content:
    assert section.repeat is not None  # noqa: S101  asked by the caller
    rows = columns.rows(section.repeat.most)
    return {
        "one": section.repeat.one,
        "count": rows,
        "more": section.repeat.most > rows,
        "tables": [
            {
                "columns": [_blank_column(form, section, column, called) for column in table],
                "codes": [
                    _codes(section, column.question, called)
                    for column in table
                    if column.question.type in CHOOSING and not columns.is_ticked(column.question)
                ],
            }
            for table in columns.tables(section.questions, blank=True)
        ],
    }


def _blank_column(
    form: Form, section: Section, column: Column, called: Mapping[str, str]
) -> Content:
    question = column.question
    return {
        **_heading(section, column, called),
        "width": column.width,
        "hint": written.hint(form, question.when),
        "cell": _cell(question),
    }


def _cell(question: Question) -> Content:
    if question.type in BOXES and question.type is not Type.PHONE:
        return {"shape": "boxes", "groups": [size for size, _name in BOXES[question.type]]}
    if question.type is Type.YES_NO:
        return {"shape": "ticks", "options": ["Ya", "Tidak"]}
    if question.type is Type.FILE:
        return {"shape": "ticks", "options": ["Ada"]}
    if question.type in CHOOSING and columns.is_ticked(question):
        return {"shape": "ticks", "options": [option.label for option in question.options]}
    return {"shape": "empty"}


def _codes(section: Section, question: Question, called: Mapping[str, str]) -> Content:
    return {
        "mark": called[f"{section.id}.{question.id}"],
        "label": question.label,
        "several": question.type is Type.CHOICES,
        "options": [option.label for option in question.options],
    }


# Filled paper.


def _answered(asked: Asked, own: Any, called: Mapping[str, str], head: Head) -> Content:
    if asked.section.repeat:
        return {"one": asked.section.repeat.one, "tables": _filled_tables(asked, own, called, head)}
    values: Mapping[str, Any] = own or {}
    return {
        "rows": [
            {
                **_asking(asked.section, question, called),
                "field": _value(question, values.get(question.id), head),
            }
            for question in asked.questions
        ]
    }


def _value(question: Question, value: Any, head: Head) -> Content:
    if question.type is Type.CHOICES and value:
        chosen = [question.option(str(one)) for one in value]
        return {"shape": "chosen", "options": chosen}
    if question.type is Type.CHOICE and value:
        return {"shape": "chosen", "options": [question.option(str(value))]}
    text = written.text_of(question, value, head.names)
    if question.type in BOXES and question.type is not Type.DATE and text:
        return {"shape": "digits", "text": text}
    wide = len(text) > LONG
    return {"shape": "wide" if wide else "text", "text": written.fitted(text, 80 if wide else 50)}


def _filled_tables(asked: Asked, own: Any, called: Mapping[str, str], head: Head) -> list[Content]:
    """Columns that no item was asked for are left out; a further table repeats the first column."""
    section = asked.section
    wanted = {question.id for item in asked.items for question in item}
    shown = [question for question in section.questions if question.id in wanted]
    items = list(zip(own or [], asked.items, strict=False))
    tables = columns.tables(shown, blank=False) if items else []
    made = []
    for place, table in enumerate(tables):
        again = [Column(shown[0], columns.AGAIN)] if place else []
        made.append(
            {
                "columns": [
                    {**_heading(section, one, called), "width": one.width} for one in again + table
                ],
                "rows": [
                    [_cell_text(one, item, questions, head) for one in again + table]
                    for item, questions in items
                ],
            }
        )
    return made


def _cell_text(
    column: Column, item: Mapping[str, Any], questions: Sequence[Question], head: Head
) -> str:
    question = column.question
    if question not in questions:
        return "–"
    text = written.text_of(question, item.get(question.id), head.names) or "–"
    return written.fitted(text, column.letters)


def _heading(section: Section, column: Column, called: Mapping[str, str]) -> Content:
    asking = _asking(section, column.question, called)
    return {**asking, "label": written.fitted(asking["label"], column.heading_letters)}


def _asking(section: Section, question: Question, called: Mapping[str, str]) -> Content:
    return {"mark": called[f"{section.id}.{question.id}"], "label": question.label}


_PLACES: Mapping[Type, Content] = {
    Type.YES_NO: _ticks(["Ya", "Tidak"]),
    Type.FILE: _ticks(["Dilampirkan"]),
    Type.ADDRESS: {"shape": "address"},
    Type.LONG_TEXT: {"shape": "lines", "count": LINES},
    Type.MONEY: {"shape": "line", "before": "Rp", "width": 60},
    Type.NUMBER: {"shape": "line", "before": "", "width": 40},
}
