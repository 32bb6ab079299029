"""When something is asked: conditions on earlier answers, as data. Pure.

A condition is one of: `{question, is}`, `{question, in}`, `{question, has}` (of many choices),
`{question, filled}`, `{question, at_least}`, `{question, at_most}` (numbers, money, dates as text),
`{count, at_least}`, `{count, at_most}` (items of a repeated section), and `{all}`, `{any}`, `{not}`.
An answer that was not asked for is as good as none: nothing holds of it but `not`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

# Any: answers and YAML hold anything.
DEEPEST = 5  # conditions within conditions


class Check(StrEnum):
    IS = "is"
    IN = "in"
    HAS = "has"
    FILLED = "filled"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Join(StrEnum):
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True)
class Ask:
    """A test of one answer; with `count`, of the number of items of a repeated section."""

    about: str
    test: Check
    value: Any
    count: bool = False

    def content(self) -> dict[str, Any]:
        kept = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"count" if self.count else "question": self.about, self.test.value: kept}

    def names(self) -> Iterator["Ask"]:
        yield self


@dataclass(frozen=True)
class Joined:
    """Conditions that hold together, one of them, or (`not`) not."""

    join: Join
    parts: "tuple[Condition, ...]"

    def content(self) -> dict[str, Any]:
        parts = [part.content() for part in self.parts]
        return {self.join.value: parts[0] if self.join is Join.NOT else parts}

    def names(self) -> Iterator[Ask]:
        for part in self.parts:
            yield from part.names()


Condition = Ask | Joined


def condition(raw: Mapping[str, Any], depth: int = 1) -> Condition:
    """Read a condition. Raises ValueError with what is wrong.

    >>> condition({"question": "data.alasan", "is": "hilang"})
    Ask(about='data.alasan', test=<Check.IS: 'is'>, value='hilang', count=False)
    """
    if depth > DEEPEST:
        raise ValueError("conditions stand too deep within each other")
    if not isinstance(raw, Mapping):
        raise ValueError("a condition is a mapping")
    joins = [join for join in Join if join.value in raw]
    if joins:
        return _joined(raw, joins, depth)
    tests = [test for test in Check if test.value in raw]
    about = [name for name in ("question", "count") if isinstance(raw.get(name), str)]
    if len(tests) != 1 or len(about) != 1 or len(raw) != 2:
        raise ValueError("a condition names one question and one test")
    test, count = tests[0], about[0] == "count"
    if count and test not in (Check.AT_LEAST, Check.AT_MOST):
        raise ValueError("a count is compared with at_least or at_most")
    value = raw[test.value]
    if test is Check.IN:
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise ValueError("“in” needs a list")
        value = tuple(value)
    return Ask(raw[about[0]], test, value, count)


def _joined(raw: Mapping[str, Any], joins: Sequence[Join], depth: int) -> Joined:
    if len(joins) != 1 or len(raw) != 1:
        raise ValueError("a condition is one of all, any and not")
    join, inner = joins[0], raw[joins[0].value]
    if join is Join.NOT:
        return Joined(join, (condition(inner, depth + 1),))
    if not isinstance(inner, Sequence) or isinstance(inner, str) or not inner:
        raise ValueError(f"“{join.value}” needs a list of conditions")
    return Joined(join, tuple(condition(part, depth + 1) for part in inner))


def holds(asked: Condition | None, known: Mapping[str, Any]) -> bool:
    """Does the condition hold for what is known so far: answers by full name, items by section?

    >>> holds(condition({"question": "a.umur", "at_least": 17}), {"a.umur": "17"})
    True
    """
    if asked is None:
        return True
    if isinstance(asked, Joined):
        parts = (holds(part, known) for part in asked.parts)
        match asked.join:
            case Join.ALL:
                return all(parts)
            case Join.ANY:
                return any(parts)
            case Join.NOT:
                return not next(parts)
    if asked.count:
        items = known.get(asked.about)
        number = len(items) if isinstance(items, Sequence) else 0
        return _compared(number, asked.test, asked.value)
    return _said(asked, known.get(asked.about))


def _said(asked: Ask, answer: Any) -> bool:
    there = answer not in (None, "", [], {})
    match asked.test:
        case Check.FILLED:
            return there is bool(asked.value)
        case Check.IS:
            return there and answer == asked.value
        case Check.IN:
            return there and answer in asked.value
        case Check.HAS:
            return isinstance(answer, list) and asked.value in answer
    return there and _compared(answer, asked.test, asked.value)


def _compared(answer: Any, test: Check, bound: Any) -> bool:
    """Numbers are compared as numbers, days (2026-01-31) as text; other things never hold."""
    try:
        left, right = Decimal(str(answer)), Decimal(str(bound))
    except InvalidOperation:
        if not (isinstance(answer, str) and isinstance(bound, str)):
            return False
        return answer >= bound if test is Check.AT_LEAST else answer <= bound
    return left >= right if test is Check.AT_LEAST else left <= right
