"""A form as a value: sections, questions, conditions, declarations and signatures. Pure.

The same value is asked on the screen and set on paper. A question is named by its section and its
own id, `pemohon.nama`; in a repeated section it exists once for each item.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maklumat.eforms.conditions import Condition, condition

# Any, below: YAML and JSON hold anything.


class Type(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NIK = "nik"
    NIP = "nip"
    NPWP = "npwp"
    KK = "kk"
    FILE = "file"


CHOOSING = frozenset({Type.CHOICE, Type.CHOICES})
# Kept encrypted, masked on the screen: numbers that name one person for life.
SECRET = frozenset({Type.NIK, Type.KK, Type.NPWP, Type.NIP})
MOST_ITEMS = 30  # of a repeated section


@dataclass(frozen=True)
class Option:
    id: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question. `least` and `most` bound numbers, money, lengths of texts and counts of files.

    `known` names what else may have been answered already, such as `person.name`: questions with the
    same name are offered each other's answer.
    """

    id: str
    type: Type
    label: str
    help: str = ""
    required: bool = True
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    past: bool = False  # a date not after today
    known: str = ""

    def option(self, chosen: str) -> str:
        """Return the label of a chosen option; the id itself when a newer form has none such."""
        return next((option.label for option in self.options if option.id == chosen), chosen)


@dataclass(frozen=True)
class Repeat:
    """A section asked for each of several, such as the members of a family."""

    one: str  # what one item is called: "Anggota keluarga"
    least: int = 1
    most: int = 10


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""
    when: Condition | None = None
    repeat: Repeat | None = None

    def question(self, name: str) -> Question:
        """Return the question of this id; raises KeyError."""
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)


@dataclass(frozen=True)
class Signature:
    """A space to sign in; `name` is the question whose answer stands below it, or empty."""

    role: str
    name: str = ""


@dataclass(frozen=True)
class Form:
    """One version of a form. `case` is the question that tells which documents to bring."""

    code: str
    title: str
    sections: tuple[Section, ...]
    purpose: str = ""
    minutes: int = 5
    source: str = ""
    declarations: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    case: str = ""

    def section(self, name: str) -> Section:
        """Return the section of this id; raises KeyError."""
        for section in self.sections:
            if section.id == name:
                return section
        raise KeyError(name)

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Give all questions with their sections, in the order in which they are asked."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def question(self, name: str) -> Question:
        """Return the question of a full name, `section.question`; raises KeyError."""
        section, _dot, question = name.partition(".")
        return self.section(section).question(question)


def form(content: Mapping[str, Any]) -> Form:
    """Read the content of a form that `checking.faults` found nothing against.

    >>> ask = {"id": "nama", "type": "text", "label": "Nama lengkap"}
    >>> read = form({"code": "surat", "title": "Surat", "sections": [
    ...     {"id": "pemohon", "title": "Pemohon", "questions": [ask]}]})
    >>> read.question("pemohon.nama").label
    'Nama lengkap'
    """
    return Form(
        code=content["code"],
        title=content["title"],
        sections=tuple(_section(raw) for raw in content["sections"]),
        purpose=content.get("purpose", ""),
        minutes=content.get("minutes", 5),
        source=content.get("source", ""),
        declarations=tuple(content.get("declarations", ())),
        signatures=tuple(
            Signature(raw["role"], raw.get("name", "")) for raw in content.get("signatures", ())
        ),
        case=content.get("case", ""),
    )


def _section(raw: Mapping[str, Any]) -> Section:
    again = raw.get("repeat")
    return Section(
        id=raw["id"],
        title=raw["title"],
        questions=tuple(_question(one) for one in raw["questions"]),
        help=raw.get("help", ""),
        when=condition(raw["when"]) if raw.get("when") else None,
        repeat=(
            Repeat(again["one"], again.get("least", 1), again.get("most", 10)) if again else None
        ),
    )


def _question(raw: Mapping[str, Any]) -> Question:
    return Question(
        id=raw["id"],
        type=Type(raw["type"]),
        label=raw["label"],
        help=raw.get("help", ""),
        required=raw.get("required", True),
        when=condition(raw["when"]) if raw.get("when") else None,
        options=_options(raw.get("options", ())),
        least=raw.get("least"),
        most=raw.get("most"),
        past=raw.get("past", False),
        known=raw.get("known", ""),
    )


def _options(raw: Sequence[Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(one["id"], one["label"]) for one in raw)


def content(made: Form) -> dict[str, Any]:
    """Return what `form` reads back to the same value, without what stands for itself."""
    found: dict[str, Any] = {"code": made.code, "title": made.title}
    found |= _filled(purpose=made.purpose, source=made.source, case=made.case)
    if made.minutes != 5:
        found["minutes"] = made.minutes
    found["sections"] = [_section_content(section) for section in made.sections]
    found |= _filled(
        declarations=list(made.declarations),
        signatures=[{"role": one.role} | _filled(name=one.name) for one in made.signatures],
    )
    return found


def _section_content(section: Section) -> dict[str, Any]:
    found: dict[str, Any] = {"id": section.id, "title": section.title}
    found |= _filled(help=section.help)
    if section.when:
        found["when"] = section.when.content()
    if section.repeat:
        again = section.repeat
        found["repeat"] = {"one": again.one, "least": again.least, "most": again.most}
    found["questions"] = [_question_content(question) for question in section.questions]
    return found


def _question_content(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": question.id,
        "type": question.type.value,
        "label": question.label,
    }
    found |= _filled(help=question.help, known=question.known)
    if not question.required:
        found["required"] = False
    if question.when:
        found["when"] = question.when.content()
    if question.options:
        found["options"] = [{"id": one.id, "label": one.label} for one in question.options]
    for name, bound in (("least", question.least), ("most", question.most)):
        if bound is not None:
            found[name] = bound
    if question.past:
        found["past"] = True
    return found


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
