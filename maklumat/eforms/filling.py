"""What the pages of a form show: the walk through it, questions with what was typed, the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from maklumat.eforms import numbers, reading, sentences, written
from maklumat.eforms.definition import SECRET, Form, Question, Section, Type
from maklumat.eforms.enclosing import Enclosed
from maklumat.eforms.fields import ADDRESS_PARTS, most_files
from maklumat.eforms.path import Answers, Path, path
from maklumat.eforms.reading import Typed

# Any: answers are of many types.


@dataclass(frozen=True)
class Part:
    """One input of an address."""

    name: str
    label: str
    value: str
    key: str
    needed: bool


@dataclass(frozen=True)
class Shown:
    """A question on a page: what stands in it, what is wrong, and whether it is asked now."""

    question: Question
    typed: Typed
    problem: str = ""
    is_asked: bool = True
    is_offered: bool = False
    files: Sequence[Enclosed] = ()

    @property
    def most_files(self) -> int:
        return most_files(self.question)

    @property
    def name(self) -> str:
        return field_name(self.question)

    @property
    def value(self) -> str:
        return self.typed[0] if isinstance(self.typed, Sequence) and self.typed else ""

    @property
    def day(self) -> str:
        """A kept day as people write it; what can't be a day stays as it was typed."""
        year, _dash, rest = self.value.partition("-")
        month, _dash, day = rest.partition("-")
        return f"{day}/{month}/{year}" if len(year) == 4 and day else self.value

    @property
    def parts(self) -> list[Part]:
        typed = self.typed if isinstance(self.typed, Mapping) else {}
        return [
            Part(f"{self.name}-{key}", str(sentences.PARTS[key]), typed.get(key, ""), key,
                 key not in ("rt", "rw", "postcode"))
            for key in ADDRESS_PARTS
        ]  # fmt: skip

    @property
    def first_id(self) -> str:
        """The id of the first control: where an error leads to."""
        if self.question.type is Type.ADDRESS:
            return f"{self.name}-street"
        if self.question.type is Type.YES_NO:
            return f"{self.name}-ya"
        if self.question.options:
            return f"{self.name}-{self.question.options[0].id}"
        return self.name


def field_name(question: Question) -> str:
    return f"q-{question.id}"


def typed_in(data: QueryDict, question: Question) -> Typed:
    """Return what a posted page holds for a question."""
    name = field_name(question)
    if question.type is Type.ADDRESS:
        return {part: data.get(f"{name}-{part}", "") for part in ADDRESS_PARTS}
    return data.getlist(name)


def above(form: Form, answers: Answers, section: Section) -> dict[str, Any]:
    """Return the answers that stand before a section and are asked for."""
    walked = path(form, answers).answers
    found = {}
    for each in form.sections:
        if each.id == section.id:
            break
        if each.id in walked:
            found[each.id] = walked[each.id]
    return found


def shown(
    section: Section, typed: Mapping[str, Typed], page: reading.Page, offered: Mapping[str, Any]
) -> list[Shown]:
    """Return all questions of a section as a page shows them; those not asked stand hidden."""
    found = []
    for question in section.questions:
        own = typed.get(question.id) or reading.typed_of(question, None)
        has = any(own.values()) if isinstance(own, Mapping) else bool(own)
        known = offered.get(f"{section.id}.{question.id}")
        problem = page.problems.get(question.id)
        if not has and known is not None:
            own = reading.typed_of(question, known)
        found.append(
            Shown(
                question,
                own,
                sentences.problem(question, problem) if problem else "",
                is_asked=question.id in page.asked,
                is_offered=not has and known is not None,
            )
        )
    return found


@dataclass(frozen=True)
class Line:
    """One answer on the page that is checked."""

    label: str
    text: str
    is_long: bool = False
    files: Sequence[tuple[UUID, str]] = ()  # that were handed in, with their names


@dataclass(frozen=True)
class Summary:
    """A section on the page that is checked; several groups of lines when it is repeated."""

    section: Section
    groups: Sequence[tuple[str, Sequence[Line]]]


def summary(
    form: Form, answers: Answers, names: Mapping[str, str], *, is_masked: bool = True
) -> list[Summary]:
    """Return all answers in words, section by section; numbers of a lifetime are masked."""
    walked: Path = path(form, answers)
    found = []
    for asked in walked.sections:
        own = walked.answers.get(asked.section.id)
        items = own if asked.section.repeat else [own or {}]
        groups = []
        for place, (questions, item) in enumerate(zip(asked.items, items or [], strict=False), 1):
            title = f"{asked.section.repeat.one} {place}" if asked.section.repeat else ""
            groups.append(
                (
                    title,
                    [_line(one, item.get(one.id), names, is_masked=is_masked) for one in questions],
                )
            )
        found.append(Summary(asked.section, groups))
    return found


def _line(question: Question, value: Any, names: Mapping[str, str], *, is_masked: bool) -> Line:
    text = written.text_of(question, value, names)
    if question.type in SECRET and text and is_masked:
        text = numbers.masked(text)
    files = [(UUID(one), names[one]) for one in value or () if one in names] if (
        question.type is Type.FILE
    ) else []  # fmt: skip
    return Line(question.label, text, question.type is Type.LONG_TEXT, files)


def title_of(section: Section, item: Mapping[str, Any], place: int) -> str:
    """Return what an item of a repeated section is called in the list: its first text."""
    assert section.repeat is not None  # noqa: S101  only repeated sections have items
    for question in section.questions:
        if question.type is Type.TEXT and item.get(question.id):
            return str(item[question.id])
    return f"{section.repeat.one} {place}"
