"""A condition as rows that a person fills in: question, test, value. Pure.

Up to five rows joined by "all" or "any". What is more complex stays as it is and is only shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from maklumat.eforms.checking import SUITS
from maklumat.eforms.conditions import Ask, Check, Condition, Join, Joined
from maklumat.eforms.definition import CHOOSING, Form, Question, Type

MOST_ROWS = 5
COUNT = "#"  # before the name of a repeated section: how many items it has


class Test(StrEnum):
    """What a row may test; `is_not` and `has_not` turn a test round."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    HAS = "has"
    HAS_NOT = "has_not"
    FILLED = "filled"
    EMPTY = "empty"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


_NOT = {Check.IS: Test.IS_NOT, Check.HAS: Test.HAS_NOT}
_TURNED = {turned: check for check, turned in _NOT.items()}


@dataclass(frozen=True)
class Row:
    """One row as it is typed."""

    about: str
    test: str
    value: str = ""


class Trouble(StrEnum):
    """Why a row can't be taken."""

    NO_SUCH_QUESTION = "no_such_question"
    NO_TEST = "no_test"
    NO_VALUE = "no_value"
    NOT_OFFERED = "not_offered"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    WRONG_TEST = "wrong_test"


class BadRow(Exception):
    """`row` counts from 1; `offered` names what may be written."""

    def __init__(self, row: int, trouble: Trouble, offered: Sequence[str] = ()) -> None:
        super().__init__(trouble)
        self.row, self.trouble, self.offered = row, trouble, offered


@dataclass(frozen=True)
class Earlier:
    """What a condition may ask about: a question, or how many items a repeated section has."""

    name: str
    label: str
    section: str
    question: Question | None = None


def earlier(form: Form, section: str, question: str = "") -> list[Earlier]:
    """Return what stands before a section, or before a question of it."""
    found: list[Earlier] = []
    for each in form.sections:
        if each.id == section:
            for one in each.questions:
                if not question or one.id == question:
                    break
                found.append(Earlier(f"{each.id}.{one.id}", one.label, each.title, one))
            break
        if each.repeat:
            found.append(Earlier(f"{COUNT}{each.id}", each.repeat.one, each.title))
            continue
        found += [
            Earlier(f"{each.id}.{one.id}", one.label, each.title, one) for one in each.questions
        ]
    return [one for one in found if one.question is None or _askable(one.question)]


def _askable(question: Question) -> bool:
    return bool(tests_of(question))


def tests_of(question: Question | None) -> list[Test]:
    """Return the tests that suit a question; None: a count of items."""
    if question is None:
        return [Test.AT_LEAST, Test.AT_MOST]
    found: list[Test] = []
    for check in sorted(SUITS.get(question.type, frozenset())):
        found.append(Test(check.value))
        if check in _NOT:
            found.append(_NOT[check])
    return [*found, Test.FILLED, Test.EMPTY]


def rows(form: Form, asked: Condition | None) -> tuple[Join, list[Row]] | None:
    """Return a condition as rows; None when it is too complex for them."""
    if asked is None:
        return Join.ALL, []
    if isinstance(asked, Joined) and asked.join is not Join.NOT:
        made = [_row(form, part) for part in asked.parts]
        if len(made) > MOST_ROWS or None in made:
            return None
        return asked.join, [one for one in made if one]
    single = _row(form, asked)
    return (Join.ALL, [single]) if single else None


def _row(form: Form, asked: Condition) -> Row | None:
    if isinstance(asked, Joined):
        inner = asked.parts[0]
        if asked.join is Join.NOT and isinstance(inner, Ask) and inner.test in _NOT:
            return Row(inner.about, _NOT[inner.test], _words(form, inner))
        return None
    if asked.count:
        return Row(COUNT + asked.about, asked.test.value, str(asked.value))
    if asked.test is Check.FILLED:
        return Row(asked.about, Test.FILLED if asked.value else Test.EMPTY)
    return Row(asked.about, asked.test.value, _words(form, asked))


def _words(form: Form, asked: Ask) -> str:
    try:
        question = form.question(asked.about)
    except KeyError:
        return str(asked.value)
    each = asked.value if isinstance(asked.value, tuple) else (asked.value,)
    return "; ".join(_word(question, one) for one in each)


