"""Which rule catches a report: conditions that a person wrote, tried in their order. Pure.

All named conditions of a rule must hold; of its lines of words one is enough, and in a line all
words must occur. Words are compared by their stem, so *antrean* also finds *mengantre*; a word
with a star behind it finds every word that begins so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from maklumat.catalogue.words import stem, words


class Condition(StrEnum):
    """What a rule may ask of a report. The words shown are in `labels.py`."""

    KIND = "kind"
    CATEGORY = "category"
    AGENCY = "agency"
    PLACE = "place"
    WORDS = "words"


@dataclass(frozen=True)
class Rule:
    """One rule; an empty condition is not asked. `category` holds the slugs that fit."""

    pk: int
    name: str
    kind: str = ""
    category: frozenset[str] = frozenset()
    agency: str = ""  # the path of the agency that the report must name, or one above it
    place: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What a report says, as far as rules look at it. `agency` is the path of the one it names."""

    text: str
    kind: str = ""
    category: str = ""
    agency: str = ""
    place: str = ""


@dataclass(frozen=True)
class Caught:
    """The rule that fits and what of it held: the condition with what the report said."""

    rule: Rule
    because: Sequence[tuple[Condition, str]] = field(default_factory=list)


def caught(rules: Iterable[Rule], told: Told) -> Caught | None:
    """Return the first rule that fits, with its reasons; None where none does.

    >>> lamp = Rule(1, "Lampu jalan", lines=("lampu jalan", "pju"))
    >>> found = caught([lamp], Told("Sudah sebulan lampu di Jalan Melati mati."))
    >>> found.because
    [(<Condition.WORDS: 'words'>, 'lampu jalan')]
    >>> caught([lamp], Told("Petugas loket tidak ada.")) is None
    True
    """
    for rule in rules:
        because = reasons(rule, told)
        if because:
            return Caught(rule, because)
    return None


def reasons(rule: Rule, told: Told) -> list[tuple[Condition, str]]:
    """Return what of a rule holds; nothing if one condition fails or the rule asks for nothing."""
    found: list[tuple[Condition, str]] = []
    exact = (
        (Condition.KIND, rule.kind, told.kind == rule.kind, told.kind),
        (Condition.CATEGORY, rule.category, told.category in rule.category, told.category),
        (Condition.AGENCY, rule.agency, told.agency.startswith(rule.agency), told.agency),
        (Condition.PLACE, rule.place, _holds(told.place, rule.place), told.place),
    )
    for condition, asked, holds, said in exact:
        if not asked:
            continue
        if not holds:
            return []
        found.append((condition, said))
    if rule.lines:
        line = _line(rule.lines, told.text)
        if line is None:
            return []
        found.append((Condition.WORDS, line))
    return found


def _line(lines: Iterable[str], text: str) -> str | None:
    """Return the first line all of whose words occur in the text."""
    said = words(text)
    stems = {stem(word) for word in said}
    for line in lines:
        asked = line.casefold().split()
        if asked and all(_occurs(word, said, stems) for word in asked):
            return line
    return None


def _occurs(asked: str, said: Sequence[str], stems: set[str]) -> bool:
    parts = words(asked)
    if asked.endswith("*") and len(parts) == 1:
        return any(word.startswith(parts[0]) for word in said)
    return bool(parts) and all(stem(part) in stems for part in parts)


def _holds(text: str, asked: str) -> bool:
    return f" {' '.join(words(asked))} " in f" {' '.join(words(text))} "
