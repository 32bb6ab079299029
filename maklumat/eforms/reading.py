"""One page of a form, read as a whole: values, and what is wrong with the rest. Pure.

Questions are read in their order, each only if what stands above it asks for it: an answer that was
changed a moment ago decides at once what else is wanted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maklumat.eforms.conditions import holds
from maklumat.eforms.definition import Form, Question, Section, Type
from maklumat.eforms.fields import (
    ADDRESS_PARTS,
    ENCLOSED,
    Problem,
    Refused,
    World,
    Wrong,
    answer,
    most_files,
)
from maklumat.eforms.path import Answers, path

# Any: values are of many types.
Typed = Sequence[str] | Mapping[str, str]
YES, NO = "ya", "tidak"


@dataclass(frozen=True)
class Page:
    """What came of one section, or one item of a repeated one. `asked` are ids, in order."""

    values: Mapping[str, Any]
    problems: Mapping[str, Problem]
    asked: tuple[str, ...]


def read(
    section: Section, typed: Callable[[Question], Typed], above: Answers, world: World
) -> Page:
    """Read what was typed into a section; `above` are the answers of the sections before it.

    >>> name = Question("nama", Type.TEXT, "Nama")
    >>> page = read(Section("a", "A", (name,)), lambda question: [" Sari "], {}, World(None))
    >>> page.values, page.problems
    ({'nama': 'Sari'}, {})
    """
    known = flat(above)
    values: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    asked = []
    for question in section.questions:
        if not holds(question.when, known):
            continue
        asked.append(question.id)
        try:
            value = answer(question, typed(question), world)
        except Refused as refused:
            problems[question.id] = refused.problem
            continue
        if value is not None:
            values[question.id] = known[f"{section.id}.{question.id}"] = value
    return Page(values, problems, tuple(asked))


def flat(answers: Answers) -> dict[str, Any]:
    """Return what conditions ask: answers by full name, and items by section."""
    known: dict[str, Any] = {}
    for section, own in answers.items():
        if isinstance(own, Mapping):
            known |= {f"{section}.{question}": value for question, value in own.items()}
        else:
            known[section] = own
    return known


def files_of(form: Form, answers: Answers) -> list[tuple[str, str]]:
    """Return the files that answers name, each with the full name of its question, in order."""
    found = []
    for section, question in form.questions():
        own = answers.get(section.id) if question.type is Type.FILE else None
        for item in [own] if isinstance(own, Mapping) else own or []:
            name = f"{section.id}.{question.id}"
            found += [(name, one) for one in item.get(question.id, ()) if one != ENCLOSED]
    return found


@dataclass(frozen=True)
class Wanting:
    """A question that still takes files after the form was handed in."""

    name: str  # full
    label: str
    room: int


def wanting(form: Form, answers: Answers) -> list[Wanting]:
    """Return the questions of a form that was handed in which still take files; never of an item."""
    walked = path(form, answers)
    found = []
    for asked in walked.sections:
        own = walked.answers.get(asked.section.id)
        if asked.section.repeat or not isinstance(own, Mapping | None):
            continue
        for question in asked.items[0] if asked.items else ():
            if question.type is not Type.FILE:
                continue
            sent = [one for one in (own or {}).get(question.id, ()) if one != ENCLOSED]
            if room := most_files(question) - len(sent):
                found.append(Wanting(f"{asked.section.id}.{question.id}", question.label, room))
    return found


def enclosed(answers: Answers, name: str, keys: Sequence[str]) -> dict[str, Any]:
    """Return answers in which more files stand at a question."""
    section, _dot, question = name.partition(".")
    own = dict(answers.get(section) or {})
    sent = [one for one in own.get(question, ()) if one != ENCLOSED]
    return {**answers, section: {**own, question: [*sent, *keys]}}


def renamed(answers: Any, names: Mapping[str, str]) -> Any:
    """Return answers in which files are named anew; everything else stays as it is."""
    if isinstance(answers, Mapping):
        return {key: renamed(value, names) for key, value in answers.items()}
    if isinstance(answers, list):
        return [renamed(one, names) for one in answers]
    return names.get(answers, answers) if isinstance(answers, str) else answers


def typed_of(question: Question, value: Any) -> Typed:
    """Return a kept value as somebody would type it: `fields.answer` reads it back the same."""
    if question.type is Type.ADDRESS:
        return {part: (value or {}).get(part, "") for part in ADDRESS_PARTS}
    if value is None or value == "":
        return []
    if question.type is Type.YES_NO:
        return [YES if value else NO]
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)]


def sound(form: Form, answers: Any, world: World) -> dict[str, Any]:
    """Return of any answers, such as those of a file that was brought along, what can be kept.

    Whatever the form does not ask, or would refuse, is left out.
    """
    kept: dict[str, Any] = {}
    given = answers if isinstance(answers, Mapping) else {}
    for section in form.sections:
        own = given.get(section.id)
        if section.repeat:
            items = own if isinstance(own, Sequence) and not isinstance(own, str) else ()
            kept[section.id] = [
                _sound_section(section, item, world) for item in items[: section.repeat.most]
            ]
        else:
            kept[section.id] = _sound_section(section, own, world)
    return dict(path(form, kept).answers)


def _sound_section(section: Section, own: Any, world: World) -> dict[str, Any]:
    given = own if isinstance(own, Mapping) else {}
    kept = {}
    for question in section.questions:
        try:
            value = answer(question, typed_of(question, _plain(given.get(question.id))), world)
        except (Refused, AttributeError, TypeError, ValueError):
            continue
        if value is not None:
            kept[question.id] = value
    return kept


def _plain(value: Any) -> Any:
    """Keep what may be a value; anything deeper than an address or a list of texts may not."""
    if isinstance(value, Mapping):
        return {part: text for part, text in value.items() if isinstance(text, str)}
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return value if isinstance(value, str | int | bool) else None


def problems_of_items(
    section: Section, items: Sequence[Mapping[str, Any]], above: Answers, world: World
) -> list[Mapping[str, Problem]]:
    """Return for each item of a section what is wrong or missing in its kept answers."""
    return [_kept(section, item, above, world).problems for item in items]


def _kept(section: Section, item: Mapping[str, Any], above: Answers, world: World) -> Page:
    return read(section, lambda question: typed_of(question, item.get(question.id)), above, world)


def is_open(form: Form, answers: Answers, world: World) -> str | None:
    """Return the first section that still wants something; None when the form is whole."""
    walked = path(form, answers)
    above: dict[str, Any] = {}
    for asked in walked.sections:
        own = walked.answers.get(asked.section.id)
        items = own if asked.section.repeat else [own or {}]
        if too_few(asked.section, answers.get(asked.section.id)) or any(
            problems_of_items(asked.section, items or [], above, world)
        ):
            return asked.section.id
        above[asked.section.id] = own
    return None


def too_few(section: Section, items: Any) -> Problem | None:
    """Return the problem of a repeated section with fewer items than it needs."""
    if section.repeat and len(items or ()) < section.repeat.least:
        return Problem(Wrong.TOO_FEW, section.repeat.least)
    return None


def offered(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers that were given elsewhere under the same `known` name, by full name."""
    return {
        f"{section.id}.{question.id}": known[question.known]
        for section, question in form.questions()
        if question.known in known and not section.repeat
    }


def email(form: Form, answers: Answers) -> str:
    """Return the first e-mail address that was answered, so that it is not asked twice."""
    for section, question in form.questions():
        own = answers.get(section.id)
        if question.type is Type.EMAIL and isinstance(own, Mapping) and own.get(question.id):
            return str(own[question.id])
    return ""


def told(form: Form, answers: Answers) -> dict[str, Any]:
    """Return what these answers tell for other forms: values by their `known` name."""
    found: dict[str, Any] = {}
    for section, question in form.questions():
        own = answers.get(section.id)
        if question.known and isinstance(own, Mapping) and own.get(question.id) is not None:
            found.setdefault(question.known, own[question.id])
    return found