def _word(question: Question, value: Any) -> str:  # Any: what a condition compares with
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if question.type in CHOOSING:
        return question.option(str(value))
    if question.type is Type.DATE:
        year, _dash, rest = str(value).partition("-")
        month, _dash, day = rest.partition("-")
        return f"{day}/{month}/{year}" if day else str(value)
    return str(value)


def condition(join: Join, typed: Sequence[Row], before: Sequence[Earlier]) -> Condition | None:
    """Return what the rows say; rows without a question say nothing. Raises BadRow."""
    known = {one.name: one for one in before}
    parts = list(_parts(typed, known))
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    return Joined(join, tuple(parts))


def _parts(typed: Sequence[Row], known: Mapping[str, Earlier]) -> Iterator[Condition]:
    for place, row in enumerate(typed, start=1):
        if not row.about:
            continue
        about = known.get(row.about)
        if about is None:
            raise BadRow(place, Trouble.NO_SUCH_QUESTION)
        yield _part(place, row, about)


def _part(place: int, row: Row, about: Earlier) -> Condition:
    if not row.test:
        raise BadRow(place, Trouble.NO_TEST)
    suits = tests_of(about.question)
    test = _fitting(row.test, suits)
    if test is None:
        raise BadRow(place, Trouble.WRONG_TEST, suits)
    name = about.name.removeprefix(COUNT)
    if test in (Test.FILLED, Test.EMPTY):
        return Ask(name, Check.FILLED, test is Test.FILLED)
    if not row.value.strip():
        raise BadRow(place, Trouble.NO_VALUE, offered(about.question))
    value = _value(place, row.value.strip(), test, about.question)
    if test in _TURNED:
        return Joined(Join.NOT, (Ask(name, _TURNED[test], value),))
    return Ask(name, Check(test.value), value, count=about.question is None)


def _fitting(test: str, suits: Sequence[Test]) -> Test | None:
    """Return the test; of many choices "is" means that one of them is it."""
    near = {
        Test.IS: Test.HAS,
        Test.IS_NOT: Test.HAS_NOT,
        Test.HAS: Test.IS,
        Test.HAS_NOT: Test.IS_NOT,
    }
    try:
        wanted = Test(test)
    except ValueError:
        return None
    if wanted in suits:
        return wanted
    other = near.get(wanted)
    return other if other in suits else None


def offered(question: Question | None) -> list[str]:
    """Return what may be written as value, where that is a list.

    >>> offered(Question("kerja", Type.YES_NO, "Bekerja"))
    ['Ya', 'Tidak']
    """
    if question is None:
        return []
    if question.type is Type.YES_NO:
        return ["Ya", "Tidak"]
    return [one.label for one in question.options]


def _value(place: int, typed: str, test: Test, question: Question | None) -> Any:  # Any: by type
    if question is None:
        return int(_number(place, typed))
    if question.type is Type.YES_NO:
        if typed.casefold() not in ("ya", "tidak"):
            raise BadRow(place, Trouble.NOT_OFFERED, offered(question))
        return typed.casefold() == "ya"
    if test is Test.IN:
        several = [one.strip() for one in typed.split(";") if one.strip()]
        return tuple(_one(place, one, question) for one in several)
    return _one(place, typed, question)


def _one(place: int, typed: str, question: Question) -> Any:  # Any: by type of question
    if question.type in CHOOSING:
        for option in question.options:
            if typed.casefold() in (option.label.casefold(), option.id):
                return option.id
        raise BadRow(place, Trouble.NOT_OFFERED, offered(question))
    if question.type is Type.DATE:
        return _day(place, typed)
    if question.type in (Type.NUMBER, Type.MONEY):
        number = _number(place, typed)
        return int(number) if number == int(number) else str(number)
    return typed


def _number(place: int, typed: str) -> Decimal:
    try:
        found = Decimal(typed.replace(".", "").replace(",", "."))
    except InvalidOperation:
        raise BadRow(place, Trouble.NOT_A_NUMBER) from None
    if not found.is_finite():
        raise BadRow(place, Trouble.NOT_A_NUMBER)
    return found


def _day(place: int, typed: str) -> str:
    day, _slash, rest = typed.partition("/")
    month, _slash, year = rest.partition("/")
    if all(one.isascii() and one.isdigit() for one in (day, month, year)) and len(year) == 4:
        return f"{year}-{int(month):02}-{int(day):02}"
    raise BadRow(place, Trouble.NOT_A_DAY)
