"""What differs between two versions of a form. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from maklumat.eforms.definition import Form, Question, Section


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """`place`: the title of the section, "" for the form; `aspects`: what changed of it."""

    kind: Kind
    place: str
    label: str = ""
    aspects: tuple[str, ...] = ()


_FORM = ("title", "purpose", "minutes", "source", "declarations", "signatures", "case")
_SECTION = ("title", "help", "when", "repeat")
_QUESTION = (
    "type", "label", "help", "required", "when", "options", "least", "most", "past", "known"
)  # fmt: skip


def differences(before: Form, after: Form) -> list[Difference]:
    """Return what was added, removed and changed, in the order of the newer form.

    >>> differences(Form("x", "Surat", ()), Form("x", "Surat", (Section("a", "Data", ()),)))
    [Difference(kind=<Kind.ADDED: 'added'>, place='Data', label='', aspects=())]
    """
    return list(_differences(before, after))


def _differences(before: Form, after: Form) -> Iterator[Difference]:
    if aspects := _aspects(before, after, _FORM):
        yield Difference(Kind.CHANGED, "", "", aspects)
    old = {one.id: one for one in before.sections}
    for section in after.sections:
        earlier = old.pop(section.id, None)
        if earlier is None:
            yield Difference(Kind.ADDED, section.title)
            continue
        if aspects := _aspects(earlier, section, _SECTION):
            yield Difference(Kind.CHANGED, section.title, "", aspects)
        yield from _questions(earlier, section)
    for section in old.values():
        yield Difference(Kind.REMOVED, section.title)
    shared = [one.id for one in before.sections if one.id not in old]
    if shared != [one.id for one in after.sections if one.id in shared]:
        yield Difference(Kind.CHANGED, "", "", ("order",))


def _questions(before: Section, after: Section) -> Iterator[Difference]:
    old = {one.id: one for one in before.questions}
    for question in after.questions:
        earlier = old.pop(question.id, None)
        if earlier is None:
            yield Difference(Kind.ADDED, after.title, question.label)
        elif aspects := _aspects(earlier, question, _QUESTION):
            yield Difference(Kind.CHANGED, after.title, question.label, aspects)
    for question in old.values():
        yield Difference(Kind.REMOVED, after.title, question.label)
    shared = [one.id for one in before.questions if one.id not in old]
    if shared != [one.id for one in after.questions if one.id in shared]:
        yield Difference(Kind.CHANGED, after.title, "", ("order",))


def _aspects(
    before: Form | Section | Question, after: Form | Section | Question, names: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
