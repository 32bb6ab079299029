"""Who is named with an @ in an internal note. Pure."""

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
_SIGN = re.compile(r"(?<![\w@.])@(?=\w)")
_WORD = re.compile(r"[\w.'-]*\w")


def mentioned(text: str, people: Mapping[str, T]) -> tuple[list[T], list[str]]:
    """Return the people whose name stands behind an @, and the words behind an @ that are nobody.

    The longest name that fits counts; upper and lower case are alike.

    >>> mentioned("Tolong @budi santoso dan @Rina.", {"Budi": 1, "Budi Santoso": 2})
    ([2], ['Rina'])
    """
    names = sorted(people, key=len, reverse=True)
    found: list[T] = []
    unknown: list[str] = []
    for sign in _SIGN.finditer(text):
        rest = text[sign.end() :]
        name = next((name for name in names if _begins(rest, name)), None)
        if name is None:
            word = _WORD.match(rest)
            unknown.append(word[0] if word else rest[:1])
        elif people[name] not in found:
            found.append(people[name])
    return found, unknown


def _begins(text: str, name: str) -> bool:
    if text[: len(name)].casefold() != name.casefold():
        return False
    return not text[len(name) : len(name) + 1].isalnum()
