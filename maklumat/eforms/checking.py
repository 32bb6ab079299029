"""What is wrong with the definition of a form, place by place. Pure.

Every fault names where it stands and carries what its sentence needs; the words are in
`sentences.py`. A form with faults is never published; `definition.form` reads only sound ones.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from maklumat.eforms.conditions import Ask, Check, Condition, condition
from maklumat.eforms.definition import CHOOSING, MOST_ITEMS, Type
from maklumat.eforms.fields import MOST_FILES

# Any: what is checked may be anything.
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MOST_SECTIONS, MOST_QUESTIONS, MOST_OPTIONS = 30, 60, 60
FORM_KEYS = frozenset(
    {"code", "title", "purpose", "minutes", "source", "case", "sections", "declarations",
     "signatures"}
)  # fmt: skip
SECTION_KEYS = frozenset({"id", "title", "help", "when", "repeat", "questions"})
QUESTION_KEYS = frozenset(
    {"id", "type", "label", "help", "known", "required", "when", "options", "least", "most", "past"}
)
BOUNDED = frozenset({Type.TEXT, Type.LONG_TEXT, Type.NUMBER, Type.MONEY, Type.CHOICES, Type.FILE})
_ORDERED = frozenset({Check.AT_LEAST, Check.AT_MOST})
SUITS: Mapping[Any, frozenset[Check]] = {
    Type.TEXT: frozenset({Check.IS, Check.IN}),
    Type.CHOICE: frozenset({Check.IS, Check.IN}),
    Type.CHOICES: frozenset({Check.HAS}),
    Type.YES_NO: frozenset({Check.IS}),
    Type.NUMBER: _ORDERED,
    Type.MONEY: _ORDERED,
    Type.DATE: _ORDERED,
}


class Flaw(StrEnum):
    NOT_A_MAPPING = "not_a_mapping"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    BAD_ID = "bad_id"
    TWICE = "twice"
    EMPTY = "empty"
    TOO_MANY = "too_many"
    UNKNOWN_TYPE = "unknown_type"
    NO_OPTIONS = "no_options"
    NEEDLESS_OPTIONS = "needless_options"
    BAD_BOUNDS = "bad_bounds"
    BAD_COUNT = "bad_count"
    BAD_CONDITION = "bad_condition"
    UNKNOWN_QUESTION = "unknown_question"
    LATER_QUESTION = "later_question"
    FROM_A_REPEAT = "from_a_repeat"
    NOT_REPEATED = "not_repeated"
    UNKNOWN_OPTION = "unknown_option"
    WRONG_TEST = "wrong_test"
    BAD_REPEAT = "bad_repeat"
    BAD_CASE = "bad_case"
    BAD_NAME = "bad_name"


@dataclass(frozen=True)
class Fault:
    """One thing to mend; `place` such as `pemohon.nama`, `what` the word that is wrong."""

    place: str
    flaw: Flaw
    what: str = ""


def faults(content: Any) -> list[Fault]:
    """Return all that is wrong with a form's content, in the order of the form.

    >>> faults({"code": "x", "title": "X", "sections": []})
    [Fault(place='sections', flaw=<Flaw.EMPTY: 'empty'>, what='')]
    """
    if not isinstance(content, Mapping):
        return [Fault("", Flaw.NOT_A_MAPPING)]
    found = [*_keys("", content, FORM_KEYS, ("code", "title", "sections"))]
    if isinstance(content.get("code"), str) and not CODE.fullmatch(content["code"]):
        found.append(Fault("code", Flaw.BAD_ID, content["code"]))
    sections = content.get("sections")
    if "sections" in content and not _list(sections):
        found.append(Fault("sections", Flaw.EMPTY))
    elif sections:
        if len(sections) > MOST_SECTIONS:
            found.append(Fault("sections", Flaw.TOO_MANY, str(MOST_SECTIONS)))
        found += _Walk().sections(sections)
        found += _ends(content)
    return found


def _keys(
    place: str, content: Mapping[str, Any], known: Collection[str], needed: Sequence[str]
) -> Iterator[Fault]:
    for key in content:
        if key not in known:
            yield Fault(place, Flaw.UNKNOWN_KEY, str(key))
    for key in needed:
        if content.get(key) in (None, "") or (
            key in ("title", "label", "code", "id") and not isinstance(content[key], str)
        ):
            yield Fault(place, Flaw.MISSING, key)


class _Walk:
    """Goes through the sections once and remembers what a condition may already name."""

    def __init__(self) -> None:
        self.seen: dict[str, Mapping[str, Any]] = {}  # questions by full name
        self.repeated: set[str] = set()
        self.names: set[str] = set()

    def sections(self, sections: Sequence[Any]) -> Iterator[Fault]:
        everything = {
            f"{section.get('id')}.{question.get('id')}"
            for section in sections
            if isinstance(section, Mapping)
            for question in _list(section.get("questions"))
            if isinstance(question, Mapping)
        }
        for place, section in enumerate(sections, start=1):
            if not isinstance(section, Mapping):
                yield Fault(f"sections {place}", Flaw.NOT_A_MAPPING)
                continue
            yield from self._section(section, str(section.get("id", place)), everything)

    def _section(
        self, section: Mapping[str, Any], name: str, everything: Collection[str]
    ) -> Iterator[Fault]:
        yield from _keys(name, section, SECTION_KEYS, ("id", "title", "questions"))
        yield from self._id(name, name, self.names)
        yield from self._condition(name, section.get("when"), "", everything)
        repeat = section.get("repeat")
        if repeat is not None:
            yield from _repeat(name, repeat)
            self.repeated.add(name)
        questions = _list(section.get("questions"))
        if not questions and section.get("questions") not in (None, ""):
            yield Fault(name, Flaw.EMPTY)
        if len(questions) > MOST_QUESTIONS:
            yield Fault(name, Flaw.TOO_MANY, str(MOST_QUESTIONS))
        own: set[str] = set()
        for place, question in enumerate(questions, start=1):
            if not isinstance(question, Mapping):
                yield Fault(f"{name}.{place}", Flaw.NOT_A_MAPPING)
                continue
            full = f"{name}.{question.get('id', place)}"
            yield from self._id(full, str(question.get("id", "")), own)
            yield from _question(full, question)
            yield from self._condition(full, question.get("when"), name, everything)
            self.seen[full] = question

    def _id(self, place: str, name: str, taken: set[str]) -> Iterator[Fault]:
        if not ID.fullmatch(name):
            yield Fault(place, Flaw.BAD_ID, name)
        elif name in taken:
            yield Fault(place, Flaw.TWICE, name)
        taken.add(name)

    def _condition(
        self, place: str, raw: Any, here: str, everything: Collection[str]
    ) -> Iterator[Fault]:
        if raw is None:
            return
        try:
            read: Condition = condition(raw)
        except ValueError as error:
            yield Fault(place, Flaw.BAD_CONDITION, str(error))
            return
        for ask in read.names():
            yield from self._ask(place, ask, here, everything)

    def _ask(self, place: str, ask: Ask, here: str, everything: Collection[str]) -> Iterator[Fault]:
        if ask.count:
            if ask.about not in self.repeated or ask.about == here:
                yield Fault(place, Flaw.NOT_REPEATED, ask.about)
            return
        section = ask.about.partition(".")[0]
        if ask.about not in self.seen:
            later = ask.about in everything
            yield Fault(place, Flaw.LATER_QUESTION if later else Flaw.UNKNOWN_QUESTION, ask.about)
        elif section in self.repeated and section != here:
            yield Fault(place, Flaw.FROM_A_REPEAT, ask.about)
        else:
            yield from _fits(place, ask, self.seen[ask.about])


def _fits(place: str, ask: Ask, question: Mapping[str, Any]) -> Iterator[Fault]:
    """Does the test suit the type of the question it asks?"""
    kind = question.get("type")
    if ask.test is Check.FILLED:
        return
    if ask.test not in SUITS.get(kind, frozenset()) or (
        kind == Type.YES_NO and not isinstance(ask.value, bool)
    ):
        yield Fault(place, Flaw.WRONG_TEST, ask.about)
    elif kind in CHOOSING:
        offered = [
            one.get("id") for one in _list(question.get("options")) if isinstance(one, Mapping)
        ]
        for value in ask.value if isinstance(ask.value, tuple) else (ask.value,):
            if value not in offered:
                yield Fault(place, Flaw.UNKNOWN_OPTION, str(value))


def _question(place: str, question: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _keys(place, question, QUESTION_KEYS, ("id", "type", "label"))
    kind = question.get("type")
    if not isinstance(kind, str) or kind not in set(Type):
        if kind is not None:
            yield Fault(place, Flaw.UNKNOWN_TYPE, str(kind))
        return
    options = question.get("options")
    if kind in CHOOSING:
        yield from _options(place, _list(options))
    elif options:
        yield Fault(place, Flaw.NEEDLESS_OPTIONS)
    least, most = question.get("least"), question.get("most")
    wholes = all(
        bound is None or (isinstance(bound, int) and not isinstance(bound, bool))
        for bound in (least, most)
    )
    if (
        not wholes
        or (least is not None and most is not None and least > most)
        or ((least is not None or most is not None) and kind not in BOUNDED)
    ):
        yield Fault(place, Flaw.BAD_BOUNDS)
    elif kind == Type.FILE and not _counts_files(least, most):
        yield Fault(place, Flaw.BAD_COUNT, str(MOST_FILES))


def _counts_files(least: int | None, most: int | None) -> bool:
    return all(bound is None or 1 <= bound <= MOST_FILES for bound in (least, most))


def _options(place: str, options: Sequence[Any]) -> Iterator[Fault]:
    if len(options) < 2:
        yield Fault(place, Flaw.NO_OPTIONS)
    if len(options) > MOST_OPTIONS:
        yield Fault(place, Flaw.TOO_MANY, str(MOST_OPTIONS))
    taken: set[str] = set()
    for option in options:
        if not isinstance(option, Mapping) or not option.get("label"):
            yield Fault(place, Flaw.MISSING, "label")
            continue
        name = str(option.get("id", ""))
        if not ID.fullmatch(name):
            yield Fault(place, Flaw.BAD_ID, name)
        elif name in taken:
            yield Fault(place, Flaw.TWICE, name)
        taken.add(name)


def _repeat(place: str, repeat: Any) -> Iterator[Fault]:
    if not isinstance(repeat, Mapping) or not repeat.get("one"):
        yield Fault(place, Flaw.BAD_REPEAT)
        return
    least, most = repeat.get("least", 1), repeat.get("most", 10)
    sound = isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= MOST_ITEMS
    if not sound or most == 0:
        yield Fault(place, Flaw.BAD_REPEAT)


def _ends(content: Mapping[str, Any]) -> Iterator[Fault]:
    """The question of the case, and the names below signatures, must be questions of the form."""
    kinds = {
        f"{section.get('id')}.{question.get('id')}": question.get("type")
        for section in _list(content.get("sections"))
        if isinstance(section, Mapping) and not section.get("repeat")
        for question in _list(section.get("questions"))
        if isinstance(question, Mapping)
    }
    case = content.get("case")
    if case and kinds.get(str(case)) != Type.CHOICE:
        yield Fault("case", Flaw.BAD_CASE, str(case))
    for signature in _list(content.get("signatures")):
        if not isinstance(signature, Mapping) or not signature.get("role"):
            yield Fault("signatures", Flaw.MISSING, "role")
        elif signature.get("name") and kinds.get(str(signature["name"])) != Type.TEXT:
            yield Fault("signatures", Flaw.BAD_NAME, str(signature["name"]))
    if not all(isinstance(one, str) and one for one in _list(content.get("declarations"))):
        yield Fault("declarations", Flaw.EMPTY)


def _list(raw: Any) -> Sequence[Any]:
    return raw if isinstance(raw, Sequence) and not isinstance(raw, str) else ()
