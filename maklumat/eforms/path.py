"""The way through a form: what is asked, given the answers so far. Pure.

Answers are a mapping of section id to a mapping of question id to value; of a repeated section, to a
list of such mappings. Conditions look back only, so that one pass from the top decides everything.
What is not asked is dropped from what is kept: a changed mind leaves nothing behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maklumat.eforms.conditions import holds
from maklumat.eforms.definition import Form, Question, Section

# Any: answers are texts, numbers, lists and mappings, by type of question.
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A section that is asked, with its questions; of a repeated section, those of each item."""

    section: Section
    items: tuple[tuple[Question, ...], ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.items[0] if self.items else ()


@dataclass(frozen=True)
class Path:
    """All that is asked, in order, and the answers that belong to it."""

    sections: tuple[Asked, ...]
    answers: Answers

    def has(self, section: str) -> bool:
        return any(asked.section.id == section for asked in self.sections)

    def place(self, section: str) -> int:
        """Return where a section stands, from 0; raises KeyError when it is not asked."""
        for place, asked in enumerate(self.sections):
            if asked.section.id == section:
                return place
        raise KeyError(section)

    def after(self, section: str) -> str | None:
        """Return the section that follows; None after the last."""
        place = self.place(section) + 1
        return self.sections[place].section.id if place < len(self.sections) else None

    def before(self, section: str) -> str | None:
        place = self.place(section)
        return self.sections[place - 1].section.id if place else None


def path(form: Form, answers: Answers) -> Path:
    """Walk the form from the top.

    Of a repeated section at least its fewest items are asked; only those begun are kept and counted.

    >>> from maklumat.eforms.definition import form as read
    >>> lost = {"question": "data.alasan", "is": "hilang"}
    >>> yes = {"id": "alasan", "type": "text", "label": "Alasan"}
    >>> report = {"id": "nomor", "type": "text", "label": "Nomor laporan", "when": lost}
    >>> made = read({"code": "x", "title": "X", "sections": [
    ...     {"id": "data", "title": "Data", "questions": [yes, report]}]})
    >>> [question.id for question in path(made, {"data": {"alasan": "rusak"}}).sections[0].questions]
    ['alasan']
    """
    known: dict[str, Any] = {}
    sections: list[Asked] = []
    kept: dict[str, Any] = {}
    for section in form.sections:
        if not holds(section.when, known):
            continue
        given = answers.get(section.id)
        if section.repeat:
            walked = [_walk(section, item, known) for item in _items(section, given)]
            there = len(given) if isinstance(given, Sequence) and not isinstance(given, str) else 0
            kept[section.id] = [own for _questions, own in walked[:there]]
            known[section.id] = kept[section.id]
        else:
            walked = [_walk(section, given if isinstance(given, Mapping) else {}, known)]
            own = kept[section.id] = walked[0][1]
            known |= {f"{section.id}.{name}": value for name, value in own.items()}
        if section.repeat or any(questions for questions, _own in walked):
            sections.append(Asked(section, tuple(questions for questions, _own in walked)))
        else:
            del kept[section.id]
    return Path(tuple(sections), kept)


def _walk(
    section: Section, given: Mapping[str, Any], known: Mapping[str, Any]
) -> tuple[tuple[Question, ...], dict[str, Any]]:
    """Within an item its own questions are named as if the section were asked once."""
    own: dict[str, Any] = {}
    here = dict(known)
    asked = []
    for question in section.questions:
        if not holds(question.when, here):
            continue
        asked.append(question)
        if question.id in given:
            own[question.id] = given[question.id]
            here[f"{section.id}.{question.id}"] = given[question.id]
    return tuple(asked), own


def _items(section: Section, given: Any) -> list[Mapping[str, Any]]:
    assert section.repeat is not None  # noqa: S101  asked by the caller
    there = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []
    items = [item if isinstance(item, Mapping) else {} for item in there[: section.repeat.most]]
    return items + [{}] * (section.repeat.least - len(items))
