"""Changes to a form that is being built: each returns a new form. Pure.

Ids are made once from the words a person types and stay when the words change: answers that were
given, and conditions that name a question, keep their meaning.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from maklumat.eforms.definition import Form, Option, Question, Section, Type

LONGEST_ID = 40
T = TypeVar("T", Section, Question)


def new_id(words: str, taken: Collection[str], otherwise: str = "isian") -> str:
    """Return an id made of words that is not taken yet.

    >>> new_id("Nama lengkap (sesuai KTP)", {"nama_lengkap_sesuai_ktp"})
    'nama_lengkap_sesuai_ktp_2'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not stem[:1].isalpha():
        stem = f"{otherwise}_{stem}".strip("_")
    stem = stem[: LONGEST_ID - 3].rstrip("_")
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found


def options(lines: Sequence[str], before: Sequence[Option]) -> tuple[Option, ...]:
    """Return options for lines of words; a line that was there, or only reworded, keeps its id.

    >>> options(["Hilang", "Rusak parah"], [Option("hilang", "Hilang"), Option("rusak", "Rusak")])
    (Option(id='hilang', label='Hilang'), Option(id='rusak', label='Rusak parah'))
    """
    words = [" ".join(line.split()) for line in lines]
    words = [one for one in words if one]
    by_label = {one.label: one.id for one in before}
    found: list[Option] = []
    gone = [one for one in before if one.label not in words]
    is_reworded = len(words) == len(before)
    taken = {one.id for one in before}
    for place, label in enumerate(words):
        name = by_label.pop(label, "")
        if not name and is_reworded and before[place] in gone:
            name = before[place].id
        if not name:
            name = new_id(label, taken, "pilihan")
        taken.add(name)
        found.append(Option(name, label))
    return tuple(found)


def with_section(form: Form, title: str) -> tuple[Form, Section]:
    """Add an empty section at the end."""
    made = Section(new_id(title, {one.id for one in form.sections}, "bagian"), title, ())
    return replace(form, sections=(*form.sections, made)), made


def with_question(section: Section, label: str, kind: Type) -> tuple[Section, Question]:
    """Add a question at the end of a section."""
    made = Question(new_id(label, {one.id for one in section.questions}), kind, label)
    return replace(section, questions=(*section.questions, made)), made


def copied(section: Section, name: str) -> Section:
    """Put a copy of a question behind it."""
    question = section.question(name)
    twin = replace(question, id=new_id(name, {one.id for one in section.questions}))
    place = section.questions.index(question) + 1
    return replace(
        section, questions=(*section.questions[:place], twin, *section.questions[place:])
    )


def kept(form: Form, section: Section) -> Form:
    """Put a changed section where the one of its id stands."""
    return replace(
        form, sections=tuple(section if one.id == section.id else one for one in form.sections)
    )


def kept_question(form: Form, section: str, question: Question) -> Form:
    """Put a changed question where the one of its id stands."""
    own = form.section(section)
    own.question(question.id)
    questions = tuple(question if one.id == question.id else one for one in own.questions)
    return kept(form, replace(own, questions=questions))


def put_back(form: Form, section: Section) -> Form:
    """Put a section at the end that is not in the form any more."""
    return replace(form, sections=(*form.sections, section))


def with_question_put_back(form: Form, section: Section, question: Question) -> Form:
    """Put a question at the end of its section; if that is gone too, the section at the end."""
    again = replace(section, questions=(*section.questions, question))
    is_there = any(one.id == section.id for one in form.sections)
    return kept(form, again) if is_there else put_back(form, again)


def moved(rows: tuple[T, ...], name: str, by: int) -> tuple[T, ...]:
    """Move the row of this id up (-1) or down (1); at the end nothing moves."""
    place = next((at for at, one in enumerate(rows) if one.id == name), None)
    if place is None or not 0 <= place + by < len(rows):
        return rows
    found = list(rows)
    found[place], found[place + by] = found[place + by], found[place]
    return tuple(found)


def without(rows: tuple[T, ...], name: str) -> tuple[T, ...]:
    return tuple(one for one in rows if one.id != name)


WAYS = frozenset({"up", "down", "copy", "remove"})


def arrange(form: Form, how: str, section: str, question: str = "") -> Form:
    """Move (`up`, `down`), `copy` or `remove` a question, or a section when none is named.

    Raises KeyError for what is not there and for another way.
    """
    own = form.section(section)
    if question:
        own.question(question)
        return kept(form, _arranged_question(own, how, question))
    steps = {"up": -1, "down": 1}
    if how in steps:
        return replace(form, sections=moved(form.sections, section, steps[how]))
    if how == "remove":
        return replace(form, sections=without(form.sections, section))
    raise KeyError(how)


def _arranged_question(section: Section, how: str, question: str) -> Section:
    match how:
        case "up":
            return replace(section, questions=moved(section.questions, question, -1))
        case "down":
            return replace(section, questions=moved(section.questions, question, 1))
        case "copy":
            return copied(section, question)
        case "remove":
            return replace(section, questions=without(section.questions, question))
    raise KeyError(how)
