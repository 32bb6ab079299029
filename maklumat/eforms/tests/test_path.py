"""What is asked: the walk agrees with a slow reference, whatever the form and the answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.eforms import path as rules
from maklumat.eforms.checking import faults
from maklumat.eforms.conditions import Ask, Check, Joined, condition, holds
from maklumat.eforms.definition import Form, content, form
from maklumat.eforms.tests import strategies

with_answers = strategies.forms().flatmap(
    lambda made: some.tuples(some.just(made), strategies.answers(made))
)


@given(strategies.forms())
def test_a_form_is_read_back_from_its_content(made: Form) -> None:
    assert form(content(made)) == made
    assert faults(content(made)) == []


def slowly(made: Form, answers: dict[str, Any]) -> dict[str, list[list[str]]]:
    """What is asked, found by judging every question alone, over and over until nothing moves."""
    asked: set[tuple[str, int, str]] = set()
    while True:
        found = {
            (section.id, place, question.id)
            for section in made.sections
            for place in range(_number(made, section.id, answers, asked))
            for question in section.questions
            if _holds(section.when, made, answers, asked, section.id, 0, inside=False)
            and _holds(question.when, made, answers, asked, section.id, place, inside=True)
        }
        if found == asked:
            break
        asked = found
    shape: dict[str, list[list[str]]] = {}
    for section in made.sections:
        if not _holds(section.when, made, answers, asked, section.id, 0, inside=False):
            continue
        items = [
            [one.id for one in section.questions if (section.id, place, one.id) in asked]
            for place in range(_number(made, section.id, answers, asked))
        ]
        if section.repeat or any(items):
            shape[section.id] = items
    return shape


def _number(made: Form, name: str, answers: dict[str, Any], _asked: set[Any]) -> int:
    section = made.section(name)
    if not section.repeat:
        return 1
    there = answers.get(name)
    return max(section.repeat.least, min(section.repeat.most, len(there or [])))


def _holds(asking, made, answers, asked, here, place, *, inside) -> bool:  # noqa: PLR0913  all it asks
    if asking is None:
        return True
    if isinstance(asking, Joined):
        each = [
            _holds(part, made, answers, asked, here, place, inside=inside) for part in asking.parts
        ]
        return {"all": all(each), "any": any(each), "not": not each[0]}[asking.join]
    if asking.count:
        section = made.section(asking.about)
        reached = _holds(section.when, made, answers, asked, asking.about, 0, inside=False)
        begun = min(section.repeat.most, len(answers.get(asking.about) or []))
        return holds(asking, {asking.about: [0] * begun} if reached else {})
    return holds(asking, {asking.about: _answer(asking, answers, asked, here, place, inside)})


def _answer(asking: Ask, answers, asked, here, place, inside) -> Any:
    name, _dot, question = asking.about.partition(".")
    at = place if inside and name == here else 0
    if (name, at, question) not in asked:
        return None
    given_there = answers.get(name)
    if isinstance(given_there, list):
        given_there = given_there[at] if at < len(given_there) else {}
    return (given_there or {}).get(question)


@given(with_answers)
def test_the_walk_agrees_with_a_slow_reference(case: tuple[Form, dict[str, Any]]) -> None:
    made, answers = case
    walked = {
        asked.section.id: [[question.id for question in item] for item in asked.items]
        for asked in rules.path(made, answers).sections
    }
    assert walked == slowly(made, answers)


@given(with_answers)
def test_what_is_kept_leads_the_same_way(case: tuple[Form, dict[str, Any]]) -> None:
    made, answers = case
    first = rules.path(made, answers)
    again = rules.path(made, first.answers)
    assert again == first


@given(with_answers)
def test_nothing_that_was_not_asked_is_kept(case: tuple[Form, dict[str, Any]]) -> None:
    made, answers = case
    found = rules.path(made, answers)
    for asked in found.sections:
        own = found.answers.get(asked.section.id, {})
        for item, questions in zip(
            own if isinstance(own, list) else [own], asked.items, strict=False
        ):
            assert set(item) <= {question.id for question in questions}
    assert set(found.answers) <= {asked.section.id for asked in found.sections}


def two_sections() -> Form:
    lost = {"question": "data.alasan", "is": "hilang"}
    return form(
        {
            "code": "ktp",
            "title": "KTP",
            "sections": [
                {
                    "id": "data",
                    "title": "Data",
                    "questions": [
                        {
                            "id": "alasan",
                            "type": "choice",
                            "label": "Alasan",
                            "options": [
                                {"id": "hilang", "label": "Hilang"},
                                {"id": "rusak", "label": "Rusak"},
                            ],
                        }
                    ],
                },
                {
                    "id": "polisi",
                    "title": "Laporan polisi",
                    "when": lost,
                    "questions": [{"id": "nomor", "type": "text", "label": "Nomor"}],
                },
                {
                    "id": "selesai",
                    "title": "Selesai",
                    "questions": [{"id": "catatan", "type": "text", "label": "Catatan"}],
                },
            ],
        }
    )


def test_a_changed_mind_leaves_nothing_behind() -> None:
    lost = {"data": {"alasan": "hilang"}, "polisi": {"nomor": "LP/12"}}
    assert rules.path(two_sections(), lost).answers == {**lost, "selesai": {}}
    broken = {**lost, "data": {"alasan": "rusak"}}
    assert "polisi" not in rules.path(two_sections(), broken).answers


def test_before_and_after_follow_the_answers() -> None:
    found = rules.path(two_sections(), {"data": {"alasan": "rusak"}})
    assert found.after("data") == "selesai"
    assert found.before("selesai") == "data"
    assert (found.before("data"), found.after("selesai")) == (None, None)
    with pytest.raises(KeyError):
        found.place("polisi")


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"question": "a.b"},
        {"question": "a.b", "is": 1, "filled": True},
        {"question": "a.b", "count": "c", "at_least": 1},
        {"count": "a", "is": 1},
        {"question": "a.b", "in": "teks"},
        {"all": []},
        {"all": [{"question": "a.b", "is": 1}], "any": []},
        {"not": []},
        {"not": {"not": {"not": {"not": {"not": {"question": "a.b", "filled": True}}}}}},
        "teks",
    ],
)
def test_a_condition_that_means_nothing_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        condition(raw)


@pytest.mark.parametrize(
    ("raw", "answer", "expected"),
    [
        ({"at_least": 17}, "17", True),
        ({"at_least": 17}, "9", False),
        ({"at_most": 1000}, 1000, True),
        ({"at_least": "2008-01-01"}, "2009-05-05", True),
        ({"at_most": "2008-01-01"}, "2009-05-05", False),
        ({"at_least": 17}, "tujuh belas", False),
        ({"at_least": 17}, None, False),
        ({"filled": True}, [], False),
        ({"filled": False}, "", True),
        ({"is": False}, False, True),
        ({"has": "a"}, ["a", "b"], True),
        ({"has": "a"}, "a", False),
    ],
)
def test_what_holds(raw: dict[str, Any], answer: Any, expected: bool) -> None:  # noqa: FBT001  a table's column
    assert holds(condition({"question": "x.y", **raw}), {"x.y": answer}) is expected


def test_every_test_of_an_answer_is_in_the_table_above() -> None:
    assert {*Check} == {Check.IS, Check.IN, Check.HAS, Check.FILLED, Check.AT_LEAST, Check.AT_MOST}
